"""What is owed to whom: written with its fact, kept for ever, and never shown outside its partnership."""

from collections.abc import Collection
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Update,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    update,
)

from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Owed, Rule
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import DeliveryRow

_REVIVED: Final = (DeliveryState.PENDING, DeliveryState.WITHHELD)
_SAME: Final = (
    DeliveryRow.fact == bindparam("this_fact"),
    DeliveryRow.step == bindparam("this_step"),
    DeliveryRow.recipient == bindparam("this_recipient"),
)
_KNOWN: Final = select(DeliveryRow.id).where(*_SAME)
_OWE: Final = insert(DeliveryRow)
_OWE_ANEW: Final = update(DeliveryRow).where(*_SAME, DeliveryRow.state.in_(_REVIVED))


class _Sight(Enum):
    """A sweep sees all partnerships, a viewer their own; somebody outside one what is theirs alone."""

    EVERYTHING = "everything"
    PARTNERSHIP = "partnership"
    PERSON = "person"


def owe(transaction: Transaction, *, viewer: Viewer, owed: Owed, now: datetime) -> None:
    """Write what is owed. The same fact, step and recipient again is planned anew, unless it is on its way or sent."""
    if viewer is not ENGINE and viewer.partnership_id != owed.partnership_id:
        raise PermissionError("a delivery belongs to the partnership of whoever causes it")
    recipient = f"person:{owed.person_id}" if owed.room_id is None else f"room:{owed.room_id}"
    same = {"this_fact": owed.fact, "this_step": owed.step, "this_recipient": recipient}
    known = transaction.connection.execute(_KNOWN, same).first()
    values = _values(owed)
    if known is None:
        fresh = {"recipient": recipient, "state": DeliveryState.PENDING, "created_at": now}
        transaction.connection.execute(_OWE, {**values, **fresh})
    else:
        planned = {**values, "state": DeliveryState.PENDING, "rule": None}
        transaction.connection.execute(_OWE_ANEW, {**same, **planned})
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
    withheld = _withhold_of_share(_sight(viewer), every_kind=kinds is None)
    of_kinds = {} if kinds is None else {"kinds": list(kinds)}
    return _change(transaction, viewer, withheld, about_share=share_id, rule=rule, **of_kinds)


def withhold_of_person(
    transaction: Transaction, *, viewer: Viewer, person_id: int, rule: Rule, kinds: Collection[DeliveryKind]
) -> int:
    """Withhold what is still open for a person, of some kinds. Returns how many."""
    withheld = _withhold_of_person(_sight(viewer))
    return _change(transaction, viewer, withheld, about_person=person_id, rule=rule, kinds=list(kinds))


def withhold(transaction: Transaction, *, viewer: Viewer, ids: Collection[int], rule: Rule) -> int:
    """Withhold deliveries that are not sent yet, also such as a message has claimed. Returns how many."""
    if not ids:
        return 0
    settled = _settle_these(_sight(viewer))
    return _change(transaction, viewer, settled, ids=list(ids), state=DeliveryState.WITHHELD, rule=rule)


def people_due(
    transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int, after: int = 0
) -> tuple[int, ...]:
    """Return who has something due, by their number, from the one after `after` on. A sweep's question."""
    values = {"now": now, "after": after, "limit": limit, **_seen(viewer)}
    due = transaction.connection.execute(_people_due(_sight(viewer)), values)
    return tuple(person_id for (person_id,) in due if person_id is not None)


def rooms_due(transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Return what is due in rooms."""
    return _all(transaction, viewer, _rooms_due(_sight(viewer)), now=now, limit=limit)


def pending_of(transaction: Transaction, *, viewer: Viewer, person_id: int) -> tuple[Delivery, ...]:
    """Return all that is still open for a person, due or not, in order of its instant."""
    pending = _pending_of(_sight(viewer), locked=transaction.locks_rows)
    return _all(transaction, viewer, pending, person_id=person_id)


def of_message(transaction: Transaction, *, viewer: Viewer, message_id: int) -> tuple[Delivery, ...]:
    """Return the deliveries that a message carries."""
    return _all(transaction, viewer, _of_message(_sight(viewer)), message_id=message_id)


def claim(transaction: Transaction, *, viewer: Viewer, ids: Collection[int], message_id: int) -> int:
    """Let a message carry open deliveries; what another message has claimed stays there. Returns how many."""
    state = DeliveryState.CLAIMED
    return _change(
        transaction, viewer, _claim(_sight(viewer)), ids=list(ids), state=state, message_id=message_id
    )


def hand_on(transaction: Transaction, *, viewer: Viewer, message_id: int, to: int) -> None:
    """Let the second message carry what the first could not bring."""
    _change(transaction, viewer, _hand_on(_sight(viewer)), carried_by=message_id, message_id=to)


def settle(
    transaction: Transaction,
    *,
    viewer: Viewer,
    message_id: int,
    state: DeliveryState,
    rule: Rule | None = None,
) -> int:
    """Say what became of all that a message carried. Returns how many."""
    settled = _settle_carried(_sight(viewer))
    return _change(transaction, viewer, settled, carried_by=message_id, state=state, rule=rule)


def postpone(
    transaction: Transaction, *, viewer: Viewer, ids: Collection[int], due_on: date, due_at: datetime
) -> None:
    """Let open deliveries wait until `due_at` (UTC), which is `due_on` where their reader is."""
    postponed = _claim(_sight(viewer))
    _change(transaction, viewer, postponed, ids=list(ids), due_on=due_on, due_at=due_at)


def last_sent(
    transaction: Transaction, *, viewer: Viewer, kind: DeliveryKind, person_id: int
) -> datetime | None:
    """Return the UTC instant at which the last delivery of a kind that reached somebody was written."""
    reached = (
        _visible(_sight(viewer)),
        DeliveryRow.kind == kind,
        DeliveryRow.person_id == person_id,
        DeliveryRow.state == DeliveryState.SENT,
    )
    return transaction.connection.execute(
        select(func.max(DeliveryRow.created_at, type_=DeliveryRow.created_at.type)).where(*reached),
        _seen(viewer),
    ).scalar_one()


def unreached(transaction: Transaction, *, viewer: Viewer, since: datetime) -> frozenset[int]:
    """Return the shares about which something has found no way to its reader since an instant (aware, UTC)."""
    nowhere = or_(DeliveryRow.state == DeliveryState.UNDELIVERABLE, DeliveryRow.rule == Rule.NO_ADDRESS)
    found = select(DeliveryRow.share_id).where(
        _visible(_sight(viewer)), nowhere, DeliveryRow.due_at >= since, DeliveryRow.share_id.is_not(None)
    )
    return frozenset(
        share_id
        for (share_id,) in transaction.connection.execute(found, _seen(viewer))
        if share_id is not None
    )


def ledger(transaction: Transaction, *, viewer: Viewer, share_id: int | None = None) -> tuple[Delivery, ...]:
    """Return what the viewer may know of, sent or not, in order of its instant: of one share, or all of it."""
    about = true() if share_id is None else DeliveryRow.share_id == share_id
    return _all(transaction, viewer, _deliveries(_sight(viewer)).where(about))


def _sight(viewer: Viewer) -> _Sight:
    if viewer is ENGINE:
        return _Sight.EVERYTHING
    return _Sight.PERSON if viewer.partnership_id is None else _Sight.PARTNERSHIP


def _visible(sight: _Sight) -> ColumnElement[bool]:
    """Return the condition of a statement that is built once; its value comes from `_seen`."""
    match sight:
        case _Sight.EVERYTHING:
            return true()
        case _Sight.PARTNERSHIP:
            return DeliveryRow.partnership_id == bindparam("seen_in")
        case _Sight.PERSON:
            return DeliveryRow.person_id == bindparam("seen_of")


def _seen(viewer: Viewer) -> dict[str, Any]:
    match _sight(viewer):
        case _Sight.EVERYTHING:
            return {}
        case _Sight.PARTNERSHIP:
            return {"seen_in": viewer.partnership_id}
        case _Sight.PERSON:
            return {"seen_of": viewer.person_id}


def _pending(sight: _Sight) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    # Written out: SQLite uses the index of what is open only where it can see that this is asked for.
    return _visible(sight), DeliveryRow.state == literal(DeliveryState.PENDING, literal_execute=True)


def _unsettled(sight: _Sight) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _visible(sight), DeliveryRow.state.in_((DeliveryState.PENDING, DeliveryState.CLAIMED))


def _these() -> ColumnElement[bool]:
    return DeliveryRow.id.in_(bindparam("ids", expanding=True))


def _of_kinds() -> ColumnElement[bool]:
    return DeliveryRow.kind.in_(bindparam("kinds", expanding=True))


@cache
def _withhold_of_share(sight: _Sight, *, every_kind: bool) -> Update:
    about = DeliveryRow.share_id == bindparam("about_share")
    withheld = update(DeliveryRow).where(*_pending(sight), about, true() if every_kind else _of_kinds())
    return withheld.values(state=DeliveryState.WITHHELD)


@cache
def _withhold_of_person(sight: _Sight) -> Update:
    about = DeliveryRow.person_id == bindparam("about_person")
    withheld = update(DeliveryRow).where(*_pending(sight), about, _of_kinds())
    return withheld.values(state=DeliveryState.WITHHELD)


@cache
def _settle_these(sight: _Sight) -> Update:
    return update(DeliveryRow).where(*_unsettled(sight), _these())


@cache
def _settle_carried(sight: _Sight) -> Update:
    return update(DeliveryRow).where(*_unsettled(sight), DeliveryRow.message_id == bindparam("carried_by"))


@cache
def _claim(sight: _Sight) -> Update:
    return update(DeliveryRow).where(*_pending(sight), _these())


@cache
def _hand_on(sight: _Sight) -> Update:
    claimed = (_visible(sight), DeliveryRow.state == DeliveryState.CLAIMED)
    return update(DeliveryRow).where(*claimed, DeliveryRow.message_id == bindparam("carried_by"))


@cache
def _people_due(sight: _Sight) -> Select[Any]:
    due = select(DeliveryRow.person_id).where(*_pending(sight), DeliveryRow.due_at <= bindparam("now"))
    # First what is due and then the people: the other way round everybody would be looked at.
    whose = due.cte("due").prefix_with("MATERIALIZED").c.person_id
    return (
        select(whose).distinct().where(whose > bindparam("after")).order_by(whose).limit(bindparam("limit"))
    )


@cache
def _rooms_due(sight: _Sight) -> Select[Any]:
    due = (DeliveryRow.due_at <= bindparam("now"), DeliveryRow.room_id.is_not(None))
    return _deliveries(sight).where(*_pending(sight), *due).limit(bindparam("limit"))


@cache
def _pending_of(sight: _Sight, *, locked: bool) -> Select[Any]:
    pending = _deliveries(sight).where(
        DeliveryRow.person_id == bindparam("person_id"), DeliveryRow.state == DeliveryState.PENDING
    )
    return pending.with_for_update() if locked else pending


@cache
def _of_message(sight: _Sight) -> Select[Any]:
    return _deliveries(sight).where(DeliveryRow.message_id == bindparam("message_id"))


@cache
def _deliveries(sight: _Sight) -> Select[Any]:
    columns = [
        column for column in DeliveryRow.__table__.columns if column.name not in ("recipient", "created_at")
    ]
    return select(*columns).where(_visible(sight)).order_by(DeliveryRow.due_at, DeliveryRow.id)


def _change(transaction: Transaction, viewer: Viewer, changed: Update, **values: object) -> int:
    return transaction.connection.execute(changed, {**_seen(viewer), **values}).rowcount


def _all(
    transaction: Transaction, viewer: Viewer, query: Select[Any], **values: object
) -> tuple[Delivery, ...]:
    return tuple(map(_delivery, transaction.connection.execute(query, {**_seen(viewer), **values})))


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
