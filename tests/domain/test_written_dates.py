from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.date_words import MONTHS, WEEKDAYS
from bot.domain.dates import DateRead, full, read_date
from bot.domain.written_dates import two_dates, written_date

TUESDAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)

planned_days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
todays = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8 Feb", date(2027, 2, 8)),
        ("8th February 2027", date(2027, 2, 8)),
        ("the 8th of Febuary", date(2027, 2, 8)),
        ("8-Feb-27", date(2027, 2, 8)),
        ("8 Feb ’27", date(2027, 2, 8)),
        ("8Feb", date(2027, 2, 8)),
        ("Feb 8", date(2027, 2, 8)),
        ("February 8th, 2027", date(2027, 2, 8)),
        ("1st Dec 2026", date(2026, 12, 1)),
        ("4 Sept 2027", date(2027, 9, 4)),
        ("24 Nov", TUESDAY),
        ("23 Nov", date(2027, 11, 23)),
        ("Fri 27 Nov", FRIDAY),
        ("Friday, 27th November", FRIDAY),
        ("Fri. 27 Nov.", FRIDAY),
        ("27 Nov 2026 (Fri)", FRIDAY),
        ("27 November, Friday", FRIDAY),
        ("Friday 27th", FRIDAY),
        ("Sat 20 Feb 2027", date(2027, 2, 20)),
        ("the 8th", date(2026, 12, 8)),
        ("the 24", TUESDAY),
        ("31st", date(2026, 12, 31)),
        # In figures, day first.
        ("27/11/2026", FRIDAY),
        ("27/11/26", FRIDAY),
        ("27 / 11 / 2026", FRIDAY),
        ("27-11-2026", FRIDAY),
        ("27 11 2026", FRIDAY),
        ("20.11.2026", date(2026, 11, 20)),
        ("15/01/27", date(2027, 1, 15)),
        ("3/4", date(2027, 4, 3)),
        ("27.11.", FRIDAY),
        ("2026-11-27", FRIDAY),
        ("2026/11/27", FRIDAY),
        ("20261127", FRIDAY),
        ("46353", FRIDAY),
        # Weeks that begin and end.
        ("w/c 8 Feb", date(2027, 2, 8)),
        ("W/C Monday 8th February", date(2027, 2, 8)),
        ("week commencing 8 February 2027", date(2027, 2, 8)),
        ("week ending 12 Feb", date(2027, 2, 12)),
        ("Tue 29 Feb 2028", date(2028, 2, 29)),
    ],
)
def test_date_is_written_in_many_ways(text: str, day: date) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(text=text, day=day)


@pytest.mark.parametrize("phrase", ["", "friday", "march", "8", "the fair", "w/c the fair", "friday 3 weeks"])
def test_any_other_phrase_is_no_written_date(phrase: str) -> None:
    assert (written_date(phrase, today=TUESDAY), two_dates(phrase, today=TUESDAY)) == (None, None)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("31 February", [date(2027, 2, 28)]),
        ("29 Feb", [date(2027, 2, 28)]),
        ("29 Feb 2027", [date(2027, 2, 28)]),
        ("31/11/2026", [date(2026, 11, 30)]),
        ("Fri 31 November 2026", [date(2026, 11, 30)]),
        ("12/13/26", [date(2026, 12, 13)]),
        ("1/13", [date(2027, 1, 13)]),
        ("13/13/2026", []),
        ("0/1/2027", []),
        ("32 March", []),
        ("99th", []),
        ("1/1/0000", []),
        ("31/2/1900", []),
        ("20261399", []),
    ],
)
def test_read_date_of_a_day_that_does_not_exist_offers_the_likely_one(text: str, options: list[date]) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(text=text, reason="no_such_day", options=tuple(options))


def test_read_date_knows_leap_years() -> None:
    assert read_date("29 Feb", today=date(2027, 3, 1)).day == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "weekday", "options"),
    [
        ("Mon 27 Nov", "Monday", [FRIDAY, date(2026, 11, 23)]),
        ("27/11/2026 (Mon)", "Monday", [FRIDAY, date(2026, 11, 23)]),
        # Somebody typed next year's number, or typed last week's date without one.
        ("Fri 27 Nov 2027", "Friday", [date(2027, 11, 27), FRIDAY, date(2027, 11, 26)]),
        ("Fri 20 Nov", "Friday", [date(2027, 11, 20), date(2026, 11, 20), date(2027, 11, 19)]),
        ("Sat 27 Nov 2026", "Saturday", [FRIDAY, date(2027, 11, 27), date(2026, 11, 28)]),
        ("Mon 29 Feb 2028", "Monday", [date(2028, 2, 29), date(2028, 2, 28)]),
        ("w/c 9 Feb", "Monday", [date(2027, 2, 9), date(2027, 2, 8)]),
        ("w/c Tue 9 Feb 2027", "Monday", [date(2027, 2, 9), date(2027, 2, 8)]),
        ("Mon 2027 Sept 4", "Monday", [date(2027, 9, 4), date(2028, 9, 4), date(2027, 8, 30)]),
    ],
)
def test_read_date_asks_when_the_weekday_differs(text: str, weekday: str, options: list[date]) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(
        text=text, reason="weekday_differs", options=tuple(options), weekday=weekday
    )


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("27/28 November", [FRIDAY, date(2026, 11, 28)]),
        ("24 or 26 Nov", [TUESDAY, date(2026, 11, 26)]),
        ("1st-5th February 2027", [date(2027, 2, 1), date(2027, 2, 5)]),
        ("24 Nov – 4 Dec", [TUESDAY, date(2026, 12, 4)]),
        ("Fri 27 Nov or Fri 4 Dec", [FRIDAY, date(2026, 12, 4)]),
        ("27/11 to 4/12", [FRIDAY, date(2026, 12, 4)]),
        ("Mar-27", [date(2027, 3, 27)]),
    ],
)
def test_read_date_asks_which_of_two_days(text: str, options: list[date]) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(text=text, reason="ambiguous", options=tuple(options))


@pytest.mark.parametrize("text", ["31/32 November", "24 Nov to whenever", "30 or 1 Fish"])
def test_read_date_of_two_days_needs_both(text: str) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(text=text, reason="unreadable")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("27 November 1926", [date(1926, 11, 27)]),
        ("27/11/3026", [date(3026, 11, 27)]),
        ("Mon 1/1/0001", [date(1, 1, 1)]),
        ("in 999 months", [date(2110, 2, 24)]),
        ("79999", [date(2119, 1, 10)]),
    ],
)
def test_read_date_asks_for_the_year_of_a_day_far_away(text: str, options: list[date]) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(text=text, reason="far_away", options=tuple(options))


@given(
    day=planned_days,
    today=todays,
    shape=st.sampled_from(
        ["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %b %Y", "%a %d %B %Y", "%d-%b-%Y", "%B %d, %Y"]
    ),
)
def test_read_date_reads_back_every_day_with_a_year(day: date, today: date, shape: str) -> None:
    assert read_date(day.strftime(shape), today=today).day == day
    assert read_date(full(day), today=today).day == day


@given(today=todays, ahead=st.integers(0, 364))
def test_read_date_without_a_year_is_the_first_fit(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)

    read = read_date(f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}", today=today)

    assert read.day == day
