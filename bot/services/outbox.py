"""The outbox: what is queued is claimed, written, sent by the engine, and settled by what is known of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.commitments import ShareState
from bot.domain.deliveries import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    MessageKind,
    MessageState,
    NewMessage,
    StoredMessage,
)
from bot.domain.importance import Importance
from bot.domain.permissions import ENGINE, engine_in
from bot.errors import DeliveryFailed
from bot.messages import answers as wording
from bot.services import envelopes, letters, planning, rechecks
from bot.services.answers import CONTENT, as_kept
from bot.services.ports import Outgoing, Sent, Transaction, Transactions
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import messages as stored_messages
from storage import people as stored_people

LEASE: Final = timedelta(minutes=2)
"""How long a sender may take before it counts as crashed; longer than any time-out of a platform's client."""

LOOK_AFTER: Final = timedelta(seconds=60)
"""A platform's history is read no earlier than this after the attempt."""

_PUSHED_AWAY: Final = timedelta(minutes=10)
_AT_MOST: Final = 50
_SECOND: Final = "second"


def claim(
    *, database: Transactions, now: datetime, limit: int, only: int | None = None
) -> tuple[Outgoing, ...]:
    """Take what may be sent now in hand, oldest first, and say what it says. The claim holds for LEASE.

    With `only`, that one message at most.
    """
    with database.write() as transaction:
        ready = stored_messages.claimable(transaction, viewer=ENGINE, now=now, limit=limit, only=only)
        taken = [_claim(transaction, message, now) for message in ready]
    return tuple(outgoing for outgoing in taken if outgoing is not None)


def ready(*, database: Transactions, now: datetime, limit: int) -> tuple[int, ...]:
    """Return the numbers of the messages that may be sent now, oldest first."""
    with database.read() as transaction:
        found = stored_messages.claimable(transaction, viewer=ENGINE, now=now, limit=limit)
    return tuple(message.id for message in found)


def push_away(*, database: Transactions, message_id: int, now: datetime) -> None:
    """Let a message wait a while, because something is wrong with it."""
    with database.write() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=message_id)
        _change(transaction, message, MessageState.PENDING, not_before=now + _PUSHED_AWAY)


def settle_sent(*, database: Transactions, message_id: int, sent: Sent, now: datetime) -> None:
    """Note that a message has arrived."""
    with database.write() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=message_id)
        _arrived(transaction, message, now, external_id=sent.external_id, conversation=sent.conversation)


def settle_failed(*, database: Transactions, message_id: int, failure: DeliveryFailed, now: datetime) -> None:
    """Note that a message was refused, may be sent later, or that nobody knows."""
    with database.write() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=message_id)
        if failure.retry_after is not None:
            later = now + timedelta(seconds=failure.retry_after)
            _back(transaction, message, MessageState.PENDING, later, failure.reason)
        elif failure.unknown:
            _back(transaction, message, MessageState.UNKNOWN, now + LOOK_AFTER, failure.reason)
        else:
            _refused(transaction, message, failure.reason, now)


def expire(*, database: Transactions, now: datetime) -> int:
    """Of messages whose sender was not heard of again nobody knows whether they arrived. Returns how many."""
    with database.write() as transaction:
        orphaned = stored_messages.expired(transaction, viewer=ENGINE, now=now, limit=_AT_MOST)
        for message in orphaned:
            _back(transaction, message, MessageState.UNKNOWN, now, "lease ran out")
        return len(orphaned)


def lost(*, database: Transactions, now: datetime, limit: int) -> tuple[tuple[Outgoing, datetime], ...]:
    """Return what may be looked for by now, each with the UTC instant of its attempt; again in a minute at most."""
    with database.write() as transaction:
        unknown = stored_messages.unknown(transaction, viewer=ENGINE, now=now, limit=limit)
        for message in unknown:
            _change(transaction, message, MessageState.UNKNOWN, not_before=now + LOOK_AFTER)
    return tuple(
        (_outgoing(message, message.content or {}), message.attempt_at or message.created_at)
        for message in unknown
    )


def settle_lost(
    *, database: Transactions, message_id: int, found: Sent | None, certain: bool, now: datetime
) -> None:
    """Settle a message that was looked for: there, certainly not there, or (not `certain`) by the policy of its kind.

    The policy: a warning before a critical date, a call for help and an edit are sent again; any other message
    may have arrived and is not repeated, a file never.
    """
    with database.write() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=message_id)
        if found is not None:
            _arrived(
                transaction, message, now, external_id=found.external_id, conversation=found.conversation
            )
        elif certain or _is_repeated(transaction, message):
            _back(transaction, message, MessageState.PENDING, now, "not there", since=MessageState.UNKNOWN)
        else:
            _arrived(transaction, message, now, error="unconfirmed")


def _claim(transaction: Transaction, message: StoredMessage, now: datetime) -> Outgoing | None:
    content = message.content
    if message.kind in letters.WRITTEN:
        content = _written(transaction, message, now)
    if content is None or (message.kind is MessageKind.EDIT and message.edits is None):
        _give_up(transaction, message, MessageState.PENDING, "nothing to say")
        return None
    _change(
        transaction,
        message,
        MessageState.PENDING,
        state=MessageState.SENDING,
        content=content,
        attempts=message.attempts + 1,
        attempt_at=now,
        lease_until=now + LEASE,
    )
    return _outgoing(message, content)


def _written(transaction: Transaction, message: StoredMessage, now: datetime) -> dict[str, Any] | None:
    """Check again what the message carries, and write it; None when nothing of it is left to say."""
    carried = _carried(transaction, message)
    still: list[Delivery] = []
    for delivery in carried:
        rule = rechecks.broken(transaction, delivery=delivery, now=now)
        if rule is None:
            still.append(delivery)
        else:
            stored_deliveries.withhold(transaction, viewer=ENGINE, ids=[delivery.id], rule=rule)
    if not still:
        return None
    return as_kept(letters.write(transaction, message=message, deliveries=still, now=now))


def _outgoing(message: StoredMessage, content: dict[str, Any]) -> Outgoing:
    return Outgoing(
        message_id=message.id,
        key=message.key,
        kind=message.to.kind,
        installation_id=message.to.installation_id,
        conversation=message.conversation,
        content=CONTENT.validate_python(content),
        edits=message.edits,
        file=message.file,
    )


def _arrived(transaction: Transaction, message: StoredMessage, now: datetime, **known: str) -> None:
    """A message that was thought lost may still be reported by who sent it."""
    values = {"state": MessageState.SENT, "sent_at": now, "error": "", **known}
    if not any(
        _change(transaction, message, since, **values)
        for since in (MessageState.SENDING, MessageState.UNKNOWN)
    ):
        return
    if message.address_id is not None and "conversation" in known:
        stored_people.keep_conversation(
            transaction, viewer=ENGINE, address_id=message.address_id, conversation=known["conversation"]
        )
    carried = _carried(transaction, message)
    stored_deliveries.settle(transaction, viewer=ENGINE, message_id=message.id, state=DeliveryState.SENT)
    for delivery in carried:
        _follow(transaction, delivery, now)


def _follow(transaction: Transaction, delivery: Delivery, now: datetime) -> None:
    """After a hello they are greeted; after being asked once, they are asked once more."""
    owed = delivery.owed
    viewer = engine_in(owed.partnership_id)
    if owed.kind is DeliveryKind.HELLO and owed.person_id is not None:
        stored_members.greeted(transaction, viewer=viewer, person_id=owed.person_id, now=now)
    if owed.kind is DeliveryKind.ASK and owed.step != planning.SECOND_ASK and owed.share_id is not None:
        commitment, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=owed.share_id)
        if share.state is ShareState.PROPOSED:
            planning.plan_second_ask(transaction, viewer=viewer, commitment=commitment, share=share, now=now)


def _refused(transaction: Transaction, message: StoredMessage, reason: str, now: datetime) -> None:
    """The platform will never take it: try the person's next address, once; else the runner hears of it."""
    _give_up(transaction, message, MessageState.SENDING, reason)
    if message.kind is MessageKind.EDIT:
        _receipt(transaction, message, now)
        return
    second = _second_way(transaction, message, now)
    if second is None:
        stored_deliveries.settle(
            transaction, viewer=ENGINE, message_id=message.id, state=DeliveryState.UNDELIVERABLE
        )
    else:
        stored_deliveries.hand_on(transaction, viewer=ENGINE, message_id=message.id, to=second)


def _second_way(transaction: Transaction, message: StoredMessage, now: datetime) -> int | None:
    if message.person_id is None or message.part.startswith(_SECOND):
        return None
    addresses = stored_people.addresses_of(transaction, viewer=ENGINE, person_id=message.person_id)
    other = next((one for one in addresses if one.carries and one.id != message.address_id), None)
    if other is None:
        return None
    new = NewMessage(
        kind=message.kind,
        to=envelopes.destination(other),
        local_date=message.local_date,
        part=f"{_SECOND}:{message.part}",
        not_before=now,
        person_id=message.person_id,
        address_id=other.id,
        content=message.content,
        conversation=other.conversation,
        file=message.file,
    )
    return stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)


def _receipt(transaction: Transaction, message: StoredMessage, now: datetime) -> None:
    """An edit was refused: one line says that the press has counted."""
    new = NewMessage(
        kind=MessageKind.ANSWER,
        to=message.to,
        local_date=message.local_date,
        part=f"receipt:{message.id}",
        not_before=now,
        person_id=message.person_id,
        address_id=message.address_id,
        content=as_kept(wording.receipt()),
        conversation=message.conversation,
    )
    stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)


def _is_repeated(transaction: Transaction, message: StoredMessage) -> bool:
    if message.file is not None:
        return False
    carried = _carried(transaction, message)
    return message.kind is MessageKind.EDIT or any(_is_vital(transaction, one) for one in carried)


def _is_vital(transaction: Transaction, delivery: Delivery) -> bool:
    owed = delivery.owed
    if owed.kind is not DeliveryKind.REMINDER or owed.share_id is None:
        return owed.kind is DeliveryKind.STUCK
    commitment, _ = stored_commitments.of_share(
        transaction, viewer=engine_in(owed.partnership_id), share_id=owed.share_id
    )
    return commitment.importance is not Importance.NORMAL


def _carried(transaction: Transaction, message: StoredMessage) -> Sequence[Delivery]:
    carried = stored_deliveries.of_message(transaction, viewer=ENGINE, message_id=message.id)
    return [one for one in carried if one.state is DeliveryState.CLAIMED]


def _back(
    transaction: Transaction,
    message: StoredMessage,
    state: MessageState,
    not_before: datetime,
    reason: str,
    *,
    since: MessageState = MessageState.SENDING,
) -> None:
    _change(transaction, message, since, state=state, not_before=not_before, error=reason, lease_until=None)


def _give_up(transaction: Transaction, message: StoredMessage, since: MessageState, reason: str) -> None:
    # Its place is free again: what comes later on the same day may still go.
    part = f"given up:{message.id}"
    _change(transaction, message, since, state=MessageState.DEAD, part=part, error=reason)


def _change(transaction: Transaction, message: StoredMessage, since: MessageState, **values: Any) -> bool:
    return stored_messages.change(
        transaction, viewer=ENGINE, message_id=message.id, since=since, changes=values
    )
