"""What our own pages show: whose page it is, what they were sent, and what their role may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import namesakes
from bot.domain.deliveries import Destination
from bot.domain.installations import Entry
from bot.domain.namesakes import Named
from bot.domain.partnerships import Partnership
from bot.domain.people import AddressKind, Membership, Person
from bot.domain.permissions import ENGINE, Intent, Permission, Role, Viewer, myself, permission
from bot.domain.rooms import Room
from bot.domain.zones import HOME
from bot.messages.model import Message
from bot.services import on_pages
from bot.services.answers import CONTENT
from bot.services.checkins import findings
from bot.services.ports import Transactions
from storage import directory, feeds, partners, people, rooms
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage.database import Transaction
from storage.feeds import Posted

_AT_ONCE: Final = 40


class NotThere(LookupError):
    """A room or a file that is none of the reader's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """What the reader is in one partnership, and the rooms in which it meets on our pages."""

    partnership: Partnership
    role: Role
    rooms: tuple[Room, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message as it stands. `at` is local to the reader."""

    id: int
    at: datetime
    message: Message
    file_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as its reader sees it, its messages oldest first. `earlier` says that there are older ones.

    `name` is the reader's; `room` the room that is shown, None for the reader's own messages. `intents` is what they may do, but to look where nothing is to be seen yet.
    """

    name: str
    zone: ZoneInfo
    belongings: tuple[Belonging, ...]
    intents: frozenset[Intent]
    room: Room | None
    shown: tuple[Shown, ...]
    earlier: bool


def read(
    *,
    database: Transactions,
    installation_id: int,
    reader: str,
    room: int | None = None,
    before: int | None = None,
    most: int = _AT_ONCE,
) -> Page:
    """Return a reader's page, or that of a room of theirs. Raises `NotThere` where it is none of theirs.

    It has `most` messages: the newest, or those just `before` the one of that id.
    """
    with database.read() as transaction:
        person = _person(transaction, installation_id, reader)
        alone = myself(person.id if person else 0)
        memberships = stored_partnerships.memberships_of(transaction, viewer=alone) if person else ()
        belongings = tuple(_belonging(transaction, installation_id, one) for one in memberships)
        zone = _zone(person, belongings)
        place = None if room is None else _room(belongings, room)
        newest = feeds.posted(
            transaction,
            viewer=_viewer(memberships, place) or alone,
            at=_places(transaction, person, installation_id, reader),
            room=place.id if place else None,
            before=before,
            limit=most + 1,
        )
        return Page(
            name=person.name if person else _listed_name(transaction, installation_id, reader),
            zone=zone,
            belongings=belongings,
            intents=_intents(memberships) - _nothing_in(transaction, memberships),
            room=place,
            shown=tuple(_shown(one, zone) for one in newest[-most:]),
            earlier=len(newest) > most,
        )


def standing(
    *, database: Transactions, installation_id: int, reader: str, room: int | None, message_id: int
) -> Message | None:
    """Return one message as it stands on a reader's page, or in a room of theirs; None where it stands there no more.

    Raises `NotThere` for a room that is none of theirs.
    """
    page = read(
        database=database,
        installation_id=installation_id,
        reader=reader,
        room=room,
        before=message_id + 1,
        most=1,
    )
    return next((one.message for one in page.shown if one.id == message_id), None)


def file_of(
    *, database: Transactions, installation_id: int, reader: str, message_id: int
) -> tuple[str, bytes]:
    """Return the name and the content of a file that the reader was sent. Raises `NotThere` where there is none."""
    with database.read() as transaction:
        person = _person(transaction, installation_id, reader)
        at = _places(transaction, person, installation_id, reader)
        file = feeds.file_of(transaction, at=at, message_id=message_id)
    if file is None:
        raise NotThere(f"no file in message {message_id}")
    return file


def linked_file(*, database: Transactions, message_id: int) -> tuple[str, bytes]:
    """Return the name and the content of the file of a message, for who has the link to it. Raises `NotThere`."""
    with database.read() as transaction:
        file = feeds.file_in(transaction, viewer=ENGINE, message_id=message_id)
    if file is None:
        raise NotThere(f"no file in message {message_id}")
    return file


def pickable(*, database: Transactions, installation_id: int, reader: str) -> dict[str, str]:
    """Return by what the reader picks somebody of the directory, or of a partnership of theirs, by address reference.

    That is the name, and the partner with it where several have that name. References are "web:mina" for whom the
    directory lists, and "person:7" for members who share their name.
    """
    with database.read() as transaction:
        person = _person(transaction, installation_id, reader)
        if person is None:
            return {}
        alone = myself(person.id)
        here = [one.viewer for one in stored_partnerships.memberships_of(transaction, viewer=alone)]
        members = [one for viewer in here for one in _members(transaction, viewer)]
        known: dict[str, int] = {}
        for viewer in here:
            known |= directory.known(transaction, viewer=viewer, installation_id=installation_id)
        entries = directory.all_of(transaction, viewer=alone, installation_id=installation_id)
    labels = namesakes.told_apart((*_in_directory(entries, known, members), *members))
    by_name = {one.reference for one in members if labels[one.reference] == one.name}
    return {reference: label for reference, label in labels.items() if reference not in by_name}


def _members(transaction: Transaction, viewer: Viewer) -> list[Named]:
    works_for = {one.id: one.name for one in partners.all_of(transaction, viewer=viewer)}
    return [
        Named(
            reference=f"person:{one.person.id}",
            identity=one.person.id,
            name=one.person.name,
            partner=works_for.get(one.partner_id or 0, ""),
        )
        for one in stored_members.all_of(transaction, viewer=viewer)
    ]


def _in_directory(
    entries: Iterable[Entry], known: Mapping[str, int], members: Iterable[Named]
) -> list[Named]:
    works_for = {one.identity: one.partner for one in members}
    return [
        Named(
            reference=f"{AddressKind.WEB.value}:{entry.external_id}",
            identity=known.get(entry.external_id, entry.external_id),
            name=entry.name,
            partner=works_for.get(known.get(entry.external_id, 0), ""),
        )
        for entry in entries
    ]


def _person(transaction: Transaction, installation_id: int, reader: str) -> Person | None:
    return people.behind_address(
        transaction, kind=AddressKind.WEB, installation_id=installation_id, external_id=reader
    )


def _places(
    transaction: Transaction, person: Person | None, installation_id: int, reader: str
) -> tuple[Destination, ...]:
    """Where what stands on this page was sent; whom the bot has never met is answered all the same."""
    if person is not None:
        return on_pages.places(transaction, person_id=person.id)
    return (Destination(kind=AddressKind.WEB, installation_id=installation_id, external_id=reader),)


def _listed_name(transaction: Transaction, installation_id: int, reader: str) -> str:
    entry = directory.entry(transaction, installation_id=installation_id, external_id=reader)
    return entry.name if entry else ""


def _zone(person: Person | None, belongings: Iterable[Belonging]) -> ZoneInfo:
    if person is not None and person.zone is not None:
        return person.zone
    return next((one.partnership.zone for one in belongings), ZoneInfo(HOME))


def _belonging(transaction: Transaction, installation_id: int, membership: Membership) -> Belonging:
    viewer = membership.viewer
    found = rooms.all_of(transaction, viewer=viewer)
    return Belonging(
        partnership=stored_partnerships.get(transaction, viewer=viewer),
        role=membership.role,
        rooms=tuple(room for room in found if room.installation_id == installation_id),
    )


def _room(belongings: Iterable[Belonging], room_id: int) -> Room:
    found = [room for belonging in belongings for room in belonging.rooms if room.id == room_id]
    if not found:
        raise NotThere(f"room {room_id} is none of the reader's")
    return found[0]


def _viewer(memberships: Iterable[Membership], room: Room | None) -> Viewer | None:
    return next(
        (one.viewer for one in memberships if room and one.partnership_id == room.partnership_id), None
    )


def _intents(memberships: Iterable[Membership]) -> frozenset[Intent]:
    """What at least one of the reader's roles may do, their own affairs included."""
    roles = {Role.SELF, *(one.role for one in memberships)}
    return frozenset(
        intent
        for intent in Intent
        if any(permission(intent=intent, role=role) is not Permission.REFUSED for role in roles)
    )


def _nothing_in(transaction: Transaction, memberships: Iterable[Membership]) -> frozenset[Intent]:
    """Return what is only to be looked at, while no check-in of theirs is in."""
    is_in = any(findings.closed(transaction, viewer=one.viewer) for one in memberships)
    return frozenset() if is_in else frozenset({Intent.CHECK_IN_RESULTS, Intent.SIDE_BY_SIDE})


def _shown(posted: Posted, zone: ZoneInfo) -> Shown:
    return Shown(
        id=posted.id,
        at=posted.at.astimezone(zone),
        message=CONTENT.validate_python(posted.content),
        file_name=posted.file_name,
    )
