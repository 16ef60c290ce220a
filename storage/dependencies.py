"""Which commitment waits for which."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache

from sqlalchemy import Select, bindparam, delete, insert, select

from bot.domain.commitments import OPEN_STATES
from bot.domain.dependencies import Waiting
from bot.domain.permissions import Viewer
from bot.errors import Refused
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by, sees_everywhere, sight, within
from storage.tables import CommitmentRow, DependencyRow, ShareRow


@remembered
def needs_in(transaction: Transaction, *, viewer: Viewer) -> Mapping[int, tuple[int, ...]]:
    """Return, for every commitment of the viewer's partnership that waits, the ids of those it waits for."""
    rows = transaction.connection.execute(
        select(DependencyRow.commitment_id, DependencyRow.needs_id)
        .join(CommitmentRow, CommitmentRow.id == DependencyRow.commitment_id)
        .where(seen_by(viewer, CommitmentRow.partnership_id))
        .order_by(DependencyRow.id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for commitment_id, needs_id in rows:
        found[commitment_id].append(needs_id)
    return {one: tuple(needs) for one, needs in found.items()}


def waiting_for(
    transaction: Transaction, *, viewer: Viewer, commitment_ids: Collection[int]
) -> tuple[Waiting, ...]:
    """Return every open share that waits for one of these commitments, soonest first."""
    waiting = _waiting(everywhere=sees_everywhere(viewer))
    values = {**sight(viewer), "ids": list(commitment_ids)}
    return tuple(Waiting(**row._mapping) for row in transaction.connection.execute(waiting, values))


def set_needs(
    transaction: Transaction, *, viewer: Viewer, commitment_id: int, needs_ids: Collection[int]
) -> None:
    """Let a commitment wait for these and no others.

    Raises `Refused` (action_gone) where the viewer cannot see one of them.
    """
    wanted = {commitment_id, *needs_ids}
    seen = select(CommitmentRow.id).where(
        CommitmentRow.id.in_(wanted), seen_by(viewer, CommitmentRow.partnership_id)
    )
    if set(transaction.connection.execute(seen).scalars()) != wanted:
        raise Refused("action_gone")
    transaction.connection.execute(delete(DependencyRow).where(DependencyRow.commitment_id == commitment_id))
    rows = [{"commitment_id": commitment_id, "needs_id": one} for one in sorted(set(needs_ids))]
    if rows:
        transaction.connection.execute(insert(DependencyRow), rows)


@cache
def _waiting(*, everywhere: bool) -> Select[int, int, str, int, int, int | None]:
    return (
        select(
            DependencyRow.needs_id,
            CommitmentRow.id.label("commitment_id"),
            CommitmentRow.title,
            ShareRow.id.label("share_id"),
            ShareRow.partner_id,
            ShareRow.person_id,
        )
        .join(CommitmentRow, CommitmentRow.id == DependencyRow.commitment_id)
        .join(ShareRow, ShareRow.commitment_id == CommitmentRow.id)
        .where(
            DependencyRow.needs_id.in_(bindparam("ids", expanding=True)),
            ShareRow.state.in_(OPEN_STATES),
            within(CommitmentRow.partnership_id, everywhere=everywhere),
        )
        .order_by(CommitmentRow.due, CommitmentRow.id, ShareRow.id)
    )
