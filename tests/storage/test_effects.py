"""Effects as stored: who is asked whether a move is all right, and the answer that holds."""

from datetime import timedelta

import pytest

from bot.domain.effects import Effect
from bot.domain.renegotiations import RenegotiationKind, RenegotiationState
from bot.errors import Refused
from storage import effects, renegotiations
from storage.database import Transaction
from tests import planned
from tests.planned import DUE
from tests.riverside import NOW, Riverside

LATER = DUE + timedelta(days=7)


def moved(transaction: Transaction, group: Riverside, share_id: int) -> int:
    return renegotiations.add(
        transaction,
        viewer=group.viewer("mina"),
        share_id=share_id,
        kind=RenegotiationKind.MORE_TIME,
        state=RenegotiationState.AGREED,
        old_due=DUE,
        new_due=LATER,
        reason="",
        now=NOW,
    ).id


def asked(group: Riverside, waiting: int = 1) -> tuple[Effect, ...]:
    """One date has moved, and so many others wait for it."""
    [share] = planned.add(group).shares
    ids = [planned.add(group).shares[0].id for _ in range(waiting)]
    with group.database.write() as transaction:
        return effects.add(
            transaction,
            viewer=group.viewer("mina"),
            renegotiation_id=moved(transaction, group, share.id),
            share_ids=ids,
        )


def answer(
    transaction: Transaction, group: Riverside, one: Effect, *, is_fine: bool, by: str = "rob"
) -> Effect:
    viewer = group.viewer(by)
    effects.answer(transaction, viewer=viewer, effect_id=one.id, is_fine=is_fine, now=NOW)
    return effects.get(transaction, viewer=viewer, effect_id=one.id)


def test_nobody_has_answered_at_first(group: Riverside) -> None:
    found = asked(group, waiting=2)

    assert [(one.is_fine, one.answered_by) for one in found] == [(None, None)] * 2
    assert found[0].share_id < found[1].share_id
    assert found[0].renegotiation_id == found[1].renegotiation_id


@pytest.mark.parametrize("is_fine", [True, False])
def test_answer_is_kept_with_who_gave_it(group: Riverside, is_fine: bool) -> None:
    [one] = asked(group)

    with group.database.write() as transaction:
        found = answer(transaction, group, one, is_fine=is_fine)

    assert (found.is_fine, found.answered_by) == (is_fine, group.person("rob").id)


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (False, False)])
def test_last_answer_holds(group: Riverside, first: bool, second: bool) -> None:
    [one] = asked(group)

    with group.database.write() as transaction:
        answer(transaction, group, one, is_fine=first)
        found = answer(transaction, group, one, is_fine=second, by="mina")
        waiting = effects.not_fine(transaction, viewer=group.viewer("sam"))

    assert (found.is_fine, found.answered_by) == (second, group.person("mina").id)
    assert [each.id for each in waiting] == ([] if second else [one.id])


def test_what_is_not_all_right_comes_oldest_first(group: Riverside) -> None:
    first, second, third = asked(group, waiting=3)

    with group.database.write() as transaction:
        answer(transaction, group, third, is_fine=False)
        answer(transaction, group, second, is_fine=True)
        answer(transaction, group, first, is_fine=False)
        found = effects.not_fine(transaction, viewer=group.viewer("sam"))

    assert [one.id for one in found] == [first.id, third.id]


def test_nobody_is_asked_where_nobody_waits(group: Riverside) -> None:
    assert asked(group, waiting=0) == ()


def test_all_are_asked_or_none(group: Riverside) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        move = moved(transaction, group, share.id)
        with pytest.raises(Refused, match="action_gone"):
            effects.add(
                transaction,
                viewer=group.viewer("mina"),
                renegotiation_id=move,
                share_ids=[share.id, share.id + 999],
            )
        [one] = effects.add(
            transaction, viewer=group.viewer("mina"), renegotiation_id=move, share_ids=[share.id]
        )

    assert one.share_id == share.id


def test_effect_that_is_not_there_is_gone(group: Riverside) -> None:
    with group.database.read() as transaction, pytest.raises(Refused, match="action_gone"):
        effects.get(transaction, viewer=group.viewer("sam"), effect_id=999)
