"""Which lines stand in a morning list, when the deputy is asked, and when a week begins."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.importance import Importance
from bot.domain.mornings import (
    MOST_LINES,
    RANKS,
    Line,
    Need,
    Rank,
    Surroundings,
    begins_a_week,
    chosen,
    is_silent,
    need_of,
    ranked,
    rests,
    stands_since,
    without_covered,
)
from tests.actions import COMMITMENT, SHARE, view

HALF_TERM = Span(first=date(2026, 10, 26), last=date(2026, 10, 30))
CALENDAR = PartnerCalendar(country="GB", region="ENG", closed=(HALF_TERM,))
ORDER = list(Rank)
NORMAL = replace(COMMITMENT, importance=Importance.NORMAL)
MONDAY, TUESDAY = datetime(2026, 11, 9, 8, tzinfo=UTC), datetime(2026, 11, 10, 8, tzinfo=UTC)


def test_every_need_has_its_rank_and_ranks_never_turn_back() -> None:
    ranks = [ORDER.index(RANKS[need]) for need in Need]

    assert ranks == sorted(ranks)


@given(ranks=st.lists(st.sampled_from(ORDER), max_size=20), own=st.integers(min_value=0, max_value=12))
def test_never_more_than_seven_and_never_one_before_a_more_pressing_one(ranks: list[Rank], own: int) -> None:
    kept = chosen(ranks, own=own)

    assert len(kept) == min(len(ranks), max(1, MOST_LINES - own))
    left = set(range(len(ranks))) - kept
    worst = max((ORDER.index(ranks[at]) for at in kept), default=0)
    assert all(ORDER.index(ranks[at]) >= worst for at in left)


def test_of_what_is_alike_the_first_stays() -> None:
    assert chosen([Rank.CALL, Rank.WAITING, Rank.CALL], own=5) == {0, 1}


def test_what_is_told_once_comes_before_all_and_is_a_list_at_most() -> None:
    ranks = [*(Rank.WAITING,) * 9, Rank.CAN_WAIT]

    assert chosen(ranks, own=0, once=[9]) == {*range(6), 9}
    assert chosen(ranks, own=9, once=[8, 9]) == {8, 9}
    assert len(chosen(ranks, own=0, once=range(10))) == MOST_LINES


@pytest.mark.parametrize(
    ("pressed_on", "today", "silent"),
    [
        (None, date(2026, 9, 16), False),
        (None, date(2026, 9, 17), True),
        (date(2026, 9, 14), date(2026, 9, 18), False),
        (date(2026, 9, 14), date(2026, 9, 21), True),
        (date(2026, 9, 1), date(2026, 9, 16), False),
        (date(2026, 10, 23), date(2026, 11, 5), False),
        (date(2026, 10, 23), date(2026, 11, 6), True),
    ],
)
def test_deputy_is_asked_after_five_days_in_term_without_a_press(
    pressed_on: date | None, today: date, *, silent: bool
) -> None:
    since = date(2026, 9, 10)

    assert is_silent(pressed_on=pressed_on, since=since, today=today, calendar=CALENDAR) is silent


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2026, 11, 9), True),
        (date(2026, 11, 10), False),
        (date(2026, 11, 13), False),
        (date(2026, 8, 31), True),
        (date(2026, 9, 1), True),
        (date(2026, 9, 2), False),
    ],
)
def test_week_begins_on_its_first_working_day(today: date, *, begins: bool) -> None:
    """Monday 31 August 2026 is a bank holiday: were a list sent then, it would begin the week, and so does Tuesday's."""
    assert begins_a_week(today, is_working=CALENDAR.is_open) is begins


@pytest.mark.parametrize(
    ("since", "told_at", "expected"),
    [(None, MONDAY, False), (MONDAY, None, False), (MONDAY, MONDAY, True), (TUESDAY, MONDAY, False)],
)
def test_what_has_been_told_rests_unless_all_is_told_again(
    since: datetime | None, told_at: datetime | None, *, expected: bool
) -> None:
    assert rests(since, told_at=told_at) is expected


@pytest.mark.parametrize(
    ("need", "asked_on", "today", "expected"),
    [
        (Need.DATE_PASSED, None, 30, 28),
        (Need.NOT_CONFIRMED, None, 25, None),
        (Need.NOT_CONFIRMED, 12, 25, 18),
        (Need.NOT_CONFIRMED, 12, 26, 26),
        (Need.NOT_CONFIRMED, 12, 29, 28),
        (Need.STUCK, None, 30, None),
        (Need.NOT_REACHED, None, 30, None),
    ],
)
def test_line_stands_as_it_does_since_a_day(
    need: Need, asked_on: int | None, today: int, expected: int | None
) -> None:
    """The date is Friday 27 November."""
    seen = view(commitment=NORMAL, today=date(2026, 11, today))
    around = Surroundings(asked_on=date(2026, 11, asked_on) if asked_on else None)

    since = stands_since(need, view=seen, around=around, calendar=CALENDAR)

    assert since == (datetime(2026, 11, expected, tzinfo=UTC) if expected else None)


def test_date_that_the_runner_is_asked_about_already_needs_no_line() -> None:
    seen = view(today=date(2026, 11, 30))

    assert need_of(seen, around=Surroundings(is_followed=True), calendar=CALENDAR) is None


def test_what_is_critical_never_rests() -> None:
    seen = view(today=date(2026, 11, 30))

    assert stands_since(Need.DATE_PASSED, view=seen, around=Surroundings(), calendar=CALENDAR) is None


def test_lines_told_together_are_as_new_as_the_newest() -> None:
    def line(share_id: int, since: datetime | None) -> Line:
        share = replace(SHARE, id=share_id)
        return Line(need=Need.DATE_PASSED, view=view(commitment=NORMAL, share=share), since=since)

    [one] = ranked([line(1, MONDAY), line(2, TUESDAY)])
    [other] = ranked([line(1, MONDAY), line(2, None)])

    assert (one.since, other.since) == (TUESDAY, None)


def test_line_about_a_share_that_a_card_covers_is_not_said_twice() -> None:
    passed, stuck = (Line(need=need, view=view()) for need in (Need.DATE_PASSED, Need.STUCK))

    assert without_covered([passed, stuck], covered={SHARE.id}) == (stuck,)
    assert without_covered([passed, stuck], covered={99}) == (passed, stuck)
