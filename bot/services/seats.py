"""A seat at a partner: who is found for it becomes a member of the partnership, in one role."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.partners import Partner, Reach
from bot.domain.people import Person
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from bot.services.people import Installed, find
from storage import members as stored_members
from storage import partners as stored_partners
from storage import people as stored_people
from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Finds people for one partner and makes them members. `installed` is where they are picked."""

    transaction: Transaction
    viewer: Viewer
    partner: Partner
    installed: Installed
    now: datetime

    def take(self, role: Role, text: str, reach: Reach) -> Person | None:
        """Make the person who was picked or typed a member in this role; None where nobody was."""
        if not text.strip():
            return None
        field = role.value
        person = find(
            self.transaction,
            viewer=self.viewer,
            text=text,
            field=field,
            installed=self.installed,
            makes=True,
            now=self.now,
        )
        self.join(role, person, field=field)
        if reach is Reach.TELEPHONE:
            stored_members.ring(self.transaction, viewer=self.viewer, person_id=person.id, rings=True)
        return person

    def reaches(self, person: Person) -> bool:
        """Say whether a message can reach somebody."""
        addresses = stored_people.addresses_of(self.transaction, viewer=self.viewer, person_id=person.id)
        return any(address.carries for address in addresses)

    def join(self, role: Role, person: Person, *, field: str) -> None:
        """Make a person a member in this role. Raises `Refused` (person_elsewhere) for who is with another partner.

        One person has one role here: a runner or chair who works for this partner stays what they are.
        """
        there = stored_members.member(self.transaction, viewer=self.viewer, person_id=person.id)
        if there is None:
            stored_members.add(
                self.transaction,
                viewer=self.viewer,
                person_id=person.id,
                role=role,
                partner_id=self.partner.id,
            )
        elif there.partner_id is None:
            stored_members.work_for(
                self.transaction, viewer=self.viewer, person_id=person.id, partner_id=self.partner.id
            )
        elif there.partner_id != self.partner.id:
            other = stored_partners.get(self.transaction, viewer=self.viewer, partner_id=there.partner_id)
            raise Refused("person_elsewhere", field=field, name=person.name, partner=other.name)
