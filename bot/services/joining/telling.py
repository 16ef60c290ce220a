"""What somebody is told about joining: queued as it stands, at one address of theirs, inside their hours."""

from datetime import datetime

from bot.domain import slots
from bot.domain.deliveries import MessageKind, NewMessage
from bot.domain.people import Address, Membership
from bot.domain.permissions import ENGINE
from bot.messages.model import Message
from bot.services import envelopes, readers
from bot.services.answers import as_kept
from bot.services.ports import Transaction
from storage import messages as stored_messages


def say(
    transaction: Transaction,
    *,
    to: Address,
    content: Message,
    part: str,
    now: datetime,
    membership: Membership | None = None,
) -> None:
    """Queue a message once, by its `part`: for a member inside their hours, for anybody else at once."""
    slot = None
    if membership is not None:
        reader = readers.of_member(transaction, viewer=membership.viewer, membership=membership)
        slot = slots.at_once(calendar=reader.calendar, now=now)
    message = NewMessage(
        kind=MessageKind.ANSWER,
        to=envelopes.destination(to),
        local_date=slot.on if slot else now.date(),
        part=part,
        not_before=slot.at if slot else now,
        person_id=to.person_id,
        address_id=to.id,
        content=as_kept(content),
        conversation=to.conversation,
    )
    stored_messages.add(transaction, viewer=ENGINE, new=message, now=now)
