"""Which lines stand in a morning list, when the deputy is asked, and when a week begins."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.mornings import (
    MOST_LINES,
    RANKS,
    Need,
    Rank,
    begins_a_week,
    chosen,
    is_silent,
)

HALF_TERM = Span(first=date(2026, 10, 26), last=date(2026, 10, 30))
CALENDAR = PartnerCalendar(country="GB", region="ENG", closed=(HALF_TERM,))
ORDER = list(Rank)


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
