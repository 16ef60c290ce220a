"""What is said because somebody asked or pressed: queued in the transaction of the effect, keyed by what came in."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import TypeAdapter

from bot.domain.deliveries import Destination, MessageKind, NewMessage, StoredMessage
from bot.domain.people import Address, AddressKind
from bot.domain.permissions import ENGINE
from bot.messages import answers as wording
from bot.messages.model import Item, Message
from bot.services import on_pages
from bot.services.ports import Transaction, Transactions
from storage import messages as stored_messages
from storage import people as stored_people

CONTENT: Final[TypeAdapter[Message]] = TypeAdapter(Message)
"""A message as it is kept: written with `dump_python(…, mode="json")`."""

_AT_ONCE: Final = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who is answered. `conversation` is the private one in which they asked, None when it was a room.

    `key` is the platform's own name for what came in: the same answer is never queued twice. `said` is what they typed or
    pressed, "" where the platform shows that by itself.
    """

    kind: AddressKind
    installation_id: int
    external_id: str
    conversation: str | None
    key: str
    said: str = ""

    @property
    def destination(self) -> Destination:
        return Destination(kind=self.kind, installation_id=self.installation_id, external_id=self.external_id)


def say(
    *,
    database: Transactions,
    to: Asker,
    content: Message,
    now: datetime,
    after: timedelta = _AT_ONCE,
) -> None:
    """Queue an answer to the asker alone, to be sent `after` a while."""
    with database.write() as transaction:
        _add(transaction, to, content, now, after=after)


def replace(
    *,
    database: Transactions,
    to: Asker,
    pressed: str | None,
    item: Item | None,
    content: Message | None,
    now: datetime,
) -> None:
    """Change the message that was pressed: one item of it, or all of it. Where it cannot be found, say it anew.

    `pressed` is the platform's name of the message.
    """
    with database.write() as transaction:
        found = _found(transaction, to, pressed)
        new = None if found is None else _changed(found, item, content)
        if found is None or new is None:
            alone = wording.alone(item, is_pressed=pressed is not None) if item else wording.changed()
            _add(transaction, to, content or alone, now)
            return
        kept = as_kept(new)
        stored_messages.rewrite(transaction, viewer=ENGINE, message_id=found.id, content=kept, now=now)
        _edit(transaction, to, found, kept, now)


def send_file(
    *, database: Transactions, to: Asker, name: str, file: bytes, content: Message, now: datetime
) -> None:
    """Queue a file for the asker alone, with the words that go along."""
    with database.write() as transaction:
        _add(transaction, to, content, now, file=(name, file))


def as_kept(content: Message) -> dict[str, Any]:
    """Return a message in the form in which it is stored."""
    kept: dict[str, Any] = CONTENT.dump_python(content, mode="json")
    return kept


def _add(
    transaction: Transaction,
    to: Asker,
    content: Message,
    now: datetime,
    *,
    file: tuple[str, bytes] | None = None,
    after: timedelta = _AT_ONCE,
) -> None:
    address = _address(transaction, to)
    new = NewMessage(
        kind=MessageKind.ANSWER,
        to=to.destination,
        local_date=now.date(),
        part=to.key,
        not_before=now + after,
        person_id=address.person_id if address else None,
        address_id=address.id if address else None,
        content=as_kept(dataclasses.replace(content, answering=to.said)),
        conversation=to.conversation,
        file=file,
    )
    stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)


def _edit(
    transaction: Transaction, to: Asker, found: StoredMessage, kept: dict[str, Any], now: datetime
) -> None:
    new = NewMessage(
        kind=MessageKind.EDIT,
        to=to.destination,
        local_date=now.date(),
        part=to.key,
        not_before=now,
        person_id=found.person_id,
        address_id=found.address_id,
        content=kept,
        conversation=found.conversation,
        edits_id=found.id,
    )
    stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)


def _found(transaction: Transaction, to: Asker, pressed: str | None) -> StoredMessage | None:
    if pressed is None:
        return None
    return stored_messages.shown(
        transaction, viewer=ENGINE, to=_places(transaction, to), conversation=to.conversation, name=pressed
    )


def _places(transaction: Transaction, to: Asker) -> tuple[Destination, ...]:
    """Return where a message may stand that the asker has pressed: on their page stands also what went by mail."""
    address = _address(transaction, to) if to.kind is AddressKind.WEB else None
    if address is None:
        return (to.destination,)
    return on_pages.places(transaction, person_id=address.person_id)


def _changed(found: StoredMessage, item: Item | None, content: Message | None) -> Message | None:
    """Return what the message says from now on; None where it has no such item."""
    old = CONTENT.validate_python(found.content)
    if content is not None or item is None:
        return content and dataclasses.replace(content, answering=old.answering)
    has_it = any(isinstance(block, Item) and block.subject == item.subject for block in old.blocks)
    return old.replacing(item) if has_it else None


def _address(transaction: Transaction, to: Asker) -> Address | None:
    """Return the asker's address as stored; somebody the bot has never met has none."""
    person = stored_people.behind_address(
        transaction, kind=to.kind, installation_id=to.installation_id, external_id=to.external_id
    )
    if person is None:
        return None
    addresses = stored_people.addresses_of(transaction, viewer=ENGINE, person_id=person.id)
    at = (to.kind, to.installation_id, to.external_id)
    return next(one for one in addresses if (one.kind, one.installation_id, one.external_id) == at)
