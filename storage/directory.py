"""What a platform's directory lists, kept here so that a form is answered without asking the platform first."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, select, true
from sqlalchemy.orm import aliased

from bot.domain.installations import Entry
from bot.domain.people import CARRIERS, AddressKind
from bot.domain.permissions import Role, Viewer
from storage.conflicts import in_place_of
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by
from storage.tables import AddressRow, DirectoryRow, InstallationRow, MembershipRow, RoomRow

_COLUMNS = (
    DirectoryRow.external_id,
    DirectoryRow.name,
    DirectoryRow.email,
    DirectoryRow.zone,
    DirectoryRow.has_left,
    DirectoryRow.is_bot,
    DirectoryRow.is_guest,
    DirectoryRow.is_stranger,
)

_THERE: Final = (
    DirectoryRow.has_left.is_(False),
    DirectoryRow.is_bot.is_(False),
    DirectoryRow.is_stranger.is_(False),
)
"""Who can be written to."""

_PUT: Final = in_place_of(DirectoryRow, key=("installation_id", "external_id"), kept=())


def put(
    transaction: Transaction, *, viewer: Viewer, installation_id: int, entry: Entry, now: datetime
) -> None:
    """Keep one line of a directory, in place of an earlier one. For a sweep or a platform's event."""
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only a platform lists people")
    row = {
        "installation_id": installation_id,
        "external_id": entry.external_id,
        "name": entry.name,
        "email": entry.email,
        "zone": entry.zone,
        "has_left": entry.left,
        "is_bot": entry.is_bot,
        "is_guest": entry.is_guest,
        "is_stranger": entry.is_stranger,
        "read_at": now,
    }
    transaction.connection.execute(_PUT[transaction.connection.dialect.name], row)


def entry(transaction: Transaction, *, installation_id: int, external_id: str) -> Entry | None:
    """Return the line of one person whom a platform has named, None where it never listed them."""
    row = transaction.connection.execute(
        select(*_COLUMNS).where(
            DirectoryRow.installation_id == installation_id, DirectoryRow.external_id == external_id
        )
    ).one_or_none()
    return None if row is None else _entry(row)


def all_of(transaction: Transaction, *, viewer: Viewer, installation_id: int) -> tuple[Entry, ...]:
    """Return who can be picked, by name: the people who are still there and can be written to. Only for somebody of the same installation."""
    rows = transaction.connection.execute(
        select(*_COLUMNS)
        .where(
            DirectoryRow.installation_id == installation_id,
            *_THERE,
            _is_there(viewer, installation_id),
        )
        .order_by(DirectoryRow.name, DirectoryRow.external_id)
    )
    return tuple(_entry(row) for row in rows)


def of_rooms(transaction: Transaction, *, viewer: Viewer) -> tuple[tuple[AddressKind, int, Entry], ...]:
    """Return who can be named where the viewer's partnership has a room, with the kind and number of the installation.

    For whoever adds people by name: nobody is shown the list.
    """
    has_room = exists().where(
        RoomRow.installation_id == DirectoryRow.installation_id,
        RoomRow.usable.is_(True),
        seen_by(viewer, RoomRow.partnership_id),
    )
    rows = transaction.connection.execute(
        select(*_COLUMNS, InstallationRow.kind, DirectoryRow.installation_id)
        .join(InstallationRow, InstallationRow.id == DirectoryRow.installation_id)
        .where(*_THERE, has_room)
        .order_by(DirectoryRow.installation_id, DirectoryRow.external_id)
    )
    return tuple((row.kind, row.installation_id, _entry(row)) for row in rows)


def known(transaction: Transaction, *, viewer: Viewer, installation_id: int) -> dict[str, int]:
    """Return who of the viewer's partnership has an address of an installation: the person's number, by that address."""
    found = select(AddressRow.external_id, AddressRow.person_id).where(
        AddressRow.installation_id == installation_id,
        AddressRow.kind.in_(CARRIERS),
        exists().where(
            MembershipRow.person_id == AddressRow.person_id,
            MembershipRow.partnership_id == viewer.partnership_id,
        ),
    )
    return {row.external_id: row.person_id for row in transaction.connection.execute(found)}


@remembered
def gone(transaction: Transaction, *, viewer: Viewer) -> frozenset[int]:
    """Return who of the viewer's partnership has left the platform on which they were reached, and has no other address."""
    here = {"partnership_id": viewer.partnership_id}
    return frozenset(transaction.connection.execute(_GONE, here).scalars())


def _is_reached() -> ColumnElement[bool]:
    other = aliased(AddressRow)
    return exists().where(
        other.person_id == MembershipRow.person_id, other.usable.is_(True), other.kind.in_(CARRIERS)
    )


_GONE: Final = (
    select(MembershipRow.person_id)
    .join(AddressRow, AddressRow.person_id == MembershipRow.person_id)
    .join(
        DirectoryRow,
        and_(
            DirectoryRow.installation_id == AddressRow.installation_id,
            DirectoryRow.external_id == AddressRow.external_id,
        ),
    )
    .where(
        MembershipRow.partnership_id == bindparam("partnership_id"),
        DirectoryRow.has_left.is_(True),
        ~_is_reached(),
    )
)


def _is_there(viewer: Viewer, installation_id: int) -> ColumnElement[bool]:
    if viewer.role is Role.ENGINE:
        return true()
    return exists().where(
        AddressRow.person_id == viewer.person_id, AddressRow.installation_id == installation_id
    )


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    return Entry(
        external_id=row.external_id,
        name=row.name,
        email=row.email,
        zone=row.zone,
        left=row.has_left,
        is_bot=row.is_bot,
        is_guest=row.is_guest,
        is_stranger=row.is_stranger,
    )
