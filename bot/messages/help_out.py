"""Asking somebody to help with a date that has gone by (voice 4), and telling its holder first."""

from dataclasses import replace
from typing import Final

from bot.domain.follow_ups import HelpAnswer
from bot.domain.items import ItemView
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages.items import button, standing_item, subject
from bot.messages.model import Fragments, Item, Paragraph
from bot.messages.notices import Notice
from bot.messages.words import near

_ALONE: Final = "could you help with something?"


def forewarning(view: ItemView, *, helper: str) -> Notice:
    """Tell the holder who is asked to help."""
    shown = standing_item(view)
    lines: tuple[Fragments, ...] = (
        (_was_for(view, "I"),),
        (f"I'm asking {helper} for help with it, and I'd like you to know first.",),
        (f"You, {_runner(view)} and {helper} are the only people who see this.",),
    )
    return Notice(blocks=(replace(shown, lines=lines),), rank=Rank.AT_RISK)


def request(view: ItemView, *, is_same_day: bool) -> Notice:
    """Ask for help; never whose fault. `is_same_day`: its holder was told today."""
    first = view.holder_name.split(" ", 1)[0]
    lines: list[Fragments] = [(_was_for(view, "we"),)]
    if view.commitment.wording.why:
        lines.append((f"Why it matters: {view.commitment.wording.why}",))
    if first:
        today = " today" if is_same_day else ""
        lines.append((f"It's with {view.holder_name}. {first} knows that I'm asking you{today}.",))
        lines.append((f"{first}, {_runner(view)} and you are the only people who see this.",))
    intro = f"There is one thing at {view.partner_name} we'd be glad of your help with."
    item = Item(
        subject=subject(view.share.id),
        title=view.title,
        lines=tuple(lines),
        buttons=(
            button(view, "It's done", Intent.DONE, primary=True),
            button(view, "I'll find out", Intent.HELP_OUT, word=HelpAnswer.FIND_OUT.value),
            button(view, "Set a new date", Intent.MORE_TIME, opens=True),
        ),
        more=(button(view, "Please ring me", Intent.HELP_OUT, word=HelpAnswer.RING.value),),
    )
    return Notice(blocks=(Paragraph(text=(intro,)), item), rank=Rank.WAITING, alone=_ALONE)


def answered(view: ItemView, *, said: HelpAnswer) -> Item:
    """After **I'll find out** or **Please ring me**."""
    runner = view.runner_name or "The runner"
    if said is HelpAnswer.RING:
        words = f"Thank you. {runner} will see in the next morning list that you'd like a ring."
    else:
        words = f"Thank you. {runner} will see that you are finding out."
    return standing_item(view, said=(words,))


def _was_for(view: ItemView, who: str) -> str:
    verb = "was" if view.due < view.today else "is"
    return (
        f"This {verb} for {near(view.due, today=view.today)}, and {who} haven't heard how it's going. "
        "It may be done already."
    )


def _runner(view: ItemView) -> str:
    return view.runner_name or "the runner"
