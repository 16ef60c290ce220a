"""Somebody's post as sent and read, without anything being composed."""

from bot.domain.deliveries import DeliveryState, Destination, MessageKind, NewMessage
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from storage import deliveries, messages
from tests.riverside import NOW, Riverside


def read_all(group: Riverside, name: str) -> None:
    """Let everything that somebody is owed have been sent."""
    to = Destination(
        kind=AddressKind.SLACK, installation_id=group.installation_id, external_id=f"U-{name.upper()}"
    )
    with group.database.write() as transaction:
        pending = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person(name).id)
        ids = [one.id for one in pending if one.state is DeliveryState.PENDING]
        part = f"read-{ids[0]}"
        new = NewMessage(kind=MessageKind.ENVELOPE, to=to, local_date=NOW.date(), part=part, not_before=NOW)
        message_id = messages.add(transaction, viewer=ENGINE, new=new, now=NOW) or 0
        deliveries.claim(transaction, viewer=group.engine, ids=ids, message_id=message_id)
        deliveries.settle(transaction, viewer=group.engine, message_id=message_id, state=DeliveryState.SENT)
