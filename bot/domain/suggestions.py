"""What a workbook changes about one share, as one person reads it: everything that a line about it needs."""

from dataclasses import dataclass
from datetime import date

from bot.domain.revisions import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """A revision with its surroundings. Names are in full, "" where there is nobody.

    `due` is the date that holds now. `asker` sent the workbook, `answerer` was asked or told, `new_holder` would
    take it over. `is_open` says that it still waits for an answer, `is_told` that it holds and still stands.
    """

    revision: Revision
    partnership_id: int
    title: str
    due: date
    partner_name: str
    holder_name: str
    asker: str
    answerer: str
    new_holder: str
    is_readers: bool
    is_open: bool
    is_told: bool
    today: date
