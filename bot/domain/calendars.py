"""Days on which partners are open, days on which a person may be written to, and the way from wall time to UTC.

A day in term ("td") is a day on which the receiver's partner is open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.public_holidays import known_region, public_holidays

SEARCH_DAYS: Final = 400
"""How far a search for a day goes before it gives up: longer than any school year."""

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
TUESDAY_AND_THURSDAY: Final = frozenset({1, 3})
MORNING: Final = time(8, 30)
DAY_BEGINS: Final = time(8)
DAY_ENDS: Final = time(18)

_ONE_DAY: Final = timedelta(days=1)
_FIRST_DAY_OF_WEEKEND: Final = 5


def local_date(*, now: datetime, zone: ZoneInfo) -> date:
    """The date in `zone` at the instant `now` (aware)."""
    return now.astimezone(zone).date()


def first_instant(*, on: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant at which clocks in `zone` show this wall time (naive).

    A time that exists twice, in autumn, means the first of the two. One that does not exist, in spring,
    means the first instant after it that does.
    """
    wall = datetime.combine(on, at, tzinfo=zone).replace(fold=0)
    instant = wall.astimezone(UTC)
    # A missing wall time is the only one that does not survive the way to UTC and back.
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    return _end_of_gap(wall)


def _end_of_gap(wall: datetime) -> datetime:
    """The instant at which the clocks went forward over this wall time, found by halving."""
    # In a gap fold=1 reads the wall time with the offset after the change, and so lands before the change.
    before = int(wall.replace(fold=1).timestamp())
    after = int(wall.timestamp()) + 1
    new_offset = wall.replace(fold=1).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if datetime.fromtimestamp(middle, wall.tzinfo).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return datetime.fromtimestamp(after, UTC)


class SpanKind(Enum):
    """Closed: no day counts. Busy: days count, and people are spared what can wait."""

    CLOSED = "closed"
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from `first` to `last`, both included: a half-term, a shutdown, somebody's leave."""

    first: date
    last: date
    name: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a span cannot end on {self.last}, before it begins on {self.first}")

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerCalendar:
    """The days on which one partner is open, and those on which it is busy. Without a country there are no public holidays.

    Weekdays count from Monday, which is 0. A country or region that `known_region` does not know is a
    ValueError: ask it first.
    """

    country: str | None = None
    region: str | None = None
    closed: tuple[Span, ...] = ()
    working_days: frozenset[int] = MONDAY_TO_FRIDAY
    busy: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.country is None and self.region is not None:
            raise ValueError(f"the region {self.region!r} needs a country")
        if self.country is not None and not known_region(country=self.country, region=self.region):
            raise ValueError(f"no public holidays are known for {self.country!r}, region {self.region!r}")

    def is_open(self, day: date) -> bool:
        """Whether `day` is a td: a working weekday, no public holiday and no closed date."""
        return (
            day.weekday() in self.working_days
            and self._holiday(day) is None
            and not any(span.holds(day) for span in self.closed)
        )

    def busy_until(self, day: date) -> date | None:
        """The last of the busy days that `day` is among, None when it is not a busy one."""
        last = None
        for span in sorted(self.busy, key=lambda span: span.first):
            if span.holds(day) or (last is not None and span.first <= last + _ONE_DAY):
                last = span.last if last is None else max(last, span.last)
        return last

    def closed_because(self, day: date) -> str | None:
        """Why the partner is shut, fit for the brackets of a sentence, or None when it is open."""
        holiday = self._holiday(day)
        if holiday is not None:
            return holiday
        for span in self.closed:
            if span.holds(day):
                return span.name or "closed dates"
        if day.weekday() in self.working_days:
            return None
        return "the weekend" if day.weekday() >= _FIRST_DAY_OF_WEEKEND else "not a working day"

    def _holiday(self, day: date) -> str | None:
        if self.country is None:
            return None
        return public_holidays(country=self.country, region=self.region, year=day.year).get(day)


def find_td(*, day: date, n: int, calendar: PartnerCalendar) -> date | None:
    """As `add_td`, but None where a run of SEARCH_DAYS days without an open one is met."""
    if n == 0 and calendar.is_open(day):
        return day
    step = -_ONE_DAY if n < 0 else _ONE_DAY
    for _ in range(abs(n) or 1):
        following = next(filter(calendar.is_open, _days(day + step, step)), None)
        if following is None:
            return None
        day = following
    return day


def add_td(*, day: date, n: int, calendar: PartnerCalendar) -> date:
    """The n-th open day after `day`, or before it when n is negative (R02).

    n = 0 is the day itself when it is open, else the next open day. `day` itself never counts. Raises
    ValueError when the calendar has no open day within SEARCH_DAYS days.
    """
    found = find_td(day=day, n=n, calendar=calendar)
    if found is None:
        raise ValueError(f"{calendar} has no open day within {SEARCH_DAYS} days on the way from {day}")
    return found


def td_between(*, start: date, end: date, calendar: PartnerCalendar) -> int:
    """How many td lie after `start` up to and including `end`; negative when `end` comes first.

    The counterpart of `add_td`: for an open day `end`, add_td(day=start, n=the answer) is `end`.
    """
    if end < start:
        days, sign = _days(start - _ONE_DAY, -_ONE_DAY, (start - end).days), -1
    else:
        days, sign = _days(start + _ONE_DAY, _ONE_DAY, (end - start).days), 1
    return sign * sum(calendar.is_open(day) for day in days)


def is_within(*, start: date, end: date, n: int, calendar: PartnerCalendar) -> bool:
    """Whether at most `n` td lie after `start` up to and including `end`; no day is looked at that does not matter."""
    open_days = filter(calendar.is_open, _days(start + _ONE_DAY, _ONE_DAY, (end - start).days))
    return next(islice(open_days, max(0, n), None), None) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCalendar:
    """The days and hours at which one person may be written to (conversations, Manners 3).

    `hour` is wall time in `zone`. Every search gives up with None after SEARCH_DAYS days.
    """

    partner: PartnerCalendar
    zone: ZoneInfo
    regular_days: frozenset[int] = TUESDAY_AND_THURSDAY
    hour: time = MORNING
    leave: tuple[Span, ...] = ()

    def is_working(self, day: date) -> bool:
        return self.partner.is_open(day) and not any(span.holds(day) for span in self.leave)

    def is_regular(self, day: date) -> bool:
        return day.weekday() in self.regular_days and self.is_working(day)

    def is_busy(self, day: date) -> bool:
        """Whether the person is spared what can wait."""
        return self.partner.busy_until(day) is not None

    def regular_on_or_after(self, day: date) -> date | None:
        return next(filter(self.is_regular, _days(day, _ONE_DAY)), None)

    def regular_before(self, day: date) -> date | None:
        """The last regular day strictly before `day`."""
        return next(filter(self.is_regular, _days(day - _ONE_DAY, -_ONE_DAY)), None)

    def instant(self, day: date) -> datetime:
        """The UTC instant of the person's hour on `day`."""
        return first_instant(on=day, at=self.hour, zone=self.zone)

    def within_hours(self, now: datetime) -> bool:
        """Whether it is between 8.00 (included) and 18.00 (not) of a working day where the person is."""
        local = now.astimezone(self.zone)
        return DAY_BEGINS <= local.time() < DAY_ENDS and self.is_working(local.date())

    def next_working_morning(self, now: datetime) -> datetime | None:
        """The first half past eight of a working day that lies after `now`, as a UTC instant."""
        for day in filter(self.is_working, _days(local_date(now=now, zone=self.zone), _ONE_DAY)):
            morning = first_instant(on=day, at=MORNING, zone=self.zone)
            if morning > now:
                return morning
        return None


def _days(first: date, step: timedelta, count: int = SEARCH_DAYS) -> Iterator[date]:
    return (first + step * index for index in range(count))
