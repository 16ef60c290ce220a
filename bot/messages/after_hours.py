"""Saying when those will see it whom a press has told something after their hours, and **It can wait**, **It can't**."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Final

from bot.domain.after_hours import Later, Seen, Stays, WillSee
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.messages.items import standing_item
from bot.messages.model import Button, Buttons, Fragments, Item, Message, Paragraph
from bot.messages.words import and_list, coming, number

WAIT: Final = "wait"
NOW: Final = "now"
_NOON: Final = time(12)
_AFTERNOON: Final = time(14)
_NAMED: Final = 3
_QUESTION: Final = "Send it now instead?"
_MORE_WAITS: Final = "I send five things at a time, so the rest waits for the next message."
_GONE: Final = "That's on its way already."
_NOTHING_LEFT: Final = "There is nothing left to send about this."
_IDS: Final = 60
"""So many deliveries a button can name; of more nothing is asked."""


def sentence(later: Later) -> str:
    """Return "Kwame will see this on Thursday morning."; where no day is certain, "in their next message"."""
    who = _who(later.people)
    days = {one.seen for one in later.people}
    seen = days.pop() if len(days) == 1 else None
    if seen is None:
        each = "" if len(later.people) == 1 else "each "
        return f"{who} will {each}see this in their next message."
    return f"{who} will see this {_when(seen, later.today)}."


def on_item(item: Item, *, later: Later) -> Item:
    """Return what stands after a press, with the sentence, and with the question where much hangs on it."""
    line: Fragments = (_line(later),)
    lines = (*item.lines[:1], line, *item.lines[1:])
    if not asks(later):
        return replace(item, lines=lines)
    more = (*item.buttons, *item.more)
    return replace(item, lines=lines, buttons=_buttons(later), more=more)


def on_message(message: Message, *, later: Later) -> Message:
    """As `on_item`, for what is said as a whole message."""
    blocks = (*message.blocks, Paragraph(text=(_line(later),)))
    if not asks(later):
        return replace(message, blocks=blocks)
    return replace(message, blocks=(*blocks, Buttons(buttons=_buttons(later))))


def waits(view: ItemView, *, later: Later | None, was_gone: bool = False, is_left: bool = True) -> Item:
    """After **It can wait**: the buttons go, and one line stays.

    Unless anything `is_left`, nothing waits any more; `was_gone` says that it was on its way before.
    """
    if not is_left:
        return _standing(view, _GONE if was_gone else _NOTHING_LEFT)
    said = "That's fine. It goes in their next message." if later is None else sentence(later)
    return _standing(view, said)


def sent(
    view: ItemView,
    *,
    went: Sequence[str],
    stayed: Sequence[tuple[str, Stays | None, date | None, str]],
    was_gone: bool,
    more_waits: bool = False,
) -> Item:
    """After **It can't**: to whom it goes now, and for each of the others why not, and whom to ring."""
    said = [f"I'm sending it to {and_list(went)} now."] if went else []
    said += [_MORE_WAITS] if more_waits else []
    said += [_stays(view, *one) for one in stayed]
    if not said and was_gone:
        said = [_GONE]
    if not said:
        said = [_NOTHING_LEFT]
    item = _standing(view, said[0])
    more: tuple[Fragments, ...] = tuple((one,) for one in said[1:])
    return replace(item, lines=(item.lines[0], *more, *item.lines[1:]))


def _standing(view: ItemView, said: str) -> Item:
    """How it stands; what could be pressed beside the two buttons stays where the item is found again."""
    return replace(standing_item(view, said=(said,)), leaves_but=Intent.CANNOT_WAIT)


def _stays(view: ItemView, name: str, why: Stays | None, until: date | None, telephone: str) -> str:
    if why is None:
        return f"It waits for {name}'s next message."
    ring = f"Ring instead? {telephone}" if telephone else "Ring instead?"
    return f"{_why(name, why, coming(until, today=view.today) if until else '')} {ring}"


def _why(name: str, why: Stays, until: str) -> str:
    match why:
        case Stays.QUIET:
            return f"{name} has asked for a quiet week until {until}."
        case Stays.RESTS:
            return f"Nothing goes to {name} before {until}."
        case Stays.AWAY:
            return f"{name} is away until {until}." if until else f"{name} is away."
        case Stays.DAY_OFF:
            return f"It's not a working day for {name}{f' until {until}' if until else ''}."
        case Stays.NO_HELLO:
            return f"I haven't said hello to {name} yet, so it waits for that."
        case Stays.FULL_WEEK:
            return f"I've written to {name} as often as I do in one week, so it waits."


def _line(later: Later) -> str:
    return f"{sentence(later)} {_QUESTION}" if asks(later) else sentence(later)


def asks(later: Later) -> bool:
    """Say whether it is asked if it can wait."""
    return later.share_id is not None and len(later.ids) <= _IDS


def _buttons(later: Later) -> tuple[Button, Button]:
    return _button(later, "It can wait", WAIT), _button(later, "It can't", NOW)


def _button(later: Later, label: str, word: str) -> Button:
    ids = "-".join(map(str, later.ids))
    return Button(
        label=label,
        intent=Intent.CANNOT_WAIT,
        partnership_id=later.partnership_id,
        arg=f"{later.share_id}.{word}.{ids}",
        spoken=f"{label}: {later.title}",
    )


def _who(people: Sequence[WillSee]) -> str:
    if len(people) <= _NAMED:
        return and_list([one.first_name for one in people])
    return f"All {number(len(people))} of them"


def _when(seen: Seen, today: date) -> str:
    day = coming(seen.on, today=today)
    # A day with its date says enough.
    return f"on {day} {_part(seen.at)}" if " " not in day else f"on {day}"


def _part(at: time) -> str:
    if at < _NOON:
        return "morning"
    return "at lunch" if at < _AFTERNOON else "afternoon"
