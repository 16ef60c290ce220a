"""The day and the instant at which something is due to somebody."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.domain import slots
from bot.domain.calendars import Span
from bot.domain.slots import Slot
from tests.posting import FRIDAY, MINA, MONDAY, NEXT_MONDAY, THURSDAY, TUESDAY, WEDNESDAY, at

AWAY = replace(MINA, leave=(Span(first=date(2026, 1, 1), last=date(2029, 1, 1)),))


@pytest.mark.parametrize(
    ("earliest", "first"),
    [
        (at(TUESDAY, 8, 0), TUESDAY),
        (at(TUESDAY, 8, 30), TUESDAY),
        (at(TUESDAY, 8, 31), WEDNESDAY),
        (at(TUESDAY, 23, 59), WEDNESDAY),
    ],
)
def test_first_day_is_today_until_the_hour_has_passed(earliest: datetime, first: date) -> None:
    assert slots.first_day(calendar=MINA, earliest=earliest) == first


@pytest.mark.parametrize(
    ("earliest", "on"),
    [(at(MONDAY), TUESDAY), (at(TUESDAY), TUESDAY), (at(TUESDAY, 8, 31), THURSDAY)],
)
def test_regular_slot_is_the_next_regular_day_at_the_hour(earliest: datetime, on: date) -> None:
    assert slots.regular(calendar=MINA, earliest=earliest) == Slot(on=on, at=at(on))


def test_regular_slot_keeps_the_hour_over_the_change_of_clocks() -> None:
    lunch = replace(MINA, hour=time(12, 15))

    summer = slots.regular(calendar=lunch, earliest=datetime(2026, 10, 22, 0, 0, tzinfo=UTC))
    winter = slots.regular(calendar=lunch, earliest=datetime(2026, 10, 26, 0, 0, tzinfo=UTC))

    assert summer == Slot(on=date(2026, 10, 22), at=datetime(2026, 10, 22, 11, 15, tzinfo=UTC))
    assert winter == Slot(on=date(2026, 10, 27), at=datetime(2026, 10, 27, 12, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    ("earliest", "on"),
    [(at(MONDAY), MONDAY), (at(MONDAY, 9, 0), TUESDAY), (at(FRIDAY, 9, 0), NEXT_MONDAY)],
)
def test_working_slot_is_the_next_working_day_at_the_hour(earliest: datetime, on: date) -> None:
    assert slots.working(calendar=MINA, earliest=earliest) == Slot(on=on, at=at(on), off_day=True)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(MONDAY, 8, 0), at(MONDAY, 8, 0)),
        (at(MONDAY, 17, 59), at(MONDAY, 17, 59)),
        (at(MONDAY, 18, 0), at(TUESDAY)),
        (at(MONDAY, 7, 59), at(MONDAY)),
        (at(FRIDAY, 18, 0), at(NEXT_MONDAY)),
    ],
)
def test_at_once_means_inside_hours_else_the_next_working_morning(now: datetime, then: datetime) -> None:
    assert slots.at_once(calendar=MINA, now=now) == Slot(on=then.date(), at=then, off_day=True)


def test_half_past_eight_does_not_look_at_the_readers_own_hour() -> None:
    lunch = replace(MINA, hour=time(12, 15))

    assert slots.half_past_eight(on=WEDNESDAY, calendar=lunch) == Slot(
        on=WEDNESDAY, at=at(WEDNESDAY), off_day=True
    )


def test_somebody_who_is_always_away_has_no_slot() -> None:
    assert slots.regular(calendar=AWAY, earliest=at(MONDAY)) is None
    assert slots.working(calendar=AWAY, earliest=at(MONDAY)) is None
    assert slots.at_once(calendar=AWAY, now=at(MONDAY)) is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(TUESDAY, 8, 0), (TUESDAY, at(TUESDAY, 8, 30))),
        (at(TUESDAY, 10, 0), (TUESDAY, at(TUESDAY, 10, 0))),
        (at(TUESDAY, 18, 30), (THURSDAY, at(THURSDAY, 8, 30))),
        (at(WEDNESDAY, 10, 0), (THURSDAY, at(THURSDAY, 8, 30))),
    ],
)
def test_on_a_regular_day_it_still_goes_inside_the_hours(
    now: datetime, expected: tuple[date, datetime]
) -> None:
    slot = slots.still_today(calendar=MINA, now=now)

    assert slot is not None
    assert (slot.on, slot.at) == expected
