"""A workbook on its way in, as its sender is shown it, and what came of it."""

from dataclasses import dataclass

from bot.domain.imports.changes import Changes
from bot.domain.imports.choices import Choices
from bot.domain.imports.surroundings import Surroundings
from bot.domain.partnerships import Partnership
from bot.domain.permissions import Viewer
from bot.domain.uploads import Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a workbook would change, with what has been chosen about it so far.

    `before` is what was shown last time, None where nothing was.
    """

    viewer: Viewer
    partnership: Partnership
    upload: Upload
    surroundings: Surroundings
    choices: Choices
    changes: Changes
    before: Changes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """It has to be said first whether the actions were agreed at a meeting."""

    preview: Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The changes of a preview have been made. `without` are partners in which nobody can be asked yet."""

    preview: Preview
    without: tuple[str, ...]
