"""Days in term are counted, holidays are not, and a half-term ends with a break."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.term_days import HALF_TERM, TermDays, most_open

MONDAY = date(2026, 9, 7)
BREAK = Span(first=date(2026, 10, 26), last=date(2026, 10, 30))
SCHOOL = PartnerCalendar(closed=(BREAK,))
COUNCIL = PartnerCalendar()


def _days(*calendars: PartnerCalendar) -> TermDays:
    return most_open(open_on=[one.is_open for one in calendars], first=MONDAY, last=date(2026, 12, 18))


@pytest.mark.parametrize(
    ("calendars", "is_td"),
    [((SCHOOL,), False), ((SCHOOL, COUNCIL), False), ((SCHOOL, COUNCIL, COUNCIL), True)],
    ids=["one", "half", "most"],
)
def test_a_day_in_term_is_one_on_which_most_are_open(
    calendars: tuple[PartnerCalendar, ...], is_td: bool
) -> None:
    assert _days(*calendars).holds(date(2026, 10, 28)) is is_td


@pytest.mark.parametrize(
    ("day", "is_td"),
    [
        (MONDAY, True),
        (MONDAY - timedelta(days=3), False),
        (date(2026, 9, 12), False),
        (date(2027, 3, 1), False),
    ],
)
def test_days_that_are_known(day: date, is_td: bool) -> None:
    assert _days(SCHOOL).holds(day) is is_td


def test_days_between_leave_out_the_break() -> None:
    friday, back = date(2026, 10, 23), date(2026, 11, 2)

    assert _days(SCHOOL).between(friday, back) == 1
    assert _days(COUNCIL).between(friday, back) == 6
    assert _days(SCHOOL).between(back, friday) == 0


@given(
    day=st.dates(min_value=date(2026, 10, 1), max_value=date(2026, 12, 18)),
    n=st.integers(min_value=0, max_value=10),
)
def test_so_many_days_back_are_so_many_days_between(day: date, n: int) -> None:
    days = _days(SCHOOL)

    assert days.between(days.back(day, n), day) == n


def test_before_the_first_day_there_is_no_day() -> None:
    assert _days(SCHOOL).back(MONDAY, 1) == date.min
    assert _days(SCHOOL).back(MONDAY, 0) == MONDAY


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        (date(2026, 9, 15), date(2026, 10, 23), True),
        (date(2026, 10, 23), date(2026, 9, 15), True),
        (date(2026, 10, 23), date(2026, 11, 2), False),
        (date(2026, 10, 28), date(2026, 11, 10), True),
        (date(2026, 11, 2), date(2026, 12, 18), True),
        (date(2026, 9, 15), date(2026, 9, 15), True),
    ],
    ids=["before the break", "either way", "over the break", "from within it", "after it", "one day"],
)
def test_half_terms_end_with_a_break(first: date, second: date, is_same: bool) -> None:
    assert _days(SCHOOL).same_half_term(first, second) is is_same


def test_a_half_term_ends_even_where_nobody_ever_closes() -> None:
    days = _days(COUNCIL)

    assert days.same_half_term(MONDAY, days.days[HALF_TERM - 1])
    assert not days.same_half_term(MONDAY, days.days[HALF_TERM])
