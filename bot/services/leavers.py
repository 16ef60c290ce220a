"""People who have left the platform on which they were reached, while actions are still theirs."""

from datetime import datetime

from bot.domain.mornings import Rank
from bot.messages import leavers as wording
from bot.messages.notices import Notice
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import directory as stored_directory
from storage import members as stored_members
from storage import partners as stored_partners
from storage import shares as stored_shares


def of_morning(transaction: Transaction, reader: Reader, _: datetime) -> tuple[Notice, ...]:
    """Return who has gone and still holds something, every morning until it is somebody else's."""
    viewer = reader.membership.viewer
    gone = stored_directory.gone(transaction, viewer=viewer)
    if not gone:
        return ()
    partners = stored_partners.names(transaction, viewer=viewer)
    found = []
    for member in stored_members.all_of(transaction, viewer=viewer):
        if member.person.id not in gone:
            continue
        held = stored_shares.count_open(transaction, viewer=viewer, person_id=member.person.id)
        if held:
            blocks = wording.gone(
                partnership_id=member.partnership_id,
                name=member.person.name,
                partner=partners.get(member.partner_id or 0, ""),
                held=held,
            )
            found.append(Notice(blocks=blocks, rank=Rank.AT_RISK))
    return tuple(found)
