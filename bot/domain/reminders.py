"""On which days somebody is reminded of a commitment, before its date and after it (R02, R05).

The defaults are those of the table "Who hears, and when". Leads count in td of the receiver's partner;
messages go on the receiver's regular days (conversations, Manners 3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.calendars import PersonCalendar, find_td
from bot.domain.importance import Importance

LEADS: Final[Mapping[Importance, tuple[int, ...]]] = {
    Importance.NORMAL: (5, 1),
    Importance.CRITICAL: (20, 10, 5, 1),
    Importance.BOARD: (30, 20, 10, 5, 1),
}
FAIR_WARNING: Final[Mapping[Importance, int]] = {
    Importance.NORMAL: 2,
    Importance.CRITICAL: 1,
    Importance.BOARD: 1,
}

_BEFORE: Final = "before-"
_AFTER: Final = "after-"

LAST_REMINDER: Final = f"{_BEFORE}1"
"""The name of the last step before a date, whatever hangs on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One reminder of one commitment to one person, and its day where that person is.

    `name` is "before-" or "after-" and the lead in td. `off_day` marks the one reminder that need not wait
    for a regular day: the last one before a critical date.
    """

    name: str
    on: date
    off_day: bool = False

    @property
    def is_before(self) -> bool:
        return self.name.startswith(_BEFORE)


def before(
    *, due: date, importance: Importance, calendar: PersonCalendar, from_day: date
) -> tuple[Step, ...]:
    """The reminders before the date, in order of their days, each strictly before `due`.

    Steps that would fall before `from_day` are not made up. Of two on the same day the later lead stays.
    A person who can never be written to before the date gets none.
    """
    *earlier, last = LEADS[importance]
    steps = [_on_regular_day(lead=lead, due=due, calendar=calendar) for lead in earlier]
    if importance is Importance.NORMAL:
        steps.append(_on_regular_day(lead=last, due=due, calendar=calendar))
    else:
        steps.append(_on_very_day(lead=last, due=due, calendar=calendar))
    by_day = {step.on: step for step in steps if step is not None and step.on >= from_day}
    return tuple(by_day.values())


def after(*, due: date, importance: Importance, calendar: PersonCalendar) -> Step | None:
    """The one fair warning after the date; None when the person has no regular day for more than a year."""
    lead = FAIR_WARNING[importance]
    counted = find_td(day=due, n=lead, calendar=calendar.partner)
    on = None if counted is None else calendar.regular_on_or_after(counted)
    return None if on is None else Step(name=f"{_AFTER}{lead}", on=on)


def skipped_by_answer(*, steps: Sequence[Step], importance: Importance, answered_on: date) -> frozenset[str]:
    """The names of the steps that rest after **On track** (R05).

    The last reminder before the date always comes. An answer about anything critical rests the next one
    only, any other answer all that lie between. A step on the day of the answer has had its turn.
    """
    reminders = sorted((step for step in steps if step.is_before), key=lambda step: step.on)
    resting = [step.name for step in reminders[:-1] if step.on > answered_on]
    return frozenset(resting if importance is Importance.NORMAL else resting[:1])


def _on_regular_day(*, lead: int, due: date, calendar: PersonCalendar) -> Step | None:
    """The first regular day from the lead's day on; the last one before `due` when that comes too late."""
    counted = find_td(day=due, n=-lead, calendar=calendar.partner)
    on = None if counted is None else calendar.regular_on_or_after(counted)
    if on is None or on >= due:
        on = calendar.regular_before(due)
    return None if on is None else Step(name=f"{_BEFORE}{lead}", on=on)


def _on_very_day(*, lead: int, due: date, calendar: PersonCalendar) -> Step | None:
    """The lead's very day, regular or not, if the person works then; else as any other reminder."""
    counted = find_td(day=due, n=-lead, calendar=calendar.partner)
    if counted is None or not calendar.is_working(counted):
        return _on_regular_day(lead=lead, due=due, calendar=calendar)
    return Step(name=f"{_BEFORE}{lead}", on=counted, off_day=not calendar.is_regular(counted))
