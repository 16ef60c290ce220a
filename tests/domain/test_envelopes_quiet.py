"""A quiet week: nothing goes but the answer to what somebody asked, and nothing gets lost."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deliveries import DeliveryKind
from bot.domain.desks import Reader
from bot.domain.envelopes import Gathered
from tests.posting import (
    DAILY,
    FRIDAY,
    MINA,
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
from tests.sorting import ENVELOPE, letters, sorted_post

QUIET = Reader(home=MINA, quiet_until=NEXT_MONDAY)
LATER = FRIDAY + timedelta(days=60)


def rests(found: Gathered) -> list[tuple[int, datetime]]:
    return [(rest.delivery.id, rest.until.at) for rest in found.rests]


def test_what_is_due_rests_until_the_first_regular_day_after_it() -> None:
    found = sorted_post(reminder(TUESDAY, due=LATER), now=at(TUESDAY), reader=QUIET)

    assert letters(found) == []
    assert rests(found) == [(1, at(NEXT_TUESDAY))]


def test_what_may_come_on_any_day_rests_until_the_monday() -> None:
    found = sorted_post(warning(WEDNESDAY, due=LATER), now=at(WEDNESDAY), reader=QUIET)

    assert rests(found) == [(1, at(NEXT_MONDAY))]


def test_hello_of_another_partnership_rests_too() -> None:
    hello = pending(DeliveryKind.HELLO, TUESDAY, share=None, off_day=True, greeted_on=None)

    assert rests(sorted_post(hello, now=at(TUESDAY), reader=QUIET)) == [(1, at(NEXT_MONDAY))]


def test_answer_to_what_they_asked_still_comes() -> None:
    answer = pending(DeliveryKind.ANSWER, TUESDAY, number=2)
    found = sorted_post(reminder(TUESDAY), answer, now=at(TUESDAY), reader=QUIET)

    assert [ids for _, ids in letters(found)] == [[2]]


def test_critical_warning_whose_date_comes_first_waits_and_is_not_lost_here() -> None:
    found = sorted_post(warning(WEDNESDAY, due=THURSDAY), now=at(WEDNESDAY), reader=QUIET)

    assert (found.too_late, rests(found)) == ((), [(1, at(NEXT_MONDAY))])


def test_when_it_is_over_everything_goes() -> None:
    found = sorted_post(
        reminder(NEXT_TUESDAY, number=1, due=LATER),
        reminder(NEXT_TUESDAY, number=2, due=LATER),
        now=at(NEXT_TUESDAY),
        reader=QUIET,
    )

    assert letters(found) == [(ENVELOPE, [1, 2])]


def test_whoever_runs_a_partnership_has_their_list_all_the_same() -> None:
    runner = replace(QUIET, home=DAILY, has_list=True)
    morning = pending(DeliveryKind.MORNING, TUESDAY, share=None, calendar=DAILY)

    found = sorted_post(morning, now=at(TUESDAY), reader=runner)

    assert (len(found.letters), found.rests) == (1, ())


def test_whoever_has_no_day_in_sight_is_told_nothing_by_its_rule() -> None:
    nowhere = replace(MINA, regular_days=frozenset())
    one = replace(reminder(TUESDAY, due=LATER), calendar=nowhere)

    found = sorted_post(one, now=at(TUESDAY), reader=replace(QUIET, home=nowhere))

    assert [delivery.id for delivery in found.too_late] == [1]


_KINDS = st.sampled_from(
    [DeliveryKind.REMINDER, DeliveryKind.ASK, DeliveryKind.AFTER, DeliveryKind.EFFECT, DeliveryKind.NEWS]
)


@given(kinds=st.lists(_KINDS, max_size=8), days=st.integers(0, 6), hour=st.integers(0, 23))
@pytest.mark.parametrize("off_day", [False, True])
def test_in_a_quiet_week_nothing_goes_and_nothing_is_lost(
    kinds: list[DeliveryKind], days: int, hour: int, off_day: bool
) -> None:
    now = at(TUESDAY - timedelta(days=1) + timedelta(days=days), hour)
    post = [
        pending(kind, TUESDAY - timedelta(days=3), number=number, share=number, off_day=off_day)
        for number, kind in enumerate(kinds, start=1)
    ]

    found = sorted_post(*post, now=now, reader=QUIET)

    assert found.letters == ()
    assert sorted(rest.delivery.id for rest in found.rests) == list(range(1, len(kinds) + 1))
    assert all(rest.until.on >= NEXT_MONDAY for rest in found.rests)
