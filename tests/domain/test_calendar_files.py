"""Closed dates from calendar files, and everything that a file from elsewhere can contain."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar_files import LARGEST, MOST_EVENTS, CalendarFile, LeftOut, Why, read_calendar
from bot.domain.calendars import Span
from bot.errors import Refused

TODAY = date(2026, 9, 10)


def event(summary: str, *lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", "UID:1", f"SUMMARY:{summary}", *lines, "END:VEVENT"))


def whole_day(summary: str, first: str, after_last: str, *lines: str) -> str:
    return event(summary, f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{after_last}", *lines)


def calendar(*events: str) -> bytes:
    return "\r\n".join(
        ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Council//Terms//EN", *events, "END:VCALENDAR", "")
    ).encode()


def read(*events: str) -> CalendarFile:
    return read_calendar(calendar(*events), today=TODAY)


HALF_TERM = Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="Half term")


def test_a_half_term_ends_the_day_before_the_files_end() -> None:
    found = read(whole_day("Half term", "20261026", "20261031"))

    assert found == CalendarFile(closed=(HALF_TERM,), left_out=())


@pytest.mark.parametrize(
    "name",
    [
        "School closed",
        "INSET day",
        "Bank Holiday",
        "Christmas break",
        "Easter holidays",
        "half-term",
        "Summer vacation",
        "Gwyliau hanner tymor",
        "Staff training day",
        "No lessons",
    ],
)
def test_what_is_called_a_closure_is_one(name: str) -> None:
    assert read(whole_day(name, "20261026", "20261027")).closed == (
        Span(first=date(2026, 10, 26), last=date(2026, 10, 26), name=name),
    )


@pytest.mark.parametrize(
    "name",
    ["Steering group", "Open day", "Parents' evening", "Exams", "Term starts", "Christmas term begins", ""],
)
def test_what_is_no_closure_is_left_out_by_name(name: str) -> None:
    found = read(whole_day(name, "20261026", "20261027"))

    assert found == CalendarFile(closed=(), left_out=(LeftOut(name=name, why=Why.NOT_CLOSED),))


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("DTSTART:20261026T090000", "DTEND:20261026T120000"), Why.PART_OF_A_DAY),
        (("DTSTART:20261026T000000",), Why.PART_OF_A_DAY),
        (("DTSTART;VALUE=DATE:20261026", "DTEND:20261028T000000"), Why.UNREADABLE),
        ((), Why.UNREADABLE),
        (("DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20270601"), Why.TOO_LONG),
        (("DTSTART;VALUE=DATE:20260801", "DTEND;VALUE=DATE:20260802"), Why.PAST),
    ],
)
def test_what_is_no_span_of_days_ahead_is_left_out_with_the_reason(lines: tuple[str, ...], why: Why) -> None:
    assert read(event("Closed", *lines)).left_out == (LeftOut(name="Closed", why=why),)


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("DTSTART;VALUE=DATE:20261026",), date(2026, 10, 26)),
        (("DTSTART;VALUE=DATE:20261026", "DURATION:P5D"), date(2026, 10, 30)),
        (("DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261026"), date(2026, 10, 26)),
        (("DTSTART:20261026T000000Z", "DTEND:20261028T000000Z"), date(2026, 10, 27)),
        (
            ("DTSTART;TZID=Europe/London:20261026T000000", "DTEND;TZID=Europe/London:20261028T000000"),
            date(2026, 10, 27),
        ),
    ],
)
def test_whole_days_may_be_written_in_many_ways(lines: tuple[str, ...], last: date) -> None:
    assert read(event("Closed", *lines)).closed == (Span(first=date(2026, 10, 26), last=last, name="Closed"),)


def test_a_closure_that_comes_every_year_is_followed_for_two() -> None:
    found = read(whole_day("Christmas closure", "20251224", "20251226", "RRULE:FREQ=YEARLY"))

    assert [span.first for span in found.closed] == [date(2026, 12, 24), date(2027, 12, 24)]


def test_a_weekly_closure_follows_its_days_until_its_end() -> None:
    rule = "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20261016T235959Z"

    found = read(whole_day("Closed", "20261002", "20261003", rule))

    assert [span.first.day for span in found.closed] == [2, 9, 16]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=100000000",
        "FREQ=HOURLY",
        "FREQ=DAILY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYSETPOS=1;BYDAY=MO",
        "FREQ=YEARLY;BYYEARDAY=366",
        "FREQ=YEARLY;BYSECOND=0,1,2,3",
        "FREQ=YEARLY;COUNT=1;UNTIL=20270101",
        "FREQ=MONTHLY;INTERVAL=0;BYMONTHDAY=31",
    ],
)
def test_a_rule_that_repeats_without_sense_is_left_out_at_once(rule: str) -> None:
    found = read(whole_day("Closed", "20261002", "20261003", f"RRULE:{rule}"))

    assert found == CalendarFile(closed=(), left_out=(LeftOut(name="Closed", why=Why.TOO_OFTEN),))


def test_a_rule_that_never_comes_true_gives_no_day() -> None:
    found = read(whole_day("Closed", "20261002", "20261003", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))

    assert found.closed == ()


def test_a_rule_that_cannot_be_read_is_left_out() -> None:
    found = read(whole_day("Closed", "20261002", "20261003", "RRULE:FREQ=MONTHLY;BYDAY=0MO"))

    assert [one.why for one in found.left_out] == [Why.UNREADABLE]


def test_cancelled_events_are_not_there() -> None:
    assert read(whole_day("Closed", "20261002", "20261003", "STATUS:CANCELLED")) == CalendarFile(
        closed=(), left_out=()
    )


def test_the_same_closure_twice_is_one() -> None:
    one = whole_day("Half term", "20261026", "20261031")

    assert read(one, one).closed == (HALF_TERM,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_may_come_in_any_usual_encoding(encoding: str) -> None:
    text = calendar(
        whole_day("Closed: Gŵyl" if "utf" in encoding else "Closed: fête", "20261002", "20261003")
    )

    found = read_calendar(text.decode().encode(encoding), today=TODAY)

    assert len(found.closed) == 1


def test_a_folded_name_is_one_name() -> None:
    text = calendar(whole_day("Closed for\r\n  the half term", "20261002", "20261003"))

    assert read_calendar(text, today=TODAY).closed[0].name == "Closed for the half term"


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused, match="calendar_too_large"):
        read_calendar(b"x" * 50_000_000, today=TODAY)


def test_a_file_of_thousands_of_events_is_refused() -> None:
    with pytest.raises(Refused, match="calendar_too_many"):
        read(*("BEGIN:VEVENT\r\nEND:VEVENT" for _ in range(MOST_EVENTS + 1)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\x00\x01\x02",
        b"BEGIN:VCALENDAR",
        b"PK\x03\x04",
        "½\r\n".encode("utf-16"),
        b"\xff\xfeB",
    ],
)
def test_what_is_no_calendar_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Refused, match="calendar_unreadable"):
        read_calendar(content, today=TODAY)


def test_a_calendar_that_holds_something_else_is_said_to_be_none() -> None:
    with pytest.raises(Refused, match="calendar_unreadable"):
        read_calendar(event("Closed").encode(), today=TODAY)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: calendar(event(text)))))
def test_no_content_is_ever_a_bug(content: bytes) -> None:
    assert len(content) < LARGEST
    with suppress(Refused):
        read_calendar(content, today=TODAY)
