"""The links to people's own pages: since when they count, made worthless, and a new one by letter."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.deliveries import LINK, Destination, MessageKind, NewMessage
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import ENGINE, Viewer
from bot.errors import Refused
from bot.messages import entry as wording
from bot.messages.model import Message
from bot.services.answers import as_kept
from bot.services.identity import Caller
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import links as stored_links
from storage import messages as stored_messages
from storage import people as stored_people
from storage.links import Owner

__all__ = ["Owner", "Renewed", "linkable", "make_worthless", "owner", "renew", "replace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """Whose links were made worthless, and whether a letter brings a new one."""

    person: Person
    mailed: bool


def owner(*, database: Transactions, installation_id: int, reader: str) -> Owner | None:
    """Return whose page this is, by the name that our page has for them; None where it is nobody's."""
    with database.read() as transaction:
        return stored_links.owner(transaction, viewer=ENGINE, installation_id=installation_id, reader=reader)


def renew(*, database: Transactions, installation_id: int, reader: str, now: datetime) -> bool:
    """Let a letter bring a new link to whose page this is. Returns whether there is an address for it.

    Asked for twice within a minute, it is one letter.
    """
    with database.write() as transaction:
        found = stored_links.owner(transaction, viewer=ENGINE, installation_id=installation_id, reader=reader)
        if found is None or found.person_id is None:
            return False
        return _write(transaction, found.person_id, wording.new_link(), f"{now:%H:%M}", now)


def make_worthless(*, database: Transactions, caller: Caller, now: datetime) -> bool:
    """Make all links to the caller's own page worthless. Returns whether a letter brings a new one.

    Raises `Refused` (no_links).
    """
    if caller.person is None:
        raise Refused("no_links")
    with database.write() as transaction:
        return _replace(transaction, caller.alone(), caller.person.id, now)


def linkable(*, database: Transactions, viewer: Viewer) -> tuple[tuple[int, str], ...]:
    """Return who of the partnership has a page to which links lead, by their numbers and names.

    Raises `Refused` (no_links_yet) where nobody has.
    """
    with database.read() as transaction:
        found = stored_links.linkable(transaction, viewer=viewer)
    if not found:
        raise Refused("no_links_yet")
    return found


def replace(*, database: Transactions, viewer: Viewer, person_id: int, now: datetime) -> Renewed:
    """Make all links of somebody in the partnership worthless, and let a letter bring a new one.

    The link itself is shown to nobody. Raises `Refused` (person_not_listed, no_links).
    """
    with database.write() as transaction:
        try:
            person = stored_people.get(transaction, viewer=viewer, person_id=person_id)
        except LookupError:
            raise Refused("person_not_listed") from None
        return Renewed(person=person, mailed=_replace(transaction, viewer, person_id, now))


def _replace(transaction: Transaction, viewer: Viewer, person_id: int, now: datetime) -> bool:
    if not stored_links.revoke(transaction, viewer=viewer, person_id=person_id, now=now):
        raise Refused("no_links")
    audit.write(
        transaction, viewer=viewer, act="links_made_worthless", subject=f"person:{person_id}", now=now
    )
    # Never the same as another letter of this minute: the link in that one is worthless by now.
    return _write(transaction, person_id, wording.another_link(), now.isoformat(), now)


def _write(transaction: Transaction, person_id: int, content: Message, part: str, now: datetime) -> bool:
    """Queue an ordinary letter: each has a new link in it. Of those of one part and day there is one."""
    address = stored_links.mailed(transaction, viewer=ENGINE, person_id=person_id)
    if address is None:
        return False
    new = NewMessage(
        kind=MessageKind.ANSWER,
        to=Destination(kind=AddressKind.EMAIL, installation_id=0, external_id=address.email),
        local_date=now.date(),
        part=f"{LINK}{part}",
        not_before=now,
        person_id=person_id,
        address_id=address.address_id,
        content=as_kept(content),
        conversation=address.email,
    )
    stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)
    return True
