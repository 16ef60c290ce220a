"""The ledger of the operator: every message with its way and its fate, and what was owed and not sent. No content."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.deliveries import DeliveryKind, DeliveryState, Destination
from bot.domain.ledger import Send, Unsent, stands_for
from bot.domain.partners import name_key
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import (
    DeliveryRow,
    InstallationRow,
    MessageRow,
    PartnershipRow,
    PersonRow,
    RoomRow,
)

_COLUMNS: Final[tuple[Any, ...]] = (
    *(
        column
        for column in MessageRow.__table__.columns
        if column.name not in ("content", "file_name", "file_content")
    ),
    PersonRow.name.label("person"),
    RoomRow.name.label("room"),
    PartnershipRow.name.label("of"),
)
"""All of a message but what it said."""

_Carried = list[tuple[DeliveryKind, DeliveryState, str]]


def people_named(transaction: Transaction, *, viewer: Viewer, name: str) -> frozenset[int]:
    """Return who is called this, whatever its case and spaces."""
    _must_be_engine(viewer)
    rows = transaction.connection.execute(select(PersonRow.id, PersonRow.name))
    return frozenset(row.id for row in rows if name_key(row.name) == name_key(name))


def installations(transaction: Transaction, *, viewer: Viewer) -> dict[int, str]:
    """Return the name of every installation, by its number."""
    _must_be_engine(viewer)
    rows = transaction.connection.execute(select(InstallationRow.id, InstallationRow.name))
    return {row.id: row.name for row in rows}


def sends(
    transaction: Transaction, *, viewer: Viewer, people: Collection[int] | None, since: datetime | None
) -> tuple[Send, ...]:
    """Return the messages queued since an instant (aware, UTC), to some people or to everybody, oldest first."""
    _must_be_engine(viewer)
    wanted = (_since(MessageRow.created_at, since), _to(MessageRow.person_id, people))
    carried = _carried(transaction, wanted)
    rows = transaction.connection.execute(
        select(*_COLUMNS)
        .outerjoin(PersonRow, PersonRow.id == MessageRow.person_id)
        .outerjoin(RoomRow, RoomRow.id == MessageRow.room_id)
        .outerjoin(PartnershipRow, PartnershipRow.id == RoomRow.partnership_id)
        .where(*wanted)
        .order_by(MessageRow.id)
    )
    return tuple(_send(row, carried.get(row.id, [])) for row in rows)


def unsent(
    transaction: Transaction,
    *,
    viewer: Viewer,
    people: Collection[int] | None,
    since: datetime | None,
    now: datetime,
) -> tuple[Unsent, ...]:
    """Return what was due since an instant, until now, and that no message carries, in order of its instant."""
    _must_be_engine(viewer)
    rows = transaction.connection.execute(
        select(
            DeliveryRow.__table__,
            PersonRow.name.label("person"),
            RoomRow.name.label("room"),
            PartnershipRow.name.label("of"),
        )
        .join(PartnershipRow, PartnershipRow.id == DeliveryRow.partnership_id)
        .outerjoin(PersonRow, PersonRow.id == DeliveryRow.person_id)
        .outerjoin(RoomRow, RoomRow.id == DeliveryRow.room_id)
        .where(
            DeliveryRow.message_id.is_(None),
            or_(DeliveryRow.state != DeliveryState.PENDING, DeliveryRow.due_at <= now),
            _since(DeliveryRow.due_at, since),
            _to(DeliveryRow.person_id, people),
        )
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
    )
    return tuple(map(_unsent, rows))


def _carried(transaction: Transaction, wanted: tuple[ColumnElement[bool], ...]) -> dict[int, _Carried]:
    rows = transaction.connection.execute(
        select(DeliveryRow.message_id, DeliveryRow.kind, DeliveryRow.state, PartnershipRow.name)
        .join(MessageRow, MessageRow.id == DeliveryRow.message_id)
        .join(PartnershipRow, PartnershipRow.id == DeliveryRow.partnership_id)
        .where(*wanted)
    )
    found: dict[int, _Carried] = {}
    for message_id, kind, state, partnership in rows:
        found.setdefault(message_id or 0, []).append((kind, state, partnership))
    return found


def _send(row: Row[Any], carried: _Carried) -> Send:
    rooms = {row.of} if row.of is not None else set()
    return Send(
        message_id=row.id,
        at=row.created_at,
        kind=row.kind,
        to=Destination.parse(row.recipient),
        person=row.person or "",
        room=row.room or "",
        partnerships=frozenset(rooms | {partnership for _, _, partnership in carried}),
        carries=frozenset(kind for kind, _, _ in carried),
        undeliverable=any(state is DeliveryState.UNDELIVERABLE for _, state, _ in carried),
        state=row.state,
        attempts=row.attempts,
        not_before=row.not_before,
        sent_at=row.sent_at,
        error=row.error,
        edits=row.edits_id,
        stands_for=stands_for(row.part),
    )


def _unsent(row: Row[Any]) -> Unsent:
    return Unsent(
        at=row.due_at,
        kind=row.kind,
        person=row.person or "",
        room=row.room or "",
        partnership=row.of,
        state=row.state,
        rule=row.rule,
    )


def _since(instant: InstrumentedAttribute[datetime], since: datetime | None) -> ColumnElement[bool]:
    return true() if since is None else instant >= since


def _to(person_id: InstrumentedAttribute[int | None], people: Collection[int] | None) -> ColumnElement[bool]:
    return true() if people is None else person_id.in_(people)


def _must_be_engine(viewer: Viewer) -> None:
    if viewer is not ENGINE:
        raise PermissionError("the ledger is for who runs the server")
