"""The school year, how many rounds it still has, and in which half-term the next one comes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.school_years import next_round_on, rounds_left, year_began, year_ends
from bot.domain.term_days import TermDays, most_open
from tests.domain.test_round_days import CALENDAR, SETTING, TERMS


@pytest.mark.parametrize(
    ("day", "began"),
    [
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2025, 9, 1)),
        (date(2027, 3, 9), date(2026, 9, 1)),
    ],
)
def test_year_begins_in_september(day: date, began: date) -> None:
    assert year_began(day) == began
    assert year_ends(day) == began.replace(year=began.year + 1)


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2026, 10, 6), 6),
        (date(2026, 11, 17), 5),
        (date(2027, 1, 26), 4),
        (date(2027, 3, 9), 3),
        (date(2027, 5, 4), 2),
        (date(2027, 6, 15), 1),
    ],
)
def test_one_round_a_half_term_is_left(day: date, left: int) -> None:
    assert rounds_left(day, terms=TERMS) == left


@pytest.mark.parametrize("back_on", [date(2027, 8, 16), date(2027, 8, 25), date(2027, 9, 7)])
def test_the_last_round_is_the_last_whenever_partners_come_back(back_on: date) -> None:
    summer = Span(first=date(2027, 6, 28), last=back_on - timedelta(days=1))
    calendar = replace(CALENDAR, closed=(*CALENDAR.closed[:-1], summer))
    terms = most_open(open_on=[calendar.is_open], first=date(2026, 7, 1), last=date(2027, 10, 30))

    assert _left_as_they_come(terms)[-1] == 1


def test_where_nobody_ever_closes_the_last_round_is_the_last() -> None:
    calendar = replace(CALENDAR, closed=())
    terms = most_open(open_on=[calendar.is_open], first=date(2026, 7, 1), last=date(2027, 12, 1))

    left = _left_as_they_come(terms)

    assert left == list(range(len(left), 0, -1))


def _left_as_they_come(terms: TermDays) -> list[int]:
    """How many rounds were left on the day of each one of the school year, as the mornings plan them."""
    setting = replace(SETTING, terms=terms)
    left = []
    day = next_round_on(today=date(2026, 9, 1), setting=setting)
    while day is not None and day < date(2027, 9, 1):
        left.append(rounds_left(day, terms=terms))
        day = next_round_on(today=day + timedelta(days=1), setting=replace(setting, last_opened_on=day))
    return left


def test_next_round_is_in_this_half_term_while_it_has_a_day_for_it() -> None:
    found = next_round_on(today=date(2026, 9, 10), setting=SETTING)

    assert found is not None
    assert date(2026, 9, 10) < found < date(2026, 10, 20)


def test_after_a_round_the_next_one_is_in_the_next_half_term() -> None:
    setting = replace(SETTING, last_opened_on=date(2026, 10, 6))

    found = next_round_on(today=date(2026, 10, 7), setting=setting)

    assert found is not None
    assert date(2026, 11, 9) < found < date(2026, 12, 15)


def test_without_a_day_in_sight_there_is_none() -> None:
    assert next_round_on(today=date(2026, 9, 10), setting=replace(SETTING, terms=TermDays(days=()))) is None
