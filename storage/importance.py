"""How much hangs on what stands in the timetable, changed for several at once."""

from collections.abc import Collection

from sqlalchemy import update

from bot.domain.importance import Importance
from bot.domain.permissions import Viewer
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import CommitmentRow


def set_importance(
    transaction: Transaction, *, viewer: Viewer, commitment_ids: Collection[int], importance: Importance
) -> int:
    """Give commitments of the viewer's partnership another importance. Returns how many there were."""
    changed = transaction.connection.execute(
        update(CommitmentRow)
        .where(
            CommitmentRow.id.in_(tuple(commitment_ids)),
            CommitmentRow.importance != importance,
            seen_by(viewer, CommitmentRow.partnership_id),
        )
        .values(importance=importance)
    )
    return changed.rowcount
