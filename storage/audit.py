"""The audit trail: who wrote what, when. Only ever added to."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, insert, select

from bot.domain.permissions import Viewer
from storage.database import Transaction
from storage.tables import AuditRow

_ADD: Final = insert(AuditRow)


def write(
    transaction: Transaction,
    *,
    viewer: Viewer,
    act: str,
    subject: str,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """Note one act. `subject` names a row ("share:12"); `details` holds plain values that JSON can hold."""
    row = {
        "at": now,
        "actor_id": viewer.person_id or None,
        "partnership_id": viewer.partnership_id,
        "act": act,
        "subject": subject,
        "details": details or {},
    }
    transaction.connection.execute(_ADD, row)


def actors_of(transaction: Transaction, *, viewer: Viewer, act: str, since: datetime) -> frozenset[int]:
    """Return which people have done an act in the viewer's partnership since an instant (aware, UTC)."""
    found = select(AuditRow.actor_id).where(
        AuditRow.partnership_id == viewer.partnership_id,
        AuditRow.act == act,
        AuditRow.at >= since,
    )
    return frozenset(
        actor_id for (actor_id,) in transaction.connection.execute(found) if actor_id is not None
    )


def last_acts(transaction: Transaction, *, viewer: Viewer) -> dict[int, datetime]:
    """Return by person when they did something in the viewer's partnership for the last time (aware, UTC)."""
    found = (
        select(AuditRow.actor_id, func.max(AuditRow.at, type_=AuditRow.at.type))
        .where(AuditRow.partnership_id == viewer.partnership_id, AuditRow.actor_id.is_not(None))
        .group_by(AuditRow.actor_id)
    )
    return {actor_id: at for actor_id, at in transaction.connection.execute(found) if actor_id and at}


def subjects_of(transaction: Transaction, *, viewer: Viewer, act: str, since: datetime) -> frozenset[str]:
    """Return about what an act was done in the viewer's partnership since an instant (aware, UTC)."""
    found = select(AuditRow.subject).where(
        AuditRow.partnership_id == viewer.partnership_id,
        AuditRow.act == act,
        AuditRow.at >= since,
    )
    return frozenset(transaction.connection.execute(found).scalars())


def times_of(
    transaction: Transaction, *, viewer: Viewer, acts: Collection[str], since: datetime
) -> tuple[datetime, ...]:
    """Return when one of these acts was done in the viewer's partnership since an instant (aware, UTC), in order."""
    found = (
        select(AuditRow.at)
        .where(
            AuditRow.partnership_id == viewer.partnership_id,
            AuditRow.act.in_(tuple(acts)),
            AuditRow.at >= since,
        )
        .order_by(AuditRow.id)
    )
    return tuple(transaction.connection.execute(found).scalars())


def firsts(transaction: Transaction, *, viewer: Viewer, act: str) -> dict[str, datetime]:
    """Return about what an act was done in the viewer's partnership, and when for the first time (aware, UTC)."""
    found = (
        select(AuditRow.subject, func.min(AuditRow.at, type_=AuditRow.at.type))
        .where(AuditRow.partnership_id == viewer.partnership_id, AuditRow.act == act)
        .group_by(AuditRow.subject)
    )
    return {subject: at for subject, at in transaction.connection.execute(found) if at}
