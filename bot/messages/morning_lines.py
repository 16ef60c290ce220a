"""One line of a runner's list about an action: why it stands there, and what can be pressed."""

from collections.abc import Callable
from typing import Final

from bot.domain.mornings import Line, Need, Ring
from bot.messages.model import Fragments, Item
from bot.messages.reports import gathered_item, reported_item, ring_item, stuck_item, suggestion_item
from bot.messages.words import and_list, near


def item(line: Line) -> Item:
    """Return a line as it stands in the list; not for what was done, which is told all together."""
    if line.others:
        return _gathered(line)
    if line.need is Need.STUCK:
        return stuck_item(line.view)
    if line.need is Need.DATE_SUGGESTED:
        return suggestion_item(line.view)
    said = _SAID[line.need](line)
    if line.need is Need.TO_RING:
        return ring_item(line.view, said=said)
    return reported_item(line.view, said=said, says_day=line.need is Need.DATE_PASSED)


def _gathered(line: Line) -> Item:
    """Return one line for what stands there for the same reason about the same action."""
    views = (line.view, *line.others)
    who = and_list([view.holder_name or view.partner_name for view in views])
    day = near(line.view.due, today=line.view.today)
    said = SAID_OF_SEVERAL[line.need].format(who=who, day=day)
    says_day = line.need is Need.DATE_PASSED
    return gathered_item(views, reason=line.need.value, said=((said,),), says_day=says_day)


def by_ring(name: str, ring: Ring) -> str:
    """Say that somebody is rung and not written to, with their number where it is known."""
    number = f": {ring.number}" if ring.number else ""
    return f"{name} {'would rather be rung' if ring.chosen else 'has a telephone only'}{number}."


def _who(line: Line) -> str:
    holder = line.view.holder_name
    return f"{holder} at {line.view.partner_name}" if holder else line.view.partner_name


def _to_ring(line: Line) -> Fragments:
    return (f"You said that you'd ring {line.view.holder_name or line.view.partner_name}.",)


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
        return (by_ring(line.view.holder_name, line.ring),)
    return (f"My message about this found no way to {_who(line)}. A call may be worth making.",)


SAID_OF_SEVERAL: Final = {
    Need.DATE_PASSED: "This was for {day}, and I haven't heard from {who}. It may be done already.",
    Need.AT_RISK: "Much hangs on this date, and I haven't heard from {who}. A call may be worth making.",
    Need.NOT_CONFIRMED: "Not confirmed yet by {who}.",
    Need.NOT_REACHED: "My message about this found no way to {who}. A call may be worth making.",
}
"""What is said once of several who have the same action, by what it needs."""

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
