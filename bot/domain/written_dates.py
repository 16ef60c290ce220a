"""Days that are written out: "27 Nov", "Fri 27 Nov 2026", "27/11/26", "2026-11-27", "w/c 8 Feb", "the 8th"."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.date_reads import PLANNED_YEARS, DateRead
from bot.domain.date_words import MONTH, ORDINAL, WEEKDAY, WEEKDAYS, month_number, weekday_number

_MONDAY: Final = 0
_YEAR: Final = r"(?P<year>\d{4}|'?\d\d)"
_DAY: Final = r"(?P<day>\d{1,2})"
_TH: Final = r"(?:st|nd|rd|th)?"

_WEEK_OF: Final = re.compile(r"(?:w/?c|w/?b|week (?:commencing|beginning))[\s:]+(?P<rest>.+)")
_WEEK_ENDING: Final = re.compile(r"(?:w/?e|week ending)[\s:]+(?P<rest>.+)")
_WEEKDAY_FIRST: Final = re.compile(rf"(?P<weekday>{WEEKDAY})\b[\s,-]*(?P<rest>.*\d.*)")
_WEEKDAY_LAST: Final = re.compile(rf"(?P<rest>.*\d.*?)[\s,(-]+(?P<weekday>{WEEKDAY})")

_SHAPES: Final = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        # 27 Nov · 27th of November, 2026 · 27-Nov-26 · 27Nov
        rf"(?:the )?{_DAY}{_TH}[\s/.,-]*(?:of )?(?P<month>{MONTH})(?:[\s/.,-]*{_YEAR})?",
        # November 27th, 2026 · Nov 27
        rf"(?P<month>{MONTH})[\s/.-]*(?:the )?{_DAY}{_TH}(?:[\s/,-]+{_YEAR})?",
        # 27/11 · 27.11.2026 · 27-11-26
        rf"{_DAY}\s?(?P<mark>[/.-])\s?(?P<month>\d{{1,2}})(?:\s?(?P=mark)\s?{_YEAR})?",
        # 27 11 2026
        rf"{_DAY} (?P<month>\d{{1,2}}) (?P<year>\d{{4}})",
        # 2026-11-27 · 2026/11/27 · 20261127
        rf"(?P<year>\d{{4}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark){_DAY}",
        r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)",
    )
)
_DAY_ALONE: Final = re.compile(rf"(?:the )?(?P<ordinal>{ORDINAL})|the (?P<number>\d{{1,2}})", re.ASCII)
_MONTH_DASH_NUMBER: Final = re.compile(rf"{MONTH}-(?P<number>\d\d)", re.ASCII)
_DAY_OR_DATE: Final = re.compile(
    rf"(?P<day>\d{{1,2}}){_TH}\s?(?:-|/|&|,|or|to|and)\s?(?P<rest>.*[a-z].*)", re.ASCII
)
_DATE_OR_DATE: Final = re.compile(r"(?P<first>.+?)\s(?:-|/|&|or|to|and)\s(?P<rest>.+)")


def written_date(text: str, *, today: date) -> DateRead | None:
    """What a plain phrase says that holds the number of a day, or None for any other phrase.

    Day first, always: 3/4 is 3 April. Without a year it is the first such date on or after `today`. A weekday
    beside it must be right, and "w/c" asks for a Monday: of any other week the day is asked.
    """
    week = _WEEK_OF.fullmatch(text)
    if week is not None:
        return _of_a_monday(week["rest"], today)
    ending = _WEEK_ENDING.fullmatch(text)
    return _with_weekday(text if ending is None else ending["rest"], today)


def two_dates(text: str, *, today: date) -> DateRead | None:
    """ "27/28 November" or "24 Nov to 4 Dec": `ambiguous`, with both days. None for any other phrase."""
    return _day_or_date(text, today) or _date_or_date(text, today)


def _day_or_date(text: str, today: date) -> DateRead | None:
    """Two days of one month: the first is only a number."""
    match = _DAY_OR_DATE.fullmatch(text)
    second = None if match is None else _day_of(match["rest"], today)
    if match is None or second is None:
        return None
    return _either(text, _real(second.year, second.month, int(match["day"])), second)


def _date_or_date(text: str, today: date) -> DateRead | None:
    match = _DATE_OR_DATE.fullmatch(text)
    if match is None:
        return None
    return _either(text, _day_of(match["first"], today), _day_of(match["rest"], today))


def _either(text: str, first: date | None, second: date | None) -> DateRead | None:
    if first is None or second is None:
        return None
    return DateRead(text=text, reason="ambiguous", options=(first, second))


def _day_of(text: str, today: date) -> date | None:
    read = written_date(text, today=today)
    return None if read is None else read.day


def _of_a_monday(text: str, today: date) -> DateRead | None:
    read = _with_weekday(text, today)
    if read is None or read.day is None or read.day.weekday() == _MONDAY:
        return read
    return _differs(read, read.day, _same_week(read.day, _MONDAY), weekday=_MONDAY)


def _with_weekday(text: str, today: date) -> DateRead | None:
    match = _WEEKDAY_FIRST.fullmatch(text) or _WEEKDAY_LAST.fullmatch(text)
    if match is None:
        return _date(text, today)
    read, weekday = _date(match["rest"], today), weekday_number(match["weekday"])
    if read is None or read.day is None or read.day.weekday() == weekday:
        return read
    likely = (*_other_years(read.day, weekday), _same_week(read.day, weekday))
    return _differs(read, read.day, *likely, weekday=weekday)


def _differs(read: DateRead, *options: date, weekday: int) -> DateRead:
    return replace(read, day=None, reason="weekday_differs", options=options, weekday=WEEKDAYS[weekday])


def _other_years(day: date, weekday: int) -> Iterator[date]:
    """The same date of the year before and after, where it falls on that weekday."""
    for year in (day.year - 1, day.year + 1):
        other = _real(year, day.month, day.day)
        if other is not None and other.weekday() == weekday:
            yield other


def _same_week(day: date, weekday: int) -> date:
    return day + timedelta(days=weekday - day.weekday())


def _date(text: str, today: date) -> DateRead | None:
    alone = _DAY_ALONE.fullmatch(text)
    if alone is not None:
        return _next_with_number(text, int(alone["number"] or alone["ordinal"][:-2]), today)
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match is not None:
            return _checked(match, today)
    return None


def _checked(match: re.Match[str], today: date) -> DateRead:
    text, day, month = match.string, int(match["day"]), month_number(match["month"])
    year = _year(match["year"]) if match["year"] else _year_of_first_fit(today, month, day)
    found = _real(year, month, day)
    if found is None:
        return DateRead(text=text, reason="no_such_day", options=_instead(year, month, day))
    if year not in PLANNED_YEARS:
        return DateRead(text=text, reason="far_away", options=(found,))
    if _may_be_a_year(text, today):
        return DateRead(text=text, reason="ambiguous", options=(found,))
    return DateRead(text=text, day=found)


def _may_be_a_year(text: str, today: date) -> bool:
    """ "Mar-27" is how spreadsheets write March 2027, and how some people write 27 March."""
    match = _MONTH_DASH_NUMBER.fullmatch(text)
    return match is not None and today.year - 1 <= 2000 + int(match["number"]) <= today.year + 5


def _year(text: str) -> int:
    digits = text.lstrip("'")
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _year_of_first_fit(today: date, month: int, day: int) -> int:
    if month > 12:
        # Written month first: the date that is offered instead is still to come.
        month, day = day, month
    return today.year + ((month, day) < (today.month, today.day))


def _next_with_number(text: str, number: int, today: date) -> DateRead:
    """The first day on or after `today` that has this number in its month."""
    for days in range(62):
        day = today + timedelta(days=days)
        if day.day == number:
            return DateRead(text=text, day=day)
    return DateRead(text=text, reason="no_such_day")


def _instead(year: int, month: int, day: int) -> tuple[date, ...]:
    """What may have been meant by a day that does not exist: day and month swapped, or the month's last day."""
    if year not in PLANNED_YEARS:
        return ()
    swapped = _real(year, day, month)
    if swapped is not None:
        return (swapped,)
    if month <= 12 and 28 < day <= 31:
        return (date(year, month, calendar.monthrange(year, month)[1]),)
    return ()


def _real(year: int, month: int, day: int) -> date | None:
    if year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return date(year, month, day)
    return None
