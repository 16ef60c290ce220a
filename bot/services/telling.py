"""Telling whoever holds a share that what they promised was changed, dropped, or put back."""

from datetime import datetime

from bot.domain import slots
from bot.domain.commitments import Share
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.permissions import Viewer
from bot.services import readers
from bot.services.ports import Transaction
from storage import deliveries as stored_deliveries


def in_next_envelope(
    transaction: Transaction,
    *,
    viewer: Viewer,
    person_id: int | None,
    kind: DeliveryKind,
    fact: str,
    step: str,
    share_id: int,
    now: datetime,
) -> None:
    """Tell somebody about a share in their next envelope, or the runner in their next list.

    Whoever causes it is not told, nor is somebody who is not written to.
    """
    to = readers.reader(transaction, viewer=viewer, person_id=person_id)
    slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
    if to is None or slot is None or to.person_id == viewer.person_id:
        return
    owed = Owed(
        kind=kind,
        fact=fact,
        step=step,
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
        share_id=share_id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def changed(transaction: Transaction, *, viewer: Viewer, share: Share, step: str, now: datetime) -> None:
    """Tell the holder what has become of what they promised.

    `step` says what: "changed:" and the instant of it, or "moved:", "dropped:" or "restored:" and that.
    """
    in_next_envelope(
        transaction,
        viewer=viewer,
        person_id=share.person_id,
        kind=DeliveryKind.CHANGED,
        fact=f"share:{share.id}:course",
        step=step,
        share_id=share.id,
        now=now,
    )
