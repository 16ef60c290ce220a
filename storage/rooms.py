"""Rooms: the channels in which partnerships meet. One room holds one partnership."""

from typing import Any, Final

from sqlalchemy import Row, and_, or_, select, update

from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import ENGINE, Role, Viewer
from bot.domain.rooms import Room
from bot.errors import Refused
from storage import shared_rooms
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.remembering import remembered
from storage.tables import MembershipRow, PartnershipRow, RoomRow

_JOIN: Final = {
    name: join.returning(RoomRow.id)
    for name, join in unless_there(RoomRow, key=("installation_id", "external_id")).items()
}


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    installation_id: int,
    external_id: str,
    name: str,
    partner_id: int | None = None,
) -> Room:
    """Let the viewer's partnership meet in a room. Raises `Refused` (room_taken) where one meets already.

    That may be through another installation of ours, which sees the same room: two of us never both speak.
    """
    if viewer.partnership_id is None:
        raise PermissionError("a room is added to a partnership")
    speaks = shared_rooms.owner(transaction, viewer=ENGINE, installation_id=installation_id, room=external_id)
    if speaks not in (None, installation_id):
        raise Refused("room_taken", room=name)
    row = {
        "partnership_id": viewer.partnership_id,
        "installation_id": installation_id,
        "external_id": external_id,
        "name": name,
        "partner_id": partner_id,
    }
    room_id = transaction.connection.execute(
        _JOIN[transaction.connection.dialect.name], row
    ).scalar_one_or_none()
    if room_id is None:
        raise Refused("room_taken", room=name)
    return Room(
        id=room_id,
        partnership_id=viewer.partnership_id,
        installation_id=installation_id,
        external_id=external_id,
        name=name,
        usable=True,
        partner_id=partner_id,
    )


@remembered
def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Room, ...]:
    """Return the rooms of the viewer's partnership, in the order in which they joined."""
    rows = transaction.connection.execute(
        select(RoomRow.__table__).where(RoomRow.partnership_id == viewer.partnership_id).order_by(RoomRow.id)
    )
    return tuple(_room(row) for row in rows)


def meeting_in(transaction: Transaction, *, viewer: Viewer, installation_id: int, room: str) -> int | None:
    """Return the partnership that meets in a room, None where none does that the viewer may know of.

    A draft is known to its maker and its runner only.
    """
    may_know = or_(
        PartnershipRow.state == PartnershipState.OPEN,
        PartnershipRow.maker_id == viewer.person_id,
        and_(MembershipRow.role == Role.RUNNER, MembershipRow.person_id == viewer.person_id),
    )
    return transaction.connection.execute(
        select(PartnershipRow.id)
        .join(RoomRow, RoomRow.partnership_id == PartnershipRow.id)
        .join(MembershipRow, MembershipRow.partnership_id == PartnershipRow.id, isouter=True)
        .where(RoomRow.installation_id == installation_id, RoomRow.external_id == room, may_know)
        .distinct()
    ).scalar_one_or_none()


def note_name(
    transaction: Transaction, *, viewer: Viewer, installation_id: int, external_id: str, name: str
) -> None:
    """Keep a room's new name. For what a platform says."""
    _change(transaction, viewer, installation_id, external_id, {"name": name})


def note_usable(
    transaction: Transaction, *, viewer: Viewer, installation_id: int, external_id: str, usable: bool
) -> None:
    """Keep whether a room can be posted to: not when it is archived or we were removed. For what a platform says."""
    _change(transaction, viewer, installation_id, external_id, {"usable": usable})


def note_new_id(
    transaction: Transaction, *, viewer: Viewer, installation_id: int, external_id: str, new_id: str
) -> None:
    """Keep what a platform calls a room from now on; nothing where another room of ours has that name."""
    if called(transaction, viewer=viewer, installation_id=installation_id, external_id=new_id) is None:
        _change(transaction, viewer, installation_id, external_id, {"external_id": new_id})


def called(
    transaction: Transaction, *, viewer: Viewer, installation_id: int, external_id: str
) -> Room | None:
    """Return the room that a platform calls so, None where no partnership meets there. For what a platform says."""
    _must_be_engine(viewer)
    row = transaction.connection.execute(
        select(RoomRow.__table__).where(
            RoomRow.installation_id == installation_id, RoomRow.external_id == external_id
        )
    ).one_or_none()
    return None if row is None else _room(row)


def _must_be_engine(viewer: Viewer) -> None:
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only what a platform says changes a room")


def _change(
    transaction: Transaction, viewer: Viewer, installation_id: int, external_id: str, values: dict[str, Any]
) -> None:
    _must_be_engine(viewer)
    transaction.connection.execute(
        update(RoomRow)
        .where(RoomRow.installation_id == installation_id, RoomRow.external_id == external_id)
        .values(values)
    )


def _room(row: Row[Any]) -> Room:
    return Room(
        id=row.id,
        partnership_id=row.partnership_id,
        installation_id=row.installation_id,
        external_id=row.external_id,
        name=row.name,
        usable=row.usable,
        partner_id=row.partner_id,
    )
