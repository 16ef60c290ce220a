"""Who is what in a partnership, and for whom its doors are open."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from bot.domain.partnerships import PartnershipState
from bot.domain.people import Membership
from bot.domain.permissions import Role, Viewer
from storage import people
from storage.database import Transaction
from storage.tables import MembershipRow, PartnershipRow

# Who speaks for an organisation: its co-ordinator, else whoever of these works for it.
_SPEAKERS = (Role.CO_ORDINATOR, Role.RUNNER, Role.DEPUTY_RUNNER, Role.CHAIR)


def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Membership, ...]:
    """Return everybody in the viewer's partnership, in the order in which they were added."""
    return selected(transaction, MembershipRow.partnership_id == viewer.partnership_id)


def member(transaction: Transaction, *, viewer: Viewer, person_id: int) -> Membership | None:
    """Return what somebody is in the viewer's partnership, None where they are nobody in it."""
    found = selected(
        transaction,
        MembershipRow.partnership_id == viewer.partnership_id,
        MembershipRow.person_id == person_id,
    )
    return next(iter(found), None)


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
    """Say whether somebody runs any open partnership, or is the deputy there. For who shares one with them."""
    if viewer.partnership_id is None and viewer.person_id != person_id:
        return False
    running = (
        select(MembershipRow.id)
        .join(PartnershipRow, PartnershipRow.id == MembershipRow.partnership_id)
        .where(
            MembershipRow.person_id == person_id,
            MembershipRow.role.in_((Role.RUNNER, Role.DEPUTY_RUNNER)),
            PartnershipRow.state == PartnershipState.OPEN,
        )
        .limit(1)
    )
    return transaction.connection.execute(running).first() is not None


def add(
    transaction: Transaction, *, viewer: Viewer, person_id: int, role: Role, partner_id: int | None
) -> Membership:
    """Make somebody a member of the viewer's partnership, with the doors shut. They must be in no role of it yet."""
    if viewer.partnership_id is None:
        raise PermissionError("a member is added to a partnership")
    row = {
        "partnership_id": viewer.partnership_id,
        "person_id": person_id,
        "role": role,
        "partner_id": partner_id,
    }
    transaction.connection.execute(insert(MembershipRow).values(row))
    [added] = selected(
        transaction,
        MembershipRow.partnership_id == viewer.partnership_id,
        MembershipRow.person_id == person_id,
    )
    return added


def work_for(transaction: Transaction, *, viewer: Viewer, person_id: int, partner_id: int) -> None:
    """Note for which partner a member works; their role stays."""
    _change(transaction, viewer, [person_id], {"partner_id": partner_id})


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


def selected(transaction: Transaction, *conditions: ColumnElement[bool]) -> tuple[Membership, ...]:
    """Return the memberships that fit. For storage itself, which names a partnership or the viewer in them."""
    rows = transaction.connection.execute(
        select(MembershipRow.__table__).where(*conditions).order_by(MembershipRow.id)
    ).all()
    return _with_people(transaction, rows)


def _in_role(transaction: Transaction, viewer: Viewer, role: Role) -> tuple[Membership, ...]:
    return selected(
        transaction, MembershipRow.partnership_id == viewer.partnership_id, MembershipRow.role == role
    )


def _for_partner(transaction: Transaction, viewer: Viewer, partner_id: int) -> tuple[Membership, ...]:
    return selected(
        transaction,
        MembershipRow.partnership_id == viewer.partnership_id,
        MembershipRow.partner_id == partner_id,
    )


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


def _with_people(transaction: Transaction, rows: Collection[Row[Any]]) -> tuple[Membership, ...]:
    if not rows:
        return ()
    by_id = people.by_ids(transaction, ids={row.person_id for row in rows})
    return tuple(
        Membership(
            id=row.id,
            partnership_id=row.partnership_id,
            person=by_id[row.person_id],
            role=row.role,
            partner_id=row.partner_id,
            doors_open=row.doors_open,
            greeted_at=row.greeted_at,
            rings=row.rings,
        )
        for row in rows
    )
