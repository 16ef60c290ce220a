"""How often the workbook is sent by itself, and on which day next.

A closed day is one on which most partners are closed. What would fall on one goes on the working day before.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import Enum
from typing import Final


class WorkbookRhythm(Enum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    TERMLY = "termly"
    NEVER = "never"


IsOpen = Callable[[date], bool]
"""Whether most partners are open on a day."""

TERM_ENDS_WITH: Final = timedelta(days=10)
"""The shortest closure, weekends counted, that ends a term: a half-term of one week has nine days."""

LONGEST_TERM: Final = timedelta(weeks=20)
WITHOUT_TERMS: Final = timedelta(weeks=12)
"""How often a termly one goes where no end of term is in sight."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_FRIDAY: Final = 4
_YEARS_AHEAD: Final = timedelta(days=400)


def next_day(*, rhythm: WorkbookRhythm, after: date, is_open: IsOpen) -> date | None:
    """Return the first day of this rhythm after a day; None where there is none within a year or so.

    Weekly: the last working day of the week, a Friday as a rule; a week in which all is closed has none. Monthly:
    the first Monday of the month, or the working day before; where the whole week before is closed too, that month
    has none. Termly: the last working day before most partners close for ten days or longer; where none is in sight
    for twenty weeks, the last working day of the week twelve weeks on.
    """
    match rhythm:
        case WorkbookRhythm.NEVER:
            return None
        case WorkbookRhythm.WEEKLY:
            days = (_last_of_week(friday, is_open) for friday in _fridays(after))
        case WorkbookRhythm.MONTHLY:
            days = (_open_within_a_week(monday, is_open) for monday in _first_mondays(after))
        case _:
            return _end_of_term(after, is_open) or _some_weeks_on(after, is_open)
    return next((day for day in days if day is not None and day > after), None)


def _fridays(after: date) -> Iterator[date]:
    """The Fridays from the one in the week of this day on."""
    day = after - timedelta(days=after.weekday() - _FRIDAY)
    while day <= after + _YEARS_AHEAD:
        yield day
        day += _WEEK


def _first_mondays(after: date) -> Iterator[date]:
    """The first Monday of each month, from this one on."""
    first = after.replace(day=1)
    while first <= after + _YEARS_AHEAD:
        yield first + timedelta(days=-first.weekday() % 7)
        first = (first + timedelta(days=31)).replace(day=1)


def _last_of_week(friday: date, is_open: IsOpen) -> date | None:
    return next((day for day in (friday - _DAY * n for n in range(_FRIDAY + 1)) if is_open(day)), None)


def _open_within_a_week(day: date, is_open: IsOpen) -> date | None:
    return next((one for one in (day - _DAY * n for n in range(7)) if is_open(one)), None)


def _end_of_term(after: date, is_open: IsOpen) -> date | None:
    last: date | None = None
    for n in range(1, (LONGEST_TERM + TERM_ENDS_WITH).days + 1):
        day = after + _DAY * n
        if is_open(day):
            last = day
        elif last is not None and day - last >= TERM_ENDS_WITH:
            return last if last <= after + LONGEST_TERM else None
    return None


def _some_weeks_on(after: date, is_open: IsOpen) -> date | None:
    fridays = _fridays(after + WITHOUT_TERMS)
    return next((day for friday in fridays if (day := _last_of_week(friday, is_open)) and day > after), None)
