"""Which partners have agreed to be shown side by side with the others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select, update

from bot.domain.permissions import Viewer
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import PartnerRow, SideConsentRow

_AGREE: Final = {
    name: added.returning(SideConsentRow.id)
    for name, added in unless_there(SideConsentRow, key=("partnership_id", "partner_id")).items()
}


def agreed(transaction: Transaction, *, viewer: Viewer) -> Mapping[int, int]:
    """Return by partner of the viewer's partnership who has pressed **Fine with us** for it."""
    found = select(SideConsentRow.partner_id, SideConsentRow.person_id).where(
        SideConsentRow.taken_back_at.is_(None), seen_by(viewer, SideConsentRow.partnership_id)
    )
    return {row.partner_id: row.person_id for row in transaction.connection.execute(found)}


def is_taken_back(transaction: Transaction, *, viewer: Viewer) -> bool:
    """Say whether any partner of the viewer's partnership has agreed and thought again."""
    found = select(SideConsentRow.id).where(
        SideConsentRow.taken_back_at.is_not(None), seen_by(viewer, SideConsentRow.partnership_id)
    )
    return transaction.connection.execute(found.limit(1)).first() is not None


def agree(transaction: Transaction, *, viewer: Viewer, partner_id: int, now: datetime) -> bool:
    """Note that a partner agrees; False where it has, or is none of the viewer's partnership."""
    ours = select(PartnerRow.id).where(
        PartnerRow.id == partner_id, seen_by(viewer, PartnerRow.partnership_id)
    )
    if transaction.connection.execute(ours).one_or_none() is None:
        return False
    again = (
        update(SideConsentRow)
        .where(
            SideConsentRow.partner_id == partner_id,
            SideConsentRow.taken_back_at.is_not(None),
            seen_by(viewer, SideConsentRow.partnership_id),
        )
        .values(person_id=viewer.person_id, at=now, taken_back_at=None)
    )
    if transaction.connection.execute(again).rowcount == 1:
        return True
    row = {
        "partnership_id": viewer.partnership_id,
        "partner_id": partner_id,
        "person_id": viewer.person_id,
        "at": now,
    }
    added = transaction.connection.execute(_AGREE[transaction.connection.dialect.name], row)
    return added.scalar_one_or_none() is not None


def take_back(transaction: Transaction, *, viewer: Viewer, partner_id: int, now: datetime) -> bool:
    """Take a partner's leave back; False where there is none that the viewer can see."""
    gone = transaction.connection.execute(
        update(SideConsentRow)
        .where(
            SideConsentRow.partner_id == partner_id,
            SideConsentRow.taken_back_at.is_(None),
            seen_by(viewer, SideConsentRow.partnership_id),
        )
        .values(taken_back_at=now)
    )
    return gone.rowcount == 1
