"""Once a year: what is kept."""

from datetime import date

import pytest

from bot.domain import kept


@pytest.mark.parametrize(
    ("greeted_on", "told_on", "today", "due"),
    [
        (date(2026, 9, 10), None, date(2027, 9, 9), False),
        (date(2026, 9, 10), None, date(2027, 9, 10), True),
        (date(2026, 9, 10), date(2027, 9, 14), date(2028, 9, 13), False),
        (date(2026, 9, 10), date(2027, 9, 14), date(2028, 9, 14), True),
        (date(2028, 2, 29), None, date(2029, 2, 28), False),
        (date(2028, 2, 29), None, date(2029, 3, 1), True),
    ],
)
def test_it_is_due_a_year_after_the_hello_and_then_every_year(
    greeted_on: date, told_on: date | None, today: date, due: bool
) -> None:
    assert kept.is_due(greeted_on=greeted_on, told_on=told_on, today=today) is due
