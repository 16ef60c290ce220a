"""When a call may be worth making."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.calls import Signs, back_on, is_worth_a_call, next_week, nobody_has_rung

HALF_TERM = Span(first=date(2026, 10, 26), last=date(2026, 10, 30))
CALENDAR = PartnerCalendar(country="GB", region="ENG", closed=(HALF_TERM,))
TODAY = date(2026, 11, 10)
OPENED = date(2026, 9, 10)
QUIET = Signs(since=OPENED, unanswered=2)
RUNG = Signs(since=OPENED, rings=True)


@pytest.mark.parametrize(
    ("signs", "worth"),
    [
        (QUIET, True),
        (replace(QUIET, unanswered=1), False),
        (replace(QUIET, unanswered=0), False),
        (replace(QUIET, spoken_on=date(2026, 9, 22)), True),
        (replace(QUIET, spoken_on=date(2026, 9, 23)), False),
        (replace(QUIET, done_on=date(2026, 10, 20)), False),
        (replace(QUIET, since=date(2026, 10, 1)), False),
        (replace(QUIET, rests_until=date(2026, 11, 10)), False),
        (replace(QUIET, rests_until=date(2026, 11, 9)), True),
        (replace(QUIET, tried_on=date(2026, 11, 9)), True),
        (replace(QUIET, rounds=2, unanswered=0), True),
        (replace(QUIET, rounds=1), False),
        (replace(QUIET, rounds=0, unanswered=9), False),
        (replace(QUIET, rounds=2, done_on=date(2026, 10, 20)), False),
        (RUNG, True),
        (replace(RUNG, spoken_on=date(2026, 10, 1)), False),
    ],
)
def test_call_is_worth_making_after_two_rounds_and_thirty_days_in_term(signs: Signs, *, worth: bool) -> None:
    assert is_worth_a_call(signs, today=TODAY, calendar=CALENDAR) is worth


def test_days_on_which_they_were_closed_do_not_count() -> None:
    signs = replace(QUIET, spoken_on=date(2026, 9, 23))
    always_open = PartnerCalendar(country="GB", region="ENG")

    assert is_worth_a_call(signs, today=TODAY, calendar=always_open)
    assert not is_worth_a_call(signs, today=TODAY, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("signs", "unrung"),
    [
        (QUIET, False),
        (RUNG, True),
        (replace(RUNG, spoken_on=OPENED, tried_on=OPENED), True),
        (replace(RUNG, spoken_on=OPENED, tried_on=TODAY), False),
        (replace(RUNG, tried_on=TODAY), False),
    ],
)
def test_telephone_that_nobody_rang_is_not_silence(signs: Signs, *, unrung: bool) -> None:
    assert nobody_has_rung(signs) is unrung


@pytest.mark.parametrize(
    ("today", "sunday"),
    [
        (date(2026, 11, 9), date(2026, 11, 15)),
        (date(2026, 11, 13), date(2026, 11, 15)),
        (date(2026, 11, 15), date(2026, 11, 15)),
    ],
)
def test_call_that_is_put_off_rests_until_sunday(today: date, sunday: date) -> None:
    assert next_week(today) == sunday


def test_who_was_away_is_back_on_the_next_open_day() -> None:
    closed = replace(CALENDAR, closed=(Span(first=date(2026, 1, 1), last=date(2029, 1, 1)),))

    assert back_on(date(2026, 10, 23), calendar=CALENDAR) == date(2026, 11, 2)
    assert back_on(date(2026, 10, 23), calendar=closed) == date(2026, 10, 24)
