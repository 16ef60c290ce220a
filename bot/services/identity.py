"""Who is calling: an installation authenticates an address, the address gives the person, the person the viewer."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import AddressKind, Membership, Person
from bot.domain.permissions import Viewer, myself
from bot.services.ports import Transactions
from storage import partnerships as stored_partnerships
from storage import people as stored_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A proved address, the person behind it, and what that person is in each partnership.

    `person` is None for somebody the bot has never met; they have no memberships.
    `room_partnership_id` is the partnership that meets in the room this was said in, None elsewhere.
    `name` is what the platform called them along with what they sent, "" where it did not say.
    """

    kind: AddressKind
    installation_id: int
    external_id: str
    person: Person | None
    memberships: tuple[Membership, ...]
    room_partnership_id: int | None = None
    name: str = ""

    def viewer(self, partnership_id: int | None) -> Viewer | None:
        """Return who the caller is in this partnership, None where they are nobody in it."""
        for membership in self.memberships:
            if membership.partnership_id == partnership_id:
                return membership.viewer
        return None

    def alone(self) -> Viewer:
        """Return the viewer for what concerns the caller alone."""
        return myself(self.person.id if self.person else 0)


def recognise(
    *,
    database: Transactions,
    kind: AddressKind,
    installation_id: int,
    external_id: str,
    room: str | None,
    name: str = "",
) -> Caller:
    """Return who sends from this address. `room` is the platform's name of the room it was said in, if in one."""
    with database.read() as transaction:
        person = stored_people.behind_address(
            transaction, kind=kind, installation_id=installation_id, external_id=external_id
        )
        alone = myself(person.id if person else 0)
        memberships = stored_partnerships.memberships_of(transaction, viewer=alone) if person else ()
        partnership_id = (
            stored_partnerships.meeting_in(
                transaction, viewer=alone, installation_id=installation_id, room=room
            )
            if room
            else None
        )
    return Caller(
        kind=kind,
        installation_id=installation_id,
        external_id=external_id,
        person=person,
        memberships=memberships,
        room_partnership_id=partnership_id,
        name=name,
    )


def settle_person(*, database: Transactions, caller: Caller, now: datetime) -> Person:
    """Return the caller as a person, made from what their platform's directory lists when they are new.

    Where the directory does not list them yet, the name that came along makes do. Raises `Refused` (person_left) when the directory says that they have left.
    """
    if caller.person is not None:
        return caller.person
    with database.write() as transaction:
        return stored_people.from_directory(
            transaction,
            viewer=caller.alone(),
            kind=caller.kind,
            installation_id=caller.installation_id,
            external_id=caller.external_id,
            name=caller.name,
            now=now,
        )
