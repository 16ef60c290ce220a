"""The next instant at which something may be due, so that a clock that is moved by hand can stop there."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select, union_all

from bot.domain.deliveries import DeliveryState, MessageState
from bot.domain.permissions import ENGINE, Viewer
from bot.domain.snapshots import SnapshotState
from storage.database import Transaction
from storage.tables import DeliveryRow, MessageRow, ScheduleRow, SnapshotRow
from storage.types import UtcDateTime

_INSTANTS: Final = union_all(
    select(DeliveryRow.due_at.label("at")).where(DeliveryRow.state == DeliveryState.PENDING),
    select(MessageRow.not_before.label("at")).where(MessageRow.state == MessageState.PENDING),
    select(ScheduleRow.next_at.label("at")),
    select(SnapshotRow.next_at.label("at")).where(SnapshotRow.state == SnapshotState.PENDING),
).subquery()
_NEXT: Final = select(func.min(_INSTANTS.c.at, type_=UtcDateTime())).where(
    _INSTANTS.c.at > bindparam("after")
)


def next_after(transaction: Transaction, *, viewer: Viewer, after: datetime) -> datetime | None:
    """Return the next instant (aware, UTC) of a delivery, a message, a workbook or what recurs; None when there is none."""
    if viewer is not ENGINE:
        raise PermissionError("only a sweep looks at what is due for everybody")
    found: datetime | None = transaction.connection.execute(_NEXT, {"after": after}).scalar_one()
    return found
