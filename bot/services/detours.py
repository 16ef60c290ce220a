"""Messages that will never arrive as they are: the person's next address, once; else the runner hears of it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from bot.domain.deliveries import (
    LINK,
    SECOND,
    DeliveryState,
    MessageKind,
    MessageState,
    NewMessage,
    StoredMessage,
    Way,
)
from bot.domain.ledger import RECEIPT
from bot.domain.people import Address, AddressKind
from bot.domain.permissions import ENGINE
from bot.messages import answers as wording
from bot.services import envelopes
from bot.services.answers import as_kept
from bot.services.ports import Transaction, Transactions
from storage import deliveries as stored_deliveries
from storage import messages as stored_messages
from storage import people as stored_people

NOT_CONNECTED: Final = "not connected"

_STRANDED_AFTER: Final = timedelta(days=1)
"""How long a message waits for its platform to be connected again."""

_AT_MOST: Final = 50


def strand(*, database: Transactions, ways: Collection[Way], now: datetime) -> int:
    """Give up what has waited a day for an installation that is not one of these. Returns how many messages."""
    with database.write() as transaction:
        waiting = stored_messages.stranded(
            transaction, viewer=ENGINE, ways=ways, before=now - _STRANDED_AFTER, limit=_AT_MOST
        )
        for message in waiting:
            give_up(transaction, message=message, since=MessageState.PENDING, reason=NOT_CONNECTED, now=now)
        return len(waiting)


def drop(transaction: Transaction, *, message: StoredMessage, since: MessageState, reason: str) -> bool:
    """Send a message no more, if it is still in state `since`. Returns whether it was."""
    # Its place is free again: what comes later on the same day may still go.
    dead = {"state": MessageState.DEAD, "part": f"given up:{message.id}", "error": reason}
    return stored_messages.change(
        transaction, viewer=ENGINE, message_id=message.id, since=since, changes=dead
    )


def give_up(
    transaction: Transaction, *, message: StoredMessage, since: MessageState, reason: str, now: datetime
) -> None:
    """Send a message no more, and let the person's next address bring what it carried.

    Without one it is undeliverable, which the runner's list says; an edit becomes a line of its own. Somebody
    who was quicker has settled it: nothing is done then.
    """
    if not drop(transaction, message=message, since=since, reason=reason):
        return
    if message.kind is MessageKind.EDIT:
        if reason == NOT_CONNECTED:
            return  # A line of its own would have nowhere to go either.
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
    if message.person_id is None or message.part.startswith(SECOND):
        return None
    addresses = stored_people.addresses_of(transaction, viewer=ENGINE, person_id=message.person_id)
    other = next((one for one in addresses if one.id != message.address_id and _brings(one, message)), None)
    if other is None:
        return None
    new = NewMessage(
        kind=message.kind,
        to=envelopes.destination(other),
        local_date=message.local_date,
        part=f"{SECOND}{message.id}:{message.part}",
        not_before=now,
        person_id=message.person_id,
        address_id=other.id,
        content=message.content,
        conversation=other.conversation,
        file=message.file,
    )
    return stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)


def _brings(address: Address, message: StoredMessage) -> bool:
    """Say whether an address can take what a message says; the words of a new link mean nothing without it."""
    return address.carries and (address.kind is AddressKind.EMAIL or not message.part.startswith(LINK))


def _receipt(transaction: Transaction, message: StoredMessage, now: datetime) -> None:
    """An edit was refused: one line says that the press has counted."""
    new = NewMessage(
        kind=MessageKind.ANSWER,
        to=message.to,
        local_date=message.local_date,
        part=f"{RECEIPT}{message.id}",
        not_before=now,
        person_id=message.person_id,
        address_id=message.address_id,
        content=as_kept(wording.receipt()),
        conversation=message.conversation,
    )
    stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)
