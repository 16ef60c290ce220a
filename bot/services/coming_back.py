"""What comes back by mail: a letter that nobody was reached with, or somebody's own words. Each counts once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, assert_never

from bot.domain.deliveries import (
    IN_CONFIDENCE,
    Delivery,
    MessageKind,
    MessageState,
    NewMessage,
    StoredMessage,
)
from bot.domain.mail import Answer, Bounce, Reply, Returned
from bot.domain.people import AddressKind, Membership
from bot.domain.permissions import ENGINE, engine_in, myself
from bot.messages import letters_back as wording
from bot.services import detours, inbound
from bot.services.answers import as_kept
from bot.services.mail import refusals
from bot.services.ports import Database, Transaction, Transactions
from bot.services.readers import RUNNERS
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import messages as stored_messages
from storage import partnerships as stored_partnerships
from storage import replies as stored_replies
from storage import sent_back

_SOURCE: Final = "mail"
_PART: Final = "written back"
_GONE_OUT: Final = (MessageState.SENDING, MessageState.UNKNOWN, MessageState.SENT)
"""A notice may be quicker than the server's word to us that it has the letter. In the order in which they follow."""


def take(*, database: Database, returned: Returned, now: datetime) -> None:
    """Do what follows from one letter that came in. The second time does nothing."""

    def act(joined: Transactions) -> dict[str, Any]:
        with joined.write() as transaction:
            match returned:
                case Bounce():
                    _bounced(transaction, returned, now)
                case Reply():
                    _replied(transaction, returned, now)
                case _:
                    assert_never(returned)
        return {}

    inbound.once(database=database, source=_SOURCE, key=returned.key, now=now, act=act)


def _bounced(transaction: Transaction, bounce: Bounce, now: datetime) -> None:
    """Give up the letter, and its address where nobody is reached there. A notice that isn't about it is passed over."""
    message = _letter(transaction, bounce.about)
    if message is None or bounce.answer is Answer.LATER:
        return
    if bounce.addresses and message.to.external_id not in bounce.addresses:
        return
    # Of several to whom it was sent on, one may be nobody while others read it.
    is_sent_on = any(one != message.to.external_id for one in bounce.addresses)
    if bounce.answer is Answer.NOBODY and not is_sent_on:
        refusals.note(transaction, to=message.to, said=bounce.said, now=now)
    if message.state in _GONE_OUT:
        # Whoever sends it may settle it meanwhile, so that it is found one step later.
        for since in _GONE_OUT:
            sent_back.take_back(transaction, viewer=ENGINE, message_id=message.id)
            detours.give_up(transaction, message=message, since=since, reason=bounce.said, now=now)


def _replied(transaction: Transaction, reply: Reply, now: datetime) -> None:
    """Let the runner read it, and say so to whoever wrote. It must come from where the letter went that it names."""
    found = (_letter(transaction, key) for key in reply.about)
    message = next((one for one in found if one is not None), None)
    if message is None or message.person_id is None or message.to.external_id != reply.sender:
        return
    about = _about(transaction, message, message.person_id)
    words = reply.words if len(about) == 1 else ""
    # That there were words at all would give away that somebody has something in confidence.
    is_secret = _is_in_confidence(transaction, message)
    told = [] if is_secret else [one for one in about if one.role not in RUNNERS]
    for one in told:
        stored_replies.add(
            transaction,
            viewer=ENGINE,
            partnership_id=one.partnership_id,
            person_id=message.person_id,
            words=words,
            now=now,
        )
    if message.part != _PART:
        _answer(transaction, message, told if words else (), now)


def _answer(
    transaction: Transaction, message: StoredMessage, told: Sequence[Membership], now: datetime
) -> None:
    """One letter a day, and none to who answers it: two programs could write to one another for ever."""
    readers = [
        member.person.name
        for one in told
        for member in stored_members.all_of(transaction, viewer=engine_in(one.partnership_id))
        if member.role in RUNNERS
    ]
    new = NewMessage(
        kind=MessageKind.ANSWER,
        to=message.to,
        local_date=now.date(),
        part=_PART,
        not_before=now,
        person_id=message.person_id,
        address_id=message.address_id,
        content=as_kept(wording.cannot_read(readers=readers)),
        conversation=message.conversation,
    )
    stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)


def _about(transaction: Transaction, message: StoredMessage, person_id: int) -> tuple[Membership, ...]:
    """Return what the reader is in the partnerships that a letter was about; in all where it doesn't say."""
    memberships = stored_partnerships.memberships_of(transaction, viewer=myself(person_id))
    carried = {one.owed.partnership_id for one in _carried(transaction, message)}
    if not carried:
        return memberships
    return tuple(one for one in memberships if one.partnership_id in carried)


def _is_in_confidence(transaction: Transaction, message: StoredMessage) -> bool:
    return any(one.owed.kind in IN_CONFIDENCE for one in _carried(transaction, message))


def _carried(transaction: Transaction, message: StoredMessage) -> tuple[Delivery, ...]:
    return stored_deliveries.of_message(transaction, viewer=ENGINE, message_id=message.id)


def _letter(transaction: Transaction, key: str) -> StoredMessage | None:
    """Return the letter of this key; what went another way was never answered by mail."""
    message = stored_messages.behind_key(transaction, viewer=ENGINE, key=key)
    return message if message is not None and message.to.kind is AddressKind.EMAIL else None
