"""How things stand for somebody in each of their partnerships, in one line each."""

from bot.domain.partnerships import PartnershipState
from bot.domain.people import Membership
from bot.domain.standings import Standing
from bot.services.identity import Caller
from bot.services.ports import Transactions
from storage import commitments as stored_commitments
from storage import partnerships as stored_partnerships
from storage.database import Transaction


def of_caller(*, database: Transactions, caller: Caller) -> tuple[Standing, ...]:
    """Return one line for each partnership of the caller, by name; none for somebody in no partnership."""
    with database.read() as transaction:
        standings = [_standing(transaction, one) for one in caller.memberships]
    return tuple(sorted(standings, key=lambda one: one.name.casefold()))


def _standing(transaction: Transaction, membership: Membership) -> Standing:
    viewer = membership.viewer
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    held = stored_commitments.held_by(transaction, viewer=viewer, person_id=viewer.person_id)
    return Standing(
        partnership_id=partnership.id,
        name=partnership.name,
        role=membership.role,
        open_actions=sum(share.is_open for _, share in held),
        is_draft=partnership.state is PartnershipState.DRAFT,
    )
