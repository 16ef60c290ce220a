"""Telling whoever holds a share that what they promised was changed, dropped, or put back."""

from datetime import datetime

from bot.domain import slots
from bot.domain.commitments import Share
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.permissions import Viewer
from bot.services import readers
from bot.services.ports import Transaction
from storage import deliveries as stored_deliveries


def changed(transaction: Transaction, *, viewer: Viewer, share: Share, step: str, now: datetime) -> None:
    """Tell the holder in their next envelope; not whoever did it, nor somebody who is not written to.

    `step` says what: "changed:" and the instant of it, or "dropped:" or "restored:" and that.
    """
    to = readers.reader(transaction, viewer=viewer, person_id=share.person_id)
    slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
    if to is None or slot is None or to.person_id == viewer.person_id:
        return
    owed = Owed(
        kind=DeliveryKind.CHANGED,
        fact=f"share:{share.id}:course",
        step=step,
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
        share_id=share.id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
