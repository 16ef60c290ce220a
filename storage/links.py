"""Whose a page is, since when a link to it counts, and to which e-mail address a new one goes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, exists, select, update

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role, Viewer
from storage import acquainted
from storage.database import Transaction
from storage.tables import AddressRow, DirectoryRow, MembershipRow, PersonRow

_LINKED: Final = (AddressKind.WEB, AddressKind.EMAIL)
_ON_PAGE: Final = (
    select(PersonRow.id, PersonRow.name, AddressRow.links_since)
    .join(AddressRow, AddressRow.person_id == PersonRow.id)
    .where(
        AddressRow.kind == AddressKind.WEB,
        AddressRow.installation_id == bindparam("installation_id"),
        AddressRow.external_id == bindparam("reader"),
    )
)
_LISTED: Final = select(DirectoryRow.name).where(
    DirectoryRow.installation_id == bindparam("installation_id"),
    DirectoryRow.external_id == bindparam("reader"),
)
_MAILED: Final = (
    select(AddressRow.id, AddressRow.person_id, AddressRow.external_id)
    .where(
        AddressRow.person_id == bindparam("person_id"),
        AddressRow.kind == AddressKind.EMAIL,
        AddressRow.usable,
    )
    .order_by(AddressRow.preferred.desc(), AddressRow.id)
    .limit(1)
)
_LINKABLE: Final = (
    select(PersonRow.id, PersonRow.name)
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
    .where(
        MembershipRow.partnership_id == bindparam("partnership_id"),
        exists().where(AddressRow.person_id == PersonRow.id, AddressRow.kind.in_(_LINKED)),
    )
    .group_by(PersonRow.id, PersonRow.name)
    .order_by(PersonRow.name, PersonRow.id)
)
_HAS: Final = select(AddressRow.id).where(
    AddressRow.person_id == bindparam("person_id"), AddressRow.kind.in_(_LINKED)
)
_REVOKE: Final = update(AddressRow).where(
    AddressRow.person_id == bindparam("whose"), AddressRow.kind.in_(_LINKED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a page is. `person_id` is None for who is only listed; what was issued before `since` is worth nothing."""

    name: str
    person_id: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """An e-mail address to which a letter can go."""

    address_id: int
    person_id: int
    email: str


def owner(transaction: Transaction, *, viewer: Viewer, installation_id: int, reader: str) -> Owner | None:
    """Return whose page has this name, None where it is nobody's. For the pages themselves."""
    _must_be_engine(viewer)
    which = {"installation_id": installation_id, "reader": reader}
    row = transaction.connection.execute(_ON_PAGE, which).one_or_none()
    if row is not None:
        return Owner(name=row.name, person_id=row.id, since=row.links_since)
    listed = transaction.connection.execute(_LISTED, which).scalar_one_or_none()
    return None if listed is None else Owner(name=listed)


def mailed(transaction: Transaction, *, viewer: Viewer, person_id: int) -> Mailed | None:
    """Return the address to which a letter to somebody goes, None where there is none. Only a letter shows it."""
    _must_be_engine(viewer)
    row = transaction.connection.execute(_MAILED, {"person_id": person_id}).one_or_none()
    return None if row is None else Mailed(address_id=row.id, person_id=row.person_id, email=row.external_id)


def has_links(transaction: Transaction, *, viewer: Viewer) -> bool:
    """Say whether the viewer has a page to which links lead."""
    return transaction.connection.execute(_HAS, {"person_id": viewer.person_id}).first() is not None


def linkable(transaction: Transaction, *, viewer: Viewer) -> tuple[tuple[int, str], ...]:
    """Return who of the viewer's partnership has a page to which links lead, with their names."""
    rows = transaction.connection.execute(_LINKABLE, {"partnership_id": viewer.partnership_id})
    return tuple((row.id, row.name) for row in rows)


def revoke(transaction: Transaction, *, viewer: Viewer, person_id: int, now: datetime) -> bool:
    """Make every link worthless that was issued to somebody before `now`. Returns whether they have a page.

    For oneself, and for who runs a partnership of theirs.
    """
    acquainted.require(transaction, viewer=viewer, person_id=person_id)
    if viewer.person_id != person_id and viewer.role not in (Role.RUNNER, Role.DEPUTY_RUNNER):
        raise PermissionError("links are made worthless by whose they are, and by who runs the partnership")
    changed = transaction.connection.execute(_REVOKE, {"whose": person_id, "links_since": now})
    return changed.rowcount > 0


def _must_be_engine(viewer: Viewer) -> None:
    if viewer is not ENGINE:
        raise PermissionError("people see their own pages only")
