"""Whoever leaves envelopes unanswered gets one a week; a warning before a critical date is never left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import weeks
from bot.domain.deliveries import DeliveryKind, MessageKind
from bot.domain.desks import Reader
from bot.domain.pending import Pending
from tests.posting import (
    FRIDAY,
    MINA,
    MONDAY,
    NEXT_MONDAY,
    NEXT_TUESDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    pending,
    reminder,
    warning,
)
from tests.sorting import ENVELOPE, letters, sorted_post, waits

WEEKLY = Reader(home=MINA, once_a_week=True)
LATER = FRIDAY + timedelta(days=60)
GONE = ((TUESDAY, MessageKind.ENVELOPE),)


def test_first_regular_day_of_the_week_brings_the_envelope() -> None:
    found = sorted_post(reminder(TUESDAY, due=LATER), now=at(TUESDAY), reader=WEEKLY)

    assert letters(found) == [(ENVELOPE, [1])]


def test_second_regular_day_brings_nothing() -> None:
    found = sorted_post(reminder(THURSDAY, due=LATER), now=at(THURSDAY), sent=GONE, reader=WEEKLY)

    assert (letters(found), waits(found)) == ([], [(1, at(NEXT_TUESDAY))])


@pytest.mark.parametrize("day", [WEDNESDAY, THURSDAY])
def test_day_that_somebody_has_asked_for_themselves_is_kept(day: date) -> None:
    asked_for = pending(DeliveryKind.CHECKIN, day, number=1, share=None, step="thursday", off_day=True)
    other = reminder(day, number=2, due=LATER)

    found = sorted_post(asked_for, other, now=at(day), sent=GONE, reader=WEEKLY)

    assert (letters(found), waits(found)) == ([(ENVELOPE, [1])], [(2, at(NEXT_TUESDAY))])


def test_without_one_on_tuesday_thursday_brings_it() -> None:
    found = sorted_post(reminder(THURSDAY, due=LATER), now=at(THURSDAY), reader=WEEKLY)

    assert letters(found) == [(ENVELOPE, [1])]


def test_what_would_come_too_late_rides_along() -> None:
    found = sorted_post(
        reminder(TUESDAY, number=1, due=LATER),
        reminder(THURSDAY, number=2, due=FRIDAY),
        reminder(THURSDAY, number=3, due=LATER),
        pending(DeliveryKind.AFTER, THURSDAY, number=4, share=4),
        now=at(TUESDAY),
        reader=WEEKLY,
    )

    assert letters(found) == [(ENVELOPE, [2, 1])]


def test_critical_warning_comes_on_its_own_day_all_the_same() -> None:
    found = sorted_post(warning(WEDNESDAY, due=THURSDAY), now=at(WEDNESDAY), sent=GONE, reader=WEEKLY)

    assert letters(found) == [(ENVELOPE, [1])]


def test_reminder_planned_since_comes_where_its_date_would_pass() -> None:
    found = sorted_post(reminder(THURSDAY, due=FRIDAY), now=at(THURSDAY), sent=GONE, reader=WEEKLY)

    assert letters(found) == [(ENVELOPE, [1])]


def test_question_that_came_late_waits_for_the_next_envelope() -> None:
    ask = pending(DeliveryKind.ASK, WEDNESDAY, off_day=True, step="ask-1", last_day=FRIDAY)

    assert letters(sorted_post(ask, now=at(WEDNESDAY), reader=WEEKLY)) == []


def test_what_does_not_fit_in_waits_for_next_week() -> None:
    asks = [
        pending(DeliveryKind.ASK, TUESDAY, number=number, share=number, step="ask-1")
        for number in range(1, 8)
    ]

    found = sorted_post(*asks, now=at(TUESDAY), reader=WEEKLY)

    assert [len(ids) for _, ids in letters(found)] == [5]


def test_whoever_has_no_regular_day_gets_nothing_pulled() -> None:
    nowhere = Reader(home=MINA, once_a_week=True, quiet_until=None)
    found = sorted_post(reminder(THURSDAY, due=FRIDAY), now=at(MONDAY), reader=nowhere)

    assert letters(found) == []


def _run(post: list[Pending]) -> dict[date, list[int]]:
    """Let two weeks pass, hour by hour at the reader's time; return what came on which day."""
    left, came = list(post), dict[date, list[int]]()
    sent: list[tuple[date, MessageKind]] = []
    for number in range(14):
        day = MONDAY + timedelta(days=number)
        found = sorted_post(*left, now=at(day), sent=tuple(sent), reader=WEEKLY)
        for letter in found.letters:
            ids = [one.id for one in (*letter.deliveries, *letter.merged)]
            came.setdefault(day, []).extend(ids)
            sent.append((day, letter.kind))
            left = [one for one in left if one.delivery.id not in ids]
    return came


_POST = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 12), st.booleans()), max_size=6)


@given(_POST)
def test_one_a_week_but_for_critical_warnings(found: list[tuple[int, int, bool]]) -> None:
    post = []
    for number, (on, ahead, critical) in enumerate(found, start=1):
        day = MONDAY + timedelta(days=on)
        due = day + timedelta(days=ahead)
        made = warning(day, number=number, due=due) if critical else reminder(day, number=number, due=due)
        post.append(made)
    critical_ids = {one.delivery.id for one in post if one.is_critical_warning}

    came = _run(post)

    by_week: dict[date, list[list[int]]] = {}
    for day, ids in came.items():
        if MINA.is_regular(day) and not critical_ids & set(ids):
            by_week.setdefault(weeks.monday(day), []).append(ids)
    assert all(len(envelopes) <= 2 for envelopes in by_week.values())
    assert (
        max(
            (len([day for day in came if weeks.monday(day) == one]) for one in (MONDAY, NEXT_MONDAY)),
            default=0,
        )
        <= 3
    )


@pytest.mark.parametrize("day", [TUESDAY, THURSDAY])
def test_whoever_answers_is_written_to_on_both_days(day: date) -> None:
    found = sorted_post(reminder(day, due=LATER), now=at(day), sent=((MONDAY, MessageKind.HELLO),))

    assert letters(found) == [(ENVELOPE, [1])]
