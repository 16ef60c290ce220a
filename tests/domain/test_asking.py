"""When somebody can be asked to accept something."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.asking import AskPlan, plan_ask
from bot.domain.calendars import PartnerCalendar, PersonCalendar, Span
from tests.actions import CALENDAR, LONDON

TUESDAY_MORNING = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
TUESDAY_EVENING = datetime(2026, 11, 10, 18, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due", "plan"),
    [
        # The envelope of a regular day still goes until 18.00.
        (TUESDAY_MORNING, date(2026, 11, 27), AskPlan(on=date(2026, 11, 10), late=False)),
        (TUESDAY_EVENING, date(2026, 11, 27), AskPlan(on=date(2026, 11, 12), late=False)),
        (FRIDAY, date(2026, 11, 27), AskPlan(on=date(2026, 11, 17), late=False)),
        # The date falls before or on the next regular day: next working morning.
        (FRIDAY, date(2026, 11, 17), AskPlan(on=date(2026, 11, 16), late=True)),
        (FRIDAY, date(2026, 11, 16), AskPlan(on=date(2026, 11, 16), late=True)),
        # Even that is after the date: somebody has to ring.
        (FRIDAY, date(2026, 11, 14), AskPlan(on=None, late=True)),
        (FRIDAY, date(2026, 10, 1), AskPlan(on=None, late=True)),
    ],
)
def test_ask_goes_on_the_next_regular_day_unless_the_date_is_nearer(
    now: datetime, due: date, plan: AskPlan
) -> None:
    assert plan_ask(due=due, calendar=CALENDAR, now=now) == plan


def test_nothing_is_asked_on_the_day_of_the_hello() -> None:
    due = date(2026, 11, 27)

    same_day = plan_ask(due=due, calendar=CALENDAR, now=TUESDAY_MORNING, greeted_at=TUESDAY_MORNING)
    day_after = plan_ask(
        due=due, calendar=CALENDAR, now=TUESDAY_MORNING, greeted_at=FRIDAY - timedelta(days=7)
    )

    assert (same_day.on, day_after.on) == (date(2026, 11, 12), date(2026, 11, 10))


@pytest.mark.parametrize(
    ("written_on", "due", "plan"),
    [
        (date(2026, 11, 10), date(2026, 11, 27), AskPlan(on=date(2026, 11, 12), late=False)),
        (date(2026, 11, 10), date(2026, 11, 12), AskPlan(on=date(2026, 11, 11), late=True)),
        (date(2026, 11, 5), date(2026, 11, 27), AskPlan(on=date(2026, 11, 10), late=False)),
    ],
)
def test_nothing_is_asked_once_more_on_the_day_of_an_envelope_that_has_gone(
    written_on: date, due: date, plan: AskPlan
) -> None:
    assert plan_ask(due=due, calendar=CALENDAR, now=TUESDAY_MORNING, written_on=written_on) == plan


def test_ask_of_somebody_who_is_never_there_is_left_to_a_ring() -> None:
    always = Span(first=date(2026, 1, 1), last=date(2030, 1, 1))
    calendar = PersonCalendar(partner=PartnerCalendar(), zone=LONDON, leave=(always,))

    plan = plan_ask(due=date(2026, 11, 27), calendar=calendar, now=FRIDAY)

    assert plan == AskPlan(on=None, late=True)
