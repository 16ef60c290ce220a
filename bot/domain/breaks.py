"""Breaks: the days on which most partners are closed at once, a half-term or Christmas."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from bot.domain.calendars import MONDAY_TO_FRIDAY, Span

IsOpen = Callable[[date], bool]

SHORTEST: Final = 5
"""Days from Monday to Friday. Fewer are a long weekend, of which nobody needs telling."""

LONGEST: Final = 130
"""Days after which a search gives up: longer than any summer."""

_ONE_DAY: Final = timedelta(days=1)


def back_on(*, today: date, is_open: IsOpen) -> date | None:
    """Return the day on which most are back, on the last day before they close; None on any other.

    `is_open` says whether most partners are open on a day.
    """
    if not is_open(today):
        return None
    following = [today + _ONE_DAY * number for number in range(1, LONGEST)]
    back = next(filter(is_open, following), None)
    if back is None:
        return None
    closed = [day for day in following if day < back and day.weekday() in MONDAY_TO_FRIDAY]
    return back if len(closed) >= SHORTEST else None


def days_off(*, today: date, is_open: IsOpen) -> tuple[Span, ...]:
    """Return the days from `today` on, as far as anybody looks, on which most partners are closed."""
    days = (today + _ONE_DAY * number for number in range(LONGEST))
    return tuple(Span(first=day, last=day) for day in days if not is_open(day))
