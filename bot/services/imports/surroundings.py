"""Reads what a partnership has already when a workbook comes in."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from bot.domain.calendars import PartnerCalendar, local_date
from bot.domain.commitments import Commitment, ShareState, due_of, remaining
from bot.domain.imports.names import KnownPerson, fold
from bot.domain.imports.repeats import ExistingAction
from bot.domain.imports.surroundings import PERSON, KnownMember, Surroundings
from bot.domain.partners import Reach
from bot.domain.people import Address, AddressKind, Membership
from bot.domain.permissions import Viewer, engine_in
from storage import commitments as stored_commitments
from storage import directory as stored_directory
from storage import installations as stored_installations
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage.database import Transaction

LISTED: Final = "listed:"
"""What the key of somebody begins with who is in the directory alone; the directory's name for them follows."""

_CHATS: Final = {AddressKind.SLACK: Reach.SLACK, AddressKind.TEAMS: Reach.TEAMS}


def surroundings(
    transaction: Transaction, *, viewer: Viewer, installation_id: int, now: datetime
) -> Surroundings:
    """Return the viewer's partnership as a workbook meets it; people are looked up in one installation's directory."""
    profile = stored_partnerships.get(transaction, viewer=viewer).profile
    partners = stored_partners.all_of(transaction, viewer=viewer)
    names = {partner.id: partner.name for partner in partners}
    members = stored_members.all_of(transaction, viewer=viewer)
    addresses = {
        member.person.id: stored_people.addresses_of(transaction, viewer=viewer, person_id=member.person.id)
        for member in members
    }
    return Surroundings(
        today=local_date(now=now, zone=profile.zone),
        partners={partner.name: partner.kind for partner in partners},
        members=tuple(_member(one, addresses[one.person.id], names) for one in members),
        listed=_listed(transaction, viewer, installation_id, addresses.values()),
        existing=tuple(_existing(stored_commitments.all_of(transaction, viewer=viewer), names)),
        calendar=PartnerCalendar(country=profile.country, region=profile.region),
        calendars={fold(partner.name): partner.calendar for partner in partners},
        chat=_CHATS.get(kind_of(transaction, viewer=viewer, installation_id=installation_id)),
    )


def kind_of(transaction: Transaction, *, viewer: Viewer, installation_id: int) -> AddressKind:
    """Return what kind of address an installation gives."""
    partnership_id = stored_partnerships.get(transaction, viewer=viewer).id
    return stored_installations.get(
        transaction, viewer=engine_in(partnership_id), installation_id=installation_id
    ).kind


def _member(member: Membership, addresses: Collection[Address], names: Mapping[int, str]) -> KnownMember:
    emails = (one.external_id for one in addresses if one.kind is AddressKind.EMAIL)
    return KnownMember(
        person=KnownPerson(
            key=f"{PERSON}{member.person.id}",
            name=member.person.name,
            email=next(emails, ""),
            partner=names.get(member.partner_id or 0, ""),
        ),
        role=member.role,
    )


def _listed(
    transaction: Transaction,
    viewer: Viewer,
    installation_id: int,
    addresses: Iterable[Collection[Address]],
) -> tuple[KnownPerson, ...]:
    """Who is in the directory and in no role of this partnership yet."""
    here = {
        address.external_id
        for those in addresses
        for address in those
        if address.installation_id == installation_id
    }
    entries = stored_directory.all_of(transaction, viewer=viewer, installation_id=installation_id)
    return tuple(
        KnownPerson(key=f"{LISTED}{entry.external_id}", name=entry.name, email=entry.email or "")
        for entry in entries
        if entry.external_id not in here
    )


def _existing(commitments: Iterable[Commitment], names: Mapping[int, str]) -> Iterator[ExistingAction]:
    for commitment in commitments:
        what = commitment.wording.title
        if commitment.all_partners and remaining(commitment):
            yield ExistingAction(what=what, partners=(), all_partners=True, by=commitment.due)
        for share in (one for one in commitment.shares if one.state is not ShareState.DROPPED):
            yield ExistingAction(
                what=what,
                partners=(names[share.partner_id],),
                all_partners=False,
                by=due_of(commitment=commitment, share=share),
            )
