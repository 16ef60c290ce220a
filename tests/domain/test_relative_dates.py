from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.date_words import WEEKDAYS
from bot.domain.dates import DateRead, read_date
from bot.domain.relative_dates import coming, relative_day

TUESDAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)

todays = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TUESDAY),
        ("Today!", TUESDAY),
        ("tomorrow", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 23)),
        ("the day after tomorrow", date(2026, 11, 26)),
        ("Friday", FRIDAY),
        ("on Friday", FRIDAY),
        ("by Fri.", FRIDAY),
        ("this coming Friday", FRIDAY),
        ("Weds", date(2026, 11, 25)),
        ("thurs", date(2026, 11, 26)),
        ("Tuesday", date(2026, 12, 1)),
        ("this Tuesday", TUESDAY),
        ("this Friday", FRIDAY),
        ("this Monday", date(2026, 11, 30)),
        ("next Friday", date(2026, 12, 4)),
        ("next Tuesday", date(2026, 12, 1)),
        ("Friday next week", date(2026, 12, 4)),
        ("next week, on Friday", date(2026, 12, 4)),
        ("Monday of this week", date(2026, 11, 23)),
        ("Friday week", date(2026, 12, 4)),
        ("a week on Friday", date(2026, 12, 4)),
        ("week on Friday", date(2026, 12, 4)),
        ("Friday fortnight", date(2026, 12, 11)),
        ("a fortnight on Friday", date(2026, 12, 11)),
        ("three weeks on Friday", date(2026, 12, 18)),
        ("two weeks today", date(2026, 12, 8)),
        ("tomorrow week", date(2026, 12, 2)),
        ("in 3 weeks", date(2026, 12, 15)),
        ("in 3 weeks’ time", date(2026, 12, 15)),
        ("3 weeks from now", date(2026, 12, 15)),
        ("in ten days", date(2026, 12, 4)),
        ("in a fortnight's time", date(2026, 12, 8)),
        ("a month's time", date(2026, 12, 24)),
        ("in two months", date(2027, 1, 24)),
        ("in 12 months", date(2027, 11, 24)),
        # Ends of months are their last days.
        ("end of January", date(2027, 1, 31)),
        ("the end of Jan 2028", date(2028, 1, 31)),
        ("end of Feb '28", date(2028, 2, 29)),
        ("end November", date(2026, 11, 30)),
        ("by the end of the month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("month end", date(2026, 11, 30)),
    ],
)
def test_phrase_names_a_day_by_its_distance(text: str, day: date) -> None:
    assert read_date(text, today=TUESDAY) == DateRead(text=text, day=day)


@pytest.mark.parametrize(
    "phrase", ["", "27 nov", "end of term", "in weeks", "next week", "the end", "friday 3 weeks"]
)
def test_any_other_phrase_is_not_relative(phrase: str) -> None:
    assert relative_day(phrase, today=TUESDAY) is None


@pytest.mark.parametrize(
    ("today", "phrase", "day"),
    [
        (FRIDAY, "friday", date(2026, 12, 4)),
        (FRIDAY, "this friday", FRIDAY),
        (FRIDAY, "next friday", date(2026, 12, 4)),
        (FRIDAY, "friday week", date(2026, 12, 11)),
        (date(2026, 11, 29), "friday", date(2026, 12, 4)),
        (date(2026, 11, 29), "next friday", date(2026, 12, 4)),
        (date(2027, 1, 31), "in a month", date(2027, 2, 28)),
        (date(2026, 12, 31), "in two months", date(2027, 2, 28)),
        (date(2026, 12, 31), "end of next month", date(2027, 1, 31)),
        (date(2027, 1, 31), "end of january", date(2027, 1, 31)),
        (date(2027, 2, 1), "end of january", date(2028, 1, 31)),
    ],
)
def test_phrase_at_the_edge_of_a_week_or_a_month(today: date, phrase: str, day: date) -> None:
    assert relative_day(phrase, today=today) == day


@pytest.mark.parametrize(("weekday", "day"), [(0, date(2026, 11, 30)), (1, date(2026, 12, 1)), (4, FRIDAY)])
def test_coming_weekday_is_strictly_after(weekday: int, day: date) -> None:
    assert coming(weekday=weekday, after=TUESDAY) == day


@given(today=todays, weekday=st.integers(0, 6))
def test_weekdays_keep_their_distances(today: date, weekday: int) -> None:
    name = WEEKDAYS[weekday]
    days = [
        read_date(phrase, today=today).day
        for phrase in (f"this {name}", name, f"{name} week", f"{name} fortnight", f"next {name}")
    ]
    this, plain_name, week, fortnight, following = (day for day in days if day is not None)

    assert {day.weekday() for day in (this, plain_name, week, fortnight, following)} == {weekday}
    assert today <= this <= plain_name <= this + timedelta(days=7)
    assert today < plain_name <= today + timedelta(days=7)
    assert (week - plain_name, fortnight - plain_name) == (timedelta(days=7), timedelta(days=14))
    assert following.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]
