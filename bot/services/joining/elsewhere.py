"""**I'm also somewhere else**: one person at two addresses, once they have proved both; they say which comes first."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import local_date
from bot.domain.invitations import (
    Code,
    Invitation,
    InvitationKind,
    InvitationState,
    Used,
    Whereabouts,
)
from bot.domain.people import Address, AddressKind
from bot.domain.permissions import ENGINE, myself
from bot.domain.zones import HOME
from bot.errors import Refused
from bot.messages import elsewhere as wording
from bot.services import identity, planning
from bot.services.identity import Caller
from bot.services.joining import telling
from bot.services.ports import Transaction, Transactions
from storage import audit, merging, preferring
from storage import installations as stored_installations
from storage import invitations as stored_invitations
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage.database import Joined

_FIELD: Final = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """Whoever typed the code and whoever made it are one person, with these addresses."""

    name: str
    places: tuple[Whereabouts, ...]


def make_code(*, database: Transactions, caller: Caller, now: datetime) -> Code:
    """Make a code that the caller types at their other address. The one before is worth nothing any more."""
    with database.write() as transaction:
        person = identity.settle_person(database=Joined(transaction), caller=caller, now=now)
        viewer = myself(person.id)
        stored_invitations.take_back_own(transaction, viewer=viewer, now=now)
        made, code = stored_invitations.make(transaction, viewer=viewer, kind=InvitationKind.ADDRESS, now=now)
        subject = f"invitation:{made.id}"
        audit.write(transaction, viewer=viewer, act="address_code_made", subject=subject, now=now)
        until = local_date(now=made.expires_at, zone=person.zone or ZoneInfo(HOME))
        return Code(id=made.id, code=code, until=until)


def places_of(*, database: Transactions, caller: Caller) -> tuple[Whereabouts, ...]:
    """Return where the caller can be written to."""
    if caller.person is None:
        return ()
    with database.read() as transaction:
        return _places(transaction, caller.person.id, caller)


def prefer(*, database: Transactions, caller: Caller, address_id: int, now: datetime) -> Whereabouts:
    """Write to the caller at this address first, from now on. Raises `Refused` (address_gone)."""
    if caller.person is None:
        raise Refused("address_gone")
    with database.write() as transaction:
        places = _places(transaction, caller.person.id, caller)
        chosen = next((one for one in places if one.address_id == address_id), None)
        if chosen is None:
            raise Refused("address_gone")
        if chosen.is_preferred:
            return chosen
        viewer = caller.alone()
        preferring.prefer(transaction, viewer=viewer, address_id=address_id)
        subject = f"person:{viewer.person_id}"
        audit.write(transaction, viewer=viewer, act="address_preferred", subject=subject, now=now)
        return replace(chosen, is_preferred=True)


def join(transaction: Transaction, *, caller: Caller, invitation: Invitation, now: datetime) -> OnePerson:
    """Make the caller and whoever made the code one person, who is told at both addresses.

    Raises `Refused` (code_same_address, code_used, two_partners).
    """
    keep_id = invitation.maker_id
    person = identity.settle_person(database=Joined(transaction), caller=caller, now=now)
    if person.id == keep_id:
        raise Refused("code_same_address", field=_FIELD)
    used = Used(person_id=person.id, installation_id=caller.installation_id, room=None)
    if not stored_invitations.use(
        transaction, invitation_id=invitation.id, used=used, state=InvitationState.CONFIRMED, now=now
    ):
        raise Refused("code_used", field=_FIELD)
    before = _preferred(transaction, keep_id)
    viewer = myself(keep_id)
    merging.merge(transaction, viewer=viewer, keep_id=keep_id, gone_id=person.id, invitation_id=invitation.id)
    details = {"was": person.id}
    audit.write(
        transaction, viewer=viewer, act="people_merged", subject=f"person:{keep_id}", now=now, details=details
    )
    for membership in stored_partnerships.memberships_of(transaction, viewer=viewer):
        planning.replan_person(transaction, viewer=membership.viewer, person_id=keep_id, now=now)
    if before is not None:
        _tell(transaction, invitation, before, now)
    name = stored_people.get(transaction, viewer=viewer, person_id=keep_id).name
    return OnePerson(name=name, places=_places(transaction, keep_id, caller))


def _preferred(transaction: Transaction, person_id: int) -> Address | None:
    """Where somebody is written to."""
    addresses = stored_people.addresses_of(transaction, viewer=myself(person_id), person_id=person_id)
    return next((one for one in addresses if one.carries), None)


def _tell(transaction: Transaction, invitation: Invitation, to: Address, now: datetime) -> None:
    """Say it where they have been written to until now as well: should it not have been them, they hear of it."""
    places = _places_seen_from(transaction, to.person_id, to)
    content = wording.one_person(places=places, told_of=invitation.id)
    telling.say(transaction, to=to, content=content, part=f"one person:{invitation.id}", now=now)


def _places(transaction: Transaction, person_id: int, caller: Caller) -> tuple[Whereabouts, ...]:
    at = (caller.kind, caller.installation_id, caller.external_id)
    addresses = stored_people.addresses_of(transaction, viewer=myself(person_id), person_id=person_id)
    here = next((one for one in addresses if (one.kind, one.installation_id, one.external_id) == at), None)
    return _places_seen_from(transaction, person_id, here)


def _places_seen_from(
    transaction: Transaction, person_id: int, here: Address | None
) -> tuple[Whereabouts, ...]:
    addresses = stored_people.addresses_of(transaction, viewer=myself(person_id), person_id=person_id)
    reached = [one for one in addresses if one.carries]
    # A page tells nobody that something stands on it: who gets letters is written to by letter.
    has_letters = any(one.kind is AddressKind.EMAIL for one in reached)
    shown = [one for one in reached if not (has_letters and one.kind is AddressKind.WEB)]
    return tuple(
        Whereabouts(
            address_id=one.id,
            kind=one.kind,
            name=name_of(transaction, one),
            is_here=here is not None and _is_same(one, here),
            is_preferred=one is shown[0],
        )
        for one in shown
    )


def _is_same(one: Address, here: Address) -> bool:
    """A page is where the letters of its reader lead."""
    by_letter = {AddressKind.EMAIL, AddressKind.WEB}
    return one.id == here.id or {one.kind, here.kind} == by_letter


def name_of(transaction: Transaction, address: Address) -> str:
    """Return what tells an address from others of its kind."""
    if address.kind is AddressKind.EMAIL:
        return address.external_id
    at = stored_installations.get(transaction, viewer=ENGINE, installation_id=address.installation_id or 0)
    return at.name
