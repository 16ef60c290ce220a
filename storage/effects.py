"""What a move of one date means to those who wait for it, and what they answered."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Row, Select, insert, select, update

from bot.domain.effects import Effect
from bot.domain.permissions import Viewer
from bot.errors import Refused
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import CommitmentRow, EffectRow, ShareRow


def add(
    transaction: Transaction, *, viewer: Viewer, renegotiation_id: int, share_ids: Collection[int]
) -> tuple[Effect, ...]:
    """Write that those who hold these shares are asked whether a move is all right with them.

    Raises `Refused` (action_gone) where the viewer cannot see one of the shares.
    """
    seen = set(transaction.connection.execute(_shares(viewer).where(ShareRow.id.in_(share_ids))).scalars())
    if seen != set(share_ids):
        raise Refused("action_gone")
    made = [
        transaction.connection.execute(
            insert(EffectRow)
            .values(renegotiation_id=renegotiation_id, share_id=share_id)
            .returning(EffectRow.id)
        ).scalar_one()
        for share_id in sorted(seen)
    ]
    return tuple(get(transaction, viewer=viewer, effect_id=effect_id) for effect_id in made)


def get(transaction: Transaction, *, viewer: Viewer, effect_id: int) -> Effect:
    """Return one effect. Raises `Refused` (action_gone) where the viewer can see none."""
    row = transaction.connection.execute(_all(viewer).where(EffectRow.id == effect_id)).one_or_none()
    if row is None:
        raise Refused("action_gone")
    return _effect(row)


def not_fine(transaction: Transaction, *, viewer: Viewer) -> tuple[Effect, ...]:
    """Return the effects with which somebody is not all right, oldest first."""
    rows = transaction.connection.execute(_all(viewer).where(EffectRow.is_fine.is_(False)))
    return tuple(map(_effect, rows))


def answer(transaction: Transaction, *, viewer: Viewer, effect_id: int, is_fine: bool, now: datetime) -> None:
    """Keep what the viewer answers; it may be answered anew."""
    transaction.connection.execute(
        update(EffectRow)
        .where(EffectRow.id == effect_id, EffectRow.share_id.in_(_shares(viewer)))
        .values(is_fine=is_fine, answered_by=viewer.person_id, answered_at=now)
    )


def _all(viewer: Viewer) -> Select[tuple[object, ...]]:
    columns = EffectRow.__table__.columns
    return select(*columns).where(EffectRow.share_id.in_(_shares(viewer))).order_by(EffectRow.id)


def _shares(viewer: Viewer) -> Select[int]:
    return (
        select(ShareRow.id)
        .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .where(seen_by(viewer, CommitmentRow.partnership_id))
    )


def _effect(row: Row[tuple[object, ...]]) -> Effect:
    return Effect(
        id=row.id,
        renegotiation_id=row.renegotiation_id,
        share_id=row.share_id,
        is_fine=row.is_fine,
        answered_by=row.answered_by,
    )
