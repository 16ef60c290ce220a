"""A partner's closed dates and busy weeks as people paste them: one day or one span a line, with a name if they like."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.calendars import Span
from bot.domain.date_words import WEEKDAY, WEEKDAYS
from bot.domain.dates import full, read_date
from bot.errors import Refused

LONGEST: Final = timedelta(days=120)
"""Longer than any summer; what would be longer has its days the wrong way round."""

MOST_SPANS: Final = 200

_LONGEST_NAME: Final = 80
_ROOM: Final = 2500
"""Characters that a field of a form shows with ease."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a form shows of a partner's days, a line each, and what it leaves as it is: what is over, what is too much."""

    text: str
    left: tuple[Span, ...]


def read_closed_dates(text: str, *, today: date, field: str = "closed_dates") -> tuple[Span, ...]:
    """Return the spans of a pasted list, in the order of the days.

    Without a year a date is the first such date from a month before `today` on. Raises `Refused`
    (closed_dates_unreadable, closed_dates_backwards, closed_dates_too_long, closed_dates_too_many) with the line
    that needs mending.
    """
    lines = [line for line in (_BULLET.sub("", line).strip() for line in _LINES.split(text)) if line]
    if len(lines) > MOST_SPANS:
        raise Refused("closed_dates_too_many", field=field, count=len(lines), most=MOST_SPANS)
    return _in_order(_read_line(line, today - _LOOKING_BACK, field) for line in lines)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same days with spans that overlap made one, unless that were longer than any summer."""
    found: list[Span] = []
    for span in _in_order(spans):
        before = found[-1] if found else None
        if before is None or span.first > before.last or span.last - before.first > LONGEST:
            found.append(span)
        else:
            last = max(before.last, span.last)
            found[-1] = Span(first=before.first, last=last, name=_both_names(before.name, span.name))
    return tuple(found)


def written(spans: Iterable[Span]) -> str:
    """Return the spans with every day in full, a line each, so that reading them gives the same again."""
    return "\n".join(_line(span) for span in spans)


def in_full(span: Span) -> str:
    """Return the days of a span as everybody reads them: "Monday 26 to Friday 30 October 2026"."""
    first, last = span.first, span.last
    if first == last:
        return full(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{WEEKDAYS[first.weekday()]} {first.day} to {full(last)}"
    return f"{full(first)} to {full(last)}"


def shown(spans: Sequence[Span], *, today: date) -> Shown:
    """Return what a form shows of a partner's days on `today`."""
    coming = [span for span in merged(spans) if span.last >= today]
    lines, room = [], _ROOM
    for span in coming:
        room -= len(_line(span)) + 1
        if room < 0:
            break
        lines.append(_line(span))
    over = tuple(span for span in spans if span.last < today)
    return Shown(text="\n".join(lines), left=(*over, *coming[len(lines) :]))


def _line(span: Span) -> str:
    name = _kept(_LINES.sub(", ", span.name))
    return f"{in_full(span)}: {name}" if name else in_full(span)


def _both_names(one: str, other: str) -> str:
    if not one or not other or other in one:
        return one or other
    return _kept(f"{one}, {other}")


def _kept(name: str) -> str:
    return " ".join(name.split())[:_LONGEST_NAME].strip()


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: (span.first, span.last)))


def _read_line(line: str, base: date, field: str) -> Span:
    for phrase, name in _readings(line):
        days = _days(phrase, base)
        if days is not None:
            return _span(line, *days, name, field)
    raise Refused("closed_dates_unreadable", field=field, line=line)


def _readings(line: str) -> Iterator[tuple[str, str]]:
    """The ways to tell the days from the name: "Christmas: 19 Dec", "19 Dec: Christmas", "19 Dec (Christmas)"."""
    left, colon, right = line.partition(":")
    if colon:
        yield left, right
    yield line, ""
    if colon:
        yield right, left
    for shape in (_IN_BRACKETS, _WORDS_FIRST):
        match = shape.fullmatch(line)
        if match is not None:
            yield match["phrase"], match["name"]


def _span(line: str, first: date, last: date, name: str, field: str) -> Span:
    if last < first:
        raise Refused("closed_dates_backwards", field=field, line=line)
    if last - first > LONGEST:
        raise Refused("closed_dates_too_long", field=field, line=line)
    return Span(first=first, last=last, name=_kept(name))


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
