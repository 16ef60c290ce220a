"""People, how they like to be written to, and the addresses at which they are reached."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, delete, exists, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError

from bot.domain.installations import Entry
from bot.domain.people import CARRIERS, Address, AddressKind, Person, Rhythm
from bot.domain.permissions import Role, Viewer
from bot.domain.zones import zone_of
from bot.errors import Refused
from storage import acquainted, directory, mailing, people_rows
from storage.database import Transaction
from storage.remembering import remembered
from storage.tables import AddressRow, LeaveRow, MembershipRow, PersonRow

_INSTALLED = frozenset({AddressKind.SLACK, AddressKind.TEAMS, AddressKind.WEB})
_READERS = frozenset({Role.SPONSOR, Role.OBSERVER, Role.GUEST})

_PEOPLE: Final = (
    select(*people_rows.COLUMNS)
    .outerjoin(LeaveRow, LeaveRow.person_id == PersonRow.id)
    .order_by(LeaveRow.first)
)
_BY_IDS: Final = _PEOPLE.where(PersonRow.id.in_(bindparam("ids", expanding=True)))
_BEHIND_ADDRESS: Final = _PEOPLE.join(AddressRow, AddressRow.person_id == PersonRow.id).where(
    AddressRow.kind == bindparam("kind"),
    AddressRow.installation_id == bindparam("installation_id"),
    AddressRow.external_id == bindparam("external_id"),
)
_KNOWN: Final = _PEOPLE.where(
    PersonRow.id == bindparam("person_id"),
    or_(
        PersonRow.id == bindparam("viewer_id"),
        exists().where(
            MembershipRow.person_id == PersonRow.id,
            MembershipRow.partnership_id == bindparam("partnership_id"),
        ),
    ),
)
_NAMES: Final = (
    select(PersonRow.id, PersonRow.name)
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
    .where(MembershipRow.partnership_id == bindparam("partnership_id"))
)
_CREATE: Final = insert(PersonRow).returning(PersonRow.id)
_GIVE: Final = insert(AddressRow).returning(AddressRow.id)
_ADDRESSES: Final = select(AddressRow.__table__).where(AddressRow.person_id == bindparam("person_id"))
_KNOWN_ADDRESSES: Final = _ADDRESSES.where(
    or_(
        AddressRow.person_id == bindparam("viewer_id"),
        exists().where(
            MembershipRow.person_id == AddressRow.person_id,
            MembershipRow.partnership_id == bindparam("partnership_id"),
        ),
    )
)


def behind_address(
    transaction: Transaction, *, kind: AddressKind, installation_id: int, external_id: str
) -> Person | None:
    """Return who is reached at an address that an installation has proved, None where it is nobody's."""
    address = {"kind": kind, "installation_id": installation_id, "external_id": external_id}
    found = people_rows.gathered(transaction.connection.execute(_BEHIND_ADDRESS, address))
    return next(iter(found.values()), None)


def behind_email(transaction: Transaction, *, viewer: Viewer, email: str) -> Person | None:
    """Return who is reached at this e-mail address. Only for somebody who may add people."""
    if viewer.partnership_id is None:
        return None
    return behind_address(
        transaction, kind=AddressKind.EMAIL, installation_id=0, external_id=email.strip().lower()
    )


def from_directory(
    transaction: Transaction,
    *,
    viewer: Viewer,
    kind: AddressKind,
    installation_id: int,
    external_id: str,
    now: datetime,
    name: str = "",
) -> Person:
    """Return the person whom a directory lists, made with their address when they are new.

    `name` makes do for somebody who proves to be there although the directory does not list them yet.
    Raises `Refused`: person_left, person_is_app, person_is_stranger, person_unknown.
    """
    entry = directory.entry(transaction, installation_id=installation_id, external_id=external_id)
    if entry is None and name:
        entry = Entry(external_id=external_id, name=name, email=None, zone=None, left=False, is_bot=False)
    if entry is None:
        raise Refused("person_unknown", name=external_id)
    if entry.left:
        raise Refused("person_left", name=entry.name)
    if entry.is_bot:
        raise Refused("person_is_app", name=entry.name)
    if entry.is_stranger:
        raise Refused("person_is_stranger", name=entry.name)
    known = behind_address(transaction, kind=kind, installation_id=installation_id, external_id=external_id)
    if known is not None:
        return known
    return create_at(
        transaction,
        viewer=viewer,
        name=entry.name,
        zone=zone_of(entry.zone),
        kind=kind,
        installation_id=installation_id,
        external_id=external_id,
        now=now,
    )


def create_at(
    transaction: Transaction,
    *,
    viewer: Viewer,
    name: str,
    zone: ZoneInfo | None,
    kind: AddressKind,
    installation_id: int | None,
    external_id: str,
    now: datetime,
) -> Person:
    """Make a person with their first address; where somebody has it already, that is who is meant.

    Two who make the same person at once thus get the same one. Not for roles that only read.
    """
    try:
        with transaction.connection.begin_nested():
            person = create(transaction, viewer=viewer, name=name, zone=zone, now=now)
            give_address(
                transaction,
                viewer=viewer,
                person_id=person.id,
                kind=kind,
                installation_id=installation_id,
                external_id=external_id,
            )
            return person
    except IntegrityError:
        known = behind_address(
            transaction, kind=kind, installation_id=installation_id or 0, external_id=external_id
        )
        if known is None:
            raise
        return known


def create(
    transaction: Transaction, *, viewer: Viewer, name: str, zone: ZoneInfo | None, now: datetime
) -> Person:
    """Make a person who has no address yet. Not for roles that only read."""
    _must_not_only_read(viewer)
    rhythm = Rhythm()
    row = {
        "name": name,
        "zone": zone,
        "regular_days": rhythm.regular_days,
        "hour": rhythm.hour.name,
        "created_at": now,
    }
    person_id = transaction.connection.execute(_CREATE, row).scalar_one()
    return Person(id=person_id, name=name, zone=zone, rhythm=rhythm)


@remembered
def get(transaction: Transaction, *, viewer: Viewer, person_id: int) -> Person:
    """Return somebody the viewer may know: themselves, or who is in the same partnership. LookupError if not."""
    if viewer.role is Role.ENGINE and viewer.partnership_id is None:
        found = by_ids(transaction, ids=[person_id])
    else:
        sight = {"viewer_id": viewer.person_id, "partnership_id": viewer.partnership_id}
        found = people_rows.gathered(
            transaction.connection.execute(_KNOWN, {"person_id": person_id, **sight})
        )
    if person_id not in found:
        raise LookupError(f"person {person_id} is not known to {viewer}")
    return found[person_id]


def give_address(
    transaction: Transaction,
    *,
    viewer: Viewer,
    person_id: int,
    kind: AddressKind,
    installation_id: int | None,
    external_id: str,
) -> Address:
    """Add an address, or return it where it is theirs already. The first that carries messages becomes the preferred one. Not for roles that only read.

    An e-mail address carries them once this server can send letters, and brings a page along.
    """
    _must_not_only_read(viewer)
    acquainted.require(transaction, viewer=viewer, person_id=person_id)
    before = _addresses(transaction, person_id)
    same = [one for one in before if (one.kind, one.external_id) == (kind, external_id)]
    if kind not in _INSTALLED and same:
        return same[0]
    usable = kind is not AddressKind.EMAIL or mailing.sends(transaction)
    preferred = usable and kind in CARRIERS and not any(address.preferred for address in before)
    row = {
        "person_id": person_id,
        "kind": kind,
        "installation_id": _stored_installation(kind, installation_id, person_id),
        "external_id": external_id,
        "usable": usable,
        "preferred": preferred,
    }
    address_id = transaction.connection.execute(_GIVE, row).scalar_one()
    if kind is AddressKind.EMAIL and usable:
        mailing.give_page(transaction, person_id=person_id)
    return Address(
        id=address_id,
        person_id=person_id,
        kind=kind,
        installation_id=installation_id if kind in _INSTALLED else None,
        external_id=external_id,
        conversation=None,
        usable=usable,
        preferred=preferred,
    )


@remembered
def names(transaction: Transaction, *, viewer: Viewer) -> dict[int, str]:
    """Return what everybody in the viewer's partnership is called, by their ids."""
    rows = transaction.connection.execute(_NAMES, {"partnership_id": viewer.partnership_id})
    return {row.id: row.name for row in rows}


@remembered
def addresses_of(transaction: Transaction, *, viewer: Viewer, person_id: int) -> tuple[Address, ...]:
    """Return the addresses of somebody the viewer may know: those that carry messages first, refused ones after others."""
    sight = {"viewer_id": viewer.person_id, "partnership_id": viewer.partnership_id}
    rows = transaction.connection.execute(_KNOWN_ADDRESSES, {"person_id": person_id, **sight})
    found = tuple(_address(row) for row in rows)
    if not found:
        get(transaction, viewer=viewer, person_id=person_id)
        found = _addresses(transaction, person_id)
    return tuple(sorted(found, key=_turn))


def set_rhythm(transaction: Transaction, *, viewer: Viewer, person_id: int, rhythm: Rhythm) -> None:
    """Change when somebody is written to, and when they are away. For oneself only (or a sweep)."""
    if viewer.person_id != person_id and viewer.role is not Role.ENGINE:
        raise PermissionError("people choose their own days")
    transaction.connection.execute(
        update(PersonRow)
        .where(PersonRow.id == person_id)
        .values(regular_days=rhythm.regular_days, hour=rhythm.hour.name)
    )
    transaction.connection.execute(delete(LeaveRow).where(LeaveRow.person_id == person_id))
    if rhythm.leave:
        leave = [{"person_id": person_id, "first": span.first, "last": span.last} for span in rhythm.leave]
        transaction.connection.execute(insert(LeaveRow), leave)


def set_usable(
    transaction: Transaction,
    *,
    viewer: Viewer,
    installation_id: int,
    external_ids: Collection[str],
    usable: bool,
) -> int:
    """Mark addresses of one installation as reachable or not. For a sweep. Returns how many changed.

    One that has a trouble of its own stays unreachable, though somebody is listed there.
    """
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only what a platform says changes whether an address is usable")
    changed = transaction.connection.execute(
        update(AddressRow)
        .where(
            AddressRow.kind.in_(_INSTALLED),
            AddressRow.installation_id == installation_id,
            AddressRow.external_id.in_(external_ids),
            AddressRow.usable != usable,
            AddressRow.trouble == "" if usable else true(),
        )
        .values(usable=usable)
    )
    return changed.rowcount


def keep_conversation(
    transaction: Transaction, *, viewer: Viewer, address_id: int, conversation: str
) -> None:
    """Keep what the platform calls the private conversation with an address."""
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only what a platform says changes an address")
    transaction.connection.execute(
        update(AddressRow).where(AddressRow.id == address_id).values(conversation=conversation)
    )


def by_ids(transaction: Transaction, *, ids: Collection[int]) -> dict[int, Person]:
    """Return people by id. For storage itself, which has asked before whether the viewer may know them."""
    return people_rows.gathered(transaction.connection.execute(_BY_IDS, {"ids": list(ids)}))


def _addresses(transaction: Transaction, person_id: int) -> tuple[Address, ...]:
    rows = transaction.connection.execute(_ADDRESSES, {"person_id": person_id})
    return tuple(_address(row) for row in rows)


def _turn(one: Address) -> tuple[bool, bool, bool, bool, int]:
    return (not one.carries, not one.usable, one.refused, not one.preferred, one.id)


def _address(row: Row[Any]) -> Address:
    return Address(
        id=row.id,
        person_id=row.person_id,
        kind=row.kind,
        installation_id=row.installation_id if row.kind in _INSTALLED else None,
        external_id=row.external_id,
        conversation=row.conversation,
        usable=row.usable,
        preferred=row.preferred,
        refused=row.refused_at is not None,
    )


def _stored_installation(kind: AddressKind, installation_id: int | None, person_id: int) -> int:
    """The value of the unique key: see `AddressRow`."""
    if kind in _INSTALLED:
        if installation_id is None:
            raise ValueError(f"a {kind.value} address belongs to an installation")
        return installation_id
    return person_id if kind is AddressKind.TELEPHONE else 0


def _must_not_only_read(viewer: Viewer) -> None:
    if viewer.role in _READERS:
        raise PermissionError(f"{viewer.role} adds nobody")
