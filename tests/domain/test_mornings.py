"""Why a share stands in the runner's morning list, and in which order."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.commitments import EventKind, Share, ShareState
from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.mornings import (
    Line,
    Need,
    Ring,
    Surroundings,
    more_pressing,
    need_of,
    ranked,
    said_of,
)
from tests.actions import CALENDAR, COMMITMENT, SHARE, TODAY, move, view

PROPOSED = replace(SHARE, state=ShareState.PROPOSED)
STUCK = replace(SHARE, stuck_because="Money")
NORMAL = replace(COMMITMENT, importance=Importance.NORMAL)


def need(seen: ItemView, around: Surroundings | None = None) -> Need | None:
    return need_of(seen, around=around or Surroundings(), calendar=CALENDAR.partner)


def test_share_on_its_way_needs_nobody() -> None:
    assert need(view()) is None


@pytest.mark.parametrize(
    ("ring_on", "expected"),
    [
        (None, Need.STUCK),
        (TODAY, Need.TO_RING),
        (date(2026, 11, 9), Need.TO_RING),
        (date(2026, 11, 11), None),
    ],
)
def test_stuck_comes_back_until_the_runner_has_promised_to_ring(
    ring_on: date | None, expected: Need | None
) -> None:
    assert need(view(share=STUCK), Surroundings(ring_on=ring_on)) is expected


def test_suggested_date_waits_for_the_runner() -> None:
    assert need(view(share=PROPOSED, move=move())) is Need.DATE_SUGGESTED


@pytest.mark.parametrize("ring_on", [None, TODAY, date(2026, 11, 11)])
def test_new_date_for_what_is_stuck_is_never_hidden(ring_on: date | None) -> None:
    assert need(view(share=STUCK, move=move()), Surroundings(ring_on=ring_on)) is Need.DATE_SUGGESTED


@pytest.mark.parametrize(
    ("today", "expected"), [(date(2026, 11, 27), Need.AT_RISK), (date(2026, 11, 28), Need.DATE_PASSED)]
)
def test_date_has_passed_from_the_day_after(today: date, expected: Need) -> None:
    assert need(view(today=today)) is expected


@pytest.mark.parametrize(
    ("today", "expected"), [(date(2026, 11, 23), None), (date(2026, 11, 24), Need.AT_RISK)]
)
def test_critical_date_without_a_word_is_told_three_days_in_term_before(
    today: date, expected: Need | None
) -> None:
    assert need(view(today=today)) is expected


@pytest.mark.parametrize(
    "seen",
    [
        view(share=replace(SHARE, rested_on=date(2026, 11, 20)), today=date(2026, 11, 26)),
        view(commitment=NORMAL, today=date(2026, 11, 26)),
    ],
)
def test_normal_date_or_one_that_is_on_track_is_no_risk(seen: ItemView) -> None:
    assert need(seen) is None


@pytest.mark.parametrize(
    ("asked_on", "expected"),
    [
        (date(2026, 11, 4), Need.NOT_CONFIRMED),
        (date(2026, 11, 5), None),
        (None, None),
    ],
)
def test_unanswered_ask_is_told_after_four_days_in_term(asked_on: date | None, expected: Need | None) -> None:
    assert need(view(share=PROPOSED), Surroundings(asked_on=asked_on)) is expected


def test_unanswered_ask_is_told_when_the_date_is_here() -> None:
    assert need(view(share=PROPOSED, today=date(2026, 11, 26))) is Need.NOT_CONFIRMED


@pytest.mark.parametrize("share", [SHARE, PROPOSED])
def test_message_that_found_no_way_is_told(share: Share) -> None:
    assert need(view(share=share), Surroundings(was_reached=False)) is Need.NOT_REACHED


def test_most_pressing_stands_first() -> None:
    needs = [*reversed(Need), Need.DATE_PASSED]
    lines = [
        Line(need=one, view=view(commitment=replace(COMMITMENT, id=number)))
        for number, one in enumerate(needs)
    ]

    shown = ranked(lines)

    assert [line.need for line in shown] == sorted(needs, key=list(Need).index)


def test_soonest_stands_first_within_a_need() -> None:
    later = view(commitment=replace(COMMITMENT, due=date(2026, 12, 4)))
    lines = [Line(need=Need.STUCK, view=one) for one in (later, view())]

    assert [line.view.due for line in ranked(lines)] == [date(2026, 11, 27), date(2026, 12, 4)]


@pytest.mark.parametrize(
    ("second", "lines"),
    [
        (Line(need=Need.NOT_CONFIRMED, view=view(share=replace(PROPOSED, id=13))), 1),
        (Line(need=Need.NOT_REACHED, view=view(share=replace(PROPOSED, id=13))), 2),
        (
            Line(
                need=Need.NOT_CONFIRMED,
                view=view(share=replace(PROPOSED, id=13), commitment=replace(COMMITMENT, id=6)),
            ),
            2,
        ),
        (
            Line(
                need=Need.NOT_CONFIRMED,
                view=view(share=replace(PROPOSED, id=13)),
                ring=Ring(chosen=False, number="01632 960 118"),
            ),
            2,
        ),
    ],
)
def test_shares_of_one_action_make_one_line_where_nothing_sets_them_apart(second: Line, lines: int) -> None:
    first = Line(need=Need.NOT_CONFIRMED, view=view(share=PROPOSED))

    shown = ranked([second, first])

    assert len(shown) == lines
    assert shown[0].others == ((second.view,) if lines == 1 else ())


def test_what_each_has_said_stays_a_line_of_its_own() -> None:
    said = [Line(need=Need.DISPUTED, view=view(share=replace(SHARE, id=one))) for one in (1, 2)]

    assert len(ranked(said)) == 2


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        (EventKind.ASKED_TO_TALK, ShareState.PROPOSED, Need.TO_TALK),
        (EventKind.ASKED_TO_TALK, ShareState.ACCEPTED, None),
        (EventKind.DISPUTED, ShareState.ACCEPTED, Need.DISPUTED),
        (EventKind.DISPUTED, ShareState.DONE, None),
        (EventKind.DECLINED, ShareState.DECLINED, Need.DECLINED),
        (EventKind.DECLINED, ShareState.PROPOSED, None),
    ],
)
def test_what_was_said_counts_until_the_share_moves_on(
    kind: EventKind, state: ShareState, expected: Need | None
) -> None:
    assert said_of(kind, state=state) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Need.DISPUTED, Need.STUCK, Need.STUCK),
        (Need.STUCK, Need.DISPUTED, Need.STUCK),
        (Need.DISPUTED, None, Need.DISPUTED),
        (None, None, None),
    ],
)
def test_most_pressing_of_two_needs_counts(
    one: Need | None, other: Need | None, expected: Need | None
) -> None:
    assert more_pressing(one, other) is expected
