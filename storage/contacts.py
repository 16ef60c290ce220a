"""A partner's file: who was spoken to, when, and what about. Read by those who ring, and by that partner."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, false, insert, select, true

from bot.domain.contacts import Contact, ContactKind
from bot.domain.permissions import Role, Viewer
from storage import partners
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by
from storage.tables import ContactRow

_READ_ALL: Final = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER, Role.ENGINE})


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    partner_id: int,
    person_id: int | None,
    kind: ContactKind,
    on: date,
    until: date | None = None,
    words: str = "",
    asked: str = "",
    now: datetime,
) -> Contact:
    """Write a line into a partner's file, by the viewer. LookupError where the viewer knows no such partner."""
    partners.get(transaction, viewer=viewer, partner_id=partner_id)
    row = {
        "partnership_id": viewer.partnership_id,
        "partner_id": partner_id,
        "person_id": person_id,
        "kind": kind,
        "on": on,
        "until": until,
        "words": words,
        "asked": asked,
        "by_id": viewer.person_id,
        "at": now,
    }
    added = transaction.connection.execute(
        insert(ContactRow).values(row).returning(*ContactRow.__table__.columns)
    )
    return _contact(added.one())


@remembered
def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Contact, ...]:
    """Return what the viewer may read of every file, oldest first.

    The runner and their deputy read all, a co-ordinator the file of their own organisation, everybody else none.
    """
    rows = transaction.connection.execute(
        select(*ContactRow.__table__.columns)
        .where(seen_by(viewer, ContactRow.partnership_id), _readable(viewer))
        .order_by(ContactRow.on, ContactRow.id)
    )
    return tuple(map(_contact, rows))


def _readable(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.role in _READ_ALL:
        return true()
    if viewer.role is Role.CO_ORDINATOR:
        return ContactRow.partner_id == viewer.partner_id
    return false()


def _contact(row: Row[Any]) -> Contact:
    return Contact(
        id=row.id,
        partner_id=row.partner_id,
        person_id=row.person_id,
        kind=row.kind,
        on=row.on,
        until=row.until,
        words=row.words,
        asked=row.asked,
        by_id=row.by_id,
        at=row.at,
    )
