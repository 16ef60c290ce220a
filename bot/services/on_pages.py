"""What stands on somebody's own page: all that was sent to it, and all that went to them by mail."""

from typing import Final

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services.ports import Transaction
from storage import people as stored_people

_SHOWN: Final = (AddressKind.WEB, AddressKind.EMAIL)


def places(transaction: Transaction, *, person_id: int) -> tuple[Destination, ...]:
    """Return where the messages were sent that stand on somebody's page."""
    addresses = stored_people.addresses_of(transaction, viewer=ENGINE, person_id=person_id)
    return tuple(
        Destination(kind=one.kind, installation_id=one.installation_id or 0, external_id=one.external_id)
        for one in addresses
        if one.kind in _SHOWN
    )
