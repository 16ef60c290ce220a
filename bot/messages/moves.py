"""The form **Need more time** and its sibling, and what is said about dates that move."""

from collections.abc import Collection
from typing import Final

from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages.add import KEEP_DATE
from bot.messages.items import button, by_line, standing_item, subject
from bot.messages.model import Field, FieldKind, Form, Item
from bot.messages.notices import Notice
from bot.messages.words import by

RING: Final = "ring"
TALKED: Final = "talked"
_REASON = 300


def more_time_form(view: ItemView, *, asked: Collection[str] = ()) -> Form:
    return _form(view, Intent.MORE_TIME, "Need more time", asked)


def suggestion_form(view: ItemView, *, asked: Collection[str] = ()) -> Form:
    return _form(view, Intent.SUGGEST_DATE, "Suggest another date", asked)


def third(view: ItemView) -> Item:
    """In place of the form, where the date has moved twice already."""
    runner = view.runner_name or "The runner"
    return Item(
        subject=subject(view.share.id),
        title=view.title,
        lines=((f"This would be its third new date. Would a call be quicker? {runner} can ring you.",),),
        buttons=(button(view, "Please ring me", Intent.MORE_TIME, word=RING, primary=True),),
    )


def will_be_rung(view: ItemView) -> Item:
    """After **Please ring me**. No time is promised, for nobody has pressed anything yet."""
    runner = view.runner_name or "The runner"
    return standing_item(view, said=(f"Thank you. {runner} will see it in the next morning list.",))


def wants_a_call(view: ItemView) -> Notice:
    """To the runner: somebody would rather talk about a third date."""
    who = f"{view.holder_name} at {view.partner_name}" if view.holder_name else view.partner_name
    item = Item(
        subject=subject(view.share.id),
        title=view.title,
        lines=((f"{who} would like a ring: this would be its third new date.",), (by_line(view),)),
        buttons=(button(view, "We've talked", Intent.DECIDE_DATE, word=TALKED),),
    )
    return Notice(blocks=(item,), rank=Rank.WAITING)


def talked(view: ItemView) -> Item:
    """After **We've talked**."""
    return standing_item(view, said=(f"Thank you. It stays by {full(view.due)} until a new date is agreed.",))


def moved(view: ItemView) -> Item:
    """After **Need more time**: the new date holds, or waits for the runner and the old one stands."""
    if not view.is_readers:
        said = _moved_for_another(view)
    elif view.move is None:
        said = f"That's fine. Thank you for telling me{_early(view)}. It's now by {full(view.due)}."
    else:
        runner = view.runner_name or "The runner"
        said = f"Thank you for telling me. {runner} will decide; until then it's still by {full(view.due)}."
    return standing_item(view, said=(said,))


def decided(view: ItemView, *, agree: bool) -> Item:
    """After the runner's **Agree** or **Keep the date**."""
    name = view.holder_name or view.partner_name
    stands = f"It's now by {full(view.due)}." if agree else f"It stays by {full(view.due)}."
    return standing_item(view, said=(f"{stands} I'll let {name} know.",))


def _moved_for_another(view: ItemView) -> str:
    """Whoever holds it hears of it; whoever has moved it for them is thanked for nothing."""
    if view.move is not None:
        where = (
            "It's in your list to agree"
            if view.reader_runs
            else f"{view.runner_name or 'The runner'} will decide"
        )
        return f"{where}. Until then it's still by {full(view.due)}."
    tells = f" I'll let {view.holder_name} know." if view.holder_name else ""
    return f"It's now by {full(view.due)}.{tells}"


def _early(view: ItemView) -> str:
    return "" if view.has_come else " early"


def _form(view: ItemView, intent: Intent, title: str, asked: Collection[str]) -> Form:
    runner = view.runner_name or "The runner"
    return Form(
        intent=intent,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title=title,
        submit="Send",
        intro=((f"{view.title}, {by(view.due, today=view.today, in_full=True)}",),),
        fields=(
            Field(name="date", label="New date", kind=FieldKind.DATE, required=True),
            *(Field(name=key, label=KEEP_DATE, kind=FieldKind.TICK) for key in sorted(asked)),
            Field(
                name="reason",
                label="Reason",
                kind=FieldKind.LINES,
                hint=f"{runner} reads this, and nobody else.",
                max_length=_REASON,
            ),
        ),
    )
