"""Messages of which nobody knows whether they arrived: looked for, else settled by the policy of their kind."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import DeliveryState, MessageState
from bot.domain.importance import Importance
from bot.domain.permissions import ENGINE
from bot.errors import DeliveryFailed
from bot.messages.model import Item
from bot.services import answers, outbox, planning
from storage import messages
from tests import planned
from tests.office import Office
from tests.outgoing import (
    LOST,
    MINUTE,
    SECOND,
    SENT,
    TUESDAY,
    asker,
    claimed,
    edit_of,
    envelope,
    fail,
    lost,
    say,
    settle_lost,
    stored,
)
from tests.riverside import NOW, Riverside


def test_message_is_not_sent_again_before_it_was_looked_for(group: Riverside) -> None:
    fail(group, say(group), LOST)

    assert claimed(group, NOW + timedelta(hours=1)) == []


def test_message_is_looked_for_no_earlier_than_after_a_minute_and_then_again(group: Riverside) -> None:
    outgoing = say(group)
    fail(group, outgoing, LOST, NOW + 10 * SECOND)

    found = [lost(group, NOW + 10 * SECOND + after * SECOND) for after in (59, 60, 60, 120)]

    assert found == [[], [(outgoing.message_id, NOW)], [], [(outgoing.message_id, NOW)]]


def test_message_that_was_there(group: Riverside) -> None:
    outgoing = envelope(group)
    fail(group, outgoing, LOST, TUESDAY)

    settle_lost(group, outgoing, found=SENT, certain=True, now=TUESDAY + MINUTE)

    assert stored(group, outgoing.message_id).state is MessageState.SENT
    assert Office(group.database).ledger()[0].state is DeliveryState.SENT


def test_message_was_certainly_not_there_and_is_sent_again(group: Riverside) -> None:
    outgoing = say(group)
    fail(group, outgoing, LOST)

    settle_lost(group, outgoing, certain=True, now=NOW + MINUTE)

    assert claimed(group, NOW + MINUTE) == [outgoing.message_id]


def test_ordinary_envelope_is_not_repeated(group: Riverside) -> None:
    outgoing = envelope(group)
    fail(group, outgoing, LOST, TUESDAY)

    settle_lost(group, outgoing, certain=False, now=TUESDAY + MINUTE)

    assert claimed(group, TUESDAY + MINUTE) == []
    assert Office(group.database).ledger()[0].state is DeliveryState.SENT


def test_warning_before_a_critical_date_is_repeated(group: Riverside) -> None:
    outgoing = envelope(group, importance=Importance.CRITICAL)
    fail(group, outgoing, LOST, TUESDAY)

    settle_lost(group, outgoing, certain=False, now=TUESDAY + MINUTE)

    assert claimed(group, TUESDAY + MINUTE) == [outgoing.message_id]


def test_call_for_help_is_repeated(group: Riverside, office: Office) -> None:
    stuck = planned.change(group, planned.add(group).shares[0], stuck_because="Money")
    planned.plan(group, planning.tell_stuck, stuck, now=TUESDAY)
    office.gather(TUESDAY)
    outgoing = next(
        one
        for one in outbox.claim(database=group.database, now=TUESDAY, limit=5)
        if one.conversation == "U-SAM"
    )
    fail(group, outgoing, LOST, TUESDAY)

    settle_lost(group, outgoing, certain=False, now=TUESDAY + MINUTE)

    assert claimed(group, TUESDAY + MINUTE) == [outgoing.message_id]


def test_edit_is_repeated(group: Riverside) -> None:
    edit = edit_of(group)
    fail(group, edit, LOST)

    settle_lost(group, edit, certain=False, now=NOW + MINUTE)

    assert claimed(group, NOW + MINUTE) == [edit.message_id]


def test_edit_that_is_repeated_says_what_is_true_by_now(group: Riverside) -> None:
    edit = edit_of(group)
    fail(group, edit, LOST)
    answers.replace(
        database=group.database,
        to=asker(group, "k3"),
        pressed="1763.1",
        item=Item(subject="share:1", title="Undone"),
        content=None,
        now=NOW,
    )
    [newer] = outbox.claim(database=group.database, now=NOW, limit=5)
    outbox.settle_sent(database=group.database, message_id=newer.message_id, sent=SENT, now=NOW)

    settle_lost(group, edit, certain=True, now=NOW + MINUTE)
    [repeated] = outbox.claim(database=group.database, now=NOW + MINUTE, limit=5)

    assert (repeated.message_id, repeated.content) == (edit.message_id, newer.content)


def test_late_word_of_an_earlier_attempt_changes_nothing(group: Riverside) -> None:
    first = say(group)
    fail(group, first, LOST)
    settle_lost(group, first, certain=True, now=NOW + MINUTE)
    [second] = outbox.claim(database=group.database, now=NOW + MINUTE, limit=5)

    for failure in (LOST, DeliveryFailed("late", retry_after=1), DeliveryFailed("gone", permanent=True)):
        fail(group, first, failure, NOW + MINUTE)
    outbox.hand_back(database=group.database, outgoing=first, now=NOW + MINUTE)

    assert (second.attempt, stored(group, second.message_id).state) == (2, MessageState.SENDING)


@pytest.mark.parametrize(
    ("importance", "state"),
    [
        (Importance.NORMAL, DeliveryState.SENT),
        (Importance.CRITICAL, DeliveryState.UNDELIVERABLE),
    ],
)
def test_platform_that_is_gone_is_settled_by_the_policy(
    group: Riverside, importance: Importance, state: DeliveryState
) -> None:
    outgoing = envelope(group, importance=importance)
    fail(group, outgoing, LOST, TUESDAY)

    outbox.settle_unconnected(database=group.database, message_id=outgoing.message_id, now=TUESDAY + MINUTE)

    assert Office(group.database).ledger()[0].state is state


def test_edit_on_a_platform_that_is_gone_is_let_be(group: Riverside) -> None:
    edit = edit_of(group)
    fail(group, edit, LOST)

    outbox.settle_unconnected(database=group.database, message_id=edit.message_id, now=NOW + MINUTE)

    assert claimed(group, NOW + MINUTE) == []
    assert stored(group, edit.message_id).state is MessageState.SENT


def test_message_that_says_nothing_readable_can_still_be_looked_for(group: Riverside) -> None:
    outgoing = say(group)
    fail(group, outgoing, LOST)
    with group.database.write() as transaction:
        messages.rewrite(
            transaction, viewer=ENGINE, message_id=outgoing.message_id, content={"no": "words"}, now=NOW
        )

    assert lost(group, NOW + MINUTE) == [(outgoing.message_id, NOW)]


def test_file_is_never_repeated_unasked(group: Riverside) -> None:
    outgoing = say(group, file=b"PK")
    fail(group, outgoing, LOST)

    settle_lost(group, outgoing, certain=False, now=NOW + MINUTE)

    assert stored(group, outgoing.message_id).state is MessageState.SENT


def test_message_was_reported_after_all_by_who_sent_it(group: Riverside) -> None:
    outgoing = say(group)
    fail(group, outgoing, LOST)

    outbox.settle_sent(database=group.database, message_id=outgoing.message_id, sent=SENT, now=NOW)

    assert stored(group, outgoing.message_id).state is MessageState.SENT


def test_message_shows_as_a_lease_that_ran_out_when_the_sender_crashed(group: Riverside) -> None:
    outgoing = say(group)
    after = NOW + outbox.LEASE + SECOND

    expired = [outbox.expire(database=group.database, now=now) for now in (NOW, after, after)]

    assert expired == [0, 1, 0]
    assert lost(group, after) == [(outgoing.message_id, NOW)]
