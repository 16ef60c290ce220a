"""**Not this week** and **Not today**: until when somebody is left in peace, and what stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import quiet
from bot.domain.calendars import Span
from bot.domain.importance import Importance
from bot.domain.quiet import Rest, Stays
from bot.domain.reminders import before
from tests.posting import (
    DAILY,
    FRIDAY,
    MINA,
    MONDAY,
    NEXT_MONDAY,
    NEXT_THURSDAY,
    NEXT_TUESDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
)

DAY = timedelta(days=1)
NORMAL, CRITICAL = Importance.NORMAL, Importance.CRITICAL
_DATES = st.dates(min_value=date(2026, 9, 1), max_value=date(2027, 7, 1))


@pytest.mark.parametrize(
    ("today", "back"),
    [
        (MONDAY, NEXT_MONDAY),
        (WEDNESDAY, NEXT_MONDAY),
        (FRIDAY, NEXT_MONDAY),
        (FRIDAY + 2 * DAY, NEXT_MONDAY),
        (NEXT_MONDAY, date(2026, 12, 7)),
    ],
)
def test_quiet_week_lasts_until_the_next_monday(today: date, back: date) -> None:
    assert quiet.back_on(today) == back


@given(_DATES)
def test_nobody_is_left_in_peace_for_more_than_a_week(today: date) -> None:
    back = quiet.back_on(today)

    assert back.weekday() == 0
    assert today < back <= today + 7 * DAY


@pytest.mark.parametrize(
    ("quiet_until", "expected"),
    [(None, False), (TUESDAY, False), (WEDNESDAY, True), (NEXT_MONDAY, True), (MONDAY, False)],
)
def test_it_is_quiet_before_the_day_and_not_on_it(quiet_until: date | None, expected: bool) -> None:
    assert quiet.is_quiet(quiet_until=quiet_until, today=TUESDAY) is expected


def rest(
    today: date, due: date, importance: Importance = NORMAL, *, rested: int = 0, daily: bool = False
) -> Rest:
    return quiet.rest(
        today=today, due=due, importance=importance, calendar=DAILY if daily else MINA, rested=rested
    )


def test_action_rests_until_the_next_regular_day() -> None:
    assert rest(TUESDAY, date(2026, 12, 11)) == Rest(until=THURSDAY)
    assert rest(THURSDAY, date(2026, 12, 11)) == Rest(until=NEXT_TUESDAY)
    assert rest(WEDNESDAY, date(2026, 12, 11)) == Rest(until=THURSDAY)


def test_where_the_date_is_nearer_it_rests_until_the_next_working_day() -> None:
    assert rest(THURSDAY, NEXT_TUESDAY, CRITICAL) == Rest(until=FRIDAY, off_day=True)


@pytest.mark.parametrize(
    ("today", "due", "importance"),
    [
        (THURSDAY, FRIDAY, NORMAL),
        (FRIDAY, FRIDAY, NORMAL),
        (NEXT_MONDAY, FRIDAY, NORMAL),
        (THURSDAY, NEXT_MONDAY, NORMAL),
        (FRIDAY, NEXT_MONDAY, CRITICAL),
        (TUESDAY, WEDNESDAY, CRITICAL),
    ],
)
def test_on_its_last_day_it_stays(today: date, due: date, importance: Importance) -> None:
    assert rest(today, due, importance) == Rest(until=None, stays=Stays.LAST_DAY)


@pytest.mark.parametrize(("rested", "rests"), [(0, True), (1, True), (2, False), (3, False)])
def test_it_rests_twice_for_one_date(rested: int, rests: bool) -> None:
    found = rest(TUESDAY, date(2026, 12, 11), rested=rested)

    assert (found.until is not None) is rests
    assert found.stays is (None if rests else Stays.TWICE)


def test_last_day_is_said_before_twice() -> None:
    assert rest(THURSDAY, FRIDAY, rested=2).stays is Stays.LAST_DAY


def test_whoever_is_away_until_the_date_has_no_day_left() -> None:
    away = replace(MINA, leave=(Span(first=WEDNESDAY, last=date(2027, 1, 31)),))

    found = quiet.rest(today=TUESDAY, due=date(2026, 12, 11), importance=CRITICAL, calendar=away, rested=0)

    assert found == Rest(until=None, stays=Stays.LAST_DAY)


def test_whoever_was_never_there_has_no_reminder_and_no_day() -> None:
    away = replace(MINA, leave=(Span(first=date(2025, 1, 1), last=date(2029, 1, 1)),))

    found = quiet.rest(today=TUESDAY, due=date(2026, 12, 11), importance=NORMAL, calendar=away)

    assert found == Rest(until=None, stays=Stays.LAST_DAY)


def test_without_a_working_day_between_it_stays() -> None:
    late = replace(MINA, leave=(Span(first=FRIDAY, last=FRIDAY),), regular_days=frozenset({0}))

    found = quiet.rest(today=THURSDAY, due=NEXT_MONDAY, importance=NORMAL, calendar=late, rested=0)

    assert found.until is None


@given(today=_DATES, ahead=st.integers(0, 40), importance=st.sampled_from(Importance), daily=st.booleans())
def test_it_comes_back_on_a_day_of_theirs_before_the_date_and_not_after_the_last_reminder(
    today: date, ahead: int, importance: Importance, daily: bool
) -> None:
    calendar = DAILY if daily else MINA
    due = today + ahead * DAY
    found = rest(today, due, importance, daily=daily)

    if found.until is not None:
        last = before(due=due, importance=importance, calendar=calendar, from_day=date(2026, 1, 1))[-1]
        assert today < found.until < due
        assert found.until <= last.on
        assert calendar.is_working(found.until)
        assert found.off_day or calendar.is_regular(found.until)


def test_step_says_the_day_on_which_it_was_put_off() -> None:
    assert quiet.step_of(TUESDAY) == "not-today:2026-11-24"


@pytest.mark.parametrize(
    ("step", "rested_on", "answered"),
    [
        ("not-today:2026-11-24", TUESDAY, True),
        ("not-today:2026-11-24", THURSDAY, True),
        ("not-today:2026-11-24", MONDAY, False),
        ("before-1", THURSDAY, False),
    ],
)
def test_on_track_answers_what_was_put_off_before(step: str, rested_on: date, answered: bool) -> None:
    assert quiet.is_answered(step=step, rested_on=rested_on) is answered


def test_thursday_after_next_is_no_day_of_this_week() -> None:
    assert quiet.back_on(THURSDAY) < NEXT_THURSDAY
