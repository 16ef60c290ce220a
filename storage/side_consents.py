"""Which partners have agreed to be shown side by side with the others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select

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
        seen_by(viewer, SideConsentRow.partnership_id)
    )
    return {row.partner_id: row.person_id for row in transaction.connection.execute(found)}


def agree(transaction: Transaction, *, viewer: Viewer, partner_id: int, now: datetime) -> bool:
    """Note that a partner agrees; False where it has, or is none of the viewer's partnership."""
    ours = select(PartnerRow.id).where(
        PartnerRow.id == partner_id, seen_by(viewer, PartnerRow.partnership_id)
    )
    if transaction.connection.execute(ours).one_or_none() is None:
        return False
    row = {
        "partnership_id": viewer.partnership_id,
        "partner_id": partner_id,
        "person_id": viewer.person_id,
        "at": now,
    }
    added = transaction.connection.execute(_AGREE[transaction.connection.dialect.name], row)
    return added.scalar_one_or_none() is not None


def take_back(transaction: Transaction, *, viewer: Viewer, partner_id: int) -> bool:
    """Take a partner's leave back; False where there is none that the viewer can see."""
    gone = transaction.connection.execute(
        delete(SideConsentRow).where(
            SideConsentRow.partner_id == partner_id, seen_by(viewer, SideConsentRow.partnership_id)
        )
    )
    return gone.rowcount == 1
