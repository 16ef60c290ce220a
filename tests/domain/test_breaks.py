"""The last day before most partners close, and the days on which no room is posted to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.breaks import LONGEST, SHORTEST, back_on, days_off
from bot.domain.calendars import PartnerCalendar, Span

HALF_TERM = Span(first=date(2026, 10, 26), last=date(2026, 10, 30))
CHRISTMAS = Span(first=date(2026, 12, 21), last=date(2027, 1, 1))
CALENDAR = PartnerCalendar(country="GB", region="ENG", closed=(HALF_TERM, CHRISTMAS))


@pytest.mark.parametrize(
    ("today", "back"),
    [
        (date(2026, 10, 23), date(2026, 11, 2)),
        (date(2026, 10, 22), None),
        (date(2026, 10, 24), None),
        (date(2026, 10, 28), None),
        (date(2026, 11, 2), None),
        (date(2026, 11, 6), None),
        (date(2026, 12, 18), date(2027, 1, 4)),
        (date(2027, 3, 25), None),
    ],
    ids=["Friday", "Thursday", "Saturday", "within", "back", "a weekend", "Christmas", "Easter"],
)
def test_last_day_before_a_break(today: date, back: date | None) -> None:
    assert back_on(today=today, is_open=CALENDAR.is_open) == back


@pytest.mark.parametrize(("days", "is_break"), [(4, False), (5, True)])
def test_a_few_days_are_no_break(days: int, is_break: bool) -> None:
    monday = date(2026, 11, 9)
    shut = PartnerCalendar(closed=(Span(first=monday, last=monday + timedelta(days=days - 1)),))

    assert (back_on(today=date(2026, 11, 6), is_open=shut.is_open) is not None) is is_break


def test_break_without_an_end_in_sight_has_no_note() -> None:
    assert back_on(today=date(2026, 11, 6), is_open=lambda day: day == date(2026, 11, 6)) is None


def test_days_off_are_those_from_today_on() -> None:
    found = days_off(today=date(2026, 10, 30), is_open=CALENDAR.is_open)

    assert [span.first.day for span in found[:4]] == [30, 31, 1, 7]
    assert all(span.first == span.last for span in found)


@given(
    start=st.dates(min_value=date(2026, 9, 1), max_value=date(2027, 7, 1)),
    closed=st.sets(st.integers(1, 60), max_size=50),
)
def test_note_names_the_first_open_day_after_five_closed_ones(start: date, closed: set[int]) -> None:
    shut = {start + timedelta(days=number) for number in closed}

    def is_open(day: date) -> bool:
        return day not in shut and day.weekday() < 5

    back = back_on(today=start, is_open=is_open)

    if back is not None:
        between = [start + timedelta(days=number) for number in range(1, (back - start).days)]
        assert is_open(start)
        assert is_open(back)
        assert not any(map(is_open, between))
        assert sum(day.weekday() < 5 for day in between) >= SHORTEST
        assert len(between) < LONGEST
