"""**Who was reached**: for who runs it, by person. It says nothing of who looked, nor when (F36, F44)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.people import AddressKind
from bot.domain.reached import Reached
from bot.messages.ledger import TOOLS
from bot.messages.model import Block, Message, Paragraph, Table

CAPTION: Final = "Who was reached"
NO_WAY: Final = "No way yet"

_COLUMNS: Final = ("Person", "Organisation", "Reached?", "By")
_SAID: Final = {
    Reached.REACHED: "Reached",
    Reached.NOT_REACHED: "Not reached",
    Reached.NOT_YET: "Not yet",
}
_INTRO: Final = (
    "This is about the last thing that went to each of them. I don't say who looked at it, or when."
)
_RING: Final = "Not reached? A ring is the quickest way to find out what works for them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person. `tool` is None where they have no way that works, `organisation` "" where they are of none."""

    person: str
    organisation: str
    reached: Reached
    tool: AddressKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Everybody of one partnership, in the order in which they are shown."""

    partnership: str
    rows: tuple[Row, ...]


def screen(found: Screen) -> Message:
    """Return who was reached. Where somebody was not, it says what to do."""
    blocks: list[Block] = [Paragraph(text=(_INTRO,)), _table(found.rows)]
    if any(row.reached is Reached.NOT_REACHED for row in found.rows):
        blocks.append(Paragraph(text=(_RING,)))
    return Message(opening=f"{found.partnership}: who was reached.", blocks=tuple(blocks))


def _table(rows: Sequence[Row]) -> Table:
    return Table(
        caption=CAPTION,
        columns=_COLUMNS,
        rows=tuple(
            (row.person, row.organisation, _SAID[row.reached], TOOLS[row.tool] if row.tool else NO_WAY)
            for row in rows
        ),
    )
