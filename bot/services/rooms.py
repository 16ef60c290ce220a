"""What a platform says about a room: another name, another reader, or no post from us any more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.deliveries import DeliveryKind, Destination
from bot.domain.mornings import Rank
from bot.domain.permissions import ENGINE, engine_in
from bot.domain.rooms import Room
from bot.messages import rooms as wording
from bot.messages.notices import Notice
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit, reach, shared_rooms
from storage import removals as stored_removals
from storage import rooms as stored_rooms
from storage.database import Joined

_CLOSED: Final = "room_closed_to_us"
_REOPENED: Final = "room_open_to_us"
_FIRST_LOOK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """A room as its platform calls it."""

    installation_id: int
    room: str


_Change = Callable[[Transaction], None]


def renamed(*, database: Transactions, at: At, name: str, now: datetime) -> None:
    """Keep a room's new name. A room in which no partnership meets is none of ours."""

    def change(transaction: Transaction) -> None:
        stored_rooms.note_name(
            transaction, viewer=ENGINE, installation_id=at.installation_id, external_id=at.room, name=name
        )

    _noted(database, at, "room_renamed", now, change)


def moved(*, database: Transactions, at: At, new_id: str, now: datetime) -> None:
    """Keep what the platform calls a room from now on."""

    def change(transaction: Transaction) -> None:
        stored_rooms.note_new_id(
            transaction, viewer=ENGINE, installation_id=at.installation_id, external_id=at.room, new_id=new_id
        )

    _noted(database, at, "room_id_changed", now, change)


def usable(*, database: Transactions, at: At, can_post: bool, now: datetime) -> None:
    """Keep whether we can post in a room. When we can't any more, its runner reads so in their next list.

    A room in which another installation of ours speaks meanwhile stays closed: two of us never both speak.
    """

    def change(transaction: Transaction) -> None:
        if can_post and _owner(transaction, at) not in (None, at.installation_id):
            return
        stored_rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=at.installation_id,
            external_id=at.room,
            usable=can_post,
        )

    _noted(database, at, _REOPENED if can_post else _CLOSED, now, change)


def refuse(transaction: Transaction, *, to: Destination, now: datetime) -> None:
    """Keep that a platform takes nothing of ours at a place, if that is a room: its runner reads so."""
    at = At(installation_id=to.installation_id, room=to.external_id)
    usable(database=Joined(transaction), at=at, can_post=False, now=now)


def heard_in(*, database: Transactions, at: At, now: datetime) -> None:
    """Keep that somebody has spoken to us in a room: where we are heard we can post, whatever was refused before."""
    with database.read() as transaction:
        room = stored_rooms.called(
            transaction, viewer=ENGINE, installation_id=at.installation_id, external_id=at.room
        )
    if room is not None and not room.usable:
        usable(database=database, at=at, can_post=True, now=now)


def at_installation(*, database: Transactions, installation_id: int, usable: bool) -> list[str]:
    """Return what a platform calls the rooms of an installation in which we can post, or those in which we can't."""
    with database.read() as transaction:
        return stored_removals.rooms_at(
            transaction, viewer=ENGINE, installation_id=installation_id, usable=usable
        )


def owner(*, database: Transactions, at: At) -> int | None:
    """Return the installation that speaks in a room, of those on its platform; None where no partnership meets."""
    with database.read() as transaction:
        return _owner(transaction, at)


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return the rooms that were closed to us since the reader's last list and still are: each is told once."""
    viewer = reader.membership.viewer
    last = reach.last_sent(transaction, viewer=viewer, kind=DeliveryKind.MORNING, person_id=reader.person_id)
    closed = audit.subjects_of(transaction, viewer=viewer, act=_CLOSED, since=last or now - _FIRST_LOOK)
    rooms = stored_rooms.all_of(transaction, viewer=viewer)
    return tuple(
        Notice(blocks=wording.closed_to_us(room.name), rank=Rank.AT_RISK)
        for room in rooms
        if not room.usable and _subject(room) in closed
    )


def _noted(database: Transactions, at: At, act: str, now: datetime, change: _Change) -> None:
    """Change a room of ours, and write down that it was: the same news twice is one."""
    with database.write() as transaction:
        before = stored_rooms.called(
            transaction, viewer=ENGINE, installation_id=at.installation_id, external_id=at.room
        )
        if before is None:
            return
        change(transaction)
        viewer = engine_in(before.partnership_id)
        if before not in stored_rooms.all_of(transaction, viewer=viewer):
            audit.write(transaction, viewer=viewer, act=act, subject=_subject(before), now=now)


def _owner(transaction: Transaction, at: At) -> int | None:
    return shared_rooms.owner(transaction, viewer=ENGINE, installation_id=at.installation_id, room=at.room)


def _subject(room: Room) -> str:
    return f"room:{room.id}"
