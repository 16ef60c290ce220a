"""How a runner reads of somebody else's action: what it needs, in whose words, and who is waiting."""

from collections.abc import Sequence
from typing import Final

from bot.domain.commitments import ShareState
from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.messages.items import (
    button,
    by_line,
    holder_lines,
    item,
    last_safe_lines,
    standing_buttons,
    standing_lines,
)
from bot.messages.model import Button, Fragments, Item
from bot.messages.plain import line
from bot.messages.stuck_help import ELSE, RUNG
from bot.messages.what_helps import HELPS
from bot.messages.words import and_list, begin, by

_BUTTON: Final = 30

SHOW: Final = "show"
"""The word of a button that shows one share of several."""


def reported_item(view: ItemView, *, said: Fragments, says_day: bool = False) -> Item:
    """Return somebody's open share as its runner hears of it, and that pressing would be answering for them.

    `said` says why it is told, and how it stands; where it `says_day`, the line with the day is left out.
    """
    lines: list[Fragments] = [said]
    if not says_day:
        lines.append((by_line(view),))
    if not view.holder_name or view.holder_name not in line(said):
        lines += holder_lines(view)
    lines += last_safe_lines(view)
    if view.share.state is ShareState.PROPOSED:
        whose = view.holder_name.split(" ", 1)[0] or view.partner_name
        lines.append((f"You would be answering for {whose}.",))
    elif view.share.is_open:
        lines += standing_lines(view)
    buttons, more = standing_buttons(view)
    return item(view, lines=lines, number=None, buttons=buttons, more=more)


def gathered_item(
    views: Sequence[ItemView], *, reason: str, said: Sequence[Fragments], says_day: bool = True
) -> Item:
    """Return an action of which several shares need the runner for one `reason`; `said` names whose they are.

    Behind **More** stands the way to each.
    """
    first = views[0]
    lines = list(said) if says_day else [*said, (by_line(first),)]
    return Item(
        subject=f"commitment:{first.commitment.id}:{reason}",
        title=first.title,
        lines=(*lines, *last_safe_lines(first)),
        more=tuple(button(view, _short(view), Intent.FOLLOW_UP, word=SHOW) for view in views),
    )


def named(view: ItemView) -> str:
    """Return whose a share is: its partner, and who holds it there."""
    return f"{view.partner_name} ({view.holder_name})" if view.holder_name else view.partner_name


def _short(view: ItemView) -> str:
    """Return who holds a share, or else its partner, as a button can carry it."""
    name = view.holder_name or view.partner_name
    return name if len(name) <= _BUTTON else f"{name[: _BUTTON - 1].rstrip()}…"


def stuck_item(view: ItemView, *, number: int | None = None) -> Item:
    """Return a stuck share as the runner sees it: what is in the way, in whose words, and who is waiting."""
    first_name = view.holder_name.split(" ", 1)[0]
    lines: list[Fragments] = [
        (f"{view.holder_name or 'Somebody'} at {view.partner_name} is stuck and has asked for your help.",),
        (begin(by(view.due, today=view.today)),),
        *last_safe_lines(view),
        *in_the_way(view),
    ]
    others = () if view.commitment.all_partners else view.others
    waiting = sorted({*others, *view.waiting_partners} - {view.partner_name}, key=str.casefold)
    if waiting:
        lines.append((f"Who is waiting: {and_list(waiting)}",))
    told = f"I've told {first_name or 'them'} that you have this. I haven't promised a time."
    words = f" Only you can see {first_name}'s words." if view.share.stuck_words else ""
    lines.append((told + words,))
    if view.share.stuck_because in HELPS:
        lines.append((f"Something that can help: {_small(HELPS[view.share.stuck_because])}",))
    buttons = (
        button(view, "I'll ring today", Intent.HELP_STUCK, word="today"),
        button(view, "I'll ring tomorrow", Intent.HELP_STUCK, word="tomorrow"),
        button(view, "Ask somebody else to help", Intent.HELP_STUCK, word=ELSE, opens=True),
    )
    return item(view, lines=lines, number=number, buttons=buttons)


def ring_item(view: ItemView, *, said: Fragments, is_today: bool = True) -> Item:
    """Return a stuck share whose holder the runner rings, today or tomorrow: it is closed by one press."""
    lines: list[Fragments] = [said, (by_line(view),), *last_safe_lines(view), *in_the_way(view)]
    buttons = (
        button(view, "I've rung", Intent.HELP_STUCK, word=RUNG, primary=True),
        *((button(view, "Ring tomorrow", Intent.HELP_STUCK, word="tomorrow"),) if is_today else ()),
        button(view, "Ask somebody else to help", Intent.HELP_STUCK, word=ELSE, opens=True),
    )
    more = (button(view, "Done", Intent.DONE), button(view, "New date", Intent.MORE_TIME, opens=True))
    return item(view, lines=lines, number=None, buttons=buttons, more=more)


def in_the_way(view: ItemView) -> list[Fragments]:
    """Say what is in the way of a stuck share, and in whose words; nothing of any other."""
    if not view.share.is_stuck:
        return []
    lines: list[Fragments] = [(f"What's in the way: {_small(view.share.stuck_because)}",)]
    if view.share.stuck_words:
        first_name = view.holder_name.split(" ", 1)[0]
        lines.append((f"In {first_name}'s words: “{view.share.stuck_words}”",))
    return lines


def suggestion_item(view: ItemView, *, number: int | None = None) -> Item:
    """Return a move that waits for the runner, with its reason: **Agree** or **Keep the date**."""
    who = f"{view.holder_name or 'Somebody'} at {view.partner_name}"
    lines: list[Fragments] = []
    if view.move is not None:
        lines.append((f"{who} suggests {full(view.move.new_due)} instead of {full(view.move.old_due)}.",))
        if view.move.reason:
            lines.append((f"Why, for you alone: {view.move.reason}",))
    lines += in_the_way(view)
    buttons = decide_buttons(view) if view.move is not None else ()
    return item(view, lines=lines, number=number, buttons=buttons)


def decide_buttons(view: ItemView) -> tuple[Button, ...]:
    """Return what a runner may press on a suggested date."""
    return (
        button(view, "Agree", Intent.DECIDE_DATE, word="agree", primary=True),
        button(view, "Keep the date", Intent.DECIDE_DATE, word="keep"),
    )


def _small(text: str) -> str:
    """Return the words of a choice as they stand inside a sentence."""
    return text if text.startswith("I ") else text[:1].lower() + text[1:]
