"""What may happen to a share, state by state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain import transitions
from bot.domain.commitments import EventKind, Share, ShareState
from bot.domain.transitions import Transition
from tests.actions import DUE, SHARE

NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
NEW_DUE = date(2026, 12, 4)

Step = Callable[[Share], Transition | None]
STEPS: dict[str, Step] = {
    "accept": transitions.accept,
    "decline": lambda share: transitions.decline(share, because="cannot"),
    "hand on": lambda share: transitions.hand_on(share, person_id=8),
    "talk": transitions.ask_to_talk,
    "suggest": lambda share: transitions.suggest_date(share, new_due=NEW_DUE),
    "ask for time": lambda share: transitions.ask_for_time(share, new_due=NEW_DUE),
    "take time": lambda share: transitions.take_time(share, old_due=DUE, new_due=NEW_DUE, shared=False),
    "move": lambda share: transitions.move(share, old_due=DUE, new_due=NEW_DUE, shared=False),
    "keep date": lambda share: transitions.keep_date(share, due=DUE),
    "finish": lambda share: transitions.finish(share, now=NOW),
    "rest": lambda share: transitions.rest(share, today=NOW.date()),
    "get stuck": lambda share: transitions.get_stuck(share, because="Money", words="None left"),
    "ask to take over": lambda share: transitions.ask_to_take_over(share, to_id=8),
    "take over": lambda share: transitions.take_over(share, person_id=8),
    "ask for a call": transitions.ask_for_call,
    "choose a reminder": lambda share: transitions.choose_reminder(share, on=DUE),
    "drop": transitions.drop,
    "restore": lambda share: transitions.restore(share, was=ShareState.ACCEPTED),
}
FROM: dict[str, frozenset[ShareState]] = {
    "accept": frozenset({ShareState.PROPOSED}),
    "decline": frozenset({ShareState.PROPOSED}),
    "hand on": frozenset({ShareState.PROPOSED}),
    "talk": frozenset({ShareState.PROPOSED}),
    "suggest": frozenset({ShareState.PROPOSED}),
    "ask for time": frozenset({ShareState.ACCEPTED}),
    "take time": frozenset({ShareState.ACCEPTED}),
    "move": frozenset({ShareState.PROPOSED, ShareState.ACCEPTED}),
    "keep date": frozenset({ShareState.PROPOSED, ShareState.ACCEPTED}),
    "finish": frozenset({ShareState.ACCEPTED}),
    "rest": frozenset({ShareState.ACCEPTED}),
    "get stuck": frozenset({ShareState.ACCEPTED}),
    "ask to take over": frozenset({ShareState.ACCEPTED}),
    "take over": frozenset({ShareState.ACCEPTED}),
    "ask for a call": frozenset({ShareState.ACCEPTED}),
    "choose a reminder": frozenset({ShareState.ACCEPTED}),
    "drop": frozenset({ShareState.PROPOSED, ShareState.ACCEPTED}),
    "restore": frozenset({ShareState.DROPPED}),
}


@pytest.mark.parametrize("state", ShareState)
@pytest.mark.parametrize("name", STEPS)
def test_step_is_possible_only_from_its_states(name: str, state: ShareState) -> None:
    happened = STEPS[name](replace(SHARE, state=state))

    assert (happened is not None) == (state in FROM[name])


@pytest.mark.parametrize(
    ("name", "state", "event", "changes"),
    [
        ("accept", ShareState.PROPOSED, EventKind.ACCEPTED, {"state": ShareState.ACCEPTED}),
        ("decline", ShareState.PROPOSED, EventKind.DECLINED, {"state": ShareState.DECLINED}),
        ("hand on", ShareState.PROPOSED, EventKind.HANDED_ON, {"person_id": 8, "role_word": ""}),
        ("talk", ShareState.PROPOSED, EventKind.ASKED_TO_TALK, {}),
        ("suggest", ShareState.PROPOSED, EventKind.DATE_SUGGESTED, {}),
        ("ask for time", ShareState.ACCEPTED, EventKind.DATE_SUGGESTED, {}),
        (
            "move",
            ShareState.PROPOSED,
            EventKind.DATE_MOVED,
            {
                "state": ShareState.ACCEPTED,
                "own_due": None,
                "rested_on": None,
                "stuck_because": "",
                "stuck_words": "",
            },
        ),
        ("keep date", ShareState.ACCEPTED, EventKind.DATE_KEPT, {}),
        ("finish", ShareState.ACCEPTED, EventKind.DONE, {"state": ShareState.DONE, "done_at": NOW}),
        (
            "rest",
            ShareState.ACCEPTED,
            EventKind.ON_TRACK,
            {"rested_on": NOW.date(), "stuck_because": "", "stuck_words": ""},
        ),
        (
            "get stuck",
            ShareState.ACCEPTED,
            EventKind.STUCK,
            {"stuck_because": "Money", "stuck_words": "None left"},
        ),
    ],
)
def test_step_says_what_happened_and_what_changes(
    name: str, state: ShareState, event: EventKind, changes: dict[str, object]
) -> None:
    happened = STEPS[name](replace(SHARE, state=state))

    assert happened is not None
    assert (happened.event, dict(happened.changes)) == (event, changes)


def test_move_of_a_shared_action_gives_the_share_a_date_of_its_own() -> None:
    happened = transitions.move(SHARE, old_due=DUE, new_due=NEW_DUE, shared=True)

    assert happened is not None
    assert happened.changes["own_due"] == NEW_DUE
    assert happened.details == {"old_due": "2026-11-27", "new_due": "2026-12-04"}


def test_hand_on_to_who_holds_it_already_is_nothing() -> None:
    assert transitions.hand_on(replace(SHARE, state=ShareState.PROPOSED), person_id=7) is None


@pytest.mark.parametrize(
    ("state", "done_at", "undone"),
    [
        (ShareState.DONE, NOW - timedelta(minutes=9, seconds=59), True),
        (ShareState.DONE, NOW - timedelta(minutes=10), False),
        (ShareState.DONE, None, False),
        (ShareState.ACCEPTED, None, False),
    ],
)
def test_undo_is_possible_for_ten_minutes(state: ShareState, done_at: datetime | None, undone: bool) -> None:
    happened = transitions.undo(replace(SHARE, state=state, done_at=done_at), now=NOW)

    if not undone:
        assert happened is None
        return
    assert happened is not None
    assert happened.event is EventKind.UNDONE
    assert happened.changes == {"state": ShareState.ACCEPTED, "done_at": None}


@pytest.mark.parametrize(
    ("share", "promised"),
    [
        (replace(SHARE, stuck_because="Money"), True),
        (replace(SHARE, stuck_because="Money", state=ShareState.DONE), False),
        (SHARE, False),
    ],
)
def test_runner_rings_only_about_what_is_stuck(share: Share, promised: bool) -> None:
    happened = transitions.promise_to_ring(share, on=date(2026, 11, 11))

    expected = Transition(event=EventKind.RING_PROMISED, details={"on": "2026-11-11"})
    assert happened == (expected if promised else None)


@pytest.mark.parametrize(
    ("share", "disputed"),
    [
        (replace(SHARE, agreed_on=date(2026, 9, 10)), True),
        (replace(SHARE, agreed_on=date(2026, 9, 10), state=ShareState.DROPPED), False),
        (SHARE, True),
        (replace(SHARE, state=ShareState.PROPOSED), False),
    ],
)
def test_only_what_is_agreed_is_put_right(share: Share, disputed: bool) -> None:
    happened = transitions.dispute(share, words="It was Meadow")

    expected = Transition(event=EventKind.DISPUTED, details={"words": "It was Meadow"})
    assert happened == (expected if disputed else None)


@pytest.mark.parametrize("step", [transitions.ask_to_take_over, transitions.take_over])
def test_nobody_hands_over_to_whoever_holds_it(step: Callable[..., Transition | None]) -> None:
    name = "to_id" if step is transitions.ask_to_take_over else "person_id"

    assert step(SHARE, **{name: SHARE.person_id}) is None


@pytest.mark.parametrize("state", [ShareState.PROPOSED, ShareState.ACCEPTED])
def test_what_is_dropped_comes_back_as_it_stood(state: ShareState) -> None:
    dropped = transitions.drop(replace(SHARE, state=state))
    assert dropped is not None

    back = transitions.restore(
        replace(SHARE, state=ShareState.DROPPED), was=ShareState(dropped.details["was"])
    )

    assert back is not None
    assert back.changes == {"state": state}


@pytest.mark.parametrize("step", ["move", "take over"])
def test_nobody_is_stuck_with_what_was_in_anothers_way(step: str) -> None:
    stuck = replace(SHARE, stuck_because="Money", stuck_words="None left")

    happened = STEPS[step](stuck)

    assert happened is not None
    assert happened.changes["stuck_because"] == happened.changes["stuck_words"] == ""


def test_after_a_ring_nothing_is_in_the_way() -> None:
    happened = transitions.rung(replace(SHARE, stuck_because="Money", stuck_words="None left"))

    assert happened == Transition(event=EventKind.RUNG, changes={"stuck_because": "", "stuck_words": ""})
    assert transitions.rung(SHARE) is None
