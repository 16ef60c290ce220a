"""Scheduled workbooks on their way to people: what is due, and whom it could not reach."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, literal, or_, select

from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Rule
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.delivery_rows import from_row, seen, sight_of, visible
from storage.tables import DeliveryRow

_DUE: Final = (
    select(*DeliveryRow.__table__.columns)
    .where(
        # Written out, as in `storage.deliveries`: so the index of what is open is used.
        DeliveryRow.state == literal(DeliveryState.PENDING, literal_execute=True),
        DeliveryRow.due_at <= bindparam("now"),
        DeliveryRow.kind == DeliveryKind.WORKBOOK,
    )
    .order_by(DeliveryRow.due_at, DeliveryRow.id)
    .limit(bindparam("limit"))
)
_DUE_AND_HELD: Final = _DUE.with_for_update(skip_locked=True)


def due(transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Return the workbooks that are due to people by now, oldest first. A sweep's question."""
    if viewer is not ENGINE:
        raise PermissionError("only a sweep asks what is due for everybody")
    found = _DUE_AND_HELD if transaction.locks_rows else _DUE
    return tuple(map(from_row, transaction.connection.execute(found, {"now": now, "limit": limit})))


def unreached(transaction: Transaction, *, viewer: Viewer, since: datetime) -> frozenset[int]:
    """Return whom a workbook of the viewer's partnership that was due since an instant (aware, UTC) could not reach."""
    nowhere = or_(
        DeliveryRow.state == DeliveryState.UNDELIVERABLE,
        (DeliveryRow.state == DeliveryState.WITHHELD) & (DeliveryRow.rule == Rule.NO_ADDRESS),
    )
    found = select(DeliveryRow.person_id).where(
        visible(sight_of(viewer)),
        DeliveryRow.kind == DeliveryKind.WORKBOOK,
        DeliveryRow.due_at >= since,
        nowhere,
    )
    rows = transaction.connection.execute(found, seen(viewer))
    return frozenset(person_id for (person_id,) in rows if person_id is not None)
