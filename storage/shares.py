"""Shares: the conditional change that lets only one of two presses through, and what happened to each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from bot.domain.commitments import EventKind, Share, ShareEvent
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import CommitmentRow, ShareEventRow, ShareRow

_READ_WORDS = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER, Role.ENGINE})


def change(
    transaction: Transaction, *, viewer: Viewer, share_id: int, version: int, **columns: object
) -> bool:
    """Change columns of a share if it still has this version, which then rises by one.

    Returns False, and has changed nothing, where somebody was quicker or the viewer cannot see the share.
    """
    changed = transaction.connection.execute(
        update(ShareRow)
        .where(ShareRow.id == share_id, ShareRow.version == version, _in_sight(viewer))
        .values(version=version + 1, **columns)
    )
    return changed.rowcount == 1


def note_event(
    transaction: Transaction,
    *,
    viewer: Viewer,
    share_id: int,
    kind: EventKind,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add to what happened to a share, by the viewer. `details` must be fit for JSON.

    Raises `Refused` (action_gone) where the viewer can see no such share.
    """
    seen = select(ShareRow.id).where(ShareRow.id == share_id, _in_sight(viewer))
    if transaction.connection.execute(seen).scalar_one_or_none() is None:
        raise Refused("action_gone")
    transaction.connection.execute(
        insert(ShareEventRow).values(
            share_id=share_id, kind=kind, actor_id=viewer.person_id, at=now, details=dict(details or {})
        )
    )


def events_of(transaction: Transaction, *, viewer: Viewer, share_id: int) -> tuple[ShareEvent, ...]:
    """Return what happened to a share, in the order in which it happened."""
    rows = transaction.connection.execute(
        select(*ShareEventRow.__table__.columns)
        .join(ShareRow, ShareRow.id == ShareEventRow.share_id)
        .where(ShareEventRow.share_id == share_id, _in_sight(viewer))
        .order_by(ShareEventRow.id)
    )
    return tuple(
        ShareEvent(
            share_id=row.share_id, kind=row.kind, actor_id=row.actor_id, at=row.at, details=row.details
        )
        for row in rows
    )


def from_row(row: Row[tuple[object, ...]], *, viewer: Viewer) -> Share:
    """Return the share that a row of the table holds, as far as the viewer may read it."""
    # Only the runner and who wrote them see somebody's words about what is in the way.
    reads_words = viewer.role in _READ_WORDS or viewer.person_id == row.person_id
    return Share(
        id=row.id,
        commitment_id=row.commitment_id,
        partner_id=row.partner_id,
        person_id=row.person_id,
        role_word=row.role_word,
        state=row.state,
        own_due=row.own_due,
        agreed_on=row.agreed_on,
        stuck_because=row.stuck_because,
        stuck_words=row.stuck_words if reads_words else "",
        rested_on=row.rested_on,
        done_at=row.done_at,
        version=row.version,
    )


def _in_sight(viewer: Viewer) -> ColumnElement[bool]:
    seen = select(CommitmentRow.id).where(seen_by(viewer, CommitmentRow.partnership_id))
    return ShareRow.commitment_id.in_(seen)
