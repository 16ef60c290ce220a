"""How somebody is asked to take an action on, or told that it was agreed for them (voice 2)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.domain.reminders import LEADS, Step, before
from bot.messages import who_hears
from bot.messages.items import asking_buttons, button, item, reasons
from bot.messages.model import Fragments, Item, Strong
from bot.messages.words import and_list

_WORKING_DAYS: Final = 5
_LEAD_WORDS: Final = {30: "six weeks", 20: "four weeks", 10: "two weeks", 5: "one week"}


def ask_item(view: ItemView, *, number: int | None = None) -> Item:
    """Return a proposed share as its holder is asked to accept it: what, by when, why in full, who hears."""
    lines: list[Fragments] = [(f"By: {full(view.due)}",)]
    if view.commitment.wording.done_when:
        lines.append((f"Done when: {view.commitment.wording.done_when}",))
    lines += reasons(view)
    hears = _who_hears(view)
    if hears:
        lines.append((hears,))
    lines.append(("It isn't agreed until you say so.",))
    return item(view, lines=lines, number=number, buttons=asking_buttons(view))


def agreed_item(view: ItemView, *, number: int | None = None, is_alone: bool = True) -> Item:
    """Return a share that was agreed at a meeting: its holder is told, not asked.

    Of several the message says once above what one that `is_alone` says for itself.
    """
    put_right = button(view, "Put it right", Intent.PUT_RIGHT, opens=True)
    lines: list[Fragments] = _told_lines(view) if is_alone else [(f"By: {full(view.due)}",)]
    return item(view, lines=lines, number=number, buttons=(put_right,))


def agreed_together(views: Sequence[ItemView]) -> Fragments:
    """Say once what goes for several that were agreed at a meeting."""
    days = {view.share.agreed_on for view in views}
    day = days.pop() if len(days) == 1 else None
    return (
        f"On {_day_and_month(day)} you took these on. " if day else "These are agreed. ",
        "I've put them in the timetable, so there is nothing you need to do today. ",
        "Not how you remember one of them? Press ",
        Strong("Put it right"),
        " beside it.",
    )


def _told_lines(view: ItemView) -> list[Fragments]:
    agreed_on = view.share.agreed_on
    by = f", by {full(view.due)}."
    taken_on: Fragments = (
        (f"On {_day_and_month(agreed_on)} you took on ", Strong(view.title), by)
        if agreed_on is not None
        else ("This was agreed for you: ", Strong(view.title), by)
    )
    return [
        taken_on,
        ("I've put it in the timetable, so there is nothing you need to do today.",),
        ("Not how you remember it?",),
    ]


def _day_and_month(day: date) -> str:
    return full(day).split(" ", 1)[1].rsplit(" ", 1)[0]


def _who_hears(view: ItemView) -> str:
    """Say when the holder will be reminded, and what follows when nothing is heard (who hears, and when)."""
    if view.calendar is None:
        return ""
    steps = before(
        due=view.due, importance=view.commitment.importance, calendar=view.calendar, from_day=view.today
    )
    reminded = _reminded(steps, view)
    then = who_hears.sentence(runner="" if view.reader_runs else view.runner_name, helper=view.helper_name)
    return f"{reminded} {then}" if reminded else then


def _reminded(steps: tuple[Step, ...], view: ItemView) -> str:
    """Name the reminders to come: in weeks, and by their day where fewer weeks than those are left."""
    due, left = view.due, view.due - view.today
    ahead = {int(step.name.rsplit("-", 1)[1]): step.on for step in steps if step.on > view.today}
    leads = [lead for lead in LEADS[view.commitment.importance] if lead in ahead and lead in _LEAD_WORDS]
    weeks = [_LEAD_WORDS[lead] for lead in leads if left > _weeks(lead)]
    parts = [f"{and_list(weeks)} before"] if weeks else []
    parts += [f"on {full(ahead[lead])}" for lead in leads if left <= _weeks(lead)]
    if 1 in ahead:
        is_day_before = (due - ahead[1]).days == 1
        parts.append("on the day before" if is_day_before else f"on {full(ahead[1])}")
    return f"I would remind you {', and '.join(parts)}." if parts else ""


def _weeks(lead: int) -> timedelta:
    return timedelta(weeks=lead / _WORKING_DAYS)
