"""Closed dates from a calendar file (.ics), as a council's term dates or a school's own calendar come.

Only what takes whole days and is called a closure counts; everything else is handed back with the reason, for a
meeting that was taken for a closure would silence the bot on the very day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from dateutil.rrule import rrulestr

from bot.domain.calendars import Span
from bot.domain.closed_dates import LONGEST
from bot.errors import Refused
from bot.later import later

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = later("icalendar")

LARGEST: Final = 1_000_000
"""Bytes. A year of term dates takes a few thousand."""

MOST_EVENTS: Final = 2_000
AHEAD: Final = timedelta(days=2 * 366)
"""How far a rule that repeats is followed."""

_MOST_TIMES: Final = 200
_ONE_DAY: Final = timedelta(days=1)
_LONGEST_NAME: Final = 80
_CLOSED: Final = re.compile(
    r"\b(clos(?:ed|ure|es)|holidays?|half[- ]?term|inset|bank|shut(?:down)?|vacation|break|non[- ]?pupil"
    r"|staff (?:training|development) day|training day|christmas|easter|no (?:school|lessons|classes)|gwyliau)\b",
    re.IGNORECASE,
)
_TERM: Final = re.compile(r"\b(?:starts?|begins?|ends?|opens?|reopens?|first day|last day)\b", re.IGNORECASE)
# Each of these ends by itself soon; others can be searched for years without a day.
_SOUND_RULES: Final = {
    "DAILY": frozenset[str](),
    "WEEKLY": frozenset({"BYDAY"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTHDAY"}),
    "YEARLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY"}),
}
_HARMLESS: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


class Why(Enum):
    """Why something in a calendar file was left out."""

    NOT_CLOSED = "not_closed"
    PART_OF_A_DAY = "part_of_a_day"
    TOO_LONG = "too_long"
    TOO_OFTEN = "too_often"
    UNREADABLE = "unreadable"
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that was not taken. `name` is what the file calls it, "" where it has no name."""

    name: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """What a calendar file says about closed dates, in the order of the days."""

    closed: tuple[Span, ...]
    left_out: tuple[LeftOut, ...]


def read_calendar(content: bytes, *, today: date) -> CalendarFile:
    """Read the closures that end today or later, and at most two years ahead.

    Raises `Refused` (calendar_too_large, calendar_unreadable, calendar_too_many).
    """
    if len(content) > LARGEST:
        raise Refused("calendar_too_large", field="file")
    events = [one for one in _calendar(content).events if str(one.get("STATUS", "")) != "CANCELLED"]
    if len(events) > MOST_EVENTS:
        raise Refused("calendar_too_many", field="file", count=len(events))
    closed: set[Span] = set()
    left_out: list[LeftOut] = []
    for event in events:
        found = _read(event, today)
        if isinstance(found, Why):
            left_out.append(LeftOut(name=_name(event), why=found))
        else:
            closed.update(found)
    return CalendarFile(
        closed=tuple(sorted(closed, key=lambda span: (span.first, span.last, span.name))),
        left_out=tuple(left_out),
    )


def _calendar(content: bytes) -> "icalendar.Calendar":
    encodings = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            found: icalendar.Calendar = icalendar.Calendar.from_ical(text)
        except (ValueError, KeyError, IndexError):
            break
        if found.name == "VCALENDAR":
            return found
        break
    raise Refused("calendar_unreadable", field="file")


def _read(event: "icalendar.Event", today: date) -> Sequence[Span] | Why:
    if not _CLOSED.search(_name(event)) or _TERM.search(_name(event)):
        return Why.NOT_CLOSED
    days = _days(event)
    if isinstance(days, Why):
        return days
    first, last = days
    if last - first > LONGEST:
        return Why.TOO_LONG
    starts = _starts(event, first, today)
    if isinstance(starts, Why):
        return starts
    spans = [Span(first=one, last=one + (last - first), name=_name(event)) for one in starts]
    return [span for span in spans if span.last >= today] or Why.PAST


def _days(event: "icalendar.Event") -> tuple[date, date] | Why:
    """The first and the last day, both included; a file names the day after the last."""
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if start is None:
        return Why.UNREADABLE
    if end is None:
        length = getattr(event.get("DURATION"), "dt", None)
        end = start + length if isinstance(length, timedelta) else start
    if isinstance(start, datetime) or isinstance(end, datetime):
        return _whole_days(start, end)
    last = end - _ONE_DAY if end > start else start
    return (start, last) if last >= start else Why.UNREADABLE


def _whole_days(start: date, end: date) -> tuple[date, date] | Why:
    """From midnight to midnight is a whole day, whatever the zone."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return Why.UNREADABLE
    if start.time() != time() or end.time() != time() or end.date() <= start.date():
        return Why.PART_OF_A_DAY
    return start.date(), end.date() - _ONE_DAY


def _moment(event: "icalendar.Event", name: str) -> date | None:
    found = getattr(event.get(name), "dt", None)
    return found if isinstance(found, date) else None


def _starts(event: "icalendar.Event", first: date, today: date) -> Sequence[date] | Why:
    """The days on which it begins: once, or as often as its rule says."""
    rule = event.get("RRULE")
    if rule is None:
        return [first]
    if not _is_sound(rule):
        return Why.TOO_OFTEN
    try:
        repeated = rrulestr(_without_zone(rule), dtstart=datetime.combine(first, time()))
    except ValueError:
        return Why.UNREADABLE
    found = list(_until(iter(repeated), today + AHEAD))
    return found if len(found) <= _MOST_TIMES else Why.TOO_OFTEN


def _is_sound(rule: dict[str, Any]) -> bool:
    """Whether the rule can be followed to its end: some, such as one for every second, have millions of days."""
    allowed = _SOUND_RULES.get(str((rule.get("FREQ") or [""])[0]).upper())
    parts = {str(key).upper() for key in rule}
    has_two_ends = {"COUNT", "UNTIL"} <= parts
    moves_on = min(rule.get("INTERVAL") or [1]) > 0
    return allowed is not None and parts <= allowed | _HARMLESS and moves_on and not has_two_ends


def _without_zone(rule: Any) -> str:
    """The rule as text; its end is a day here, for closures have no zone."""
    return re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", rule.to_ical().decode())


def _until(starts: Iterator[datetime], end: date) -> Iterator[date]:
    for count, start in enumerate(starts):
        if start.date() > end or count > _MOST_TIMES:
            return
        yield start.date()


def _name(event: "icalendar.Event") -> str:
    return " ".join(str(event.get("SUMMARY", "")).split())[:_LONGEST_NAME]
