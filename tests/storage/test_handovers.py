"""Hand-overs as stored: asked once, settled once, and withdrawn when things move on."""

from datetime import timedelta

import pytest

from bot.domain.handovers import Handover, HandoverState
from bot.errors import Refused
from storage import handovers
from storage.database import Transaction
from tests import planned
from tests.riverside import NOW, Riverside

SETTLED = [state for state in HandoverState if state is not HandoverState.ASKED]


def ask(
    transaction: Transaction, group: Riverside, share_id: int, words: str = "It's in the sheet"
) -> Handover:
    mina = group.viewer("mina")
    return handovers.add(
        transaction,
        viewer=mina,
        share_id=share_id,
        from_id=mina.person_id,
        to_id=group.person("rob").id,
        words=words,
        now=NOW,
    )


def decide(transaction: Transaction, group: Riverside, one: Handover, state: HandoverState) -> bool:
    return handovers.decide(
        transaction, viewer=group.viewer("rob"), handover_id=one.id, state=state, now=NOW + timedelta(days=1)
    )


def state_of(transaction: Transaction, group: Riverside, one: Handover) -> HandoverState:
    return handovers.get(transaction, viewer=group.viewer("sam"), handover_id=one.id).state


def test_asking_is_kept_as_it_was_asked(group: Riverside) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        asked = ask(transaction, group, share.id)

    assert asked == Handover(
        id=asked.id,
        share_id=share.id,
        from_id=group.person("mina").id,
        to_id=group.person("rob").id,
        state=HandoverState.ASKED,
        words="It's in the sheet",
        asked_at=NOW,
    )


@pytest.mark.parametrize("state", SETTLED)
@pytest.mark.parametrize("again", SETTLED)
def test_first_answer_counts(group: Riverside, state: HandoverState, again: HandoverState) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        asked = ask(transaction, group, share.id)
        counted = [decide(transaction, group, asked, one) for one in (state, again)]
        found = state_of(transaction, group, asked)

    assert counted == [True, False]
    assert found is state


def test_withdrawing_settles_what_waits_about_one_share_alone(group: Riverside) -> None:
    [share], [other] = (planned.add(group).shares for _ in range(2))

    with group.database.write() as transaction:
        asked = ask(transaction, group, share.id)
        elsewhere = ask(transaction, group, other.id)
        handovers.withdraw(transaction, viewer=group.viewer("mina"), share_id=share.id, now=NOW)
        states = [state_of(transaction, group, one) for one in (asked, elsewhere)]

    assert states == [HandoverState.WITHDRAWN, HandoverState.ASKED]


@pytest.mark.parametrize("state", [HandoverState.ACCEPTED, HandoverState.DECLINED])
def test_what_was_answered_is_not_withdrawn(group: Riverside, state: HandoverState) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        asked = ask(transaction, group, share.id)
        decide(transaction, group, asked, state)
        handovers.withdraw(transaction, viewer=group.viewer("mina"), share_id=share.id, now=NOW)
        found = state_of(transaction, group, asked)

    assert found is state


def test_share_is_handed_on_again_after_an_answer(group: Riverside) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        first = ask(transaction, group, share.id)
        decide(transaction, group, first, HandoverState.DECLINED)
        second = ask(transaction, group, share.id, words="")
        counted = decide(transaction, group, second, HandoverState.ACCEPTED)

    assert counted
    assert second.id != first.id
    assert second.words == ""


@pytest.mark.parametrize("missing", [0, 999_999])
def test_what_is_not_there_is_said_to_be_gone(group: Riverside, missing: int) -> None:
    with group.database.write() as transaction:
        with pytest.raises(Refused, match="action_gone"):
            ask(transaction, group, missing)
        with pytest.raises(Refused, match="action_gone"):
            handovers.get(transaction, viewer=group.viewer("sam"), handover_id=missing)
