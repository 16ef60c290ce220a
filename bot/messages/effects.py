"""What those who wait read when a date moves: what comes when, what it means to them, and never why (F22)."""

from dataclasses import dataclass
from datetime import date

from bot.domain.dates import full
from bot.domain.effects import Effect
from bot.domain.items import ItemView
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.domain.renegotiations import Renegotiation
from bot.messages.model import Button, Fragments, Item, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import near


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An effect: the move, the share that moved (`needed`), and the reader's `own` that waits for it.

    `start` is when that would start, where somebody has given it a start that would move.
    """

    effect: Effect
    move: Renegotiation
    own: ItemView
    needed: ItemView
    start: date | None = None


def asked(seen: Seen) -> Notice:
    """To whoever waits: what comes when, when theirs could start, and whether that is all right."""
    buttons = (
        _button(seen, "That's all right", "yes", primary=True),
        _button(seen, "Let's talk", "no"),
    )
    return Notice(blocks=(_item(seen, lines=(*_lines(seen), ("Is that all right?",)), buttons=buttons),))


def answered(seen: Seen) -> Item:
    """To whoever waits, after a press."""
    runner = seen.own.runner_name or "The runner"
    said = (
        "Thank you. It stays like that."
        if seen.effect.is_fine
        else f"Good idea. {runner} will see it in the next morning list."
    )
    return _item(seen, lines=((said,),))


def talked(seen: Seen) -> Item:
    """To the runner, after **We've talked**."""
    return _item(seen, lines=(("Thank you. I've taken it off your list.",),))


def would_talk(seen: Seen) -> Notice:
    """To the runner: somebody who waits would rather talk."""
    who = (
        f"{seen.own.holder_name} at {seen.own.partner_name}"
        if seen.own.holder_name
        else seen.own.partner_name
    )
    lines: tuple[Fragments, ...] = ((f"{who} would like to talk about what a new date means for this.",),)
    item = _item(seen, lines=(*lines, *_lines(seen)), buttons=(_button(seen, "We've talked", "talked"),))
    return Notice(blocks=(item,), rank=Rank.WAITING)


def gone(own: ItemView, *, title: str) -> Notice:
    """To whoever waits: what they wait for isn't coming any more."""
    text: Fragments = (
        Strong(title),
        " isn't coming any more. ",
        Strong(own.title),
        " was waiting for it. If that changes things, press ",
        Strong("Stuck"),
        " beside yours, and we'll help.",
    )
    return Notice(blocks=(Paragraph(text=text),), rank=Rank.AT_RISK, asks=False)


def back(own: ItemView, *, title: str, due: date) -> Notice:
    """To whoever has read that it isn't coming: it is, after all."""
    text: Fragments = (
        Strong(title),
        f" is coming after all, by {full(due)}. ",
        Strong(own.title),
        " was waiting for it.",
    )
    return Notice(blocks=(Paragraph(text=text),), asks=False)


def _lines(seen: Seen) -> tuple[Fragments, ...]:
    comes = near(seen.move.new_due, today=seen.own.today)
    needed: Fragments = (Strong(seen.needed.title), f" from {seen.needed.partner_name} will come on {comes}.")
    if seen.start is None:
        return needed, (f"This is still by {full(seen.own.due)}.",)
    start = near(seen.start, today=seen.own.today)
    return needed, (f"So this would start on {start}, and it's still by {full(seen.own.due)}.",)


def _item(seen: Seen, *, lines: tuple[Fragments, ...], buttons: tuple[Button, ...] = ()) -> Item:
    return Item(subject=f"effect:{seen.effect.id}", title=seen.own.title, lines=lines, buttons=buttons)


def _button(seen: Seen, label: str, word: str, *, primary: bool = False) -> Button:
    return Button(
        label=label,
        intent=Intent.ANSWER_EFFECT,
        partnership_id=seen.own.partnership.id,
        arg=f"{seen.effect.id}.{word}",
        spoken=f"{label}: {seen.own.title}",
        primary=primary,
    )
