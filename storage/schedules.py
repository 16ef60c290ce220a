"""What recurs for one person in one partnership, and when it is next due."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select

from bot.domain.permissions import Role, Viewer
from storage.conflicts import in_place_of
from storage.database import Transaction
from storage.tables import ScheduleRow

_BEGIN: Final = in_place_of(ScheduleRow, key=("kind", "partnership_id", "person_id"), kept=())

_DUE: Final = (
    select(ScheduleRow.__table__)
    .where(ScheduleRow.kind == bindparam("kind"), ScheduleRow.next_at <= bindparam("now"))
    .order_by(ScheduleRow.next_at, ScheduleRow.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One recurring thing. `next_at` is the aware UTC instant at which it is next due."""

    id: int
    kind: str
    partnership_id: int
    person_id: int
    next_at: datetime


def begin(transaction: Transaction, *, viewer: Viewer, kind: str, person_id: int, next_at: datetime) -> None:
    """Let something recur for a person of the viewer's partnership, from `next_at` on; again, it only moves."""
    if viewer.partnership_id is None:
        raise PermissionError("what recurs belongs to a partnership")
    row = {
        "kind": kind,
        "partnership_id": viewer.partnership_id,
        "person_id": person_id,
        "next_at": next_at,
    }
    transaction.connection.execute(_BEGIN[transaction.connection.dialect.name], row)


def due(
    transaction: Transaction, *, viewer: Viewer, kind: str, now: datetime, limit: int
) -> tuple[Schedule, ...]:
    """Return what is due, oldest first. A sweep's question."""
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only a sweep asks what is due for everybody")
    found = transaction.connection.execute(_DUE, {"kind": kind, "now": now, "limit": limit})
    return tuple(Schedule(**row._mapping) for row in found)


def end(transaction: Transaction, *, viewer: Viewer, kind: str, person_id: int) -> None:
    """Let something recur no more for a person of the viewer's partnership."""
    transaction.connection.execute(
        delete(ScheduleRow).where(
            ScheduleRow.kind == kind,
            ScheduleRow.partnership_id == viewer.partnership_id,
            ScheduleRow.person_id == person_id,
        )
    )


def is_as_it_was(transaction: Transaction, *, viewer: Viewer, schedule: Schedule) -> bool:
    """Say whether what recurs is still due at that instant, and hold it till the end; another sweep may have been quicker."""
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only a sweep asks what is due for everybody")
    same = select(ScheduleRow.id).where(
        ScheduleRow.id == schedule.id, ScheduleRow.next_at == schedule.next_at
    )
    if transaction.locks_rows:
        same = same.with_for_update()
    return transaction.connection.execute(same).first() is not None
