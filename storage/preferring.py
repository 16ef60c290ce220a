"""At which of their addresses somebody would like to be written to."""

from sqlalchemy import update

from bot.domain.permissions import Viewer
from storage.database import Transaction
from storage.tables import AddressRow


def prefer(transaction: Transaction, *, viewer: Viewer, address_id: int) -> None:
    """Write to the viewer at this address of theirs first. LookupError, with nothing changed, where it is not theirs."""
    theirs = update(AddressRow).where(AddressRow.person_id == viewer.person_id)
    chosen = transaction.connection.execute(theirs.where(AddressRow.id == address_id).values(preferred=True))
    if chosen.rowcount != 1:
        raise LookupError(f"address {address_id} is not one of {viewer}")
    transaction.connection.execute(theirs.where(AddressRow.id != address_id).values(preferred=False))
