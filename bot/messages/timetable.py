"""The timetable as it is shown: by date, and never who is late."""

from itertools import groupby
from typing import Final

from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.milestones import Milestone
from bot.domain.permissions import Intent
from bot.domain.timetables import TimetableRow
from bot.messages.items import envelope_item, standing_item
from bot.messages.model import Block, Bullets, Button, Buttons, Fragments, Message, Note, Paragraph, Strong
from bot.messages.words import and_list, number

LABELS: Final = {
    "mine": "Mine",
    "organisation": "My organisation",
    "coming": "Coming up",
    "everything": "Everything",
    "passed": "Date passed",
}

OPEN_ONE: Final = "Open an action"
"""The label of the button to any one action."""

_OPENINGS: Final = {
    "mine": "what is yours.",
    "organisation": "what your organisation has in the timetable.",
    "coming": "the next eight weeks.",
    "everything": "the whole timetable.",
    "passed": "where a new date would help.",
}
_EMPTY: Final = {
    "mine": "Nothing is yours at the moment.",
    "organisation": "Your organisation has nothing open.",
    "coming": "Nothing is due in the next eight weeks.",
    "everything": "There is nothing in the timetable yet.",
    "passed": "No date has passed.",
}

_DATES_AT_MOST: Final = 20

# A notification shows the first words of a message; no title may stand among them.
_INTRO: Final = "Who does what, by when, soonest first. Choose below what you would like to see."


def timetable(
    *,
    partnership_id: int,
    partnership: str,
    shown: str,
    rows: tuple[TimetableRow, ...],
    items: tuple[ItemView, ...],
    more: int,
    next_milestone: Milestone | None = None,
    may_open: bool = False,
) -> Message:
    """Return one part of the timetable, with a button for each of the others. `shown` is a key of LABELS.

    `may_open`: the reader acts for something in it, and can open any one action of those.
    """
    blocks: list[Block] = [Paragraph(text=(_INTRO,)), _choose(partnership_id, shown)]
    blocks += [item(view) for view in items]
    blocks += _by_date(rows)
    if not rows and not items:
        blocks.append(Paragraph(text=(_EMPTY[shown],)))
    if more:
        blocks.append(Note(text=(f"and {number(more)} more",)))
    if next_milestone is not None:
        day = full(next_milestone.due)
        blocks.append(Paragraph(text=(Strong("Next milestone:"), f" {next_milestone.title}, by {day}")))
    if may_open:
        blocks.append(Buttons(buttons=(open_one(partnership_id),)))
    return Message(opening=f"{partnership}: {_OPENINGS[shown]}", blocks=tuple(blocks))


def open_one(partnership_id: int) -> Button:
    """Return the button to open any one action."""
    return Button(label=OPEN_ONE, intent=Intent.OPEN_ACTION, partnership_id=partnership_id, opens=True)


def item(view: ItemView) -> Block:
    """Return an item of a list: one's own as an envelope shows it, another's with who holds it."""
    if view.is_readers and view.share.agreed_on is None and view.share.state.value == "accepted":
        return envelope_item(view)
    return standing_item(view)


def line(row: TimetableRow) -> Fragments:
    """Return a row as one line: what, who, and how it stands in words that blame nobody."""
    who = ", ".join((and_list(row.partners), *row.people))
    state = row.progress or row.state
    return (Strong(row.what), f": {who}. {state}.")


def _choose(partnership_id: int, shown: str) -> Buttons:
    return Buttons(
        buttons=tuple(
            Button(
                label=label,
                intent=Intent.TIMETABLE,
                partnership_id=partnership_id,
                arg=key,
                spoken=f"Timetable: {label}",
                primary=key == shown,
            )
            for key, label in LABELS.items()
        )
    )


def _by_date(rows: tuple[TimetableRow, ...]) -> list[Block]:
    """Return the rows under their dates. Two blocks a date: after twenty dates the rest share one list."""
    dated = [(day, tuple(found)) for day, found in groupby(rows, key=lambda row: row.by)]
    blocks: list[Block] = []
    for day, found in dated[:_DATES_AT_MOST]:
        blocks.append(Paragraph(text=(Strong(full(day)),)))
        blocks.append(Bullets(items=tuple(line(row) for row in found)))
    rest = [(day, row) for day, found in dated[_DATES_AT_MOST:] for row in found]
    if rest:
        blocks.append(Paragraph(text=(Strong("After that"),)))
        blocks.append(Bullets(items=tuple((*line(row), f" By {full(day)}.") for day, row in rest)))
    return blocks
