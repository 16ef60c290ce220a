"""Two presses at the same moment, on two devices: one wins, and the other is shown how things stand."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.domain.commitments import EventKind, ShareState
from bot.services import drops, handovers, moves, progress
from bot.services.moves import NewDate
from bot.services.presses import Outcome, Pressed
from tests.promised import accepted, events, stored
from tests.riverside import NOW, Riverside

Press = Callable[[Riverside, Pressed], Outcome]


def _done(group: Riverside, pressed: Pressed) -> Outcome:
    return progress.done(database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=NOW)


def _more_time(group: Riverside, pressed: Pressed) -> Outcome:
    wanted = NewDate(day="4 December 2026")
    return moves.ask_for_time(
        database=group.database, viewer=group.viewer("mina"), pressed=pressed, wanted=wanted, now=NOW
    )


def _drop(group: Riverside, pressed: Pressed) -> Outcome:
    return drops.drop(
        database=group.database, viewer=group.viewer("sam"), pressed=pressed, reason="", later=False, now=NOW
    )


def _hand_over(group: Riverside, pressed: Pressed) -> Outcome:
    wish = handovers.Wish(to=f"person:{group.person('rob').id}")
    return handovers.ask(
        database=group.database, viewer=group.viewer("mina"), pressed=pressed, wish=wish, now=NOW
    )


@pytest.mark.parametrize(
    ("one", "other"), [(_done, _more_time), (_done, _drop), (_more_time, _hand_over), (_drop, _hand_over)]
)
def test_one_wins_and_the_other_is_shown_how_things_stand(group: Riverside, one: Press, other: Press) -> None:
    pressed = accepted(group)
    together = Barrier(2)

    def press(what: Press) -> Outcome:
        together.wait()
        return what(group, pressed)

    with ThreadPoolExecutor(max_workers=2) as devices:
        outcomes = list(devices.map(press, (one, other)))

    assert sorted(outcome.changed for outcome in outcomes) == [False, True]
    loser = next(outcome for outcome in outcomes if not outcome.changed)
    winner = next(outcome for outcome in outcomes if outcome.changed)
    assert loser.view.share == winner.view.share == stored(group, pressed)[1]
    assert len(events(group, pressed)) == len([EventKind.PROPOSED, EventKind.ACCEPTED]) + 1


def test_done_and_a_new_date_never_both_hold(group: Riverside) -> None:
    pressed = accepted(group)
    together = Barrier(2)

    def press(what: Press) -> Outcome:
        together.wait()
        return what(group, pressed)

    with ThreadPoolExecutor(max_workers=2) as devices:
        list(devices.map(press, (_done, _more_time)))

    commitment, share = stored(group, pressed)
    moved = commitment.due.month == 12
    assert moved is (share.state is ShareState.ACCEPTED)
