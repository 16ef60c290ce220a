"""Days that are named by their distance: "Friday week", "in ten days", "end of January"."""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from bot.domain.date_words import MONTH, NUMBER, WEEKDAY, month_number, number, weekday_number

_START: Final = rf"today|now|tomorrow|yesterday|(?:(?:the |this )?coming )?{WEEKDAY}"
_UNIT: Final = r"day|week|fortnight|month"
_DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7, "fortnight": 14}
_NAMED: Final[Mapping[str, int]] = {"now": 0, "today": 0, "tomorrow": 1, "yesterday": -1}

_FRIDAY: Final = 4

_Reader = Callable[[re.Match[str], date], date]


def relative_day(text: str, *, today: date) -> date | None:
    """The day that a plain phrase names by its distance from `today`, or None for any other phrase.

    "Friday" is the next one after today, so on a Friday it is a week away; "this Friday" may be today.
    "Next Friday" is the Friday of the week after this one, weeks beginning on Monday. "Friday week" and
    "a week on Friday" are a week after "Friday". The end of a month is its last day, whatever weekday that
    is. Months are counted by the calendar: a month from 31 January is the last day of February.
    """
    for phrase, read in _PHRASES:
        match = phrase.fullmatch(text)
        if match is not None:
            return read(match, today)
    return None


def coming(*, weekday: int, after: date) -> date:
    """The first such weekday (Monday is 0) strictly after `after`."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def friday_week(today: date) -> date:
    """The day that "Friday week" means on `today`."""
    return coming(weekday=_FRIDAY, after=today) + timedelta(days=7)


def _start(match: re.Match[str], today: date) -> date:
    word = match["start"].split()[-1]
    if word in _NAMED:
        return today + timedelta(days=_NAMED[word])
    return coming(weekday=weekday_number(word), after=today)


def _from_start(match: re.Match[str], today: date) -> date:
    return _moved(match, _start(match, today))


def _moved(match: re.Match[str], day: date) -> date:
    count = number(match.groupdict().get("count") or "one")
    if match["unit"] == "month":
        return _same_day_of_month(day, count)
    return day + timedelta(days=count * _DAYS[match["unit"]])


def _of_this_or_next(match: re.Match[str], today: date) -> date:
    """ "This Friday" is today or still to come, "next Friday" lies in the week that begins next Monday."""
    if match["which"] == "this":
        return coming(weekday=weekday_number(match["weekday"]), after=today - timedelta(days=1))
    return _in_week(match, today)


def _in_week(match: re.Match[str], today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    weeks = 0 if match["which"] == "this" else 1
    return monday + timedelta(weeks=weeks, days=weekday_number(match["weekday"]))


def _end_of_named_month(match: re.Match[str], today: date) -> date:
    month = month_number(match["month"])
    year = today.year + (month < today.month)
    if match["year"] is not None:
        year = int(match["year"]) % 2000 + 2000
    return _last_of_month(year, month)


def _end_of_this_or_next_month(match: re.Match[str], today: date) -> date:
    months = 1 if match.groupdict().get("which") == "next" else 0
    return _same_day_of_month(today.replace(day=1), months, last=True)


def _same_day_of_month(day: date, months: int, *, last: bool = False) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    end = _last_of_month(year, month + 1)
    return end if last or day.day > end.day else end.replace(day=day.day)


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


_PHRASES: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"(?P<start>{_START})", _start),
        (rf"(?P<which>this|next) (?P<weekday>{WEEKDAY})", _of_this_or_next),
        (rf"(?P<weekday>{WEEKDAY}),? (?:of )?(?P<which>this|next) week", _in_week),
        (rf"(?P<which>this|next) week,? (?:on )?(?P<weekday>{WEEKDAY})", _in_week),
        (rf"(?P<start>{_START}) (?P<unit>week|fortnight)", _from_start),
        (
            rf"(?:the )?(?:(?P<count>{NUMBER}) )?(?P<unit>{_UNIT})s? (?:from |on |after )?(?P<start>{_START})",
            _from_start,
        ),
        (rf"in (?P<count>{NUMBER}) (?P<unit>{_UNIT})s?(?: time)?", _moved),
        (rf"(?P<count>{NUMBER}) (?P<unit>{_UNIT})s? time", _moved),
        (
            rf"(?:the )?end (?:of )?(?P<month>{MONTH})(?:,? (?:of )?'?(?P<year>20\d\d|\d\d))?",
            _end_of_named_month,
        ),
        (r"(?:the )?end of (?:the|this|(?P<which>next)) month|month[- ]end", _end_of_this_or_next_month),
    )
)
