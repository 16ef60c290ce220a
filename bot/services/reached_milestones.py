"""Telling the chair that a milestone is reached."""

from datetime import datetime

from bot.domain import slots
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.permissions import Viewer
from bot.services import readers
from bot.services.ports import Transaction
from storage import deliveries as stored_deliveries
from storage import members as stored_members


def tell_chair(transaction: Transaction, *, viewer: Viewer, milestone_id: int, now: datetime) -> None:
    """Owe the chair the question what is to become of it."""
    chair = stored_members.chair_of(transaction, viewer=viewer)
    to = readers.reader(transaction, viewer=viewer, person_id=chair.person.id) if chair else None
    slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
    if to is not None and slot is not None:
        owed = Owed(
            kind=DeliveryKind.MILESTONE,
            fact=f"milestone:{milestone_id}",
            step="reached",
            partnership_id=to.membership.partnership_id,
            due_on=slot.on,
            due_at=slot.at,
            person_id=to.person_id,
        )
        stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
