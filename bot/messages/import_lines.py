"""The lines of which the messages about a workbook are made."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final

from bot.domain.dates import full
from bot.domain.imports.arrivals import Arrival
from bot.domain.imports.changes import Changes, PlannedAction
from bot.domain.imports.headings import Meaning
from bot.domain.imports.owners import Owner
from bot.domain.imports.previews import Preview
from bot.domain.imports.rows import Row, day_of
from bot.domain.imports.shares import PlannedShare
from bot.domain.permissions import Role
from bot.domain.timetables import ALL_PARTNERS
from bot.messages import import_reasons as reasons
from bot.messages.model import Block, Bullets, Fragments, Heading, Note, Paragraph, Strong
from bot.messages.words import and_list, number

_SHOWN: Final = 40
_GROUPS: Final = 10
_LISTED: Final = 10
_A_BLOCK: Final = 10
_NAMED: Final = 4
_ROLES: Final = {Role.CO_ORDINATOR: ", co-ordinator", Role.DEPUTY: ", deputy"}
_NO_PARTNERS: Final = (
    "It is for all partners, and there are none yet. Add one, then send me the workbook again."
)


def new_actions(actions: Sequence[PlannedAction]) -> list[Block]:
    """The new actions under their headings, in the order of the workbook, as many as a message holds."""
    shown = actions[:_SHOWN]
    groups = [(heading, list(found)) for heading, found in groupby(shown, key=lambda one: one.action.heading)]
    if len(groups) > _GROUPS:
        groups = [("", list(shown))]
    blocks: list[Block] = []
    for heading, found in groups:
        blocks.append(Heading(text=reasons.quoted(heading) or "New actions"))
        blocks += bullets([_line(one) for one in found])
    more = len(actions) - len(shown)
    return [*blocks, Note(text=(f"and {number(more)} more",))] if more else blocks


def unclear(changes: Changes) -> list[Fragments]:
    """What isn't clear yet, each with its cell and what to do."""
    several = _several(changes)
    lines: list[Fragments] = []
    for row in changes.unclear:
        sheet = row.action.sheet if several else ""
        said = [reasons.unclear(problem, sheet=sheet) for problem in row.problems] or [_NO_PARTNERS]
        what = reasons.quoted(row.action.what)
        lines.append((Strong(what), ": ", " ".join(said)) if what else (" ".join(said),))
    for contact in changes.unclear_contacts:
        lines += [(reasons.unclear(problem, sheet=contact.sheet),) for problem in contact.problems]
    return lines


def not_taken(changes: Changes) -> list[Fragments]:
    """What stands in the workbook and is no action, each with its cell and why."""
    several = _several(changes)
    return [(reasons.not_taken(one, sheet=one.sheet if several else ""),) for one in changes.not_taken]


def past(changes: Changes) -> list[Fragments]:
    """The actions whose date has gone by and of which nothing has been said, under the request to say it."""
    if not changes.left_out:
        return []
    say = "Tell me under Match people what became of these. I leave out those you say nothing about."
    return [(say,), *left_out(changes)]


def left_out(changes: Changes) -> list[Fragments]:
    """The actions that stay out because their date has gone by."""
    return [(Strong(reasons.quoted(row.action.what)), f": {_was_for(row)}") for row in changes.left_out]


def closed(changes: Changes) -> list[Fragments]:
    """The actions whose date lies on a day on which one of their partners is shut."""
    return [
        (
            Strong(reasons.quoted(one.action.what)),
            f": {one.closed[0]} is closed on {full(one.by)} ({one.closed[1]}).",
        )
        for one in changes.actions
        if one.closed is not None
    ]


def coming(changes: Changes) -> list[Fragments]:
    """One line an organisation: the new ones, and those to which somebody is added."""
    new = [one.name for one in changes.partners]
    people = [one for one in changes.arrivals if one.role is not None]
    names = sorted({*new, *(one.partner for one in people)}, key=str.casefold)
    return [
        _organisation(name, [one for one in people if one.partner.casefold() == name.casefold()])
        for name in names
    ]


def notes_of(planned: PlannedAction) -> tuple[str, ...]:
    """Return what a workbook says beside an action: the runner's alone."""
    action = planned.action
    status = f"In the workbook: {action.other_status}" if action.other_status else ""
    also = f"Also named: {and_list([owner.name for owner in planned.also])}" if planned.also else ""
    beside = tuple(_beside(owner) for owner in action.people if owner.note)
    return tuple(text for text in (action.notes, status, also, *beside) if text)


def since(found: Preview, write: Callable[[Changes], list[Fragments]]) -> list[Fragments]:
    """Return the lines that were not shown the last time."""
    before = write(found.before) if found.before is not None else []
    return [line for line in write(found.changes) if line not in before]


def unlike(actions: Sequence[PlannedAction], before: Sequence[PlannedAction]) -> list[PlannedAction]:
    """Return the actions whose lines are not among those of before."""
    shown = {_line(one) for one in before}
    return [one for one in actions if _line(one) not in shown]


def is_guess(arrival: Arrival) -> bool:
    """Whether somebody was told by nothing but part of their name, and nobody has looked yet."""
    return arrival.known is not None and not arrival.is_sure and not arrival.chosen


def listed(title: str, lines: Sequence[Fragments]) -> list[Block]:
    """A heading and its lines, as many as are worth reading, or nothing."""
    if not lines:
        return []
    shown = list(lines[:_LISTED])
    more = len(lines) - len(shown)
    rest: list[Fragments] = [(f"and {number(more)} more",)] if more else []
    return [Heading(text=title), *bullets([*shown, *rest])]


def bullets(lines: Sequence[Fragments]) -> list[Block]:
    """Return the lines as lists."""
    # No block is longer than a platform can show.
    return [Bullets(items=tuple(lines[start : start + _A_BLOCK])) for start in range(0, len(lines), _A_BLOCK)]


def paragraphs(texts: Iterable[str]) -> list[Block]:
    """Return a paragraph for each text that says something."""
    return [Paragraph(text=(text,)) for text in texts if text]


def count_of(count: int, one: str, many: str = "") -> str:
    """Return "one action", "24 actions"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def is_or_are(count: int) -> str:
    """Return the verb that goes with a count."""
    return "is" if count == 1 else "are"


def _line(planned: PlannedAction) -> Fragments:
    who = ALL_PARTNERS if planned.action.all_partners else _holders(planned.shares)
    marks = [mark for mark, holds in (("Done.", planned.done), ("Critical.", planned.critical)) if holds]
    return (Strong(planned.action.what), " ".join((f": {who}, by {full(planned.by)}.", *marks)))


def _holders(shares: Sequence[PlannedShare]) -> str:
    names = [_holder(one) for one in shares]
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{number(len(names) - _NAMED + 1)} others"]
    return and_list(names)


def _holder(share: PlannedShare) -> str:
    name = share.role_word
    if share.member is not None:
        name = share.member.person.name
    elif share.arrival is not None:
        name = share.arrival.name
    return f"{share.partner} ({name})" if name else share.partner


def _several(changes: Changes) -> bool:
    """Whether a cell has to be named with its sheet."""
    sheets = {
        row.action.sheet for row in (*(one.row for one in changes.actions), *changes.unclear, *changes.there)
    }
    others = {one.sheet for one in changes.not_taken if one.reason != "own_page"}
    return len(sheets | others) > 1


def _was_for(row: Row) -> str:
    return f"it was for {full(day_of(row.action))} (cell {row.action.cells[Meaning.WHAT]})."


def _organisation(name: str, people: Iterable[Arrival]) -> Fragments:
    listed = "; ".join(_person(one) for one in people)
    return (Strong(name), f": {listed}") if listed else (Strong(name),)


def _person(arrival: Arrival) -> str:
    role = _ROLES.get(arrival.role, "") if arrival.role else ""
    return f"{arrival.name}{role}" if arrival.known is not None else f"{arrival.name}{role}, no chat yet"


def _beside(owner: Owner) -> str:
    return f"{owner.name}: {owner.note}"
