"""**Not this week** and **Not today**: how long somebody is left in peace, and what stays all the same."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from bot.domain import weeks
from bot.domain.calendars import PersonCalendar
from bot.domain.importance import Importance
from bot.domain.reminders import before

MOST_NOT_TODAY: Final = 2
"""How often one action may rest before one date."""

_STEP: Final = "not-today:"
_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)


class Stays(Enum):
    """Why something cannot rest."""

    LAST_DAY = "last_day"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Until which day something rests; or why it stays, and `until` is None. `off_day` is no regular day."""

    until: date | None
    off_day: bool = False
    stays: Stays | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested:
    """One action for which **Not today** was pressed, and what came of it. `due` is the date that holds for it."""

    title: str
    due: date
    rest: Rest


def step_of(on: date) -> str:
    """Return the step by which an action is brought up again that was put off on a day."""
    return f"{_STEP}{on.isoformat()}"


def is_answered(*, step: str, rested_on: date) -> bool:
    """Say whether **On track** has been pressed on the day of **Not today** or since."""
    return step.startswith(_STEP) and step.removeprefix(_STEP) <= rested_on.isoformat()


def back_on(today: date) -> date:
    """Return the Monday until which **Not this week** lasts."""
    return weeks.monday(today) + _WEEK


def is_quiet(*, quiet_until: date | None, today: date) -> bool:
    """Say whether somebody is left in peace today, where they are."""
    return quiet_until is not None and today < quiet_until


def rest(
    *, today: date, due: date, importance: Importance, calendar: PersonCalendar, rested: int = 0
) -> Rest:
    """Return until when an action rests for which somebody presses **Not today**.

    `rested` says on how many other days it was pressed for the same date. It rests until their next regular
    day, or until the next working day where the date is nearer; it stays on the day of its last reminder,
    and from its date on.
    """
    if today >= _last_day(due, importance, calendar):
        return Rest(until=None, stays=Stays.LAST_DAY)
    if rested >= MOST_NOT_TODAY:
        return Rest(until=None, stays=Stays.TWICE)
    regular = calendar.regular_on_or_after(today + _DAY)
    if regular is not None and regular < due:
        return Rest(until=regular)
    working = next(filter(calendar.is_working, _days_until(today, due)), None)
    if working is None:
        return Rest(until=None, stays=Stays.LAST_DAY)
    return Rest(until=working, off_day=True)


def _last_day(due: date, importance: Importance, calendar: PersonCalendar) -> date:
    """The day of the last reminder before the date; the date itself where there is none."""
    steps = before(due=due, importance=importance, calendar=calendar, from_day=date.min)
    return max((step.on for step in steps), default=due)


def _days_until(today: date, due: date) -> list[date]:
    return [today + timedelta(days=number) for number in range(1, (due - today).days)]
