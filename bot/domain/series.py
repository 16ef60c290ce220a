"""A series: something promised again and again, two ahead at a time (architecture, Words and shapes)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import count, takewhile
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.domain.calendars import PartnerCalendar
from bot.domain.commitments import Wording
from bot.domain.importance import Importance

AHEAD: Final = 2
"""How many stand in the timetable at a time."""

LONGEST: Final = relativedelta(years=2)
_SEARCH: Final = 60


class Every(Enum):
    """How often something comes round. Counted from the first date of the series."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_STEPS: Final = {
    Every.WEEK: relativedelta(weeks=1),
    Every.FORTNIGHT: relativedelta(weeks=2),
    Every.MONTH: relativedelta(months=1),
    Every.QUARTER: relativedelta(months=3),
    Every.YEAR: relativedelta(years=1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds the share of one partner each time."""

    partner_id: int
    person_id: int | None
    role_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What comes round, how often, and until when. `first` and `until` are dates of the partnership's calendar."""

    id: int
    partnership_id: int
    wording: Wording
    importance: Importance
    all_partners: bool
    every: Every
    first: date
    until: date
    holders: tuple[Holder, ...]
    created_by: int


def dates(*, first: date, every: Every, until: date) -> Iterator[date]:
    """The dates on which it comes round, `first` being one.

    A month without that day gives its last day; the next one has the day again, because each is counted from `first`.
    """
    step = _STEPS[every]
    return takewhile(lambda day: day <= until, (first + step * index for index in count()))


def is_too_long(*, first: date, until: date) -> bool:
    """Whether it goes on for more than LONGEST."""
    return until > first + LONGEST


def open_day(*, day: date, calendars: Sequence[PartnerCalendar]) -> date:
    """The day itself where everybody is open, else the last day before it on which everybody is.

    The day itself, too, where there has been none for two months.
    """
    before = (day - timedelta(days=index) for index in range(_SEARCH))
    return next((one for one in before if all(calendar.is_open(one) for calendar in calendars)), day)


def missing(
    *, series: Series, made: Collection[date], today: date, calendars: Sequence[PartnerCalendar]
) -> tuple[date, ...]:
    """The dates that should stand in the timetable and don't. `made` are the original dates of those that do.

    A date is left out where no day has been open since the one before, or where the last open day lies behind us.
    """
    ahead = [day for day in dates(first=series.first, every=series.every, until=series.until) if day >= today]
    held = [day for day in ahead if day in made or _is_held(series, day, today=today, calendars=calendars)]
    return tuple(day for day in held[:AHEAD] if day not in made)


def _is_held(series: Series, day: date, *, today: date, calendars: Sequence[PartnerCalendar]) -> bool:
    """Whether a date has an open day of its own, today or later."""
    before = [one for one in dates(first=series.first, every=series.every, until=day) if one < day]
    earliest = max(today, before[-1] + timedelta(days=1)) if before else today
    return open_day(day=day, calendars=calendars) >= earliest
