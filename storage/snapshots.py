"""Snapshots: workbooks as they were, and those that are still to be made."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, delete, select, update

from bot.domain.permissions import ENGINE, Viewer
from bot.domain.snapshots import Snapshot, SnapshotKind, SnapshotState
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import SnapshotRow

_ADD: Final = {
    name: added.returning(SnapshotRow.id) for name, added in unless_there(SnapshotRow, key=("key",)).items()
}
_WHOLE: Final = [column for column in SnapshotRow.__table__.columns if column.name != "content"]
"""Everything but the file itself, which is only read when it is sent."""

_DUE: Final = (
    select(*_WHOLE)
    .where(SnapshotRow.state == SnapshotState.PENDING, SnapshotRow.next_at <= bindparam("now"))
    .order_by(SnapshotRow.next_at, SnapshotRow.id)
    .limit(bindparam("limit"))
)
_FORGET: Final = (
    update(SnapshotRow)
    .where(SnapshotRow.on < bindparam("before"), SnapshotRow.content.is_not(None))
    .values(content=None)
)


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    kind: SnapshotKind,
    key: str,
    token: str,
    on: date,
    state: SnapshotState,
    now: datetime,
    name: str = "",
    rows: Mapping[str, Any] | None = None,
    next_at: datetime | None = None,
) -> int | None:
    """Keep a snapshot of the viewer's partnership and return its number, None where its key is there already."""
    if viewer.partnership_id is None:
        raise PermissionError("a snapshot belongs to a partnership")
    row = {
        "partnership_id": viewer.partnership_id,
        "person_id": viewer.person_id or None,
        "kind": kind,
        "key": key,
        "token": token,
        "on": on,
        "state": state,
        "name": name,
        "rows": None if rows is None else dict(rows),
        "next_at": next_at,
        "created_at": now,
    }
    added: int | None = transaction.connection.execute(
        _ADD[transaction.connection.dialect.name], row
    ).scalar_one_or_none()
    return added


def by_token(transaction: Transaction, *, viewer: Viewer, token: str) -> Snapshot | None:
    """Return the snapshot of the viewer's partnership that this token stands for, None where there is none."""
    return _first(transaction, viewer, SnapshotRow.token == token)


def get(transaction: Transaction, *, viewer: Viewer, snapshot_id: int) -> Snapshot | None:
    """Return a snapshot, None where the viewer can see none of this number."""
    return _first(transaction, viewer, SnapshotRow.id == snapshot_id)


def newest(
    transaction: Transaction,
    *,
    viewer: Viewer,
    kinds: Collection[SnapshotKind],
    before: date,
    person_id: int | None = None,
) -> Snapshot | None:
    """Return the last snapshot that was made of these kinds on a day before this one; None where there is none.

    Of what was asked for, only what this person has asked for counts.
    """
    theirs = (SnapshotRow.kind == SnapshotKind.SCHEDULED) | (SnapshotRow.person_id == person_id)
    made = SnapshotRow.state == SnapshotState.MADE
    return _first(
        transaction, viewer, SnapshotRow.kind.in_(tuple(kinds)), SnapshotRow.on < before, made, theirs
    )


def file_of(transaction: Transaction, *, viewer: Viewer, snapshot_id: int) -> tuple[str, bytes] | None:
    """Return the name and the content of a snapshot's file, None where it is not kept."""
    row = transaction.connection.execute(
        select(SnapshotRow.name, SnapshotRow.content).where(
            SnapshotRow.id == snapshot_id, seen_by(viewer, SnapshotRow.partnership_id)
        )
    ).one_or_none()
    return None if row is None or row.content is None else (row.name, row.content)


def due(transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int) -> tuple[Snapshot, ...]:
    """Return what is to be made by now, oldest first. A sweep's question."""
    _must_be_engine(viewer)
    rows = transaction.connection.execute(_DUE, {"now": now, "limit": limit})
    return tuple(map(_snapshot, rows))


def pending(transaction: Transaction, *, viewer: Viewer) -> Snapshot | None:
    """Return the viewer's partnership's next scheduled workbook, None where none is to be made."""
    return _first(transaction, viewer, SnapshotRow.state == SnapshotState.PENDING)


def failed(transaction: Transaction, *, viewer: Viewer) -> Snapshot | None:
    """Return the last scheduled workbook of the viewer's partnership if it could not be made."""
    scheduled = SnapshotRow.kind == SnapshotKind.SCHEDULED
    last = _first(transaction, viewer, scheduled, SnapshotRow.state != SnapshotState.PENDING)
    return last if last is not None and last.state is SnapshotState.FAILED else None


def made(
    transaction: Transaction,
    *,
    viewer: Viewer,
    snapshot_id: int,
    name: str,
    content: bytes,
    rows: Mapping[str, Any],
) -> bool:
    """Keep what was made, if it is still to be made or had failed. Returns whether it was."""
    return _change(
        transaction,
        viewer,
        snapshot_id,
        since=(SnapshotState.PENDING, SnapshotState.FAILED),
        values={
            "state": SnapshotState.MADE,
            "name": name,
            "content": content,
            "rows": dict(rows),
            "next_at": None,
            "error": "",
        },
    )


def try_again(
    transaction: Transaction,
    *,
    viewer: Viewer,
    snapshot: Snapshot,
    next_at: datetime | None,
    error: str,
) -> bool:
    """Note that a workbook could not be made, and when it is tried again: None, not any more."""
    return _change(
        transaction,
        viewer,
        snapshot.id,
        since=(SnapshotState.PENDING,),
        values={
            "state": SnapshotState.FAILED if next_at is None else SnapshotState.PENDING,
            "attempts": snapshot.attempts + 1,
            "next_at": next_at,
            "error": error,
        },
    )


def unplan(transaction: Transaction, *, viewer: Viewer) -> int:
    """Take back the workbooks of the viewer's partnership that are still to be made. Returns how many."""
    taken = transaction.connection.execute(
        delete(SnapshotRow).where(
            SnapshotRow.state == SnapshotState.PENDING, seen_by(viewer, SnapshotRow.partnership_id)
        )
    )
    return taken.rowcount


def forget(transaction: Transaction, *, viewer: Viewer, before: date) -> int:
    """Drop the files of what was made for a day before this one. Returns how many."""
    _must_be_engine(viewer)
    return transaction.connection.execute(_FORGET, {"before": before}).rowcount


def forget_asked_for(transaction: Transaction, *, viewer: Viewer, before: date) -> int:
    """Drop what was asked for on a day before this one, rows and all. Returns how many.

    What went by itself stays: what changed since is told by it.
    """
    _must_be_engine(viewer)
    forgotten = transaction.connection.execute(
        delete(SnapshotRow).where(SnapshotRow.on < before, SnapshotRow.kind != SnapshotKind.SCHEDULED)
    )
    return forgotten.rowcount


def _change(
    transaction: Transaction,
    viewer: Viewer,
    snapshot_id: int,
    *,
    since: Collection[SnapshotState],
    values: Mapping[str, Any],
) -> bool:
    changed = transaction.connection.execute(
        update(SnapshotRow)
        .where(
            SnapshotRow.id == snapshot_id,
            SnapshotRow.state.in_(tuple(since)),
            seen_by(viewer, SnapshotRow.partnership_id),
        )
        .values(dict(values))
    )
    return changed.rowcount == 1


def _first(transaction: Transaction, viewer: Viewer, *conditions: Any) -> Snapshot | None:
    """Return the newest that fits."""
    row = transaction.connection.execute(
        select(*_WHOLE)
        .where(*conditions, seen_by(viewer, SnapshotRow.partnership_id))
        .order_by(SnapshotRow.on.desc(), SnapshotRow.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _snapshot(row)


def _must_be_engine(viewer: Viewer) -> None:
    if viewer is not ENGINE:
        raise PermissionError("only a sweep makes and forgets workbooks")


def _snapshot(row: Row[Any]) -> Snapshot:
    return Snapshot(**row._mapping)
