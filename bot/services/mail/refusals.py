"""An e-mail address at which nobody is reached: it is left alone, and the runner is told until it is put right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.deliveries import Destination, Rule
from bot.domain.mail import email_address
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import ENGINE, Intent, Viewer, engine_in, myself
from bot.errors import Refused
from bot.services import guard, hellos, readers
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import deliveries as stored_deliveries
from storage import mailing as stored_mailing
from storage import partnerships as stored_partnerships
from storage import people as stored_people

_MOST_SAID: Final = 300


def note(transaction: Transaction, *, to: Destination, said: str, now: datetime) -> None:
    """Keep that nobody is reached at an e-mail address, in the words of a mail server. Others are no concern of it."""
    if to.kind is AddressKind.EMAIL:
        words = " ".join(said.split())[:_MOST_SAID] or "refused"
        stored_mailing.refuse(transaction, viewer=ENGINE, email=to.external_id, said=words, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """A member to whom letters come back, and the address from which they do."""

    person: Person
    email: str


def of_person(*, database: Transactions, viewer: Viewer, person_id: int | None) -> Unreached:
    """Return whose address reaches nobody. Raises `Refused` (not_for_your_role, email_mended)."""
    guard.require(viewer=viewer, intent=Intent.NEW_EMAIL)
    with database.read() as transaction:
        return _find(transaction, viewer, person_id)


def put_right(
    *, database: Transactions, viewer: Viewer, person_id: int | None, email: str, now: datetime
) -> Unreached:
    """Write to somebody at another address, or once more at the same one. What could not reach them is due again.

    Raises `Refused` (not_for_your_role, email_mended, email_wrong, email_theirs).
    """
    guard.require(viewer=viewer, intent=Intent.NEW_EMAIL)
    address = email_address(email)
    if address is None:
        raise Refused("email_wrong", field="email", text=email.strip()[:_MOST_SAID])
    with database.write() as transaction:
        person = _find(transaction, viewer, person_id).person
        _give(transaction, viewer, person, address)
        stored_mailing.put_right(transaction, viewer=viewer, person_id=person.id, email=address)
        _reach_again(transaction, person, now)
        audit.write(transaction, viewer=viewer, act="email_given", subject=f"person:{person.id}", now=now)
        return Unreached(person=person, email=address)


def _find(transaction: Transaction, viewer: Viewer, person_id: int | None) -> Unreached:
    found = stored_mailing.refused(transaction, viewer=viewer)
    for one in found:
        if one.person_id == person_id:
            person = stored_people.get(transaction, viewer=viewer, person_id=one.person_id)
            return Unreached(person=person, email=one.email)
    raise Refused("email_mended")


def _give(transaction: Transaction, viewer: Viewer, person: Person, email: str) -> None:
    """Nobody becomes one person with somebody else by an equal e-mail address."""
    known = stored_people.behind_email(transaction, viewer=viewer, email=email)
    if known is not None and known.id != person.id:
        raise Refused("email_theirs", field="email")
    stored_people.give_address(
        transaction,
        viewer=viewer,
        person_id=person.id,
        kind=AddressKind.EMAIL,
        installation_id=None,
        external_id=email,
    )


def _reach_again(transaction: Transaction, person: Person, now: datetime) -> None:
    """Owe what found no way to them, or came back: in every partnership, for they have one post."""
    stored_deliveries.revive_undelivered(transaction, viewer=ENGINE, person_id=person.id)
    stored_deliveries.revive_of_person(transaction, viewer=ENGINE, person_id=person.id, rule=Rule.NO_ADDRESS)
    for membership in stored_partnerships.memberships_of(transaction, viewer=myself(person.id)):
        if membership.doors_open:
            viewer = engine_in(membership.partnership_id)
            to = readers.of_member(transaction, viewer=viewer, membership=membership)
            hellos.owe(transaction, viewer=viewer, to=to, now=now)
