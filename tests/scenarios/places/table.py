"""Who got what where, a row a person and a row a room. `make places` prints it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.messages.ledger import TOOLS
from tests.scenarios.places.cast import ORGANISATIONS
from tests.scenarios.places.post import Owed, Queued

COLUMNS: Final = {
    "hello": {DeliveryKind.HELLO, DeliveryKind.WELCOME},
    "to agree": {DeliveryKind.ASK},
    "reminders": {DeliveryKind.REMINDER, DeliveryKind.AFTER},
    "check-in": {DeliveryKind.CHECKIN},
    "celebration": {DeliveryKind.CELEBRATION, DeliveryKind.NEWS},
    "summary": {DeliveryKind.SUMMARY},
}
"""What is counted under each heading: the facts of which somebody has been told."""

_WORKS_FOR: Final = {**ORGANISATIONS, "Sam Hallam": "Partnership office", "Rob Stone": "Castle College"}
_BY_TELEPHONE: Final = "Dee Frame"
_NOWHERE: Final = "–"
_ROOMS: Final = {"riverside": "Partnership office", "fair": "County Council", "Partnership": "Meadow Academy"}


@dataclass(frozen=True)
class Row:
    """`told` has how many facts by heading, `messages` how many messages brought these and all else, answers among it."""

    name: str
    organisation: str
    place: str
    told: Counter[str]
    messages: int


def rows(everybody: Iterable[str], owed: list[Owed], queued: list[Queued]) -> Iterator[Row]:
    """Yield the row of each person, then of each room."""
    for name in everybody:
        facts = [one for one in owed if one.person == name]
        sent = [one for one in queued if one.person == name and one.stands]
        yield _row(name, _WORKS_FOR.get(name, ""), facts, sent)
    for room, organisation in _ROOMS.items():
        facts = [one for one in owed if one.room == room]
        sent = [one for one in queued if one.room == room and one.stands]
        yield _row(f"the room {room}", organisation, facts, sent)


def drawn(rows: Iterable[Row]) -> str:
    """Return the table as text."""
    found = [*rows]
    widths = [max(len(getattr(one, name)) for one in found) for name in ("name", "organisation", "place")]
    cells = [("who", "of", "where", *COLUMNS, "messages")]
    for one in found:
        counts = (str(number or _NOWHERE) for number in (*map(one.told.__getitem__, COLUMNS), one.messages))
        cells.append((one.name, one.organisation, one.place, *counts))
    return "\n".join(_line(row, widths) for row in cells)


def _tool(one: Queued) -> str:
    return f"{TOOLS[one.tool]} of {one.workspace}" if one.workspace else TOOLS[one.tool]


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    left = "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=False))
    return f"{left}  " + " ".join(f"{cell:>11}" for cell in cells[len(widths) :])


def _row(name: str, organisation: str, owed: list[Owed], sent: list[Queued]) -> Row:
    told = Counter(
        heading
        for one in owed
        if one.state is DeliveryState.SENT
        for heading, kinds in COLUMNS.items()
        if one.kind in kinds
    )
    tools = [tool for tool, _ in groupby(sent, key=_tool)]
    nowhere = "Telephone" if name == _BY_TELEPHONE else _NOWHERE
    return Row(name, organisation, " → ".join(tools) or nowhere, told, len(sent))
