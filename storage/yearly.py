"""To whom it was last said what is kept about them, and since when they have been met."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.deliveries import DeliveryKind
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import DeliveryRow, MembershipRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Somebody who was greeted, first in this partnership. `told_at` is when it was last written for them."""

    person_id: int
    partnership_id: int
    greeted_at: datetime
    told_at: datetime | None


def untold(transaction: Transaction, *, viewer: Viewer, before: datetime) -> tuple[Met, ...]:
    """Return who was greeted, and told nothing since, before an instant (aware, UTC). A sweep's question."""
    if viewer is not ENGINE:
        raise PermissionError("only a sweep looks at what everybody has been told")
    told = (
        select(
            DeliveryRow.person_id,
            func.max(DeliveryRow.created_at, type_=DeliveryRow.created_at.type).label("told_at"),
        )
        .where(DeliveryRow.kind == DeliveryKind.KEPT)
        .group_by(DeliveryRow.person_id)
        .subquery()
    )
    met = (
        select(
            MembershipRow.person_id,
            MembershipRow.partnership_id,
            MembershipRow.greeted_at,
            told.c.told_at,
        )
        .outerjoin(told, told.c.person_id == MembershipRow.person_id)
        .where(
            MembershipRow.doors_open.is_(True),
            MembershipRow.greeted_at < before,
            (told.c.told_at.is_(None)) | (told.c.told_at < before),
        )
        .order_by(MembershipRow.greeted_at, MembershipRow.id)
    )
    found: dict[int, Met] = {}
    for person_id, partnership_id, greeted_at, told_at in transaction.connection.execute(met):
        if greeted_at is not None:
            one = Met(
                person_id=person_id, partnership_id=partnership_id, greeted_at=greeted_at, told_at=told_at
            )
            found.setdefault(person_id, one)
    return tuple(found.values())
