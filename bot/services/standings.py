"""How things stand for somebody in each of their partnerships, in one line each."""

from bot.domain.partnerships import PartnershipState
from bot.domain.people import Membership
from bot.domain.standings import Standing
from bot.services.identity import Caller
from bot.services.ports import Transactions
from storage import partnerships as stored_partnerships
from storage import shares as stored_shares
from storage.database import Transaction


def of_caller(*, database: Transactions, caller: Caller) -> tuple[Standing, ...]:
    """Return one line for each partnership of the caller, by name; none for somebody in no partnership."""
    with database.read() as transaction:
        standings = [_standing(transaction, one) for one in caller.memberships]
    return tuple(sorted(standings, key=lambda one: one.name.casefold()))


def _standing(transaction: Transaction, membership: Membership) -> Standing:
    viewer = membership.viewer
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    return Standing(
        partnership_id=partnership.id,
        name=partnership.name,
        role=membership.role,
        open_actions=stored_shares.count_open(transaction, viewer=viewer, person_id=viewer.person_id),
        is_draft=partnership.state is PartnershipState.DRAFT,
    )
