"""Somebody whom one installation has proved, and who is met through another: the same person, not a stranger."""

from bot.domain.deliveries import Destination
from bot.domain.permissions import myself
from bot.services.ports import Transactions
from storage import partnerships as stored_partnerships
from storage import people as stored_people


def introduce(*, database: Transactions, at: Destination, known: Destination) -> bool:
    """Let a member be known at another address of theirs, which their platform has proved. Says whether they are now.

    They are written to where they were before: this one only stands in when that fails.
    """
    with database.write() as transaction:
        there, before = (
            stored_people.behind_address(
                transaction, kind=one.kind, installation_id=one.installation_id, external_id=one.external_id
            )
            for one in (at, known)
        )
        if there is not None or before is None:
            return False
        alone = myself(before.id)
        if not stored_partnerships.memberships_of(transaction, viewer=alone):
            return False
        stored_people.give_address(
            transaction,
            viewer=alone,
            person_id=before.id,
            kind=at.kind,
            installation_id=at.installation_id,
            external_id=at.external_id,
        )
        return True
