"""The hello, which comes before anything else: owed when somebody's doors open, and again once it can reach them."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain import slots
from bot.domain.deliveries import DeliveryKind, Owed, Rule
from bot.domain.people import Membership
from bot.domain.permissions import Viewer
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import people as stored_people
from storage import reach

_TRIED_FOR: Final = timedelta(days=1)
"""A day after it was due no address is tried any more."""


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


def reach_again(transaction: Transaction, *, viewer: Viewer) -> None:
    """Let what could reach somebody by no address then, their hello first, be open again where it can by now.

    Whoever would rather be rung is left alone.
    """
    rung = {one.person.id for one in stored_members.all_of(transaction, viewer=viewer) if one.rings}
    for person_id in sorted(reach.unaddressed(transaction, viewer=viewer) - rung):
        addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=person_id)
        if any(address.carries for address in addresses):
            stored_deliveries.revive_of_person(
                transaction, viewer=viewer, person_id=person_id, rule=Rule.NO_ADDRESS
            )


def unreached(transaction: Transaction, *, viewer: Viewer) -> tuple[Membership, ...]:
    """Return who was to be greeted, and could not be, in the order in which they were added."""
    return tuple(one for one, _ in unreached_since(transaction, viewer=viewer))


def unreached_since(transaction: Transaction, *, viewer: Viewer) -> tuple[tuple[Membership, datetime], ...]:
    """Return who could not be greeted, each with the instant (UTC) since when that has been certain."""
    found = reach.ungreeted(transaction, viewer=viewer)
    everybody = stored_members.all_of(transaction, viewer=viewer)
    return tuple(
        (one, found[one.person.id] + _TRIED_FOR)
        for one in everybody
        if one.greeted_at is None and one.person.id in found
    )
