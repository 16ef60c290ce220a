"""Partnerships, and the memberships of one person in all of theirs."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, insert, or_, select, update

from bot.domain.partners import name_key
from bot.domain.partnerships import Partnership, PartnershipState, Profile
from bot.domain.people import Membership
from bot.domain.permissions import ENGINE, Role, Viewer
from storage import members
from storage.database import Transaction
from storage.remembering import remembered
from storage.rooms import meeting_in
from storage.tables import MembershipRow, PartnershipRow, StageRow

__all__ = ["create", "get", "hold_roles", "meeting_in", "memberships_of", "named", "open_doors"]

_AGREED: Final = (
    select(StageRow.stage)
    .where(StageRow.partnership_id == PartnershipRow.id)
    .order_by(StageRow.id.desc())
    .limit(1)
    .scalar_subquery()
    .label("agreed_stage")
)
_ALL: Final = select(PartnershipRow.__table__, _AGREED)
_ONE: Final = _ALL.where(PartnershipRow.id == bindparam("partnership_id"))
_MEMBERSHIPS_OF: Final = members.MEMBERSHIPS.join(
    PartnershipRow, PartnershipRow.id == MembershipRow.partnership_id
).where(
    MembershipRow.person_id == bindparam("person_id"),
    or_(
        PartnershipRow.state == PartnershipState.OPEN,
        PartnershipRow.maker_id == bindparam("person_id"),
        MembershipRow.role == Role.RUNNER,
    ),
)


def hold_roles(transaction: Transaction, *, viewer: Viewer) -> None:
    """Let nobody become runner of the viewer's partnership until this transaction is over; many may hold it at once."""
    if transaction.locks_rows:
        one = select(PartnershipRow.id).where(PartnershipRow.id == viewer.partnership_id)
        transaction.connection.execute(one.with_for_update(read=True))


def create(transaction: Transaction, *, viewer: Viewer, profile: Profile, now: datetime) -> Partnership:
    """Make a draft, whose maker is the viewer."""
    row = {
        **_columns(profile),
        "state": PartnershipState.DRAFT,
        "maker_id": viewer.person_id,
        "created_at": now,
    }
    partnership_id = transaction.connection.execute(
        insert(PartnershipRow).values(row).returning(PartnershipRow.id)
    ).scalar_one()
    return Partnership(
        id=partnership_id,
        profile=profile,
        state=PartnershipState.DRAFT,
        maker_id=viewer.person_id,
        opened_at=None,
    )


def get(transaction: Transaction, *, viewer: Viewer) -> Partnership:
    """Return the viewer's partnership. LookupError when the viewer is in none."""
    found = _one(transaction, viewer.partnership_id)
    if found is None:
        raise LookupError(f"{viewer} is in no partnership")
    return found


@remembered
def _one(transaction: Transaction, partnership_id: int | None) -> Partnership | None:
    row = transaction.connection.execute(_ONE, {"partnership_id": partnership_id}).one_or_none()
    return None if row is None else _partnership(row)


def named(transaction: Transaction, *, viewer: Viewer, name: str) -> tuple[Partnership, ...]:
    """Return the partnerships of this name, whatever its case and spaces. For who runs the server."""
    if viewer is not ENGINE:
        raise PermissionError("people see their own partnerships")
    rows = transaction.connection.execute(_ALL.order_by(PartnershipRow.id))
    return tuple(_partnership(row) for row in rows if name_key(row.name) == name_key(name))


def memberships_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Membership, ...]:
    """Return what the viewer's person is in each partnership. A draft counts for its maker and its runner only."""
    return members.selected(transaction, _MEMBERSHIPS_OF, {"person_id": viewer.person_id})


def open_doors(transaction: Transaction, *, viewer: Viewer, now: datetime) -> bool:
    """Turn the viewer's draft into an open partnership. Returns whether it was a draft until now."""
    opened = transaction.connection.execute(
        update(PartnershipRow)
        .where(PartnershipRow.id == viewer.partnership_id, PartnershipRow.state == PartnershipState.DRAFT)
        .values(state=PartnershipState.OPEN, opened_at=now)
    )
    return opened.rowcount == 1


def show_tomorrow(transaction: Transaction, *, viewer: Viewer, shows: bool) -> None:
    """Keep whether the runner's list tells what goes out next, in the viewer's partnership."""
    transaction.connection.execute(
        update(PartnershipRow).where(PartnershipRow.id == viewer.partnership_id).values(shows_tomorrow=shows)
    )


def _columns(profile: Profile) -> dict[str, Any]:
    # `asdict` would look inside a ZoneInfo as well, were it a dataclass; it is not, so it stays whole.
    return asdict(profile)


def _partnership(row: Row[Any]) -> Partnership:
    profile = Profile(**{name: getattr(row, name) for name in Profile.__dataclass_fields__})
    return Partnership(
        id=row.id,
        profile=profile,
        state=row.state,
        maker_id=row.maker_id,
        opened_at=row.opened_at,
        shows_tomorrow=row.shows_tomorrow,
        runner_since=row.runner_since,
        agreed_stage=row.agreed_stage,
    )
