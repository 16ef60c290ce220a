"""The organisations and people that a workbook brings, added to a partnership."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.imports.arrivals import Arrival
from bot.domain.imports.changes import PlannedPartner
from bot.domain.imports.names import fold
from bot.domain.imports.previews import Preview
from bot.domain.imports.shares import PlannedShare
from bot.domain.imports.surroundings import PERSON
from bot.domain.partners import Partner, Reach
from bot.domain.people import AddressKind
from bot.domain.permissions import Role, Viewer
from bot.services.concerns import following
from bot.services.concerns import reading as concerns
from bot.services.imports.surroundings import LISTED, kind_of
from storage import members as stored_members
from storage import partners as stored_partners
from storage import people as stored_people
from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """All partners by the key of their name, and who each arrival is now, by reference."""

    partners: Mapping[str, Partner]
    people: Mapping[str, int]

    def holder(self, share: PlannedShare) -> int | None:
        """Return the person named for a share, None where it is the co-ordinator's."""
        if share.member is not None:
            return int(share.member.person.key.removeprefix(PERSON))
        return self.people[share.arrival.ref] if share.arrival is not None else None


def seat(transaction: Transaction, *, preview: Preview, now: datetime) -> Seating:
    """Add the new partners, and everybody named to the partner for whom they work."""
    viewer = preview.viewer
    for planned in preview.changes.partners:
        stored_partners.add(
            transaction,
            viewer=viewer,
            name=planned.name,
            kind=planned.kind,
            reach=_reach(planned, preview),
        )
    heard = concerns.keepers_of(transaction, viewer=viewer)
    there = stored_partners.all_of(transaction, viewer=viewer)
    partners = {fold(partner.name): partner for partner in there}
    host = _Host(transaction=transaction, preview=preview, partners=partners, now=now)
    people = {arrival.ref: host.welcome(arrival) for arrival in preview.changes.arrivals}
    # A chair who turns out to work for a partner hears the others' concerns no more.
    following.keepers_changed(transaction, viewer=viewer, before=heard, now=now)
    return Seating(partners=partners, people=people)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Host:
    """Finds or makes the people of a workbook, with their addresses, and gives them their roles."""

    transaction: Transaction
    preview: Preview
    partners: Mapping[str, Partner]
    now: datetime

    @property
    def viewer(self) -> Viewer:
        return self.preview.viewer

    def welcome(self, arrival: Arrival) -> int:
        """Return who an arrival is, once they are a member of what they should be."""
        person_id = self._person(arrival)
        if arrival.partner:
            self._place(arrival, person_id, self.partners[fold(arrival.partner)])
        self._give_addresses(arrival, person_id)
        return person_id

    def _person(self, arrival: Arrival) -> int:
        """Who is known, or behind the e-mail address; else somebody new, who has no chat yet."""
        known = arrival.known
        if known is not None and known.key.startswith(PERSON):
            return int(known.key.removeprefix(PERSON))
        if known is not None:
            return self._listed(known.key.removeprefix(LISTED))
        email = arrival.person.email
        behind = (
            stored_people.behind_email(self.transaction, viewer=self.viewer, email=email) if email else None
        )
        person = behind or stored_people.create(
            self.transaction, viewer=self.viewer, name=arrival.name, zone=None, now=self.now
        )
        return person.id

    def _listed(self, external_id: str) -> int:
        installation_id = self.preview.upload.installation_id
        return stored_people.from_directory(
            self.transaction,
            viewer=self.viewer,
            kind=kind_of(self.transaction, viewer=self.viewer, installation_id=installation_id),
            installation_id=installation_id,
            external_id=external_id,
            now=self.now,
        ).id

    def _place(self, arrival: Arrival, person_id: int, partner: Partner) -> None:
        """Somebody who is a member already stays what they are, unless they now answer for their partner."""
        there = stored_members.member(self.transaction, viewer=self.viewer, person_id=person_id)
        if there is None and arrival.role is not None:
            stored_members.add(
                self.transaction,
                viewer=self.viewer,
                person_id=person_id,
                role=arrival.role,
                partner_id=partner.id,
            )
            self._ring(arrival, person_id)
        elif there is not None and there.partner_id is None:
            stored_members.work_for(
                self.transaction, viewer=self.viewer, person_id=person_id, partner_id=partner.id
            )
        elif there is not None and there.partner_id == partner.id and arrival.role is Role.CO_ORDINATOR:
            stored_members.take_role(
                self.transaction, viewer=self.viewer, person_id=person_id, role=arrival.role
            )

    def _give_addresses(self, arrival: Arrival, person_id: int) -> None:
        """An address that is somebody's already stays theirs: nobody becomes one person by an equal e-mail."""
        email = arrival.person.email.strip().lower()
        if email and (stored_people.behind_email(self.transaction, viewer=self.viewer, email=email) is None):
            self._give(person_id, AddressKind.EMAIL, email)
        phone = arrival.person.phone
        found = stored_people.addresses_of(self.transaction, viewer=self.viewer, person_id=person_id)
        if phone and all(address.external_id != phone for address in found):
            self._give(person_id, AddressKind.TELEPHONE, phone)

    def _give(self, person_id: int, kind: AddressKind, external_id: str) -> None:
        stored_people.give_address(
            self.transaction,
            viewer=self.viewer,
            person_id=person_id,
            kind=kind,
            installation_id=None,
            external_id=external_id,
        )

    def _ring(self, arrival: Arrival, person_id: int) -> None:
        """Note whoever has only a telephone as somebody to ring."""
        if arrival.person.phone and not arrival.person.email and arrival.known is None:
            stored_members.ring(self.transaction, viewer=self.viewer, person_id=person_id, rings=True)


def _reach(planned: PlannedPartner, preview: Preview) -> Reach:
    """**How to reach them**, as far as the workbook and the directory say."""
    speaker = next(
        (
            one
            for one in preview.changes.arrivals
            if one.role is Role.CO_ORDINATOR and fold(one.partner) == fold(planned.name)
        ),
        None,
    )
    if speaker is None:
        return Reach.NOT_YET
    if speaker.known is not None and preview.surroundings.chat is not None:
        return preview.surroundings.chat
    if speaker.person.email or speaker.known is not None:
        return Reach.EMAIL
    return Reach.TELEPHONE if speaker.person.phone else Reach.NOT_YET
