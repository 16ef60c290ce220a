"""To whom it was last said what is kept about them, and since when they have been met."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select

from bot.domain.deliveries import DeliveryKind
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import DeliveryRow, MembershipRow

_TOLD_AT: Final = (
    select(func.max(DeliveryRow.created_at, type_=DeliveryRow.created_at.type))
    .where(DeliveryRow.person_id == MembershipRow.person_id, DeliveryRow.kind == DeliveryKind.KEPT)
    .correlate(MembershipRow)
    .scalar_subquery()
)
_MET: Final = (
    select(
        MembershipRow.person_id,
        MembershipRow.partnership_id,
        MembershipRow.greeted_at,
        _TOLD_AT.label("told_at"),
    )
    .where(
        MembershipRow.doors_open.is_(True),
        MembershipRow.greeted_at < bindparam("before"),
        func.coalesce(_TOLD_AT, MembershipRow.greeted_at) < bindparam("before"),
    )
    .order_by(MembershipRow.greeted_at, MembershipRow.id)
)
"""Who was met a year ago is looked at first, so that a young partnership costs nothing."""


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
    met = transaction.connection.execute(_MET, {"before": before})
    found: dict[int, Met] = {}
    for person_id, partnership_id, greeted_at, told_at in met:
        if greeted_at is not None:
            one = Met(
                person_id=person_id, partnership_id=partnership_id, greeted_at=greeted_at, told_at=told_at
            )
            found.setdefault(person_id, one)
    return tuple(found.values())
