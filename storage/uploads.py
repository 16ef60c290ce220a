"""Workbooks that people sent: each is seen by its sender alone, and its content is dropped once it is decided upon."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, bindparam, insert, select, true, update

from bot.domain.permissions import ENGINE, Viewer
from bot.domain.uploads import Upload, UploadKind, UploadState
from storage.database import Transaction
from storage.tables import UploadRow

_UNDECIDED: Final = (UploadState.WAITING.value, UploadState.READ.value)
_FORGET: Final = (
    update(UploadRow)
    .where(UploadRow.state.in_(_UNDECIDED), UploadRow.created_at < bindparam("before"))
    .values(state=UploadState.FORGOTTEN.value, content=None, choices={}, version=UploadRow.version + 1)
)


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    name: str,
    installation_id: int,
    reference: str,
    content: bytes | None,
    now: datetime,
    kind: UploadKind = UploadKind.WORKBOOK,
    values: Mapping[str, tuple[str, ...]] | None = None,
) -> Upload:
    """Keep a workbook, or a calendar, for the viewer. Without content it waits until it is fetched."""
    if viewer.partnership_id is None:
        raise PermissionError("a workbook is sent to a partnership")
    state = UploadState.WAITING if content is None else UploadState.READ
    row = {
        "partnership_id": viewer.partnership_id,
        "person_id": viewer.person_id,
        "name": name,
        "reference": reference,
        "installation_id": installation_id,
        "content": content,
        "state": state.value,
        "kind": kind,
        "choices": {name: list(chosen) for name, chosen in (values or {}).items()},
        "created_at": now,
    }
    upload_id = transaction.connection.execute(
        insert(UploadRow).values(row).returning(UploadRow.id)
    ).scalar_one()
    [added] = _selected(transaction, viewer, UploadRow.id == upload_id)
    return added


def get(
    transaction: Transaction,
    *,
    viewer: Viewer,
    upload_id: int,
    kind: UploadKind | None = UploadKind.WORKBOOK,
    held: bool = False,
) -> Upload | None:
    """Return what the viewer sent to this partnership, None where there is no such one.

    `kind` None: whatever it is. `held`: nobody else then decides upon it.
    """
    if held and transaction.locks_rows:
        transaction.connection.execute(
            select(UploadRow.id).where(UploadRow.id == upload_id, _in_sight(viewer)).with_for_update()
        )
    found = _selected(transaction, viewer, UploadRow.id == upload_id)
    return next((one for one in found if kind in (None, one.kind)), None)


def is_here(transaction: Transaction, *, viewer: Viewer, installation_id: int, reference: str) -> bool:
    """Say whether just this file of the viewer's waits to be read or decided upon: a platform may send it twice.

    One that could not be read, was left or is forgotten may be sent again.
    """
    same = (UploadRow.installation_id == installation_id, UploadRow.reference == reference)
    return bool(_selected(transaction, viewer, *same, UploadRow.state.in_(_UNDECIDED)))


def waiting(transaction: Transaction, *, viewer: Viewer) -> tuple[Upload, ...]:
    """Return what is still to be fetched, oldest first. For the sweep."""
    return _selected(transaction, viewer, UploadRow.state == UploadState.WAITING.value)


def change(
    transaction: Transaction,
    *,
    viewer: Viewer,
    upload: Upload,
    state: UploadState,
    content: bytes | None,
    values: Mapping[str, tuple[str, ...]],
) -> bool:
    """Change a workbook if it still has this version, which then rises by one.

    Returns False, and has changed nothing, where somebody was quicker.
    """
    changed = transaction.connection.execute(
        update(UploadRow)
        .where(UploadRow.id == upload.id, UploadRow.version == upload.version, _in_sight(viewer))
        .values(
            state=state.value,
            content=content,
            choices={name: list(chosen) for name, chosen in values.items()},
            version=upload.version + 1,
        )
    )
    return changed.rowcount == 1


def made(
    transaction: Transaction, *, viewer: Viewer, upload_id: int, undo: Mapping[str, Any], now: datetime
) -> None:
    """Keep what a workbook of the viewer's has put into the timetable, so that it can be put back."""
    transaction.connection.execute(
        update(UploadRow)
        .where(UploadRow.id == upload_id, UploadRow.state == UploadState.MADE.value, _in_sight(viewer))
        .values(undo=dict(undo), done_at=now)
    )


def put_back(transaction: Transaction, *, viewer: Viewer, upload_id: int) -> bool:
    """Say that what a workbook of the viewer's has changed was put back. Returns False where it was already."""
    changed = transaction.connection.execute(
        update(UploadRow)
        .where(UploadRow.id == upload_id, UploadRow.state == UploadState.MADE.value, _in_sight(viewer))
        .values(state=UploadState.PUT_BACK.value, undo=None, version=UploadRow.version + 1)
    )
    return changed.rowcount == 1


def forget(transaction: Transaction, *, viewer: Viewer, before: datetime) -> int:
    """Drop the content of what was sent before an instant (aware, UTC) and never decided upon. Returns how many."""
    if viewer is not ENGINE:
        raise PermissionError("only a sweep forgets workbooks")
    return transaction.connection.execute(_FORGET, {"before": before}).rowcount


def _selected(
    transaction: Transaction, viewer: Viewer, *conditions: ColumnElement[bool]
) -> tuple[Upload, ...]:
    rows = transaction.connection.execute(
        select(UploadRow.__table__).where(*conditions, _in_sight(viewer)).order_by(UploadRow.id)
    )
    return tuple(_upload(row) for row in rows)


def _in_sight(viewer: Viewer) -> ColumnElement[bool]:
    if viewer is ENGINE:
        return true()
    mine: ColumnElement[bool] = UploadRow.person_id == viewer.person_id
    return mine & (UploadRow.partnership_id == viewer.partnership_id)


def _upload(row: Row[Any]) -> Upload:
    return Upload(
        id=row.id,
        partnership_id=row.partnership_id,
        person_id=row.person_id,
        name=row.name,
        reference=row.reference,
        installation_id=row.installation_id,
        content=row.content,
        state=UploadState(row.state),
        values={name: tuple(chosen) for name, chosen in row.choices.items()},
        version=row.version,
        created_at=row.created_at,
        undo=row.undo,
        done_at=row.done_at,
        kind=row.kind,
    )
