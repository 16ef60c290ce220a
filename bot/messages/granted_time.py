"""To the runner: somebody needed more time, and the new date holds already. The reason is the runner's alone."""

from collections.abc import Sequence
from datetime import date

from bot.domain.items import ItemView
from bot.domain.milestones import Milestone
from bot.domain.mornings import Rank
from bot.messages.model import Fragments, Item, Strong
from bot.messages.notices import Notice
from bot.messages.words import near


def granted(
    view: ItemView, *, who: str, old_due: date, reasons: Sequence[str], milestone: Milestone | None
) -> Notice:
    """Say who needed more time, from when to when, and why; and what comes close by it.

    `milestone` is the one that now comes before it, None where none does.
    """
    close = _close(view, milestone)
    lines: list[Fragments] = [
        (_who(view, who),),
        (f"It's now by {near(view.due, today=view.today)} instead of {near(old_due, today=view.today)}.",),
        *((f"Why, for you alone: {reason}",) for reason in reasons),
        *close,
    ]
    if close:
        lines.append(("A call may be worth making.",))
    return Notice(
        blocks=(Item(subject=f"time:{view.share.id}", title=view.title, lines=tuple(lines)),),
        rank=Rank.AT_RISK if close else Rank.CAN_WAIT,
        asks=bool(close),
        once=True,
    )


def _who(view: ItemView, who: str) -> str:
    """Say who needed it, and who holds it now where that is somebody else."""
    if who == view.holder_name:
        return f"{who or 'Somebody'} at {view.partner_name} needed more time."
    return f"{who or 'Somebody'} asked for more time. {view.holder_name or view.partner_name} has it now."


def _close(view: ItemView, milestone: Milestone | None) -> list[Fragments]:
    lines: list[Fragments] = []
    if milestone is not None:
        day = near(milestone.due, today=view.today)
        lines.append(("The milestone ", Strong(milestone.title), f" is on {day}."))
    if view.commitment.last_safe is not None and view.due >= view.commitment.last_safe:
        lines.append(("That is its last safe date.",))
    return lines
