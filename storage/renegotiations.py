"""Moves of dates: who asked for what, and what became of it."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, insert, select, update

from bot.domain.permissions import Role, Viewer
from bot.domain.renegotiations import Renegotiation, RenegotiationKind, RenegotiationState
from bot.errors import Refused
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by, sees_everywhere, sight, within
from storage.tables import CommitmentRow, PartnershipRow, RenegotiationRow, ShareRow

_READ_REASONS = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER, Role.ENGINE})


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    share_id: int,
    kind: RenegotiationKind,
    state: RenegotiationState,
    old_due: date,
    new_due: date,
    reason: str,
    now: datetime,
) -> Renegotiation:
    """Write a move that the viewer asks for. One that applies at once is written as AGREED.

    Raises `Refused` (action_gone) where the viewer can see no such share.
    """
    seen = (
        select(ShareRow.id)
        .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .where(ShareRow.id == share_id, seen_by(viewer, CommitmentRow.partnership_id))
    )
    if transaction.connection.execute(seen).scalar_one_or_none() is None:
        raise Refused("action_gone")
    decided = state is not RenegotiationState.ASKED
    renegotiation_id = transaction.connection.execute(
        insert(RenegotiationRow)
        .values(
            share_id=share_id,
            kind=kind,
            state=state,
            old_due=old_due,
            new_due=new_due,
            reason=reason,
            asked_by=viewer.person_id,
            asked_at=now,
            decided_by=viewer.person_id if decided else None,
            decided_at=now if decided else None,
        )
        .returning(RenegotiationRow.id)
    ).scalar_one()
    return get(transaction, viewer=viewer, renegotiation_id=renegotiation_id)


def get(transaction: Transaction, *, viewer: Viewer, renegotiation_id: int) -> Renegotiation:
    """Return one move. Raises `Refused` (action_gone) where the viewer can see none."""
    one = _one(everywhere=sees_everywhere(viewer))
    found = _read(transaction, viewer, one, renegotiation_id=renegotiation_id)
    if not found:
        raise Refused("action_gone")
    return found[0]


@remembered
def asked_of_share(transaction: Transaction, *, viewer: Viewer, share_id: int) -> Renegotiation | None:
    """Return the newest move of a share that waits for the runner, None where none does."""
    asked = _asked_of_share(everywhere=sees_everywhere(viewer))
    found = _read(transaction, viewer, asked, share_id=share_id)
    return found[-1] if found else None


@remembered
def asked_in(transaction: Transaction, *, viewer: Viewer) -> tuple[Renegotiation, ...]:
    """Return every move that waits for the runner, oldest first."""
    return _read(transaction, viewer, _asked(everywhere=sees_everywhere(viewer)))


def of_share(transaction: Transaction, *, viewer: Viewer, share_id: int) -> tuple[Renegotiation, ...]:
    """Return every move of a share, oldest first."""
    return _read(transaction, viewer, _of_share(everywhere=sees_everywhere(viewer)), share_id=share_id)


@remembered
def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Renegotiation, ...]:
    """Return every move of the viewer's partnership, oldest first."""
    return _read(transaction, viewer, _all(everywhere=sees_everywhere(viewer)))


def decide(
    transaction: Transaction,
    *,
    viewer: Viewer,
    renegotiation_id: int,
    state: RenegotiationState,
    now: datetime,
) -> bool:
    """Settle a move that still waits. Returns False where it is settled already or out of sight."""
    shares = (
        select(ShareRow.id)
        .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .where(seen_by(viewer, CommitmentRow.partnership_id))
    )
    settled = transaction.connection.execute(
        update(RenegotiationRow)
        .where(
            RenegotiationRow.id == renegotiation_id,
            RenegotiationRow.state == RenegotiationState.ASKED,
            RenegotiationRow.share_id.in_(shares),
        )
        .values(state=state, decided_by=viewer.person_id, decided_at=now)
    )
    return settled.rowcount == 1


def withdraw(transaction: Transaction, *, viewer: Viewer, share_id: int, now: datetime) -> None:
    """Settle what still waits for the runner on a share, because things have moved on without an answer."""
    waiting = asked_of_share(transaction, viewer=viewer, share_id=share_id)
    while waiting is not None:
        state = RenegotiationState.WITHDRAWN
        decide(transaction, viewer=viewer, renegotiation_id=waiting.id, state=state, now=now)
        waiting = asked_of_share(transaction, viewer=viewer, share_id=share_id)


def _read(
    transaction: Transaction, viewer: Viewer, query: Select[Any], **values: object
) -> tuple[Renegotiation, ...]:
    rows = transaction.connection.execute(query, {**sight(viewer), **values})
    return tuple(_renegotiation(row, viewer) for row in rows)


@cache
def _all(*, everywhere: bool) -> Select[Any]:
    return (
        select(*RenegotiationRow.__table__.columns, PartnershipRow.runner_since)
        .join(ShareRow, ShareRow.id == RenegotiationRow.share_id)
        .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .join(PartnershipRow, PartnershipRow.id == CommitmentRow.partnership_id)
        .where(within(CommitmentRow.partnership_id, everywhere=everywhere))
        .order_by(RenegotiationRow.id)
    )


@cache
def _one(*, everywhere: bool) -> Select[Any]:
    return _all(everywhere=everywhere).where(RenegotiationRow.id == bindparam("renegotiation_id"))


@cache
def _of_share(*, everywhere: bool) -> Select[Any]:
    return _all(everywhere=everywhere).where(RenegotiationRow.share_id == bindparam("share_id"))


@cache
def _asked(*, everywhere: bool) -> Select[Any]:
    return _all(everywhere=everywhere).where(RenegotiationRow.state == RenegotiationState.ASKED)


@cache
def _asked_of_share(*, everywhere: bool) -> Select[Any]:
    return _of_share(everywhere=everywhere).where(RenegotiationRow.state == RenegotiationState.ASKED)


def _renegotiation(row: Row[Any], viewer: Viewer) -> Renegotiation:
    # The reason may be illness or redundancy: it goes to the runner alone, and stays with who wrote it.
    # It does not pass to the next runner.
    is_theirs = row.runner_since is None or row.asked_at >= row.runner_since
    reads_reason = (viewer.role in _READ_REASONS and is_theirs) or viewer.person_id == row.asked_by
    return Renegotiation(
        id=row.id,
        share_id=row.share_id,
        kind=row.kind,
        state=row.state,
        old_due=row.old_due,
        new_due=row.new_due,
        reason=row.reason if reads_reason else "",
        asked_by=row.asked_by,
        asked_at=row.asked_at,
    )
