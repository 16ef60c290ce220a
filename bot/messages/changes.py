"""The forms **Change** and **Drop**, what is said after them, and what those hear who hold the action."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot.domain.commitments import TITLE_LENGTH, Commitment
from bot.domain.dates import full
from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.milestones import Milestone
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages import action_fields
from bot.messages.add import IMPORTANCE
from bot.messages.items import standing_item
from bot.messages.model import Bullets, Field, FieldKind, Form, Fragments, Item, Option, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import begin, by, number

LATER: Final = "later"
Action = tuple[str, date]
"""The title of an action, and the date by which it was due."""

_SHOWN: Final = 3
_LONG: Final = 1000
_REASON: Final = 300
_LABELS: Final = {
    "title": "What",
    "done_when": "Done when",
    "why": "Why it matters",
    "if_not": "If it doesn't come",
    "importance": "Importance",
    "last_safe": "Last safe date",
    "starts_on": "Starts on",
}


def form(
    view: ItemView,
    *,
    needs: Sequence[int],
    open_actions: Sequence[Commitment],
    milestones: Sequence[Milestone],
) -> Form:
    """Return the form **Change**, with how everything stands."""
    commitment, wording = view.commitment, view.commitment.wording
    return Form(
        intent=Intent.CHANGE,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Change",
        submit="Change it",
        intro=(
            (
                f"{begin(by(view.due, today=view.today, in_full=True))}. To move its date, press Need more time beside it.",
            ),
        ),
        fields=(
            *_scope(view),
            Field(
                name="what",
                label=_LABELS["title"],
                kind=FieldKind.LINE,
                value=(wording.title,),
                required=True,
                max_length=TITLE_LENGTH,
            ),
            _lines("done_when", wording.done_when),
            _lines("why", wording.why),
            _lines("if_not", wording.if_not, hint="Say what happens to the work, not to them."),
            Field(
                name="importance",
                label=_LABELS["importance"],
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=one.value, label=label) for one, label in IMPORTANCE.items()),
                value=(commitment.importance.value,),
            ),
            _day("last_safe", commitment.last_safe, hint="Until then a new date is agreed at once."),
            action_fields.milestone(milestones, chosen=commitment.milestone_id),
            _day(
                "starts_on",
                commitment.starts_on,
                hint="If something it waits for moves past this day, I ask.",
            ),
            action_fields.waits_for(open_actions, chosen=needs),
        ),
    )


def drop_form(view: ItemView) -> Form:
    """Return what is asked once before an action goes."""
    return Form(
        intent=Intent.DROP,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Drop",
        submit="Take it out",
        intro=(
            ("Take this out of the timetable?",),
            (Strong(view.title), f", {by(view.due, today=view.today, in_full=True)}"),
        ),
        fields=(
            *_scope(view),
            Field(
                name="reason",
                label="Reason",
                kind=FieldKind.LINES,
                hint=f"{view.runner_name or 'The runner'} reads this, and nobody else.",
                max_length=_REASON,
            ),
        ),
    )


def restore_form(view: ItemView) -> Form:
    """Return what is asked before an action that comes round again is put back."""
    return Form(
        intent=Intent.RESTORE,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Put it back",
        submit="Put it back",
        intro=((Strong(view.title), f", {by(view.due, today=view.today, in_full=True)}"),),
        fields=_scope(view),
    )


def done(view: ItemView, *, later: int | None = None) -> Item:
    """After **Change**. `later` counts the later ones of a series that say the same now, None where none was meant."""
    hears = "" if view.is_readers else " Whoever has accepted it hears of it."
    said = f"That's changed{_with_later(view, later)}.{hears}"
    return standing_item(
        view, said=(f"{said}{_to_come(view, later, 'Those still to come will say the same.')}",)
    )


def taken_out(view: ItemView, *, later: int | None = None) -> Item:
    """After **Drop**."""
    said = f"That's out of the timetable{_with_later(view, later)}. Whoever knew of it hears in their next message."
    return standing_item(view, said=(f"{said}{_to_come(view, later, 'It no longer comes round again.')}",))


def put_back(view: ItemView, *, later: int | None = None) -> Item:
    """After **Put it back**."""
    return standing_item(view, said=(f"It's back, as it stood{_with_later(view, later)}.",))


def _with_later(view: ItemView, later: int | None) -> str:
    """Say to how many of a series the same was done; nothing of what stands alone."""
    if view.commitment.series_id is None:
        return ""
    if later is None:
        return ", this one only"
    if later == 1:
        return ", and so is one later one"
    return f", and so are {number(later)} later ones" if later else ", and no later one was there"


def _to_come(view: ItemView, later: int | None, words: str) -> str:
    return "" if later is None or view.commitment.series_id is None else f" {words}"


def changed(view: ItemView, *, new: Mapping[str, Any], who: str) -> Notice:
    """To a holder: what reads otherwise now."""
    heading: Fragments = (f"{who or 'Somebody'} has changed this one: ", Strong(view.title))
    lines = tuple((f"{label}: {_shown(name, new[name])}",) for name, label in _LABELS.items() if name in new)
    bullets = (Bullets(items=lines),) if lines else ()
    return Notice(blocks=(Paragraph(text=heading), *bullets), asks=False)


def moved(view: ItemView, *, who: str, old_due: date) -> Notice:
    """To a holder: somebody else has moved its date."""
    heading: Fragments = (f"{who or 'Somebody'} has given this one a new date: ", Strong(view.title))
    dates = (f"Now by {full(view.due)}, and no longer by {full(old_due)}.",)
    asks: Fragments = ("If that doesn't suit you, press ", Strong("Need more time"), " beside it.")
    return Notice(blocks=(Paragraph(text=heading), Bullets(items=(dates, asks))), asks=False)


def dropped(view: ItemView) -> Notice:
    """To a holder: it's out."""
    text: Fragments = (Strong(view.title), f", by {full(view.due)}, is out of the timetable. ", _NOTHING)
    return Notice(blocks=(Paragraph(text=text),), asks=False)


def left_out(*, who: str, actions: Sequence[Action], reason: str) -> Notice:
    """To the runner: somebody else has taken something out, with the words that are the runner's alone."""
    what = "this" if len(actions) == 1 else "these"
    heading: Fragments = (f"{who or 'Somebody'} has taken {what} out of the timetable:",)
    lines: list[Fragments] = [(Strong(title), f", by {full(due)}") for title, due in actions[:_SHOWN]]
    if len(actions) > _SHOWN:
        lines.append((f"and {number(len(actions) - _SHOWN)} more",))
    if reason:
        lines.append((f"In their words: “{reason}”",))
    return Notice(
        blocks=(Paragraph(text=heading), Bullets(items=tuple(lines))), rank=Rank.AT_RISK, asks=False
    )


def restored(view: ItemView) -> Notice:
    """To a holder: it's in again."""
    text: Fragments = (Strong(view.title), f" is back in the timetable, by {full(view.due)}.")
    return Notice(blocks=(Paragraph(text=text),), asks=False)


_NOTHING: Final = "There is nothing more for you to do."


def _scope(view: ItemView) -> tuple[Field, ...]:
    """Ask **This one** or **All later ones** where it comes round again."""
    if view.commitment.series_id is None:
        return ()
    return (
        Field(
            name="scope",
            label="Which ones?",
            kind=FieldKind.CHOICE,
            options=(Option(value="this", label="This one"), Option(value=LATER, label="All later ones")),
            value=("this",),
            required=True,
        ),
    )


def _lines(name: str, value: str, *, hint: str = "") -> Field:
    return Field(
        name=name,
        label=_LABELS[name],
        kind=FieldKind.LINES,
        value=(value,) if value else (),
        hint=hint,
        max_length=_LONG,
    )


def _day(name: str, value: date | None, *, hint: str) -> Field:
    shown = (value.isoformat(),) if value else ()
    return Field(name=name, label=_LABELS[name], kind=FieldKind.DATE, value=shown, hint=hint)


def _shown(name: str, value: object) -> str:
    if not value:
        return "taken out"
    if name == "importance":
        return IMPORTANCE[Importance(value)]
    return full(date.fromisoformat(str(value))) if name in ("last_safe", "starts_on") else str(value)
