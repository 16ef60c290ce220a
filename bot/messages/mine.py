"""Everything that is somebody's, with its buttons, and what they are waiting for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.items import ItemView
from bot.domain.timetables import TimetableRow
from bot.messages.model import Block, Bullets, Fragments, Heading, Message, Note, Paragraph, Strong
from bot.messages.timetable import item
from bot.messages.words import and_list, begin, by, number

# A notification shows the first words of a message; no title may stand among them.
_INTRO: Final = (
    "Here is everything with your name on it, soonest first. "
    "Press what fits, and I'll pass on what others need to know."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is somebody's in one partnership."""

    partnership: str
    today: date
    items: tuple[ItemView, ...]
    waiting: tuple[TimetableRow, ...]
    more: int


def mine(*, parts: Sequence[Part]) -> Message:
    """Return everything that is theirs. The opening says how much, and not what."""
    count = sum(len(part.items) + part.more for part in parts)
    things = "one thing is" if count == 1 else f"{number(count)} things are"
    opening = f"{things} yours at the moment." if count else "Nothing is yours at the moment."
    if len(parts) == 1:
        opening = f"{parts[0].partnership}: {opening[:1].lower()}{opening[1:]}"
    else:
        opening = begin(opening)
    blocks: list[Block] = [Paragraph(text=(_INTRO,))] if count else []
    for part in parts:
        found = blocks_of(part)
        if found and len(parts) > 1:
            blocks.append(Heading(text=part.partnership))
        blocks += found
    return Message(opening=opening, blocks=tuple(blocks))


def blocks_of(part: Part) -> list[Block]:
    """Return one partnership's part of everything that is theirs."""
    blocks: list[Block] = [item(view) for view in part.items]
    if part.more:
        blocks.append(Note(text=(f"and {number(part.more)} more",)))
    if part.waiting:
        blocks.append(Paragraph(text=(Strong("What you're waiting for"),)))
        blocks.append(Bullets(items=tuple(_waiting(row, part.today) for row in part.waiting)))
    return blocks


def _waiting(row: TimetableRow, today: date) -> Fragments:
    state = "" if row.state == "Agreed" else f" {row.state}."
    return (Strong(row.what), f" from {and_list(row.partners)}, {by(row.by, today=today)}.{state}")
