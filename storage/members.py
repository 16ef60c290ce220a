"""Who is what in a partnership, and for whom its doors are open."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, insert, select, update

from bot.domain.partnerships import PartnershipState
from bot.domain.people import Membership, Person
from bot.domain.permissions import Role, Viewer
from storage import people_rows
from storage.database import Transaction
from storage.remembering import already, remembered
from storage.tables import LeaveRow, MembershipRow, PartnerRow, PartnershipRow, PersonRow

# Who speaks for an organisation: its co-ordinator, else whoever of these works for it.
_SPEAKERS = (Role.CO_ORDINATOR, Role.RUNNER, Role.DEPUTY_RUNNER, Role.CHAIR)

MEMBERSHIPS: Final = (
    select(MembershipRow.__table__, *people_rows.COLUMNS)
    .join(PersonRow, PersonRow.id == MembershipRow.person_id)
    .outerjoin(LeaveRow, LeaveRow.person_id == PersonRow.id)
    .order_by(MembershipRow.id, LeaveRow.first)
)
"""What `selected` reads, of everybody. For storage itself, which says whose it wants."""

_HERE: Final = MEMBERSHIPS.where(MembershipRow.partnership_id == bindparam("partnership_id"))
_ONE: Final = _HERE.where(MembershipRow.person_id == bindparam("person_id"))
_IN_ROLE: Final = _HERE.where(MembershipRow.role == bindparam("role"))
_FOR_PARTNER: Final = _HERE.where(MembershipRow.partner_id == bindparam("partner_id"))
_RUNNING: Final = (
    select(MembershipRow.id)
    .join(PartnershipRow, PartnershipRow.id == MembershipRow.partnership_id)
    .where(
        MembershipRow.person_id == bindparam("person_id"),
        MembershipRow.role.in_((Role.RUNNER, Role.DEPUTY_RUNNER)),
        MembershipRow.doors_open.is_(True),
        PartnershipRow.state == PartnershipState.OPEN,
    )
    .limit(1)
)


def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Membership, ...]:
    """Return everybody in the viewer's partnership, in the order in which they were added."""
    return _everybody(transaction, viewer.partnership_id)


def member(transaction: Transaction, *, viewer: Viewer, person_id: int) -> Membership | None:
    """Return what somebody is in the viewer's partnership, None where they are nobody in it."""
    everybody = already(transaction, _everybody, viewer.partnership_id)
    if everybody is None:
        return _one(transaction, viewer.partnership_id, person_id)
    return next((one for one in everybody if one.person.id == person_id), None)


def runner_of(transaction: Transaction, *, viewer: Viewer) -> Membership | None:
    """Return the runner of the viewer's partnership."""
    return next(iter(_in_role(transaction, viewer, Role.RUNNER)), None)


def chair_of(transaction: Transaction, *, viewer: Viewer) -> Membership | None:
    """Return the chair of the viewer's partnership."""
    return next(iter(_in_role(transaction, viewer, Role.CHAIR)), None)


def co_ordinator_of(transaction: Transaction, *, viewer: Viewer, partner_id: int) -> Membership | None:
    """Return who speaks for one partner: its co-ordinator, else a runner or chair who works for it."""
    found = [one for one in _for_partner(transaction, viewer, partner_id) if one.role in _SPEAKERS]
    return min(found, key=lambda one: _SPEAKERS.index(one.role), default=None)


def runs_an_open_one(transaction: Transaction, *, viewer: Viewer, person_id: int) -> bool:
    """Say whether somebody runs any open partnership, or is the deputy there, and is written to about it.

    For who shares one with them.
    """
    if viewer.partnership_id is None and viewer.person_id != person_id:
        return False
    return _runs(transaction, person_id)


def add(
    transaction: Transaction, *, viewer: Viewer, person_id: int, role: Role, partner_id: int | None
) -> Membership:
    """Make somebody a member of the viewer's partnership, with the doors shut. They must be in no role of it yet."""
    if viewer.partnership_id is None:
        raise PermissionError("a member is added to a partnership")
    _must_be_here(transaction, viewer, partner_id)
    row = {
        "partnership_id": viewer.partnership_id,
        "person_id": person_id,
        "role": role,
        "partner_id": partner_id,
    }
    transaction.connection.execute(insert(MembershipRow).values(row))
    here = {"partnership_id": viewer.partnership_id, "person_id": person_id}
    [added] = selected(transaction, _ONE, here)
    return added


def work_for(transaction: Transaction, *, viewer: Viewer, person_id: int, partner_id: int) -> None:
    """Note for which partner of the same partnership a member works; their role stays."""
    _must_be_here(transaction, viewer, partner_id)
    _change(transaction, viewer, [person_id], {"partner_id": partner_id})


def _must_be_here(transaction: Transaction, viewer: Viewer, partner_id: int | None) -> None:
    """A member works for a partner of their own partnership, or for none."""
    if partner_id is None:
        return
    here = select(PartnerRow.id).where(
        PartnerRow.id == partner_id, PartnerRow.partnership_id == viewer.partnership_id
    )
    if transaction.connection.execute(here).first() is None:
        raise PermissionError("a member works for a partner of their own partnership")


def take_role(transaction: Transaction, *, viewer: Viewer, person_id: int, role: Role) -> None:
    """Give a member another role; for whom they work stays."""
    _change(transaction, viewer, [person_id], {"role": role})


def open_door(transaction: Transaction, *, viewer: Viewer, person_ids: Collection[int]) -> None:
    """Open the doors for these people; from now on they are written to."""
    _change(transaction, viewer, person_ids, {"doors_open": True})


def ring(transaction: Transaction, *, viewer: Viewer, person_id: int, rings: bool) -> None:
    """Note whether somebody would rather be rung than written to."""
    _change(transaction, viewer, [person_id], {"rings": rings})


def greeted(transaction: Transaction, *, viewer: Viewer, person_id: int, now: datetime) -> None:
    """Note that somebody has had their hello; the first time counts."""
    transaction.connection.execute(
        update(MembershipRow)
        .where(
            MembershipRow.partnership_id == viewer.partnership_id,
            MembershipRow.person_id == person_id,
            MembershipRow.greeted_at.is_(None),
        )
        .values(greeted_at=now)
    )


def selected(
    transaction: Transaction, memberships: Select[Any], values: dict[str, Any]
) -> tuple[Membership, ...]:
    """Return what a query made of MEMBERSHIPS finds. For storage itself, which names a partnership or the viewer in it."""
    rows = transaction.connection.execute(memberships, values).all()
    by_id = people_rows.gathered(rows)
    # Somebody who is away more than once has more than one row.
    return tuple(_membership(row, by_id[row.person_id]) for row in {one.id: one for one in rows}.values())


@remembered
def _everybody(transaction: Transaction, partnership_id: int | None) -> tuple[Membership, ...]:
    return selected(transaction, _HERE, {"partnership_id": partnership_id})


@remembered
def _one(transaction: Transaction, partnership_id: int | None, person_id: int) -> Membership | None:
    here = {"partnership_id": partnership_id, "person_id": person_id}
    return next(iter(selected(transaction, _ONE, here)), None)


@remembered
def _runs(transaction: Transaction, person_id: int) -> bool:
    return transaction.connection.execute(_RUNNING, {"person_id": person_id}).first() is not None


def _in_role(transaction: Transaction, viewer: Viewer, role: Role) -> tuple[Membership, ...]:
    everybody = already(transaction, _everybody, viewer.partnership_id)
    if everybody is None:
        return selected(transaction, _IN_ROLE, {"partnership_id": viewer.partnership_id, "role": role})
    return tuple(one for one in everybody if one.role is role)


def _for_partner(transaction: Transaction, viewer: Viewer, partner_id: int) -> tuple[Membership, ...]:
    everybody = already(transaction, _everybody, viewer.partnership_id)
    if everybody is None:
        here = {"partnership_id": viewer.partnership_id, "partner_id": partner_id}
        return selected(transaction, _FOR_PARTNER, here)
    return tuple(one for one in everybody if one.partner_id == partner_id)


def _change(
    transaction: Transaction, viewer: Viewer, person_ids: Iterable[int], values: dict[str, Any]
) -> None:
    transaction.connection.execute(
        update(MembershipRow)
        .where(
            MembershipRow.partnership_id == viewer.partnership_id,
            MembershipRow.person_id.in_(list(person_ids)),
        )
        .values(values)
    )


def _membership(row: Row[Any], person: Person) -> Membership:
    return Membership(
        id=row.id,
        partnership_id=row.partnership_id,
        person=person,
        role=row.role,
        partner_id=row.partner_id,
        doors_open=row.doors_open,
        greeted_at=row.greeted_at,
        rings=row.rings,
        rests_until=row.rests_until,
    )
