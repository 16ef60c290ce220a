"""One runner after another, in one partnership."""

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.permissions import Role, Viewer
from storage.database import Transaction
from storage.tables import CommitmentRow, MembershipRow, PartnershipRow, ShareRow


def succeed(
    transaction: Transaction, *, viewer: Viewer, from_id: int, to_id: int, then: Role, now: datetime
) -> bool:
    """Make a member runner in the place of another, who has the role `then` from now on.

    Returns False, and has changed nothing, where that other is not the runner any more.
    """
    replaced = transaction.connection.execute(
        update(MembershipRow)
        .where(
            MembershipRow.partnership_id == viewer.partnership_id,
            MembershipRow.person_id == from_id,
            MembershipRow.role == Role.RUNNER,
        )
        .values(role=then)
    )
    if replaced.rowcount != 1:
        return False
    transaction.connection.execute(
        update(MembershipRow)
        .where(MembershipRow.partnership_id == viewer.partnership_id, MembershipRow.person_id == to_id)
        .values(role=Role.RUNNER)
    )
    _begin_anew(transaction, viewer, now)
    return True


def _begin_anew(transaction: Transaction, viewer: Viewer, now: datetime) -> None:
    """From now on the runner hears what is said; what somebody told the one before stays between those two."""
    transaction.connection.execute(
        update(PartnershipRow)
        .where(PartnershipRow.id == viewer.partnership_id)
        .values(runner_since=now, runner_telephone="", runner_works_for_partner=None)
    )
    here = select(CommitmentRow.id).where(CommitmentRow.partnership_id == viewer.partnership_id)
    transaction.connection.execute(
        update(ShareRow).where(ShareRow.commitment_id.in_(here)).values(stuck_words="")
    )
