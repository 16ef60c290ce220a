"""The outbox: what is queued is claimed, written, sent by the engine, and settled by what is known of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.commitments import ShareState
from bot.domain.deliveries import (
    UNCONFIRMED,
    Delivery,
    DeliveryKind,
    DeliveryState,
    MessageKind,
    MessageState,
    StoredMessage,
    Way,
)
from bot.domain.importance import Importance
from bot.domain.permissions import ENGINE, engine_in
from bot.errors import DeliveryFailed
from bot.messages.model import Message
from bot.services import detours, envelopes, help_out, installations, letters, planning, rooms, stuck_help
from bot.services.answers import CONTENT, as_kept
from bot.services.mail import refusals
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

MOST_ATTEMPTS: Final = 10
"""How often a message is tried; one that was only asked to wait has not been tried."""

_PUSHED_AWAY: Final = timedelta(minutes=10)
_AT_MOST: Final = 50
_UNSAID: Final = Message(opening="")


def claim(
    *, database: Transactions, now: datetime, limit: int, only: int | None = None
) -> tuple[Outgoing, ...]:
    """Take what may be sent now in hand, oldest first, and say what it says. The claim holds for LEASE.

    With `only`, that one message at most. What was tried MOST_ATTEMPTS times is given up instead.
    """
    with database.write() as transaction:
        ready = stored_messages.claimable(transaction, viewer=ENGINE, now=now, limit=limit, only=only)
        taken = [_claim(transaction, message, now) for message in ready]
    return tuple(outgoing for outgoing in taken if outgoing is not None)


def ready(*, database: Transactions, now: datetime, limit: int, way: Way | None = None) -> tuple[int, ...]:
    """Return the numbers of the messages that may be sent now, oldest first: all, or through one installation."""
    with database.read() as transaction:
        found = stored_messages.claimable(transaction, viewer=ENGINE, now=now, limit=limit, way=way)
    return tuple(message.id for message in found)


def push_away(*, database: Transactions, message_id: int, now: datetime) -> None:
    """Let a message wait a while, because something is wrong with it. That counts as an attempt."""
    with database.write() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=message_id)
        later = {"not_before": now + _PUSHED_AWAY, "attempts": message.attempts + 1}
        _change(transaction, message, MessageState.PENDING, **later)


def is_held(*, database: Transactions, outgoing: Outgoing, now: datetime) -> bool:
    """Say whether this attempt is still the one that counts, with half of its lease left to send it in."""
    with database.read() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id)
    is_ours = message.state is MessageState.SENDING and message.attempts == outgoing.attempt
    return is_ours and message.attempt_at is not None and now < message.attempt_at + LEASE / 2


def hand_back(*, database: Transactions, outgoing: Outgoing, now: datetime) -> None:
    """Let go of a message that was not tried; it may be claimed again from `now` on."""
    with database.write() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id)
        _untried(transaction, message, outgoing, now, "not its turn")


def settle_sent(*, database: Transactions, message_id: int, sent: Sent, now: datetime) -> None:
    """Note that a message has arrived."""
    with database.write() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=message_id)
        _arrived(transaction, message, now, external_id=sent.external_id, conversation=sent.conversation)


def settle_failed(
    *, database: Transactions, outgoing: Outgoing, failure: DeliveryFailed, now: datetime
) -> None:
    """Note that a message was refused, may be sent later, or that nobody knows.

    Only the last attempt counts: what an earlier one has to say comes too late.
    """
    with database.write() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id)
        if message.attempts != outgoing.attempt:
            return
        if failure.retry_after is not None:
            later = now + timedelta(seconds=failure.retry_after)
            if failure.alone:
                _back(transaction, message, MessageState.PENDING, later, failure.reason)
            else:
                _untried(transaction, message, outgoing, later, failure.reason)
        elif failure.unknown:
            _back(transaction, message, MessageState.UNKNOWN, now + LOOK_AFTER, failure.reason)
        else:
            if failure.nobody:
                refusals.note(transaction, to=message.to, said=failure.reason, now=now)
                rooms.refuse(transaction, to=message.to, now=now)
                installations.refused(transaction, at=message.to, now=now)
            detours.give_up(
                transaction, message=message, since=MessageState.SENDING, reason=failure.reason, now=now
            )


def expire(*, database: Transactions, now: datetime) -> int:
    """Of messages whose sender was not heard of again nobody knows whether they arrived. Returns how many."""
    with database.write() as transaction:
        orphaned = stored_messages.expired(transaction, viewer=ENGINE, now=now, limit=_AT_MOST)
        for message in orphaned:
            _back(transaction, message, MessageState.UNKNOWN, now, "lease ran out")
        return len(orphaned)


def lost(*, database: Transactions, now: datetime, limit: int) -> tuple[tuple[Outgoing, datetime], ...]:
    """Return what may be looked for by now, each with the UTC instant of its attempt; again in a minute at most.

    A message is looked for by its key: what it says is left out.
    """
    with database.write() as transaction:
        unknown = stored_messages.unknown(transaction, viewer=ENGINE, now=now, limit=limit)
        for message in unknown:
            _change(transaction, message, MessageState.UNKNOWN, not_before=now + LOOK_AFTER)
    return tuple(
        (_outgoing(message, _UNSAID, message.attempts), message.attempt_at or message.created_at)
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
            _arrived(transaction, message, now, error=UNCONFIRMED)


def settle_unconnected(*, database: Transactions, message_id: int, now: datetime) -> None:
    """Settle a message that may have been lost on a platform that is not connected any more.

    What the policy would send again goes to the person's next address, or the runner hears of it.
    """
    with database.write() as transaction:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=message_id)
        if message.kind is not MessageKind.EDIT and _is_repeated(transaction, message):
            detours.give_up(
                transaction,
                message=message,
                since=MessageState.UNKNOWN,
                reason=detours.NOT_CONNECTED,
                now=now,
            )
        else:
            _arrived(transaction, message, now, error=UNCONFIRMED)


def _claim(transaction: Transaction, message: StoredMessage, now: datetime) -> Outgoing | None:
    since = MessageState.PENDING
    if message.attempts >= MOST_ATTEMPTS:
        detours.give_up(transaction, message=message, since=since, reason="tried too often", now=now)
        return None
    content = _content(transaction, message, now)
    if content is None:
        detours.drop(transaction, message=message, since=since, reason="nothing to say")
        return None
    outgoing = _outgoing(message, CONTENT.validate_python(content), message.attempts + 1)
    _change(
        transaction,
        message,
        since,
        state=MessageState.SENDING,
        content=content,
        attempts=outgoing.attempt,
        attempt_at=now,
        lease_until=now + LEASE,
    )
    return outgoing


def _content(transaction: Transaction, message: StoredMessage, now: datetime) -> dict[str, Any] | None:
    """Return what a message says by now; None where there is nothing left to say."""
    if message.kind in letters.WRITTEN:
        return _written(transaction, message, now)
    if message.edits_id is None:
        return message.content
    if message.edits is None:
        return None
    # Not what this edit was queued with: a newer one may have overtaken it while it was thought lost.
    return stored_messages.get(transaction, viewer=ENGINE, message_id=message.edits_id).content


def _written(transaction: Transaction, message: StoredMessage, now: datetime) -> dict[str, Any] | None:
    """Check again what the message carries, and write it; None when nothing of it is left to say."""
    carried = _carried(transaction, message)
    still = envelopes.still_to_say(transaction, message=message, deliveries=carried, now=now)
    if not still:
        return None
    return as_kept(letters.write(transaction, message=message, deliveries=still, now=now))


def _outgoing(message: StoredMessage, content: Message, attempt: int) -> Outgoing:
    return Outgoing(
        message_id=message.id,
        key=message.key,
        kind=message.to.kind,
        installation_id=message.to.installation_id,
        conversation=message.conversation,
        content=content,
        attempt=attempt,
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
        installations.taken(transaction, at=message.to)
    carried = _carried(transaction, message)
    stored_deliveries.settle(transaction, viewer=ENGINE, message_id=message.id, state=DeliveryState.SENT)
    for delivery in carried:
        _follow(transaction, delivery, now)


def _follow(transaction: Transaction, delivery: Delivery, now: datetime) -> None:
    """After a hello they are greeted; after being asked once, they are asked once more; a forewarning lets help be asked."""
    owed = delivery.owed
    viewer = engine_in(owed.partnership_id)
    if owed.kind is DeliveryKind.FOREWARNED:
        help_out.after_warning(transaction, delivery=delivery, now=now)
    if owed.kind is DeliveryKind.HELP_OUT:
        help_out.after_request(transaction, delivery=delivery, now=now)
    if owed.kind is DeliveryKind.ANSWER:
        stuck_help.after_answer(transaction, delivery=delivery, now=now)
    if owed.kind is DeliveryKind.HELLO and owed.person_id is not None:
        stored_members.greeted(transaction, viewer=viewer, person_id=owed.person_id, now=now)
    if owed.kind is DeliveryKind.ASK and owed.step != planning.SECOND_ASK and owed.share_id is not None:
        commitment, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=owed.share_id)
        if share.state is ShareState.PROPOSED:
            planning.plan_second_ask(transaction, viewer=viewer, commitment=commitment, share=share, now=now)


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


def _untried(
    transaction: Transaction,
    message: StoredMessage,
    outgoing: Outgoing,
    not_before: datetime,
    reason: str,
) -> None:
    """Take an attempt back that came to nothing, if it is still the last one."""
    values = {"state": MessageState.PENDING, "not_before": not_before, "error": reason, "lease_until": None}
    stored_messages.change(
        transaction,
        viewer=ENGINE,
        message_id=message.id,
        since=MessageState.SENDING,
        attempt=outgoing.attempt,
        changes={**values, "attempts": outgoing.attempt - 1},
    )


def _change(transaction: Transaction, message: StoredMessage, since: MessageState, **values: Any) -> bool:
    return stored_messages.change(
        transaction, viewer=ENGINE, message_id=message.id, since=since, changes=values
    )
