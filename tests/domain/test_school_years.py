"""The school year, how many rounds it still has, and in which half-term the next one comes."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.school_years import next_round_on, rounds_left, year_began, year_ends
from bot.domain.term_days import TermDays
from tests.domain.test_round_days import SETTING, TERMS


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
