"""Weeks from Monday to Sunday."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain import weeks
from bot.domain.calendars import Span
from tests.posting import FRIDAY, MINA, MONDAY, NEXT_MONDAY, THURSDAY, TUESDAY


@pytest.mark.parametrize("day", [MONDAY, THURSDAY, date(2026, 11, 29)])
def test_week_begins_on_monday(day: date) -> None:
    assert weeks.monday(day) == MONDAY
    assert weeks.monday(NEXT_MONDAY) == NEXT_MONDAY


@pytest.mark.parametrize(("day", "left"), [(MONDAY, 2), (TUESDAY, 1), (THURSDAY, 0), (FRIDAY, 0)])
def test_regular_days_left_come_after_the_day(day: date, left: int) -> None:
    assert weeks.regular_days_left(MINA, day) == left


def test_regular_days_of_a_week_leave_out_leave() -> None:
    away = replace(MINA, leave=(Span(first=THURSDAY, last=FRIDAY),))

    assert (weeks.regular_days(MINA, FRIDAY), weeks.regular_days(away, FRIDAY)) == (2, 1)
