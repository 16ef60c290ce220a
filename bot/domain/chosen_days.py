"""Which days are offered after **Accept**, for one reminder more than those that come by themselves."""

from datetime import date, timedelta
from typing import Final

from bot.domain.calendars import PersonCalendar
from bot.domain.importance import Importance
from bot.domain.reminders import before

CHOSEN: Final = "chosen"
"""The step of the reminder on a day that its reader has picked."""

_APART: Final = timedelta(days=5)
_CLOSE: Final = timedelta(days=3)


def good_days(
    *, due: date, importance: Importance, calendar: PersonCalendar, today: date
) -> tuple[date, ...]:
    """Two regular days of the reader before the date on which no reminder comes anyway, or () where there are none.

    The second is some days before the date, the first about a week before the second.
    """
    taken = {step.on for step in before(due=due, importance=importance, calendar=calendar, from_day=today)}
    second = _free_before(due - _CLOSE, taken=taken, calendar=calendar)
    first = None if second is None else _free_before(second - _APART, taken=taken, calendar=calendar)
    if first is None or second is None or first <= today:
        return ()
    return first, second


def _free_before(day: date, *, taken: set[date], calendar: PersonCalendar) -> date | None:
    found = calendar.regular_before(day)
    while found is not None and found in taken:
        found = calendar.regular_before(found)
    return found
