"""**Make it come round again**: the form, and what was made."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.domain.series import Every
from bot.messages.items import standing_item
from bot.messages.model import Field, FieldKind, Form, Item, Option
from bot.messages.words import and_list

EVERY: Final = {
    Every.WEEK: "Every week",
    Every.FORTNIGHT: "Every two weeks",
    Every.MONTH: "Every month",
    Every.QUARTER: "Every three months",
    Every.YEAR: "Every year",
}
_OPTIONS: Final = tuple(Option(value=one.value, label=label) for one, label in EVERY.items())


def form(view: ItemView) -> Form:
    return Form(
        intent=Intent.SERIES,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Make it come round again",
        submit="Make it so",
        intro=((f"{view.title}, first by {full(view.due)}. I put two in the timetable at a time.",),),
        fields=(
            Field(name="every", label="How often?", kind=FieldKind.CHOICE, options=_OPTIONS, required=True),
            _until(required=True),
        ),
    )


def repeats() -> tuple[Field, Field]:
    """Return the two questions of the form **Add to the timetable**; empty means once."""
    often = Field(
        name="every",
        label="Repeats",
        kind=FieldKind.CHOICE,
        options=_OPTIONS,
        hint="Leave it empty for something that is done once.",
    )
    return often, _until(required=False)


def begun(view: ItemView, *, rounds: Sequence[tuple[date, date]]) -> Item:
    """After the form: what stands in the timetable now. `rounds` has each date, and the one it stands for."""
    return standing_item(view, said=(said(rounds),))


def said(rounds: Sequence[tuple[date, date]]) -> str:
    """Say when it comes round next, and where a closed day has brought one forward."""
    if not rounds:
        return "It comes round again. I'll put the next ones in when their time comes."
    days = and_list([full(due) for due, _ in rounds])
    earlier = [asked_for for due, asked_for in rounds if due != asked_for]
    closed = (
        f" {and_list([full(day) for day in earlier])} {_is(earlier)} closed, so it comes before."
        if earlier
        else ""
    )
    return f"It comes round again by {days}.{closed}"


def _is(days: Sequence[date]) -> str:
    return "is" if len(days) == 1 else "are"


def _until(*, required: bool) -> Field:
    return Field(
        name="until",
        label="Until",
        kind=FieldKind.DATE,
        hint="At most two years on.",
        required=required,
    )
