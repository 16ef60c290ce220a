"""Moving a date: at once, or by the runner's leave."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from bot.domain.commitments import EventKind, ShareState, due_of
from bot.domain.deliveries import DeliveryKind
from bot.domain.permissions import Intent
from bot.domain.renegotiations import Renegotiation, RenegotiationKind, RenegotiationState
from bot.errors import Refused
from bot.services import moves
from bot.services.moves import NewDate
from bot.services.presses import Outcome, Pressed
from storage import renegotiations
from tests.promised import DUE, accepted, add, events, fresh, looked, owed, proposed, stored
from tests.riverside import NOW, Riverside

DECEMBER = date(2026, 12, 4)


def _ask(
    group: Riverside,
    pressed: Pressed,
    day: str = "4 December 2026",
    *,
    reason: str = "Two tutors are away",
    confirmed: frozenset[str] = frozenset(),
    by: str = "mina",
) -> Outcome:
    return moves.ask_for_time(
        database=group.database,
        viewer=group.viewer(by),
        pressed=pressed,
        wanted=NewDate(day=day, reason=reason, confirmed=confirmed),
        now=NOW,
    )


def _suggest(group: Riverside, pressed: Pressed, day: str = "4 December 2026") -> Outcome:
    return moves.suggest(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        wanted=NewDate(day=day, reason="Half-term"),
        now=NOW,
    )


def _decide(group: Riverside, pressed: Pressed, *, agree: bool, by: str = "sam") -> Outcome:
    return moves.decide(
        database=group.database,
        viewer=group.viewer(by),
        pressed=fresh(group, pressed),
        agree=agree,
        now=NOW,
    )


def _moves(group: Riverside) -> tuple[Renegotiation, ...]:
    with group.database.read() as transaction:
        return renegotiations.all_of(transaction, viewer=group.viewer("sam"))


def _answers(group: Riverside) -> list[str]:
    return [step for kind, step, _ in owed(group, "mina") if kind is DeliveryKind.ANSWER]


def test_new_date_holds_at_once_and_is_reminded_of(group: Riverside) -> None:
    pressed = accepted(group)

    outcome = _ask(group, pressed)

    [move] = _moves(group)
    assert (outcome.changed, outcome.view.due, outcome.view.move) == (True, DECEMBER, None)
    assert stored(group, pressed)[0].due == DECEMBER
    assert (move.kind, move.state) == (RenegotiationKind.MORE_TIME, RenegotiationState.AGREED)
    assert (move.old_due, move.new_due, move.reason) == (DUE, DECEMBER, "Two tutors are away")
    assert events(group, pressed)[-1] is EventKind.DATE_MOVED
    assert owed(group, "mina") == [
        (DeliveryKind.REMINDER, "before-5", date(2026, 12, 1)),
        (DeliveryKind.REMINDER, "before-1", date(2026, 12, 3)),
        (DeliveryKind.AFTER, "after-2", date(2026, 12, 8)),
    ]


def test_second_submission_of_the_same_form_moves_nothing(group: Riverside) -> None:
    pressed = accepted(group)
    _ask(group, pressed)

    again = _ask(group, pressed, "11 December 2026")

    assert (again.changed, again.view.due) == (False, DECEMBER)
    assert len(_moves(group)) == 1


def test_shared_action_moves_for_the_one_who_asked(group: Riverside) -> None:
    added = add(group, by="sam", partner="all")
    [share] = [one for one in added.commitment.shares if one.partner_id == group.castle_id]
    pressed = Pressed(share_id=share.id, version=1)
    _suggest(group, pressed)

    _decide(group, pressed, agree=True)

    commitment, moved = stored(group, pressed)
    assert (commitment.due, moved.own_due, moved.state) == (DUE, DECEMBER, ShareState.ACCEPTED)
    assert [due_of(commitment=commitment, share=one) for one in commitment.shares] == [
        DECEMBER if one.id == share.id else DUE for one in commitment.shares
    ]


def test_past_the_last_safe_date_the_old_date_stands_until_the_runner_decides(
    group: Riverside,
) -> None:
    pressed = accepted(group, last_safe="1 December 2026")

    outcome = _ask(group, pressed)

    assert (outcome.changed, outcome.view.due) == (True, DUE)
    assert outcome.view.move is not None
    assert outcome.view.move.new_due == DECEMBER
    assert events(group, pressed)[-1] is EventKind.DATE_SUGGESTED


def test_within_the_last_safe_date_it_is_granted_at_once(group: Riverside) -> None:
    assert _ask(group, accepted(group, last_safe="4 December 2026")).view.due == DECEMBER


def test_second_wish_takes_the_place_of_the_first(group: Riverside) -> None:
    pressed = accepted(group, last_safe="1 December 2026")
    _ask(group, pressed)

    _ask(group, fresh(group, pressed), "11 December 2026")

    assert [move.state for move in _moves(group)] == [
        RenegotiationState.WITHDRAWN,
        RenegotiationState.ASKED,
    ]


def test_runner_agrees_to_a_suggestion_which_is_acceptance(group: Riverside) -> None:
    pressed = proposed(group)
    assert _suggest(group, pressed).changed
    assert owed(group, "mina") == []

    outcome = _decide(group, pressed, agree=True)

    assert (outcome.changed, outcome.view.due) == (True, DECEMBER)
    assert outcome.view.share.state is ShareState.ACCEPTED
    assert [move.state for move in _moves(group)] == [RenegotiationState.AGREED]
    assert _answers(group) == ["date_agreed"]


def test_runner_keeps_the_date_which_is_still_to_be_accepted(group: Riverside) -> None:
    pressed = proposed(group)
    _suggest(group, pressed)

    outcome = _decide(group, pressed, agree=False)

    assert (outcome.changed, outcome.view.due) == (True, DUE)
    assert outcome.view.share.state is ShareState.PROPOSED
    assert [move.state for move in _moves(group)] == [RenegotiationState.REFUSED]
    assert _answers(group) == ["date_kept"]


def test_second_decision_finds_nothing_to_decide(group: Riverside) -> None:
    pressed = proposed(group)
    _suggest(group, pressed)
    _decide(group, pressed, agree=True)

    assert not _decide(group, pressed, agree=False).changed


def test_decision_about_how_things_were_changes_nothing(group: Riverside) -> None:
    pressed = proposed(group)
    _suggest(group, pressed)

    outcome = moves.decide(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=pressed,
        agree=True,
        now=NOW,
    )

    assert (outcome.changed, outcome.view.due) == (False, DUE)
    assert [move.state for move in _moves(group)] == [RenegotiationState.ASKED]


def test_only_the_runner_decides(group: Riverside) -> None:
    pressed = proposed(group)
    _suggest(group, pressed)

    with pytest.raises(Refused, match="not_for_your_role"):
        _decide(group, pressed, agree=True, by="mina")


def test_what_is_accepted_has_no_suggestion_and_what_is_proposed_no_more_time(
    group: Riverside,
) -> None:
    assert not _suggest(group, accepted(group)).changed
    assert not _ask(group, proposed(group)).changed
    assert not _ask(group, proposed(group, last_safe="1 December 2026")).changed
    assert _moves(group) == ()


@pytest.mark.parametrize(
    ("day", "reason", "key", "field"),
    [
        ("", "", "date_missing_day", "date"),
        ("31 February", "", "date_no_such_day", "date"),
        ("10 September 2026", "", "date_not_ahead", "date"),
        ("27 November 2026", "", "date_same", "date"),
        ("28 December 2026", "", "date_closed", "date"),
        ("20 November 2026", "", "date_earlier", "date"),
        ("4 December 2026", "x" * 301, "too_long", "reason"),
    ],
)
def test_what_needs_mending_is_said_at_its_field(
    group: Riverside, day: str, reason: str, key: str, field: str
) -> None:
    pressed = accepted(group)

    with pytest.raises(Refused) as raised:
        _ask(group, pressed, day, reason=reason)

    assert (raised.value.key, raised.value.field) == (key, field)
    assert stored(group, pressed)[0].due == DUE


def test_earlier_date_that_is_meant_holds_and_a_suggestion_is_not_asked_about(group: Riverside) -> None:
    outcome = _ask(group, accepted(group), "20 November 2026", confirmed=frozenset({"date_earlier"}))

    assert outcome.view.due == date(2026, 11, 20)
    assert _suggest(group, proposed(group), "20 November 2026").changed


def test_closed_day_after_the_date_in_force_is_never_answered_with_less_time(group: Riverside) -> None:
    with pytest.raises(Refused, match="date_closed") as raised:
        _ask(group, accepted(group), "28 November 2026")

    assert raised.value.parameters["open_day"] == date(2026, 11, 30)


def test_closed_day_that_is_meant_holds(group: Riverside) -> None:
    outcome = _ask(group, accepted(group), "28 December 2026", confirmed=frozenset({"date_closed"}))

    assert outcome.view.due == date(2026, 12, 28)


def test_third_new_date_offers_a_call(group: Riverside) -> None:
    pressed = accepted(group)
    for day in ("4 December 2026", "11 December 2026"):
        _ask(group, fresh(group, pressed), day)

    assert moves.is_third(database=group.database, viewer=group.viewer("mina"), pressed=pressed)
    for day in ("18 December 2026", "the twelfth of never"):
        with pytest.raises(Refused, match="third_date") as raised:
            _ask(group, fresh(group, pressed), day)

    assert (raised.value.key, raised.value.parameters) == ("third_date", {"runner": "Sam"})
    assert looked(group, "mina", Intent.STUCK, fresh(group, pressed)).changed


def test_eight_forms_at_once_move_the_date_once(group: Riverside) -> None:
    pressed = accepted(group)
    together = Barrier(8)

    def send(number: int) -> bool:
        together.wait(timeout=10)
        return _ask(group, pressed, f"{number + 1} December 2026").changed

    with ThreadPoolExecutor(max_workers=8) as threads:
        changed = list(threads.map(send, (0, 1, 2, 3, 6, 7, 8, 9)))

    assert sorted(changed) == [False] * 7 + [True]
    assert len(_moves(group)) == 1
