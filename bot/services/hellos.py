"""The hello, which comes before anything else: owed when somebody's doors open, and again once it can reach them."""

from datetime import datetime

from bot.domain import slots
from bot.domain.deliveries import DeliveryKind, Owed, Rule
from bot.domain.people import Membership
from bot.domain.permissions import Viewer
from bot.services import readers
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import people as stored_people
from storage import reach


def owe(transaction: Transaction, *, viewer: Viewer, to: Reader, now: datetime) -> None:
    """Owe somebody their hello, at once inside their hours, unless they have had it."""
    slot = slots.at_once(calendar=to.calendar, now=now)
    if to.membership.greeted_at is None and slot is not None:
        hello = Owed(
            kind=DeliveryKind.HELLO,
            fact=f"hello:{to.membership.partnership_id}",
            step="hello",
            partnership_id=to.membership.partnership_id,
            due_on=slot.on,
            due_at=slot.at,
            person_id=to.person_id,
            off_day=True,
        )
        stored_deliveries.owe(transaction, viewer=viewer, owed=hello, now=now)


def owe_again(transaction: Transaction, *, viewer: Viewer, now: datetime) -> None:
    """Owe their hello once more to those who could not be reached by any address then, and can be by now."""
    unreached = reach.ungreeted(transaction, viewer=viewer)
    for person_id in sorted(unreached):
        to = readers.reader(transaction, viewer=viewer, person_id=person_id)
        addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=person_id)
        had_none = unreached[person_id] is Rule.NO_ADDRESS
        if to is not None and had_none and any(address.carries for address in addresses):
            owe(transaction, viewer=viewer, to=to, now=now)


def unreached(transaction: Transaction, *, viewer: Viewer) -> tuple[Membership, ...]:
    """Return who was to be greeted, and could not be, in the order in which they were added."""
    found = reach.ungreeted(transaction, viewer=viewer)
    everybody = stored_members.all_of(transaction, viewer=viewer)
    return tuple(one for one in everybody if one.greeted_at is None and one.person.id in found)
