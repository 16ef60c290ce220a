"""Hand-overs of accepted shares: who was asked, and what they answered."""

from datetime import datetime

from sqlalchemy import Row, Select, insert, select, update

from bot.domain.handovers import Handover, HandoverState
from bot.domain.permissions import Viewer
from bot.errors import Refused
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import CommitmentRow, HandoverRow, ShareRow


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    share_id: int,
    from_id: int | None,
    to_id: int,
    words: str,
    now: datetime,
) -> Handover:
    """Write that a colleague is asked to take a share over.

    Raises `Refused` (action_gone) where the viewer can see no such share.
    """
    if transaction.connection.execute(_shares(viewer).where(ShareRow.id == share_id)).first() is None:
        raise Refused("action_gone")
    handover_id = transaction.connection.execute(
        insert(HandoverRow)
        .values(
            share_id=share_id,
            from_id=from_id,
            to_id=to_id,
            state=HandoverState.ASKED,
            words=words,
            asked_at=now,
        )
        .returning(HandoverRow.id)
    ).scalar_one()
    return get(transaction, viewer=viewer, handover_id=handover_id)


def get(transaction: Transaction, *, viewer: Viewer, handover_id: int) -> Handover:
    """Return one hand-over. Raises `Refused` (action_gone) where the viewer can see none."""
    one = select(*HandoverRow.__table__.columns).where(
        HandoverRow.id == handover_id, HandoverRow.share_id.in_(_shares(viewer))
    )
    row = transaction.connection.execute(one).one_or_none()
    if row is None:
        raise Refused("action_gone")
    return _handover(row)


def decide(
    transaction: Transaction, *, viewer: Viewer, handover_id: int, state: HandoverState, now: datetime
) -> bool:
    """Settle a hand-over that is still asked. Returns False where it is settled already or out of sight."""
    settled = transaction.connection.execute(
        update(HandoverRow)
        .where(
            HandoverRow.id == handover_id,
            HandoverRow.state == HandoverState.ASKED,
            HandoverRow.share_id.in_(_shares(viewer)),
        )
        .values(state=state, decided_at=now)
    )
    return settled.rowcount == 1


def withdraw(transaction: Transaction, *, viewer: Viewer, share_id: int, now: datetime) -> None:
    """Settle what is still asked about a share, because things have moved on without an answer."""
    transaction.connection.execute(
        update(HandoverRow)
        .where(
            HandoverRow.share_id == share_id,
            HandoverRow.state == HandoverState.ASKED,
            HandoverRow.share_id.in_(_shares(viewer)),
        )
        .values(state=HandoverState.WITHDRAWN, decided_at=now)
    )


def _shares(viewer: Viewer) -> Select[int]:
    return (
        select(ShareRow.id)
        .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .where(seen_by(viewer, CommitmentRow.partnership_id))
    )


def _handover(row: Row[tuple[object, ...]]) -> Handover:
    return Handover(
        id=row.id,
        share_id=row.share_id,
        from_id=row.from_id,
        to_id=row.to_id,
        state=row.state,
        words=row.words,
        asked_at=row.asked_at,
    )
