"""Letters on their way: owed, handed in, and what has come back of them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from bot.domain.deliveries import Destination, MessageKind, NewMessage, StoredMessage
from bot.domain.mail import Answer, Bounce, Reply
from bot.domain.people import Address, AddressKind
from bot.domain.permissions import ENGINE
from bot.messages.model import Message
from bot.messages.plain import text
from bot.services import coming_back, envelopes, outbox, planning
from bot.services.answers import CONTENT, as_kept
from bot.services.ports import Outgoing, Sent
from storage import deliveries, messages, people
from tests import planned
from tests.riverside import Riverside

DEE: Final = "dee@brooklane.example"
MINA: Final = "m.iqbal@castle.example"
TUESDAY: Final = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SAID: Final = "550 5.1.1 No such mailbox"


def addresses(group: Riverside, name: str) -> dict[str, Address]:
    with group.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=ENGINE, person_id=group.person(name).id)
    return {one.external_id: one for one in found}


def tell(
    group: Riverside, name: str = "dee", *, at: str = DEE, words: str = "Hello.", part: str = "k1"
) -> int:
    """Queue a letter that is about no partnership in particular."""
    address = addresses(group, name)[at]
    new = NewMessage(
        kind=MessageKind.ANSWER,
        to=Destination(kind=AddressKind.EMAIL, installation_id=0, external_id=at),
        local_date=TUESDAY.date(),
        part=part,
        not_before=TUESDAY,
        person_id=address.person_id,
        address_id=address.id,
        content=as_kept(Message(opening=words)),
        conversation=at,
    )
    with group.database.write() as transaction:
        added = messages.add(transaction, viewer=ENGINE, new=new, now=TUESDAY)
    assert added is not None
    return added


def remind(group: Riverside, name: str = "dee") -> Outgoing:
    """Somebody's envelope of Tuesday with a reminder in it, handed in."""
    commitment = planned.add(group, holders=(name,))
    planned.plan(group, planning.plan_reminders, commitment, now=datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    envelopes.post(database=group.database, person_ids=[group.person(name).id], now=TUESDAY)
    [outgoing] = hand_in(group)
    return outgoing


def hand_in(group: Riverside, *, now: datetime = TUESDAY) -> list[Outgoing]:
    """Hand in all that is queued, as the mail server takes it."""
    claimed = outbox.claim(database=group.database, now=now, limit=9)
    for one in claimed:
        sent = Sent(external_id=f"<{one.key}@office.example>", conversation=one.conversation)
        outbox.settle_sent(database=group.database, message_id=one.message_id, sent=sent, now=now)
    return list(claimed)


def bounced(
    group: Riverside,
    outgoing: Outgoing,
    *,
    answer: Answer = Answer.NOBODY,
    addresses: tuple[str, ...] = (DEE,),
    key: str = "<b1@mx>",
    now: datetime = TUESDAY,
) -> None:
    bounce = Bounce(key=key, about=outgoing.key, addresses=addresses, answer=answer, said=SAID)
    coming_back.take(database=group.database, returned=bounce, now=now)


def replied(
    group: Riverside,
    about: Iterable[str],
    *,
    sender: str = DEE,
    words: str = "All done.",
    key: str = "<r1@mx>",
    now: datetime = TUESDAY,
) -> None:
    reply = Reply(key=key, about=tuple(about), sender=sender, words=words)
    coming_back.take(database=group.database, returned=reply, now=now)


def queued(group: Riverside) -> list[StoredMessage]:
    """What waits to be sent."""
    with group.database.read() as transaction:
        rows = transaction.connection.exec_driver_sql(
            "SELECT id FROM messages WHERE state = 'pending' ORDER BY id"
        ).scalars()
        return [messages.get(transaction, viewer=ENGINE, message_id=one) for one in rows.all()]


def said(message: StoredMessage) -> str:
    return text(CONTENT.validate_python(message.content))


def states(group: Riverside) -> list[tuple[str, str]]:
    """What is owed, by its kind and state."""
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=ENGINE)
    return [(one.owed.kind.value, one.state.value) for one in found]
