"""Dates as British people type them, and as they read them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.date_reads import PLANNED_YEARS, DateRead, Reason
from bot.domain.date_words import (
    MONTH,
    MONTHS,
    NUMBER,
    WEEKDAY,
    WEEKDAYS,
    month_number,
    plain,
    weekday_number,
)
from bot.domain.relative_dates import relative_day
from bot.domain.written_dates import two_dates, written_date
from bot.later import later

if TYPE_CHECKING:
    from dateparser import date as dateparser
else:
    dateparser = later("dateparser.date")

__all__ = ["DateRead", "Reason", "find_date", "from_serial", "full", "read_date"]

_LONGEST_PHRASE: Final = 100
_EARLIEST_SERIAL: Final = 61
_LATEST_SERIAL: Final = 2_958_465
_SERIAL_DAY_ZERO: Final = date(1899, 12, 30)
_LAST_BY: Final = re.compile(r"(?P<what>.*\s)?by\s(?P<when>.*)", re.IGNORECASE | re.DOTALL)
_GONE_BY: Final = re.compile(
    rf"(?:the )?(?:last|past|previous) (?:{WEEKDAY}|{MONTH}|night|weekend|week|fortnight|month|term|half-term|year)"
    rf"|{WEEKDAY} (?:last|(?:just )?gone)"
)
_SERIAL: Final = re.compile(r"[3-7]\d{4}", re.ASCII)

_PART: Final = r"(?:early|mid|middle of|late|later|beginning of|start of|during|sometime in|about|around|in)"
_YEAR: Final = r"(?:,?\s(?:of )?'?(?:20)?\d\d|-20\d\d|\s?'\d\d)"
_MONTHS_OR_SEASON: Final = rf"(?:{MONTH}(?:\s?(?:/|-|or|to|and)\s?{MONTH})?|spring|summer|autumn|winter)"
_WITHOUT_A_DAY: Final = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        r"|asap|as soon as (?:possible|we can|you can)|when (?:possible|we can|you can)|soon|urgent",
        r"tb[acd]|to be (?:agreed|arranged|confirmed|decided)|not known|unknown|n/?a|none|nil|[-?/x]+",
        r"ongoing|on-going|continuous|continuing|rolling|various|any ?time|open|later|always",
        rf"(?:{_PART}[ -])?(?:the )?{_MONTHS_OR_SEASON}(?:{_YEAR})?",
        rf"(?:{_PART}[ -]|end of )?(?:the )?(?:this |next |following |coming )?(?:week|year|weekend)",
        rf"(?:{_PART}[ -])?(?:the )?(?:this |next |following |coming )?month",
        rf"(?:every|each) (?:{NUMBER} )?(?:day|week|fortnight|month|term|year|meeting|{WEEKDAY})s?",
        r"(?:dai|week|fortnight|month|term|year)ly|annual(?:ly)?",
        r"(?:end of )?20\d\d|\d{1,2}/20\d\d",
    )
)

# No time zone and no clock: only the order of the parts of a written date is left to find out.
_DATEPARSER_SETTINGS: Final[Mapping[str, object]] = {
    "DATE_ORDER": "DMY",
    "PARSERS": ["absolute-time"],
    "PREFER_DATES_FROM": "future",
    "STRICT_PARSING": True,
    "TIMEZONE": "UTC",
}


def full(day: date) -> str:
    """The date as everybody reads it: "Friday 27 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def from_serial(serial: int) -> date:
    """The day that a spreadsheet stores as this number (1900 system): 46353 is 27 November 2026.

    Raises ValueError outside 61 (1 March 1900) to 2958465 (31 December 9999): below that the system counts
    a day that never was.
    """
    if not _EARLIEST_SERIAL <= serial <= _LATEST_SERIAL:
        raise ValueError(f"{serial} is no date in a spreadsheet")
    return _SERIAL_DAY_ZERO + timedelta(days=serial)


def read_date(text: str, *, today: date, prefer_after: date | None = None) -> DateRead:
    """What a person means who types this on `today`; whatever is typed, it never raises.

    Phrases that leave something out count from `prefer_after` where it is given, as when minutes are read
    long after their meeting: a date without a year is the first such date on or after it. A day is never
    made up; how each kind of phrase is understood stands at `relative_day` and `written_date`.
    """
    if len(text) > _LONGEST_PHRASE:
        return DateRead(text=text, reason="unreadable")
    base = today if prefer_after is None else prefer_after
    return replace(_read(plain(text), base), text=text)


def find_date(text: str, *, today: date) -> tuple[str, DateRead]:
    """A line such as "Castle to send course data by Friday fortnight" as what is to be done, and its date.

    The date is what follows the last "by". Where no date follows, the line stays whole and the day is missing;
    what names a time that has gone by ("last Friday") is unreadable, and no part of what is to be done.
    """
    line = _LAST_BY.fullmatch(text)
    if line is not None:
        read = read_date(line["when"], today=today)
        if read.reason != "unreadable" or _GONE_BY.fullmatch(plain(line["when"])):
            return (line["what"] or "").strip(), read
    return text.strip(), DateRead(text="", reason="missing_day")


def _read(phrase: str, base: date) -> DateRead:
    relative = relative_day(phrase, today=base) or _serial_day(phrase)
    if relative is not None:
        return _planned(phrase, relative)
    if any(shape.fullmatch(phrase) for shape in _WITHOUT_A_DAY):
        return DateRead(text=phrase, reason="missing_day")
    return (
        written_date(phrase, today=base)
        or two_dates(phrase, today=base)
        or _in_another_order(phrase, base)
        or DateRead(text=phrase, reason="unreadable")
    )


def _planned(phrase: str, day: date) -> DateRead:
    if day.year in PLANNED_YEARS:
        return DateRead(text=phrase, day=day)
    return DateRead(text=phrase, reason="far_away", options=(day,))


def _serial_day(phrase: str) -> date | None:
    """A serial number that came as text, from a column that somebody formatted as text."""
    return from_serial(int(phrase)) if _SERIAL.fullmatch(phrase) else None


def _in_another_order(phrase: str, base: date) -> DateRead | None:
    """A whole date whose parts stand in an order of their own ("2027, 4 Sept").

    The library reads much into little. Its answer counts only where the phrase names that month and that
    day, and then goes back through our own rules, which check the weekday.
    """
    month = re.search(rf"\b{MONTH}\b", phrase)
    if month is None:
        return None
    day = _by_dateparser(phrase, base)
    numbers = {int(digits) for digits in re.findall(r"\d+", phrase, re.ASCII)}
    if day is None or day.month != month_number(month[0]) or not {day.day, day.year} <= numbers:
        return None
    weekday = re.search(rf"\b{WEEKDAY}\b", phrase)
    said = WEEKDAYS[weekday_number(weekday[0])] if weekday is not None else ""
    return written_date(plain(f"{said} {day.day} {MONTHS[day.month - 1]} {day.year}"), today=base)


def _by_dateparser(phrase: str, base: date) -> date | None:
    settings = {**_DATEPARSER_SETTINGS, "RELATIVE_BASE": datetime.combine(base, time())}
    found = dateparser.DateDataParser(languages=["en"], settings=settings).get_date_data(phrase).date_obj
    return found.date() if isinstance(found, datetime) else None
