"""The outbox: claimed before it is sent, sent once, and settled by what is known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryState, MessageKind, MessageState, Rule
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role
from bot.errors import DeliveryFailed
from bot.services import answers, envelopes, letters, outbox, planning, progress
from bot.services.presses import Pressed
from storage import members, people
from tests import planned
from tests.office import Office
from tests.outgoing import (
    HELLO,
    MINUTE,
    SECOND,
    SENT,
    TUESDAY,
    asker,
    claimed,
    envelope,
    fail,
    say,
    stored,
)
from tests.riverside import NOW, Riverside


def test_claimed_message_is_in_nobody_elses_hands(group: Riverside) -> None:
    outgoing = say(group)

    assert claimed(group, NOW) == []
    message = stored(group, outgoing.message_id)
    assert (message.state, message.attempts, message.attempt_at) == (MessageState.SENDING, 1, NOW)
    assert (outgoing.content, outgoing.conversation, outgoing.key) == (HELLO, "D-MINA", message.key)


def test_sent_message_is_known_by_the_platforms_name(group: Riverside) -> None:
    outgoing = say(group)

    outbox.settle_sent(database=group.database, message_id=outgoing.message_id, sent=SENT, now=NOW)

    message = stored(group, outgoing.message_id)
    assert (message.state, message.external_id) == (MessageState.SENT, "1763.1")


def test_conversation_is_kept_for_the_next_message(group: Riverside, office: Office) -> None:
    planned.answer(group, "mina", now=NOW)
    office.run(NOW)

    with group.database.read() as transaction:
        [address] = people.addresses_of(transaction, viewer=ENGINE, person_id=group.person("mina").id)

    assert address.conversation == "D-MINA"


def test_settling_twice_changes_nothing(group: Riverside) -> None:
    outgoing = say(group)
    for name in ("1763.1", "1763.2"):
        outbox.settle_sent(
            database=group.database,
            message_id=outgoing.message_id,
            sent=replace(SENT, external_id=name),
            now=NOW,
        )

    assert stored(group, outgoing.message_id).external_id == "1763.1"


def test_platform_that_asks_for_patience_gets_it(group: Riverside) -> None:
    outgoing = say(group)

    fail(group, outgoing, DeliveryFailed("ratelimited", retry_after=30))

    assert claimed(group, NOW + 29 * SECOND) == []
    assert claimed(group, NOW + 30 * SECOND) == [outgoing.message_id]


def test_envelope_that_waited_says_what_is_true_by_then(group: Riverside) -> None:
    outgoing = envelope(group)
    fail(group, outgoing, DeliveryFailed("ratelimited", retry_after=30), TUESDAY)
    _finish(group)

    assert claimed(group, TUESDAY + MINUTE) == []
    assert stored(group, outgoing.message_id).state is MessageState.DEAD
    assert Office(group.database).ledger()[0].rule is Rule.DONE


def _finish(group: Riverside) -> None:
    """Mina presses **Done** on the only action there is."""
    share_id = next(one.owed.share_id for one in Office(group.database).ledger() if one.owed.share_id)
    progress.done(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=Pressed(share_id=share_id, version=1),
        now=TUESDAY,
    )


def test_what_is_done_meanwhile_is_not_said(group: Riverside) -> None:
    planned.plan(group, planning.plan_reminders, planned.add(group), now=datetime(2026, 11, 20, tzinfo=UTC))
    envelopes.post(database=group.database, person_ids=[group.person("mina").id], now=TUESDAY)
    _finish(group)

    assert claimed(group, TUESDAY) == []


def test_its_place_is_free_for_what_comes_later_that_day(group: Riverside, office: Office) -> None:
    test_what_is_done_meanwhile_is_not_said(group)
    ask = planned.add(group, state=ShareState.PROPOSED)
    planned.plan(group, planning.plan_ask, ask, now=TUESDAY + MINUTE)

    assert len(office.run(TUESDAY + 2 * MINUTE)) == 1


def test_hello_that_arrived_is_remembered(group: Riverside) -> None:
    with group.database.write() as transaction:
        lena = people.create(transaction, viewer=group.viewer("sam"), name="Lena Fox", zone=None, now=NOW)
        people.give_address(
            transaction,
            viewer=group.viewer("sam"),
            person_id=lena.id,
            kind=AddressKind.SLACK,
            installation_id=group.installation_id,
            external_id="U-LENA",
        )
        members.add(
            transaction,
            viewer=group.viewer("sam"),
            person_id=lena.id,
            role=Role.MEMBER,
            partner_id=group.castle_id,
        )
        members.open_door(transaction, viewer=group.viewer("sam"), person_ids=[lena.id])
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[lena.id], now=NOW)

    Office(group.database).run(NOW)

    with group.database.read() as transaction:
        found = members.member(transaction, viewer=group.viewer("sam"), person_id=lena.id)
    assert found is not None
    assert found.greeted_at == NOW


def test_somebody_is_asked_twice_in_all(group: Riverside, office: Office) -> None:
    planned.plan(group, planning.plan_ask, planned.add(group, state=ShareState.PROPOSED), now=NOW)

    office.live(NOW, NOW + timedelta(days=20), step=timedelta(hours=1))

    asked = [one for one in office.ledger() if one.owed.step.startswith("ask")]
    assert [(one.owed.step, one.state) for one in asked] == [
        ("ask-1", DeliveryState.SENT),
        ("ask-2", DeliveryState.SENT),
    ]


def test_who_answers_before_the_platform_does_is_not_asked_again(group: Riverside, office: Office) -> None:
    asked = planned.add(group, state=ShareState.PROPOSED)
    planned.plan(group, planning.plan_ask, asked, now=NOW + 12 * timedelta(hours=1))
    office.gather(NOW + timedelta(days=5))
    [outgoing] = outbox.claim(database=group.database, now=NOW + timedelta(days=5), limit=5)
    planned.change(group, asked.shares[0], state=ShareState.ACCEPTED)

    outbox.settle_sent(database=group.database, message_id=outgoing.message_id, sent=SENT, now=NOW)

    assert [one.owed.step for one in office.ledger()] == ["ask-1"]


def test_something_wrong_waits_ten_minutes(group: Riverside) -> None:
    answers.say(database=group.database, to=asker(group), content=HELLO, now=NOW)
    [message_id] = outbox.ready(database=group.database, now=NOW, limit=5)

    outbox.push_away(database=group.database, message_id=message_id, now=NOW)

    assert outbox.ready(database=group.database, now=NOW + 9 * MINUTE, limit=5) == ()
    assert outbox.ready(database=group.database, now=NOW + 10 * MINUTE, limit=5) == (message_id,)


def test_something_that_stays_wrong_is_given_up(group: Riverside, office: Office) -> None:
    first = envelope(group)
    message_id = first.message_id
    outbox.hand_back(database=group.database, outgoing=first, now=TUESDAY)
    for _ in range(outbox.MOST_ATTEMPTS):
        outbox.push_away(database=group.database, message_id=message_id, now=TUESDAY)

    assert claimed(group, TUESDAY + 10 * MINUTE) == []
    assert stored(group, message_id).state is MessageState.DEAD
    assert office.ledger()[0].state is DeliveryState.UNDELIVERABLE


def test_answer_does_not_wait_behind_something_wrong(group: Riverside) -> None:
    wrong = envelope(group)
    outbox.hand_back(database=group.database, outgoing=wrong, now=TUESDAY)
    outbox.push_away(database=group.database, message_id=wrong.message_id, now=TUESDAY)
    answers.say(database=group.database, to=asker(group, "k2"), content=HELLO, now=TUESDAY)

    [answer] = outbox.claim(database=group.database, now=TUESDAY, limit=5)

    assert answer.content == HELLO


def test_message_that_was_handed_back_was_not_tried(group: Riverside) -> None:
    outgoing = say(group)

    outbox.hand_back(database=group.database, outgoing=outgoing, now=NOW)

    message = stored(group, outgoing.message_id)
    assert (message.state, message.attempts) == (MessageState.PENDING, 0)


def test_claim_is_held_for_half_of_its_lease(group: Riverside) -> None:
    outgoing = say(group)
    half = NOW + outbox.LEASE / 2

    held = [
        outbox.is_held(database=group.database, outgoing=outgoing, now=now) for now in (half - SECOND, half)
    ]
    outbox.hand_back(database=group.database, outgoing=outgoing, now=NOW)

    assert held == [True, False]
    assert not outbox.is_held(database=group.database, outgoing=outgoing, now=NOW)


def test_kinds_that_are_written_when_sent_are_the_unasked_ones() -> None:
    assert set(MessageKind) - {MessageKind.ANSWER, MessageKind.EDIT} == letters.WRITTEN
