from datetime import UTC, date, datetime

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.date_words import MONTHS, WEEKDAYS
from bot.domain.dates import DateRead, find_date, from_serial, full, read_date

TUESDAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)
MEETING = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Each grammar has its own table beside its own tests.
        ("Friday week", date(2026, 12, 4)),
        ("end of January", date(2027, 1, 31)),
        ("Fri 27 Nov", FRIDAY),
        ("46353", FRIDAY),
        # A time of day does not change the day.
        ("27/11 at 5pm", FRIDAY),
        ("Friday 27 November, 12.30pm", FRIDAY),
        ("2026-11-27T00:00:00", FRIDAY),
        ("2026-11-27 00:00:00", FRIDAY),
        ("Friday noon", FRIDAY),
        # In another order.
        ("2027, 4 Sept", date(2027, 9, 4)),
        ("Sat 2027 Sept 4", date(2027, 9, 4)),
    ],
)
def test_read_date_understands_british_phrases(text: str, day: date) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(text=text, day=day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?",
        "-",
        "–",
        "n/a",
        "asap",
        "A.S.A.P.",
        "as soon as possible",
        "tbc",
        "TBC.",
        "tbd",
        "by",
        "ongoing",
        "on-going",
        "when possible",
        "to be agreed",
        "rolling",
        "monthly",
        "every week",
        "each Tuesday",
        "March",
        "by March",
        "March 2027",
        "March '27",
        "Feb’27",
        "mid March",
        "mid-March",
        "early March 2027",
        *("late Nov", "start of December", "in the spring", "Spring 2027", "Nov/Dec", "November or December"),
        "next week",
        "this month",
        "next month",
        "end of the week",
        "end of 2027",
        "2027",
        "3/2027",
        "any time",
    ],
)
def test_read_date_asks_for_a_missing_day(text: str) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(text=text, reason="missing_day")


@pytest.mark.parametrize(
    "text",
    [
        "end of term",
        "before half-term",
        "Christmas",
        "lunchtime",
        "half past eight",
        "8",
        "12345",
        "2 weeks",
        *("M Iqbal", '=HYPERLINK("http://example.invalid","click")', "<!channel>", "\x00", "🎂", "27112026"),
        "the twelfth of February",
        "12 feb 2027 bst",
        "8 Feb or so",
        "Sunday roast 4",
        "w/c the fair",
        "2-3 weeks",
        "in 1.5 weeks",
        "3 days before",
        "4/5/6/7",
        "٢٧/١١/٢٠٢٦",
        "Friday 3 weeks",
        "27 Nov 2026 27 Dec 2027",
        *("27 November or later", "marching 4 2027", "8 Feb " + "x" * 100),
    ],
)
def test_read_date_makes_nothing_up(text: str) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(text=text, reason="unreadable")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fri 27 Nov", FRIDAY),
        ("20 Nov", date(2026, 11, 20)),
        ("10 Sep", MEETING),
        ("9 Sep", date(2027, 9, 9)),
        ("end of January", date(2027, 1, 31)),
        ("Friday week", date(2026, 9, 18)),
        ("20.11.2026", date(2026, 11, 20)),
    ],
)
def test_read_date_of_minutes_counts_from_their_meeting(text: str, day: date) -> None:
    assert read_date(text, today=date(2026, 12, 24), prefer_after=MEETING).day == day


@pytest.mark.parametrize("text", ["2027, 4 Sept", "8 Feb", "Friday week"])
def test_read_date_reads_no_clock(text: str) -> None:
    with time_machine.travel(datetime(2031, 5, 6, 23, 30, tzinfo=UTC), tick=False):
        then = read_date(text, today=TUESDAY)

    assert then == read_date(text, today=TUESDAY)


@pytest.mark.parametrize(
    ("line", "what", "day", "reason"),
    [
        (
            "Castle to send course data by Friday fortnight",
            "Castle to send course data",
            date(2026, 12, 11),
            None,
        ),
        ("Stand by me by the end of January.", "Stand by me", date(2027, 1, 31), None),
        ("Send it BY 8 Feb", "Send it", date(2027, 2, 8), None),
        ("Send it\nby 8 Feb", "Send it", date(2027, 2, 8), None),
        ("by Friday", "", FRIDAY, None),
        ("Send it by 31 February", "Send it", None, "no_such_day"),
        ("Send it by March", "Send it", None, "missing_day"),
        ("Send it by last Friday", "Send it", None, "unreadable"),
        ("Send it by Friday just gone", "Send it", None, "unreadable"),
        ("Send it by the past week.", "Send it", None, "unreadable"),
        (
            "Check what was sent by last year's team",
            "Check what was sent by last year's team",
            None,
            "missing_day",
        ),
        ("Review the bids made by partners", "Review the bids made by partners", None, "missing_day"),
        ("  Send course data ", "Send course data", None, "missing_day"),
        ("Lullaby 8 Feb", "Lullaby 8 Feb", None, "missing_day"),
        ("", "", None, "missing_day"),
    ],
)
def test_find_date_takes_what_follows_the_last_by(
    line: str, what: str, day: date | None, reason: str | None
) -> None:
    left, read = find_date(line, today=TUESDAY)

    assert (left, read.day, read.reason) == (what, day, reason)


@pytest.mark.parametrize(
    ("serial", "day"),
    [(61, date(1900, 3, 1)), (46353, FRIDAY), (46433, date(2027, 2, 15)), (2_958_465, date.max)],
)
def test_from_serial_counts_in_the_1900_system(serial: int, day: date) -> None:
    assert from_serial(serial) == day


@pytest.mark.parametrize("serial", [-1, 0, 60, 2_958_466])
def test_from_serial_of_no_date_is_an_error(serial: int) -> None:
    with pytest.raises(ValueError, match=f"{serial} is no date in a spreadsheet"):
        from_serial(serial)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (FRIDAY, "Friday 27 November 2026"),
        (date(2027, 1, 3), "Sunday 3 January 2027"),
        (date(2027, 3, 1), "Monday 1 March 2027"),
    ],
)
def test_full_names_the_weekday(day: date, words: str) -> None:
    assert full(day) == words


def test_date_read_has_either_a_day_or_a_reason() -> None:
    with pytest.raises(ValueError, match="either a day or a reason"):
        DateRead(text="27 Nov")
    with pytest.raises(ValueError, match="either a day or a reason"):
        DateRead(text="27 Nov", day=FRIDAY, reason="ambiguous")


_words = st.sampled_from(
    [
        *MONTHS,
        *WEEKDAYS,
        *"feb nov tue w/c end of the by in on at to or and mid next this a week weeks fortnight months".split(),
        *"today 31 29 0 99 2027 '27 1st 8th 27/11 30.2. 1/1/0000 2026-11-27 - / , . ( ) 5pm 12:30 t :".split(),
        *("99999", "00", "9999", "1st of", "day after", "bst", "utc", "ago", "٣", "½", "\u00a0", "\n"),
    ]
)


@given(
    text=st.one_of(
        st.text(), st.lists(_words, max_size=8).map(" ".join), st.lists(_words, max_size=8).map("".join)
    )
)
@example(text="4 sept 99999")
@example(text="by " * 2000)
@example(text="\ufdfa" * 100)
def test_no_text_raises(text: str) -> None:
    read = read_date(text, today=TUESDAY)
    left, found = find_date(text, today=TUESDAY)

    assert read.text == text
    assert left in text
    assert (found.day is None) is (found.reason is not None)
