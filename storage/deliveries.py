"""What is owed to whom: written with its fact, kept for ever, and never shown outside its partnership."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, insert, literal, or_, select, update

from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Owed, Rule
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import DeliveryRow

_REVIVED = (DeliveryState.PENDING, DeliveryState.WITHHELD)


def owe(transaction: Transaction, *, viewer: Viewer, owed: Owed, now: datetime) -> None:
    """Write what is owed. The same fact, step and recipient again is planned anew, unless it is on its way or sent."""
    if viewer is not ENGINE and viewer.partnership_id != owed.partnership_id:
        raise PermissionError("a delivery belongs to the partnership of whoever causes it")
    recipient = f"person:{owed.person_id}" if owed.room_id is None else f"room:{owed.room_id}"
    same = (DeliveryRow.fact == owed.fact, DeliveryRow.step == owed.step, DeliveryRow.recipient == recipient)
    known = transaction.connection.execute(select(DeliveryRow.id).where(*same)).first()
    values = _values(owed)
    if known is None:
        fresh = {"recipient": recipient, "state": DeliveryState.PENDING, "created_at": now}
        transaction.connection.execute(insert(DeliveryRow).values(**values, **fresh))
    else:
        planned = {**values, "state": DeliveryState.PENDING, "rule": None}
        transaction.connection.execute(
            update(DeliveryRow).where(*same, DeliveryRow.state.in_(_REVIVED)).values(planned)
        )
    if owed.due_at <= now:
        transaction.queued = True


def withhold_of_share(
    transaction: Transaction,
    *,
    viewer: Viewer,
    share_id: int,
    rule: Rule,
    kinds: Collection[DeliveryKind] | None = None,
) -> int:
    """Withhold what is still open about a share, of some kinds or of all. Returns how many."""
    of_kinds = literal(True) if kinds is None else DeliveryRow.kind.in_(tuple(kinds))
    return _withhold(transaction, rule, _visible(viewer), DeliveryRow.share_id == share_id, of_kinds)


def withhold_of_person(
    transaction: Transaction, *, viewer: Viewer, person_id: int, rule: Rule, kinds: Collection[DeliveryKind]
) -> int:
    """Withhold what is still open for a person, of some kinds. Returns how many."""
    of_kinds = DeliveryRow.kind.in_(tuple(kinds))
    return _withhold(transaction, rule, _visible(viewer), DeliveryRow.person_id == person_id, of_kinds)


def withhold(transaction: Transaction, *, viewer: Viewer, ids: Collection[int], rule: Rule) -> int:
    """Withhold deliveries that are not sent yet, also such as a message has claimed. Returns how many."""
    return _settle(transaction, viewer, DeliveryRow.id.in_(tuple(ids)), DeliveryState.WITHHELD, rule)


def people_due(
    transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int, after: int = 0
) -> tuple[int, ...]:
    """Return who has something due, by their number, from the one after `after` on. A sweep's question."""
    due = (
        select(DeliveryRow.person_id)
        .distinct()
        .where(
            _visible(viewer),
            DeliveryRow.state == DeliveryState.PENDING,
            DeliveryRow.due_at <= now,
            DeliveryRow.person_id > after,
        )
        .order_by(DeliveryRow.person_id)
        .limit(limit)
    )
    return tuple(person_id for (person_id,) in transaction.connection.execute(due) if person_id is not None)


def rooms_due(transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Return what is due in rooms."""
    due = _deliveries(viewer).where(
        DeliveryRow.state == DeliveryState.PENDING,
        DeliveryRow.due_at <= now,
        DeliveryRow.room_id.is_not(None),
    )
    return _all(transaction, due.limit(limit))


def pending_of(transaction: Transaction, *, viewer: Viewer, person_id: int) -> tuple[Delivery, ...]:
    """Return all that is still open for a person, due or not, in order of its instant."""
    pending = _deliveries(viewer).where(
        DeliveryRow.person_id == person_id, DeliveryRow.state == DeliveryState.PENDING
    )
    if transaction.locks_rows and transaction.writes:
        pending = pending.with_for_update()
    return _all(transaction, pending)


def of_message(transaction: Transaction, *, viewer: Viewer, message_id: int) -> tuple[Delivery, ...]:
    """Return the deliveries that a message carries."""
    return _all(transaction, _deliveries(viewer).where(DeliveryRow.message_id == message_id))


def claim(transaction: Transaction, *, viewer: Viewer, ids: Collection[int], message_id: int) -> int:
    """Let a message carry open deliveries; what another message has claimed stays there. Returns how many."""
    claimed = (
        update(DeliveryRow)
        .where(_visible(viewer), DeliveryRow.id.in_(tuple(ids)), DeliveryRow.state == DeliveryState.PENDING)
        .values(state=DeliveryState.CLAIMED, message_id=message_id)
    )
    return transaction.connection.execute(claimed).rowcount


def hand_on(transaction: Transaction, *, viewer: Viewer, message_id: int, to: int) -> None:
    """Let the second message carry what the first could not bring."""
    mine = (
        _visible(viewer),
        DeliveryRow.message_id == message_id,
        DeliveryRow.state == DeliveryState.CLAIMED,
    )
    transaction.connection.execute(update(DeliveryRow).where(*mine).values(message_id=to))


def settle(
    transaction: Transaction,
    *,
    viewer: Viewer,
    message_id: int,
    state: DeliveryState,
    rule: Rule | None = None,
) -> int:
    """Say what became of all that a message carried. Returns how many."""
    return _settle(transaction, viewer, DeliveryRow.message_id == message_id, state, rule)


def postpone(
    transaction: Transaction, *, viewer: Viewer, ids: Collection[int], due_on: date, due_at: datetime
) -> None:
    """Let open deliveries wait until `due_at` (UTC), which is `due_on` where their reader is."""
    later = (_visible(viewer), DeliveryRow.id.in_(tuple(ids)), DeliveryRow.state == DeliveryState.PENDING)
    transaction.connection.execute(update(DeliveryRow).where(*later).values(due_on=due_on, due_at=due_at))


def last_sent(
    transaction: Transaction, *, viewer: Viewer, kind: DeliveryKind, person_id: int
) -> datetime | None:
    """Return the UTC instant at which the last delivery of a kind that reached somebody was written."""
    reached = (
        _visible(viewer),
        DeliveryRow.kind == kind,
        DeliveryRow.person_id == person_id,
        DeliveryRow.state == DeliveryState.SENT,
    )
    return transaction.connection.execute(
        select(func.max(DeliveryRow.created_at, type_=DeliveryRow.created_at.type)).where(*reached)
    ).scalar_one()


def unreached(transaction: Transaction, *, viewer: Viewer, since: datetime) -> frozenset[int]:
    """Return the shares about which something has found no way to its reader since an instant (aware, UTC)."""
    nowhere = or_(DeliveryRow.state == DeliveryState.UNDELIVERABLE, DeliveryRow.rule == Rule.NO_ADDRESS)
    found = select(DeliveryRow.share_id).where(
        _visible(viewer), nowhere, DeliveryRow.due_at >= since, DeliveryRow.share_id.is_not(None)
    )
    return frozenset(
        share_id for (share_id,) in transaction.connection.execute(found) if share_id is not None
    )


def ledger(
    transaction: Transaction, *, viewer: Viewer, share_id: int | None = None
) -> tuple[tuple[Delivery, datetime], ...]:
    """Return the deliveries that the viewer may know of, each with the UTC instant it was written."""
    about = literal(True) if share_id is None else DeliveryRow.share_id == share_id
    kept = _deliveries(viewer).add_columns(DeliveryRow.created_at).where(about)
    rows = transaction.connection.execute(kept)
    return tuple((_delivery(row), row.created_at) for row in rows)


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    """A sweep sees all partnerships, a viewer their own; somebody outside one what is theirs alone."""
    if viewer is ENGINE:
        return literal(True)
    if viewer.partnership_id is None:
        return DeliveryRow.person_id == viewer.person_id
    return DeliveryRow.partnership_id == viewer.partnership_id


def _withhold(transaction: Transaction, rule: Rule, *which: ColumnElement[bool]) -> int:
    still_open = DeliveryRow.state == DeliveryState.PENDING
    return transaction.connection.execute(
        update(DeliveryRow).where(*which, still_open).values(state=DeliveryState.WITHHELD, rule=rule)
    ).rowcount


def _settle(
    transaction: Transaction,
    viewer: Viewer,
    which: ColumnElement[bool],
    state: DeliveryState,
    rule: Rule | None,
) -> int:
    unsettled = DeliveryRow.state.in_((DeliveryState.PENDING, DeliveryState.CLAIMED))
    return transaction.connection.execute(
        update(DeliveryRow).where(_visible(viewer), which, unsettled).values(state=state, rule=rule)
    ).rowcount


def _values(owed: Owed) -> dict[str, Any]:
    return {
        "kind": owed.kind,
        "fact": owed.fact,
        "step": owed.step,
        "partnership_id": owed.partnership_id,
        "person_id": owed.person_id,
        "room_id": owed.room_id,
        "share_id": owed.share_id,
        "due_on": owed.due_on,
        "due_at": owed.due_at,
        "off_day": owed.off_day,
        "last_day": owed.last_day,
    }


def _deliveries(viewer: Viewer) -> Select[Any]:
    columns = [
        column for column in DeliveryRow.__table__.columns if column.name not in ("recipient", "created_at")
    ]
    return select(*columns).where(_visible(viewer)).order_by(DeliveryRow.due_at, DeliveryRow.id)


def _all(transaction: Transaction, query: Select[Any]) -> tuple[Delivery, ...]:
    return tuple(map(_delivery, transaction.connection.execute(query)))


def _delivery(row: Row[Any]) -> Delivery:
    owed = Owed(
        kind=row.kind,
        fact=row.fact,
        step=row.step,
        partnership_id=row.partnership_id,
        due_on=row.due_on,
        due_at=row.due_at,
        person_id=row.person_id,
        room_id=row.room_id,
        share_id=row.share_id,
        off_day=row.off_day,
        last_day=row.last_day,
    )
    return Delivery(id=row.id, owed=owed, state=row.state, rule=row.rule, message_id=row.message_id)
