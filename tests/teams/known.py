"""Somebody with an address in a tenant, and a channel in which their partnership meets."""

from bot.domain.deliveries import Destination, MessageKind, NewMessage
from bot.domain.partnerships import Profile
from bot.domain.people import Address, AddressKind
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from bot.domain.rooms import Room
from bot.messages.model import Message
from bot.services.answers import as_kept
from storage import messages as stored_messages
from storage import partnerships, people
from storage import rooms as stored_rooms
from storage.database import Database
from tests.riverside import LONDON
from tests.teams import activities
from tests.teams.tenant import NOW, Tenant

MINA = activities.MINA["aadObjectId"]
ROOM = activities.IN_CHANNEL["channel"]["id"]


def known(database: Database, installation_id: int) -> None:
    """Make Mina somebody with an address there."""
    with database.write() as transaction:
        people.create_at(
            transaction,
            viewer=myself(0),
            name="Mina Iqbal",
            zone=None,
            kind=AddressKind.TEAMS,
            installation_id=installation_id,
            external_id=MINA,
            now=NOW,
        )


def address(database: Database, installation_id: int) -> Address:
    with database.read() as transaction:
        person = people.behind_address(
            transaction, kind=AddressKind.TEAMS, installation_id=installation_id, external_id=MINA
        )
        assert person is not None
        [found] = people.addresses_of(transaction, viewer=ENGINE, person_id=person.id)
    return found


def room(database: Database, installation_id: int) -> Room | None:
    with database.read() as transaction:
        return stored_rooms.called(
            transaction, viewer=ENGINE, installation_id=installation_id, external_id=ROOM
        )


def started(database: Database, tenant: Tenant) -> int:
    """Let a partnership of Mina's meet in the channel; return our number of the installation."""
    [number] = tenant.teams.messengers
    known(database, number)
    with database.write() as transaction:
        person_id = address(database, number).person_id
        made = partnerships.create(
            transaction, viewer=myself(person_id), profile=Profile(name="Riverside", zone=LONDON), now=NOW
        )
        viewer = Viewer(person_id=person_id, partnership_id=made.id, role=Role.RUNNER)
        stored_rooms.add(
            transaction, viewer=viewer, installation_id=number, external_id=ROOM, name="Partnership"
        )
    return number


def post_in(database: Database, installation_id: int) -> None:
    """Queue a message to the channel in which they meet."""
    new = NewMessage(
        kind=MessageKind.ANSWER,
        to=Destination(kind=AddressKind.TEAMS, installation_id=installation_id, external_id=ROOM),
        local_date=NOW.date(),
        part="post",
        not_before=NOW,
        content=as_kept(Message(opening="Hello.")),
        conversation=ROOM,
    )
    with database.write() as transaction:
        stored_messages.add(transaction, viewer=ENGINE, new=new, now=NOW)
