"""What the runner reads of letters: who has written back, and whose address reaches nobody."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.mornings import Rank
from bot.domain.people import Membership
from bot.messages import letters_back as wording
from bot.messages.notices import Notice
from bot.services import mornings
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import mailing as stored_mailing
from storage import members as stored_members
from storage import partners as stored_partners
from storage import replies as stored_replies


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return what has come back: replies since the last list, and each address until it is put right."""
    viewer = reader.membership.viewer
    since = mornings.since_last(transaction, viewer=viewer, now=now)
    replies = stored_replies.since(transaction, viewer=viewer, at=since)
    refused = stored_mailing.refused(transaction, viewer=viewer)
    if not replies and not refused:
        return ()
    partners = stored_partners.names(transaction, viewer=viewer)
    members = {one.person.id: one for one in stored_members.all_of(transaction, viewer=viewer)}
    said = [
        Notice(
            blocks=wording.replied(who=_who(members[one.person_id], partners), words=one.words),
            rank=Rank.WAITING,
            once=True,
        )
        for one in replies
        if one.person_id in members
    ]
    lost = [
        Notice(
            blocks=wording.refused(
                partnership_id=reader.membership.partnership_id,
                person_id=one.person_id,
                who=_who(members[one.person_id], partners),
                email=one.email,
                said=one.said,
            ),
            rank=Rank.CALL,
            since=one.since,
        )
        for one in refused
    ]
    return (*said, *lost)


def _who(member: Membership, partners: Mapping[int, str]) -> str:
    partner = partners.get(member.partner_id or 0, "")
    return f"{member.person.name} at {partner}" if partner else member.person.name
