"""Addresses that came to somebody by a code which somebody else has used, and are taken away again."""

from collections.abc import Collection

from sqlalchemy import delete, select, update

from bot.domain.deliveries import MessageState
from bot.domain.permissions import Viewer
from storage.database import Transaction
from storage.tables import AddressRow, MessageRow

_NOT_SETTLED = (MessageState.PENDING, MessageState.SENDING, MessageState.UNKNOWN)


def came_since(transaction: Transaction, *, viewer: Viewer, invitation_id: int) -> frozenset[int]:
    """Return which addresses of the viewer's came by this code, or by one that was made later."""
    found = select(AddressRow.id).where(
        AddressRow.person_id == viewer.person_id, AddressRow.invitation_id >= invitation_id
    )
    return frozenset(transaction.connection.execute(found).scalars())


def take_away(transaction: Transaction, *, viewer: Viewer, address_ids: Collection[int]) -> tuple[int, ...]:
    """Let addresses of the viewer's be nobody's. Returns the messages that were on their way there, oldest first.

    LookupError, with nothing changed, where one is not theirs.
    """
    theirs = select(AddressRow.id).where(
        AddressRow.person_id == viewer.person_id, AddressRow.id.in_(address_ids)
    )
    if len(transaction.connection.execute(theirs).all()) != len(address_ids):
        raise LookupError(f"{address_ids} are not all of {viewer}")
    sent_there = MessageRow.address_id.in_(address_ids)
    waiting = select(MessageRow.id).where(sent_there, MessageRow.state.in_(_NOT_SETTLED))
    found = tuple(transaction.connection.execute(waiting.order_by(MessageRow.id)).scalars())
    transaction.connection.execute(update(MessageRow).where(sent_there).values(address_id=None))
    transaction.connection.execute(delete(AddressRow).where(AddressRow.id.in_(address_ids)))
    return found
