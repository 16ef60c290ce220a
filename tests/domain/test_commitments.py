"""What a commitment is made of, and when it is done or its date has passed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.commitments import (
    Share,
    ShareState,
    due_of,
    has_passed,
    is_done,
    is_shared,
    remaining,
)
from tests.actions import COMMITMENT, DUE, SHARE

STATES = {state.value: replace(SHARE, state=state) for state in ShareState}


@pytest.mark.parametrize(
    ("states", "done"),
    [
        (["done"], True),
        (["done", "accepted"], False),
        (["done", "declined", "dropped"], True),
        (["declined", "dropped"], False),
        (["proposed"], False),
        ([], False),
    ],
)
def test_commitment_is_done_when_every_remaining_share_is(states: list[str], done: bool) -> None:
    commitment = replace(COMMITMENT, shares=tuple(STATES[state] for state in states))

    assert is_done(commitment) is done


def test_declined_and_dropped_shares_do_not_remain() -> None:
    commitment = replace(COMMITMENT, shares=tuple(STATES.values()))

    assert remaining(commitment) == (STATES["proposed"], STATES["accepted"], STATES["done"])


@pytest.mark.parametrize(
    ("states", "all_partners", "shared"),
    [
        (["accepted"], False, False),
        (["accepted"], True, True),
        (["accepted", "declined"], False, False),
        (["accepted", "proposed"], False, True),
    ],
)
def test_commitment_is_shared_by_those_who_remain(
    states: list[str], all_partners: bool, shared: bool
) -> None:
    commitment = replace(
        COMMITMENT, shares=tuple(STATES[state] for state in states), all_partners=all_partners
    )

    assert is_shared(commitment) is shared


@pytest.mark.parametrize("own_due", [None, date(2026, 12, 4)])
def test_own_date_of_a_share_holds_for_it(own_due: date | None) -> None:
    share = replace(SHARE, own_due=own_due)

    assert due_of(commitment=COMMITMENT, share=share) == (own_due or DUE)


@pytest.mark.parametrize(
    ("share", "days", "passed"),
    [
        (SHARE, 0, False),
        (SHARE, 1, True),
        (replace(SHARE, own_due=date(2026, 12, 4)), 1, False),
        (STATES["proposed"], 1, False),
        (STATES["done"], 1, False),
    ],
)
def test_date_has_passed_when_it_has_ended_for_who_accepted(share: Share, days: int, passed: bool) -> None:
    today = DUE + timedelta(days=days)

    assert has_passed(commitment=COMMITMENT, share=share, today=today) is passed


@pytest.mark.parametrize(
    ("share", "stuck"),
    [
        (replace(SHARE, stuck_because="Money"), True),
        (replace(SHARE, stuck_because="Money", state=ShareState.DONE), False),
        (SHARE, False),
    ],
)
def test_share_is_stuck_while_it_is_open(share: Share, stuck: bool) -> None:
    assert share.is_stuck is stuck
