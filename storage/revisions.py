"""What workbooks changed about shares that were there: who was told or asked, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from bot.domain.deliveries import DeliveryState
from bot.domain.permissions import Viewer
from bot.domain.revisions import NewRevision, Revision, RevisionState, Value
from bot.errors import Refused
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import CommitmentRow, DeliveryRow, RevisionRow, UploadRow


def add_all(
    transaction: Transaction,
    *,
    viewer: Viewer,
    upload_id: int,
    revisions: Sequence[NewRevision],
    now: datetime,
) -> None:
    """Write what an upload of the viewer's partnership changes. Raises `Refused` (upload_gone) for another's."""
    seen = select(UploadRow.id).where(UploadRow.id == upload_id, seen_by(viewer, UploadRow.partnership_id))
    if transaction.connection.execute(seen).scalar_one_or_none() is None:
        raise Refused("upload_gone")
    rows = [
        {
            "upload_id": upload_id,
            "share_id": one.share_id,
            "commitment_id": one.commitment_id,
            "person_id": one.person_id,
            "state": one.state,
            "old": dict(one.old),
            "new": dict(one.new),
            "version": one.version,
            "asked_by": viewer.person_id,
            "asked_at": now,
        }
        for one in revisions
    ]
    if rows:
        transaction.connection.execute(insert(RevisionRow), rows)


def of_upload(transaction: Transaction, *, viewer: Viewer, upload_id: int) -> tuple[Revision, ...]:
    """Return what one upload changed, as far as the viewer can see it, in the order of the workbook."""
    return _selected(transaction, viewer, RevisionRow.upload_id == upload_id)


def get(transaction: Transaction, *, viewer: Viewer, revision_id: int) -> Revision:
    """Return one revision. Raises `Refused` (action_gone) where the viewer can see none."""
    found = _selected(transaction, viewer, RevisionRow.id == revision_id)
    if not found:
        raise Refused("action_gone")
    return found[0]


def settle(
    transaction: Transaction,
    *,
    viewer: Viewer,
    revision: Revision,
    state: RevisionState,
    now: datetime,
    version: int | None = None,
    old: Mapping[str, Value] | None = None,
) -> bool:
    """Say what became of a revision, if it still is as it was read. Returns False where somebody was quicker.

    `version` is the share's, and `old` how it stood, once a revision that was asked holds.
    """
    settled = transaction.connection.execute(
        update(RevisionRow)
        .where(
            RevisionRow.id == revision.id,
            RevisionRow.state == revision.state,
            _in_sight(viewer),
        )
        .values(
            state=state,
            old=dict(revision.old if old is None else old),
            decided_at=now,
            version=revision.version if version is None else version,
        )
    )
    return settled.rowcount == 1


def told(
    transaction: Transaction, *, viewer: Viewer, facts: Sequence[str], being_sent: bool = False
) -> frozenset[int]:
    """Return who was sent something about these facts of the viewer's partnership.

    With `being_sent` whoever is just being sent it counts, too.
    """
    rows = transaction.connection.execute(
        select(DeliveryRow.person_id).where(
            DeliveryRow.fact.in_(facts), *_reached(viewer, being_sent=being_sent)
        )
    )
    return frozenset(person_id for (person_id,) in rows if person_id is not None)


def told_of_shares(
    transaction: Transaction, *, viewer: Viewer, share_ids: Sequence[int], being_sent: bool = False
) -> dict[int, frozenset[int]]:
    """Return, for each of these shares, who was sent something about it; `being_sent` as for `told`."""
    rows = transaction.connection.execute(
        select(DeliveryRow.share_id, DeliveryRow.person_id).where(
            DeliveryRow.share_id.in_(share_ids), *_reached(viewer, being_sent=being_sent)
        )
    )
    found: dict[int, set[int]] = {}
    for share_id, person_id in rows:
        found.setdefault(share_id or 0, set()).add(person_id or 0)
    return {share_id: frozenset(people) for share_id, people in found.items()}


def _reached(viewer: Viewer, *, being_sent: bool) -> tuple[ColumnElement[bool], ...]:
    states = (DeliveryState.SENT, DeliveryState.CLAIMED) if being_sent else (DeliveryState.SENT,)
    return (
        DeliveryRow.state.in_(states),
        DeliveryRow.person_id.is_not(None),
        seen_by(viewer, DeliveryRow.partnership_id),
    )


def _selected(
    transaction: Transaction, viewer: Viewer, *conditions: ColumnElement[bool]
) -> tuple[Revision, ...]:
    columns = [column for column in RevisionRow.__table__.columns if column.name != "decided_at"]
    rows = transaction.connection.execute(
        select(*columns).where(*conditions, _in_sight(viewer)).order_by(RevisionRow.id)
    )
    return tuple(map(_revision, rows))


def _in_sight(viewer: Viewer) -> ColumnElement[bool]:
    seen = select(CommitmentRow.id).where(seen_by(viewer, CommitmentRow.partnership_id))
    return RevisionRow.commitment_id.in_(seen)


def _revision(row: Row[Any]) -> Revision:
    return Revision(**row._mapping)
