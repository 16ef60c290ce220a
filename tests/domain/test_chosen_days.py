"""The days that are offered after **Accept**."""

from datetime import date

import pytest

from bot.domain.calendars import MONDAY_TO_FRIDAY, PartnerCalendar, PersonCalendar, Span
from bot.domain.chosen_days import good_days
from bot.domain.importance import Importance
from tests.actions import CALENDAR, LONDON

DUE = date(2026, 11, 27)
"""Friday 27 November 2026."""

SEPTEMBER = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("importance", "today", "days"),
    [
        (Importance.NORMAL, SEPTEMBER, (date(2026, 11, 12), date(2026, 11, 19))),
        (Importance.CRITICAL, SEPTEMBER, (date(2026, 11, 12), date(2026, 11, 19))),
        (Importance.NORMAL, date(2026, 11, 11), (date(2026, 11, 12), date(2026, 11, 19))),
        (Importance.NORMAL, date(2026, 11, 12), ()),
        (Importance.NORMAL, date(2026, 11, 26), ()),
    ],
)
def test_two_regular_days_on_which_no_reminder_comes_anyway(
    importance: Importance, today: date, days: tuple[date, ...]
) -> None:
    found = good_days(due=DUE, importance=importance, calendar=CALENDAR, today=today)

    assert found == days
    assert all(CALENDAR.is_regular(day) for day in found)


def test_reminder_that_comes_anyway_is_offered_as_no_day_to_pick() -> None:
    thursday = date(2026, 11, 26)

    found = good_days(due=thursday, importance=Importance.CRITICAL, calendar=CALENDAR, today=SEPTEMBER)

    assert found == (date(2026, 11, 10), date(2026, 11, 17))


def test_somebody_away_is_offered_nothing() -> None:
    away = PersonCalendar(
        partner=PartnerCalendar(),
        zone=LONDON,
        regular_days=MONDAY_TO_FRIDAY,
        leave=(Span(first=date(2020, 1, 1), last=date(2026, 12, 31)),),
    )

    assert good_days(due=DUE, importance=Importance.NORMAL, calendar=away, today=SEPTEMBER) == ()
