"""Who hears, and when: what was proposed, which partners have agreed, and what is in force."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, insert, select, update

from bot.domain.escalations import PolicyState, Terms
from bot.domain.permissions import Viewer
from bot.domain.policies import Policy
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.remembering import remembered
from storage.tables import ConsentRow, EscalationPolicyRow

_AGREE: Final = {
    name: added.returning(ConsentRow.id)
    for name, added in unless_there(ConsentRow, key=("policy_id", "partner_id")).items()
}
_HERE: Final = EscalationPolicyRow.partnership_id == bindparam("partnership_id")
_IN_STATE: Final = (
    select(EscalationPolicyRow.__table__)
    .where(_HERE, EscalationPolicyRow.state == bindparam("state"))
    .order_by(EscalationPolicyRow.id.desc())
    .limit(1)
)
_ONE: Final = select(EscalationPolicyRow.__table__).where(
    _HERE, EscalationPolicyRow.id == bindparam("policy_id")
)


def propose(transaction: Transaction, *, viewer: Viewer, terms: Terms, now: datetime) -> Policy:
    """Write a proposal of the viewer's; one that is still open is replaced by it."""
    if viewer.partnership_id is None:
        raise PermissionError("who hears is proposed in a partnership")
    _replace(transaction, viewer, PolicyState.PROPOSED)
    row = {
        "partnership_id": viewer.partnership_id,
        "state": PolicyState.PROPOSED,
        "terms": terms.as_kept(),
        "proposed_by": viewer.person_id,
        "proposed_at": now,
    }
    policy_id = transaction.connection.execute(
        insert(EscalationPolicyRow).values(row).returning(EscalationPolicyRow.id)
    ).scalar_one()
    return Policy(
        id=policy_id,
        state=PolicyState.PROPOSED,
        terms=terms,
        proposed_by=viewer.person_id,
        proposed_at=now,
        in_force_at=None,
        agreed={},
    )


_AGREED: Final = select(ConsentRow.partner_id, ConsentRow.person_id).where(
    ConsentRow.policy_id == bindparam("policy_id")
)


@remembered
def proposed(transaction: Transaction, *, viewer: Viewer) -> Policy | None:
    """Return the proposal of the viewer's partnership on which partners are still asked."""
    values = {"partnership_id": viewer.partnership_id, "state": PolicyState.PROPOSED}
    return _policy(transaction, transaction.connection.execute(_IN_STATE, values).one_or_none())


@remembered
def in_force(transaction: Transaction, *, viewer: Viewer) -> Policy | None:
    """Return what all partners of the viewer's partnership have agreed on; None: the mildest holds."""
    values = {"partnership_id": viewer.partnership_id, "state": PolicyState.IN_FORCE}
    return _policy(transaction, transaction.connection.execute(_IN_STATE, values).one_or_none())


def get(transaction: Transaction, *, viewer: Viewer, policy_id: int) -> Policy | None:
    """Return one proposal of the viewer's partnership, whatever became of it."""
    values = {"partnership_id": viewer.partnership_id, "policy_id": policy_id}
    return _policy(transaction, transaction.connection.execute(_ONE, values).one_or_none())


def agree(
    transaction: Transaction, *, viewer: Viewer, policy_id: int, partner_id: int, now: datetime
) -> bool:
    """Note a partner's **Fine with us**, pressed by the viewer; False where it was there, or there is no such proposal."""
    if get(transaction, viewer=viewer, policy_id=policy_id) is None:
        return False
    row = {"policy_id": policy_id, "partner_id": partner_id, "person_id": viewer.person_id, "at": now}
    added = transaction.connection.execute(_AGREE[transaction.connection.dialect.name], row)
    return added.scalar_one_or_none() is not None


def put_in_force(transaction: Transaction, *, viewer: Viewer, policy_id: int, now: datetime) -> bool:
    """Let a proposal hold from now on, in the place of what held before. False where it is not open any more."""
    if not _is_open(transaction, viewer, policy_id):
        return False
    _replace(transaction, viewer, PolicyState.IN_FORCE)
    changed = transaction.connection.execute(
        update(EscalationPolicyRow)
        .where(EscalationPolicyRow.id == policy_id, EscalationPolicyRow.state == PolicyState.PROPOSED)
        .values(state=PolicyState.IN_FORCE, in_force_at=now)
    )
    return changed.rowcount == 1


def _is_open(transaction: Transaction, viewer: Viewer, policy_id: int) -> bool:
    found = get(transaction, viewer=viewer, policy_id=policy_id)
    return found is not None and found.is_open


def _replace(transaction: Transaction, viewer: Viewer, state: PolicyState) -> None:
    transaction.connection.execute(
        update(EscalationPolicyRow)
        .where(
            EscalationPolicyRow.partnership_id == viewer.partnership_id, EscalationPolicyRow.state == state
        )
        .values(state=PolicyState.REPLACED)
    )


def _agreed(transaction: Transaction, policy_id: int) -> Mapping[int, int]:
    rows = transaction.connection.execute(_AGREED, {"policy_id": policy_id})
    return {row.partner_id: row.person_id for row in rows}


def _policy(transaction: Transaction, row: Row[Any] | None) -> Policy | None:
    if row is None:
        return None
    return Policy(
        id=row.id,
        state=row.state,
        terms=Terms.of_kept(row.terms),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        in_force_at=row.in_force_at,
        agreed=_agreed(transaction, row.id),
    )
