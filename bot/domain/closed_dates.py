"""A partner's closed dates as people paste them: one day or one span a line, with a name if they like."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.domain.calendars import Span
from bot.domain.date_words import WEEKDAY
from bot.domain.dates import read_date
from bot.errors import Refused

LONGEST: Final = timedelta(days=120)
"""Longer than any summer; what would be longer has its days the wrong way round."""

_LONGEST_NAME: Final = 80

# A span that began last month and still runs belongs to this year.
_LOOKING_BACK: Final = timedelta(days=31)
_YEAR: Final = timedelta(days=365)
_WEEK: Final = timedelta(days=6)

_LINES: Final = re.compile(r"[\n\r;]+")
_BULLET: Final = re.compile(r"^\s*(?:[•*·–—-]\s+|\d+[.)]\s+)")
_TO: Final = re.compile(r"\s+(?:to|until|till|through)\s+|\s*[-–—]\s*", re.IGNORECASE)
_WEEK_OF: Final = re.compile(r"^\s*(?:w/?[cb]|week (?:commencing|beginning))\b", re.IGNORECASE)
_DAY_ALONE: Final = re.compile(
    rf"(?:{WEEKDAY}\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?", re.IGNORECASE
)
_IN_BRACKETS: Final = re.compile(r"(?P<phrase>.*?)\s*\((?P<name>[^()]*)\)\s*")
_WORDS_FIRST: Final = re.compile(
    rf"(?P<name>\D*?[^\W\d])[\s,]+(?P<phrase>(?:w/?c\s|{WEEKDAY}\s|the\s)?\s*\d.*)", re.IGNORECASE
)


def read_closed_dates(text: str, *, today: date) -> tuple[Span, ...]:
    """Return the spans of a pasted list, in the order of the days.

    Without a year a date is the first such date from a month before `today` on. Raises `Refused`
    (closed_dates_unreadable, closed_dates_backwards, closed_dates_too_long) with the line that needs mending.
    """
    lines = (_BULLET.sub("", line).strip() for line in _LINES.split(text))
    spans = [_read_line(line, today - _LOOKING_BACK) for line in lines if line]
    return tuple(sorted(spans, key=lambda span: (span.first, span.last)))


def _read_line(line: str, base: date) -> Span:
    for phrase, name in _readings(line):
        days = _days(phrase, base)
        if days is not None:
            return _span(line, *days, name)
    raise Refused("closed_dates_unreadable", field="closed_dates", line=line)


def _readings(line: str) -> Iterator[tuple[str, str]]:
    """The ways to tell the days from the name: "Christmas: 19 Dec", "19 Dec: Christmas", "19 Dec (Christmas)"."""
    yield line, ""
    left, colon, right = line.partition(":")
    if colon:
        yield left, right
        yield right, left
    for shape in (_IN_BRACKETS, _WORDS_FIRST):
        match = shape.fullmatch(line)
        if match is not None:
            yield match["phrase"], match["name"]


def _span(line: str, first: date, last: date, name: str) -> Span:
    if last < first:
        raise Refused("closed_dates_backwards", field="closed_dates", line=line)
    if last - first > LONGEST:
        raise Refused("closed_dates_too_long", field="closed_dates", line=line)
    return Span(first=first, last=last, name=" ".join(name.split())[:_LONGEST_NAME])


def _days(phrase: str, base: date) -> tuple[date, date] | None:
    day = _day(phrase, base)
    if day is not None:
        return day, day + _WEEK if _WEEK_OF.match(phrase) else day
    for between in _TO.finditer(phrase):
        found = _two_days(phrase[: between.start()], phrase[between.end() :], base)
        if found is not None:
            return found
    return None


def _two_days(one: str, other: str, base: date) -> tuple[date, date] | None:
    alone = _DAY_ALONE.fullmatch(one.strip())
    if alone is not None:
        return _within_a_month(int(alone["day"]), _day(other, base))
    first = _day(one, base)
    last = None if first is None else _day(other, first)
    if first is None or last is None:
        return None
    if last < first:
        # The year stands behind the second date alone, and holds for both.
        first = _day(one, last - _YEAR) or first
    return first, last


def _within_a_month(day: int, last: date | None) -> tuple[date, date] | None:
    """ "26-30 Oct": the month of the second day is that of the first."""
    if last is None:
        return None
    try:
        return last.replace(day=day), last
    except ValueError:
        return None


def _day(phrase: str, base: date) -> date | None:
    return read_date(phrase, today=base).day
