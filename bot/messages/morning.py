"""The runner's morning list: one message a working day, at most seven lines, the most pressing first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.mornings import Line, Need, Rank, Ring, waiting_for_runner
from bot.domain.permissions import Intent
from bot.messages import menu
from bot.messages.envelope import Section, finished, section_blocks
from bot.messages.items import gathered_item, reported_item, stuck_item, suggestion_item
from bot.messages.model import Block, Buttons, Fragments, Heading, Item, Message, Note, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import and_list, begin, near, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One partnership's morning: its lines, how many more there are, and what is the runner's own.

    `unreached` has the names of those whose hello has found no way to them; `rung` those who have chosen
    since the last list to be rung.
    """

    partnership_id: int
    partnership: str
    lines: tuple[Line, ...]
    more: int
    own: Section
    unreached: tuple[str, ...] = ()
    rung: tuple[tuple[str, Ring], ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def waiting(self) -> int:
        """How many things ask the runner to do something."""
        return waiting_for_runner(self.lines) + len(self.unreached) + len(self.rung) + self._questions

    @property
    def _questions(self) -> int:
        return sum(notice.asks for notice in self.notices)


_GREETED_NOT: Final = (
    "My hello found no way to {who}, so I haven't written to them since. A call may be worth making."
)


def message(*, parts: Sequence[Part], first_name: str, is_morning: bool) -> Message:
    """Return the list of every partnership that the reader runs."""
    blocks: list[Block] = [Paragraph(text=(_greeting(parts, first_name, is_morning),))]
    for part in parts:
        if len(parts) > 1:
            blocks.append(Heading(text=part.partnership))
        blocks += _part(part)
    return Message(opening=_opening(parts), blocks=tuple(blocks))


def _part(part: Part) -> list[Block]:
    blocks: list[Block] = [_item(line) for line in part.lines if line.need is not Need.DONE]
    for notice in sorted(part.notices, key=lambda notice: list(Rank).index(notice.rank)):
        blocks += notice.blocks
    blocks += [Paragraph(text=(_GREETED_NOT.format(who=who),)) for who in part.unreached]
    blocks += [Paragraph(text=(_by_ring(name, ring),)) for name, ring in part.rung]
    done = [line.view for line in part.lines if line.need is Need.DONE]
    if done:
        blocks += [Paragraph(text=(Strong("Done since yesterday"),)), finished(done)]
    if part.more:
        timetable = menu.button(Intent.TIMETABLE, partnership_id=part.partnership_id)
        blocks += [Note(text=(f"and {number(part.more)} more",)), Buttons(buttons=(timetable,))]
    # What others have finished stands in the lines already.
    own = replace(part.own, finished=()) if part.lines else part.own
    if own.count or own.finished or own.notices:
        blocks.append(Paragraph(text=(Strong("Yours"),)))
        blocks += section_blocks(own, first_number=1, numbered=own.count > 1, until=None)
    return blocks


def _opening(parts: Sequence[Part]) -> str:
    count = sum(part.waiting + _to_do(part.own) for part in parts)
    what = "nothing needs you today" if not count else f"{number(count)} {_lines(count)} for today"
    if len(parts) == 1:
        return f"{parts[0].partnership}: {what}."
    return f"{begin(what)}."


def _greeting(parts: Sequence[Part], first_name: str, is_morning: bool) -> str:
    hello = f"Good {'morning' if is_morning else 'afternoon'}, {first_name}."
    if any(part.waiting for part in parts):
        return f"{hello} Here is what would be good to know, the most pressing first. Only you get this list."
    if any(_to_do(part.own) for part in parts):
        return f"{hello} Nobody is waiting for you today. Here is what is yours, and there is nothing else to do."
    if any(part.lines or part.own.finished or part.own.agreed for part in parts):
        return (
            f"{hello} Nobody is waiting for you, and what stands below can wait for a quiet moment of yours."
        )
    return f"{hello} Nobody is waiting for you."


def _to_do(own: Section) -> int:
    """How many of the runner's own things ask for something; what was agreed at a meeting is only told."""
    return own.count - len(own.agreed) + own.questions


def _lines(count: int) -> str:
    return "thing" if count == 1 else "things"


def _item(line: Line) -> Item:
    if line.others:
        return _gathered(line)
    if line.need is Need.STUCK:
        return stuck_item(line.view)
    if line.need is Need.DATE_SUGGESTED:
        return suggestion_item(line.view)
    said = _SAID[line.need](line)
    return reported_item(line.view, said=said, says_day=line.need is Need.DATE_PASSED)


def _gathered(line: Line) -> Item:
    """Return one line for what stands there for the same reason about the same action."""
    who = and_list([view.holder_name or view.partner_name for view in (line.view, *line.others)])
    day = near(line.view.due, today=line.view.today)
    said = _SAID_OF_SEVERAL[line.need].format(who=who, day=day)
    says_day = line.need is Need.DATE_PASSED
    return gathered_item(line.view, reason=line.need.value, said=(said,), says_day=says_day)


def _by_ring(name: str, ring: Ring) -> str:
    number = f": {ring.number}" if ring.number else ""
    return f"{name} {'would rather be rung' if ring.chosen else 'has a telephone only'}{number}."


def _who(line: Line) -> str:
    holder = line.view.holder_name
    return f"{holder} at {line.view.partner_name}" if holder else line.view.partner_name


def _to_ring(line: Line) -> Fragments:
    return (f"You said that you'd ring {line.view.holder_name or line.view.partner_name} today.",)


def _to_talk(line: Line) -> Fragments:
    return (f"{_who(line)} would like to talk about this before saying yes.",)


def _disputed(line: Line) -> Fragments:
    whose = f"{line.view.holder_name.split(' ', 1)[0]}'s" if line.view.holder_name else "their"
    words = f" In {whose} words: “{line.words}”" if line.words else ""
    return (f"{_who(line)} remembers this differently.{words}",)


def _declined(line: Line) -> Fragments:
    return (f"{_who(line)} has said that this isn't for them. Who could take it on?",)


def _date_passed(line: Line) -> Fragments:
    day = near(line.view.due, today=line.view.today)
    return (f"This was for {day}, and I haven't heard how it's going. It may be done already.",)


def _at_risk(_: Line) -> Fragments:
    return ("Much hangs on this date, and I haven't heard how it's going. A call may be worth making.",)


def _not_confirmed(_: Line) -> Fragments:
    return ("Not confirmed yet. A call may be worth making.",)


def _not_reached(line: Line) -> Fragments:
    if line.ring is not None:
        return (_by_ring(line.view.holder_name, line.ring),)
    return (f"My message about this found no way to {_who(line)}. A call may be worth making.",)


_SAID_OF_SEVERAL: Final = {
    Need.DATE_PASSED: "This was for {day}, and I haven't heard from {who}. It may be done already.",
    Need.AT_RISK: "Much hangs on this date, and I haven't heard from {who}. A call may be worth making.",
    Need.NOT_CONFIRMED: "Not confirmed yet by {who}.",
    Need.NOT_REACHED: "My message about this found no way to {who}. A call may be worth making.",
}

_SAID: Final[dict[Need, Callable[[Line], Fragments]]] = {
    Need.TO_RING: _to_ring,
    Need.TO_TALK: _to_talk,
    Need.DISPUTED: _disputed,
    Need.DECLINED: _declined,
    Need.DATE_PASSED: _date_passed,
    Need.AT_RISK: _at_risk,
    Need.NOT_CONFIRMED: _not_confirmed,
    Need.NOT_REACHED: _not_reached,
}
