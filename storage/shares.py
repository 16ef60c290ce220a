"""Shares: the conditional change that lets only one of two presses through, and what happened to each."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, Update, bindparam, func, insert, select, update

from bot.domain.commitments import OPEN_STATES, EventKind, Share, ShareEvent
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from storage.database import Transaction
from storage.scope import seen_by, sees_everywhere, sight, within
from storage.tables import CommitmentRow, ShareEventRow, ShareRow

_READ_WORDS = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER, Role.ENGINE})

COLUMNS: Final = (
    ShareRow.id.label("share_id"),
    *(column for column in ShareRow.__table__.columns if column.name != "id"),
)
"""What `from_row` reads."""

_NOTE: Final = insert(ShareEventRow)


def change(
    transaction: Transaction, *, viewer: Viewer, share_id: int, version: int, **columns: object
) -> bool:
    """Change columns of a share if it still has this version, which then rises by one.

    Returns False, and has changed nothing, where somebody was quicker or the viewer cannot see the share.
    """
    which = {"this_share": share_id, "seen_version": version, **sight(viewer)}
    changed = transaction.connection.execute(
        _change(everywhere=sees_everywhere(viewer)), {**which, "version": version + 1, **columns}
    )
    return changed.rowcount == 1


def count_open(transaction: Transaction, *, viewer: Viewer, person_id: int) -> int:
    """Return how many shares that the viewer can see are open and held by a person."""
    values = {"person_id": person_id, **sight(viewer)}
    counted = _count_open(everywhere=sees_everywhere(viewer))
    return transaction.connection.execute(counted, values).scalar_one()


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
    seen = _seen(everywhere=sees_everywhere(viewer))
    which = {"share_id": share_id, **sight(viewer)}
    if transaction.connection.execute(seen, which).scalar_one_or_none() is None:
        raise Refused("action_gone")
    row = {
        "share_id": share_id,
        "kind": kind,
        "actor_id": viewer.person_id,
        "at": now,
        "details": dict(details or {}),
    }
    transaction.connection.execute(_NOTE, row)


def events_of(transaction: Transaction, *, viewer: Viewer, share_id: int) -> tuple[ShareEvent, ...]:
    """Return what happened to a share, in the order in which it happened."""
    rows = transaction.connection.execute(
        select(*ShareEventRow.__table__.columns)
        .join(ShareRow, ShareRow.id == ShareEventRow.share_id)
        .where(ShareEventRow.share_id == share_id, _in_sight(viewer))
        .order_by(ShareEventRow.id)
    )
    return tuple(map(_event, rows))


def events_in(
    transaction: Transaction, *, viewer: Viewer, kinds: Collection[EventKind], since: datetime
) -> tuple[ShareEvent, ...]:
    """Return what of these kinds has happened in the viewer's partnership since an instant (aware, UTC), in order."""
    events = _events_in(everywhere=sees_everywhere(viewer))
    values = {"kinds": tuple(kinds), "since": since, **sight(viewer)}
    return tuple(map(_event, transaction.connection.execute(events, values)))


def events_about(
    transaction: Transaction, *, viewer: Viewer, share_ids: Collection[int], kinds: Collection[EventKind]
) -> tuple[ShareEvent, ...]:
    """Return what of these kinds has ever happened to these shares, in the order in which it happened."""
    events = _events_about(everywhere=sees_everywhere(viewer))
    values = {"kinds": tuple(kinds), "share_ids": tuple(share_ids), **sight(viewer)}
    return tuple(map(_event, transaction.connection.execute(events, values)))


def from_row(row: Row[Any], *, viewer: Viewer) -> Share:
    """Return the share that a row of COLUMNS holds, as far as the viewer may read it."""
    # Only the runner and who wrote them see somebody's words about what is in the way.
    reads_words = viewer.role in _READ_WORDS or viewer.person_id == row.person_id
    return Share(
        id=row.share_id,
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


@cache
def _change(*, everywhere: bool) -> Update:
    return update(ShareRow).where(
        ShareRow.id == bindparam("this_share"),
        ShareRow.version == bindparam("seen_version"),
        _of_seen(everywhere=everywhere),
    )


@cache
def _count_open(*, everywhere: bool) -> Select[int]:
    return select(func.count(ShareRow.id)).where(
        ShareRow.person_id == bindparam("person_id"),
        ShareRow.state.in_(OPEN_STATES),
        _of_seen(everywhere=everywhere),
    )


@cache
def _seen(*, everywhere: bool) -> Select[int]:
    return select(ShareRow.id).where(ShareRow.id == bindparam("share_id"), _of_seen(everywhere=everywhere))


@cache
def _events(*, everywhere: bool) -> Select[Any]:
    return (
        select(*ShareEventRow.__table__.columns)
        .join(ShareRow, ShareRow.id == ShareEventRow.share_id)
        .where(ShareEventRow.kind.in_(bindparam("kinds", expanding=True)), _of_seen(everywhere=everywhere))
        .order_by(ShareEventRow.id)
    )


@cache
def _events_in(*, everywhere: bool) -> Select[Any]:
    return _events(everywhere=everywhere).where(ShareEventRow.at >= bindparam("since"))


@cache
def _events_about(*, everywhere: bool) -> Select[Any]:
    about = ShareEventRow.share_id.in_(bindparam("share_ids", expanding=True))
    return _events(everywhere=everywhere).where(about)


def _of_seen(*, everywhere: bool) -> ColumnElement[bool]:
    inside = within(CommitmentRow.partnership_id, everywhere=everywhere)
    return ShareRow.commitment_id.in_(select(CommitmentRow.id).where(inside))


def _in_sight(viewer: Viewer) -> ColumnElement[bool]:
    seen = select(CommitmentRow.id).where(seen_by(viewer, CommitmentRow.partnership_id))
    return ShareRow.commitment_id.in_(seen)


def _event(row: Row[tuple[object, ...]]) -> ShareEvent:
    return ShareEvent(
        share_id=row.share_id, kind=row.kind, actor_id=row.actor_id, at=row.at, details=row.details
    )
