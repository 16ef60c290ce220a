"""**Open an action**: the form to choose one, and the action as it stands."""

from collections.abc import Sequence
from typing import Final

from bot.domain.commitments import TITLE_LENGTH, Commitment
from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.messages.model import Field, FieldKind, Form, Message, Option, Paragraph
from bot.messages.timetable import OPEN_ONE, item
from bot.messages.words import and_list

# A notification shows the first words of a message; no title may stand among them.
_WHAT: Final = (
    "Here is everything you can do about it. Whoever needs to know of what you press hears it from me."
)

Choice = tuple[Commitment, Sequence[str]]
"""An action and whose it is; nobody's name where it is all partners'."""


def form(
    *, partnership_id: int, choices: Sequence[Choice], dropped: Sequence[Choice], words: str, more: int
) -> Form:
    """Return the form; where not all of them fit into the lists, it asks for words from the title first."""
    return Form(
        intent=Intent.OPEN_ACTION,
        partnership_id=partnership_id,
        title=OPEN_ONE,
        submit="Open it",
        fields=(
            *(_words(words, more) if more or words else ()),
            *_list("action", "Which one?", choices),
            *_list("dropped", "Or one that was dropped", dropped),
        ),
    )


def opened(*, partnership: str, items: tuple[ItemView, ...]) -> Message:
    """Return the action as it stands, with all that can be pressed about it."""
    return Message(
        opening=f"{partnership}: one action, as it stands.",
        blocks=(Paragraph(text=(_WHAT,)), *(item(view) for view in items)),
    )


def _words(words: str, more: int) -> tuple[Field, ...]:
    hint = f"{more} more are not in this list." if more else ""
    return (
        Field(
            name="words",
            label="Words from its title",
            kind=FieldKind.LINE,
            value=(words,) if words else (),
            hint=f"{hint} Type a word, and I show what fits.".strip(),
            max_length=TITLE_LENGTH,
        ),
    )


def _list(name: str, label: str, choices: Sequence[Choice]) -> tuple[Field, ...]:
    options = tuple(Option(value=str(one.id), label=_label(one, whose)) for one, whose in choices)
    return (Field(name=name, label=label, kind=FieldKind.CHOICE, options=options),) if options else ()


def _label(commitment: Commitment, partners: Sequence[str]) -> str:
    whose = and_list(partners) or "all partners"
    return f"{commitment.wording.title}: {whose}, by {full(commitment.due)}"
