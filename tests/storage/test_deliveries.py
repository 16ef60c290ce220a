"""Deliveries as stored: once for each fact, step and recipient, seen inside their partnership only."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.deliveries import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    Destination,
    MessageKind,
    NewMessage,
    Owed,
    Rule,
)
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Viewer, engine_in, myself
from storage import deliveries, messages
from storage.database import Database
from tests import promised, riverside
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(days=1)
HOUR = timedelta(hours=1)
YESTERDAY = NOW.date() - timedelta(days=1)


@pytest.fixture
def group(database: Database) -> Riverside:
    return riverside.build(database)


def reminder(group: Riverside, *, step: str = "before-5", share_id: int | None = None) -> Owed:
    return Owed(
        kind=DeliveryKind.REMINDER,
        fact="share:1:2026-11-27",
        step=step,
        partnership_id=group.partnership_id,
        due_on=NOW.date(),
        due_at=NOW,
        person_id=group.person("mina").id,
        share_id=share_id,
        last_day=LATER.date(),
    )


def owe(group: Riverside, owed: Owed, viewer: Viewer | None = None) -> bool:
    """Write it, and say whether that wakes the loop that sends."""
    with group.database.write() as transaction:
        deliveries.owe(transaction, viewer=viewer or group.viewer("sam"), owed=owed, now=NOW)
        return transaction.queued


def ledger(group: Riverside, viewer: Viewer = ENGINE) -> list[Delivery]:
    with group.database.read() as transaction:
        return list(deliveries.ledger(transaction, viewer=viewer))


def states(group: Riverside) -> list[tuple[DeliveryState, Rule | None]]:
    return [(one.state, one.rule) for one in ledger(group)]


def carry(group: Riverside, *, part: str = "", ids: Sequence[int] | None = None) -> int:
    """Queue an envelope for Mina that carries these or everything open, and return its number."""
    to = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="U-MINA")
    new = NewMessage(kind=MessageKind.ENVELOPE, to=to, local_date=NOW.date(), part=part, not_before=NOW)
    with group.database.write() as transaction:
        message_id = messages.add(transaction, viewer=ENGINE, new=new, now=NOW)
        assert message_id is not None
        everything = [one.id for one in deliveries.ledger(transaction, viewer=ENGINE)]
        deliveries.claim(transaction, viewer=ENGINE, ids=ids or everything, message_id=message_id)
    return message_id


def test_what_is_owed_is_kept_as_it_was_written(group: Riverside) -> None:
    owed = reminder(group)

    assert owe(group, owed) is True
    [kept] = ledger(group)

    assert (kept.owed, kept.state, kept.rule, kept.message_id) == (owed, DeliveryState.PENDING, None, None)


def test_what_is_due_later_wakes_nobody(group: Riverside) -> None:
    assert owe(group, replace(reminder(group), due_at=LATER)) is False


def test_same_fact_and_step_again_is_planned_anew(group: Riverside) -> None:
    owe(group, reminder(group))
    moved = replace(reminder(group), due_at=LATER, due_on=LATER.date())

    owe(group, moved)

    assert [one.owed for one in ledger(group)] == [moved]


def test_what_was_withheld_can_be_owed_again(group: Riverside) -> None:
    owe(group, reminder(group))
    [kept] = ledger(group)
    with group.database.write() as transaction:
        deliveries.withhold(transaction, viewer=ENGINE, ids=[kept.id], rule=Rule.DATE_MOVED)

    owe(group, reminder(group))

    assert states(group) == [(DeliveryState.PENDING, None)]


def test_what_was_sent_is_not_owed_again(group: Riverside) -> None:
    owe(group, reminder(group))
    message_id = carry(group)
    with group.database.write() as transaction:
        deliveries.settle(transaction, viewer=ENGINE, message_id=message_id, state=DeliveryState.SENT)

    owe(group, reminder(group))

    assert states(group) == [(DeliveryState.SENT, None)]


def test_nobody_causes_a_delivery_in_another_partnership(group: Riverside) -> None:
    with pytest.raises(PermissionError):
        owe(group, reminder(group), viewer=engine_in(group.partnership_id + 1))

    assert ledger(group) == []


@pytest.mark.parametrize("stranger", [engine_in(999), myself(999)])
def test_strangers_see_nothing(group: Riverside, stranger: Viewer) -> None:
    owe(group, reminder(group))

    assert ledger(group, stranger) == []


def test_people_see_what_is_theirs_alone(group: Riverside) -> None:
    owe(group, reminder(group))

    assert len(ledger(group, myself(group.person("mina").id))) == 1
    assert len(ledger(group, group.viewer("rob"))) == 1


def test_withholding_of_a_share_keeps_to_the_kinds(group: Riverside) -> None:
    share_id = promised.proposed(group).share_id
    owe(group, reminder(group, share_id=share_id))
    owe(group, replace(reminder(group, step="told", share_id=share_id), kind=DeliveryKind.ANSWER))

    with group.database.write() as transaction:
        first = deliveries.withhold_of_share(
            transaction,
            viewer=group.viewer("sam"),
            share_id=share_id,
            rule=Rule.DONE,
            kinds=[DeliveryKind.ANSWER],
        )
        rest = deliveries.withhold_of_share(
            transaction, viewer=group.viewer("sam"), share_id=share_id, rule=Rule.DROPPED
        )

    assert (first, rest) == (1, 1)
    assert states(group) == [(DeliveryState.WITHHELD, Rule.DROPPED), (DeliveryState.WITHHELD, Rule.DONE)]


def test_withholding_of_a_person_keeps_to_the_kinds(group: Riverside) -> None:
    owe(group, reminder(group))
    mina = group.person("mina").id

    with group.database.write() as transaction:
        found = [
            deliveries.withhold_of_person(
                transaction,
                viewer=group.viewer("sam"),
                person_id=mina,
                rule=Rule.REPLANNED,
                kinds=[kind],
                after=after,
            )
            for kind, after in (
                (DeliveryKind.ASK, YESTERDAY),
                (DeliveryKind.REMINDER, NOW.date()),
                (DeliveryKind.REMINDER, YESTERDAY),
            )
        ]

    assert found == [0, 0, 1]


def test_people_are_due_once_each_and_in_order(group: Riverside) -> None:
    mina, rob = group.person("mina").id, group.person("rob").id
    for owed in (
        reminder(group),
        reminder(group, step="before-1"),
        replace(reminder(group), person_id=rob, due_at=NOW - HOUR),
        replace(reminder(group), person_id=group.person("sam").id, due_at=LATER),
    ):
        owe(group, owed)

    with group.database.read() as transaction:
        found = [
            deliveries.people_due(transaction, viewer=ENGINE, now=NOW, limit=limit, after=after)
            for limit, after in ((5, 0), (1, 0), (5, mina))
        ]

    assert found == [(mina, rob), (mina,), (rob,)]


def test_claimed_deliveries_stay_with_their_message(group: Riverside) -> None:
    owe(group, reminder(group))
    first = carry(group)

    carry(group, part="second")

    assert [(one.state, one.message_id) for one in ledger(group)] == [(DeliveryState.CLAIMED, first)]


def test_second_message_carries_what_the_first_could_not_bring(group: Riverside) -> None:
    owe(group, reminder(group))
    first = carry(group)
    second = carry(group, part="second")

    with group.database.write() as transaction:
        deliveries.hand_on(transaction, viewer=ENGINE, message_id=first, to=second)
        carried = deliveries.of_message(transaction, viewer=ENGINE, message_id=second)

    assert [one.message_id for one in carried] == [second]


def test_settling_says_what_became_of_it(group: Riverside) -> None:
    owe(group, reminder(group))
    message_id = carry(group)

    with group.database.write() as transaction:
        once = deliveries.settle(
            transaction, viewer=ENGINE, message_id=message_id, state=DeliveryState.UNDELIVERABLE
        )
        twice = deliveries.settle(transaction, viewer=ENGINE, message_id=message_id, state=DeliveryState.SENT)

    assert (once, twice) == (1, 0)
    assert states(group) == [(DeliveryState.UNDELIVERABLE, None)]


def test_only_open_deliveries_are_postponed(group: Riverside) -> None:
    owe(group, reminder(group))
    owe(group, reminder(group, step="before-1"))
    [first, second] = ledger(group)

    with group.database.write() as transaction:
        deliveries.withhold(transaction, viewer=ENGINE, ids=[first.id], rule=Rule.DONE)
        deliveries.postpone(
            transaction, viewer=ENGINE, ids=[first.id, second.id], due_on=LATER.date(), due_at=LATER
        )

    assert [(one.id, one.owed.due_at) for one in ledger(group)] == [(first.id, NOW), (second.id, LATER)]


def test_rooms_have_their_own_post(group: Riverside) -> None:
    with group.database.read() as transaction:
        assert deliveries.rooms_due(transaction, viewer=ENGINE, now=NOW, limit=5) == ()


def test_what_something_else_said_is_merged_once_that_has_arrived(group: Riverside) -> None:
    for step in ("before-1", "before-5"):
        owe(group, reminder(group, step=step))
    said, merged = ledger(group)
    message_id = carry(group, ids=[said.id])
    with group.database.write() as transaction:
        deliveries.claim(transaction, viewer=ENGINE, ids=[merged.id], message_id=message_id, rule=Rule.MERGED)
    before = states(group)

    with group.database.write() as transaction:
        deliveries.settle(transaction, viewer=ENGINE, message_id=message_id, state=DeliveryState.SENT)

    assert before == [(DeliveryState.CLAIMED, None), (DeliveryState.CLAIMED, Rule.MERGED)]
    assert states(group) == [(DeliveryState.SENT, None), (DeliveryState.WITHHELD, Rule.MERGED)]


def test_what_a_message_could_not_bring_is_open_again(group: Riverside) -> None:
    owe(group, reminder(group))
    [owed] = ledger(group)
    carry(group)

    with group.database.write() as transaction:
        deliveries.put_back(transaction, viewer=ENGINE, ids=[owed.id])

    assert ledger(group) == [owed]


def test_what_is_paused_waits_until_it_is_resumed(group: Riverside) -> None:
    share_id = promised.proposed(group).share_id
    owe(group, reminder(group, share_id=share_id))
    [owed] = ledger(group)
    carry(group)

    with group.database.write() as transaction:
        deliveries.pause(transaction, viewer=ENGINE, ids=[owed.id], due_on=LATER.date(), due_at=LATER)
    [paused] = ledger(group)
    with group.database.write() as transaction:
        deliveries.resume(
            transaction, viewer=group.viewer("sam"), share_id=share_id, due_on=NOW.date(), due_at=NOW
        )

    assert (paused.state, paused.rule, paused.owed.due_at) == (DeliveryState.PENDING, Rule.PAUSED, LATER)
    assert ledger(group) == [owed]


def test_what_one_rule_has_withheld_is_revived_and_nothing_else(group: Riverside) -> None:
    share_id = promised.proposed(group).share_id
    for step in ("before-1", "before-5"):
        owe(group, reminder(group, step=step, share_id=share_id))
    first, second = ledger(group)
    with group.database.write() as transaction:
        deliveries.withhold(transaction, viewer=ENGINE, ids=[first.id], rule=Rule.DONE)
        deliveries.withhold(transaction, viewer=ENGINE, ids=[second.id], rule=Rule.MERGED)
        deliveries.revive(transaction, viewer=group.viewer("sam"), share_id=share_id, rule=Rule.DONE)

    assert states(group) == [(DeliveryState.PENDING, None), (DeliveryState.WITHHELD, Rule.MERGED)]


def test_nothing_to_withhold_changes_nothing(group: Riverside) -> None:
    with group.database.write() as transaction:
        assert deliveries.withhold(transaction, viewer=ENGINE, ids=[], rule=Rule.DONE) == 0
