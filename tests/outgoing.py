"""Messages on their way: queued, taken in hand, and left to whatever fate a test has for them."""

from datetime import UTC, datetime, timedelta

from bot.domain.deliveries import StoredMessage
from bot.domain.importance import Importance
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.errors import DeliveryFailed
from bot.messages.model import Item, Message
from bot.services import answers, envelopes, outbox, planning
from bot.services.answers import Asker
from bot.services.ports import Outgoing, Sent
from storage import messages
from tests import planned
from tests.planned import DUE
from tests.riverside import NOW, Riverside

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
HELLO = Message(opening="Hello.", blocks=(Item(subject="share:1", title="Send course data"),))
LOST = DeliveryFailed("timed out", unknown=True)
SENT = Sent(external_id="1763.1", conversation="D-MINA")


def asker(group: Riverside, key: str = "k1") -> Asker:
    return Asker(
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id="U-MINA",
        conversation="D-MINA",
        key=key,
    )


def say(group: Riverside, key: str = "k1", *, file: bytes | None = None) -> Outgoing:
    """Queue an answer to Mina and take it in hand."""
    to = asker(group, key)
    if file is None:
        answers.say(database=group.database, to=to, content=HELLO, now=NOW)
    else:
        answers.send_file(database=group.database, to=to, name="copy.xlsx", file=file, content=HELLO, now=NOW)
    [outgoing] = outbox.claim(database=group.database, now=NOW, limit=5)
    return outgoing


def envelope(group: Riverside, *, importance: Importance = Importance.NORMAL) -> Outgoing:
    """Mina's envelope of Tuesday 24 November, with a reminder in it, taken in hand."""
    commitment = planned.add(group, importance=importance, due=DUE)
    planned.plan(group, planning.plan_reminders, commitment, now=datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    mina = group.person("mina").id
    envelopes.post(database=group.database, person_ids=[mina], now=TUESDAY)
    [outgoing] = outbox.claim(database=group.database, now=TUESDAY, limit=5)
    return outgoing


def stored(group: Riverside, message_id: int) -> StoredMessage:
    with group.database.read() as transaction:
        return messages.get(transaction, viewer=ENGINE, message_id=message_id)


def fail(group: Riverside, outgoing: Outgoing, failure: DeliveryFailed, now: datetime = NOW) -> None:
    outbox.settle_failed(database=group.database, outgoing=outgoing, failure=failure, now=now)


def claimed(group: Riverside, now: datetime) -> list[int]:
    return [one.message_id for one in outbox.claim(database=group.database, now=now, limit=9)]


def lost(group: Riverside, now: datetime) -> list[tuple[int, datetime]]:
    found = outbox.lost(database=group.database, now=now, limit=9)
    return [(outgoing.message_id, attempt_at) for outgoing, attempt_at in found]


def settle_lost(
    group: Riverside, outgoing: Outgoing, *, found: Sent | None = None, certain: bool, now: datetime
) -> None:
    outbox.settle_lost(
        database=group.database,
        message_id=outgoing.message_id,
        found=found,
        certain=certain,
        now=now,
    )


def edit_of(group: Riverside) -> Outgoing:
    outgoing = say(group)
    outbox.settle_sent(database=group.database, message_id=outgoing.message_id, sent=SENT, now=NOW)
    answers.replace(
        database=group.database,
        to=asker(group, "k2"),
        pressed="1763.1",
        item=Item(subject="share:1", title="Done"),
        content=None,
        now=NOW,
    )
    [edit] = outbox.claim(database=group.database, now=NOW, limit=5)
    return edit
