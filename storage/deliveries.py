"""What is owed to whom: written with its fact, kept for ever, and never shown outside its partnership."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, bindparam, literal, select, true, update

from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Owed, Rule
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.delivery_rows import OWE, Sight, from_row, seen, sight_of, values_of, visible
from storage.tables import DeliveryRow


def owe(transaction: Transaction, *, viewer: Viewer, owed: Owed, now: datetime) -> None:
    """Write what is owed. The same fact, step and recipient again is planned anew, unless it is on its way or sent."""
    owe_all(transaction, viewer=viewer, owed=(owed,), now=now)


def owe_all(transaction: Transaction, *, viewer: Viewer, owed: Sequence[Owed], now: datetime) -> None:
    """Write everything that is owed, each as `owe` does."""
    if viewer is not ENGINE and any(one.partnership_id != viewer.partnership_id for one in owed):
        raise PermissionError("a delivery belongs to the partnership of whoever causes it")
    if owed:
        rows = [values_of(one, now=now) for one in owed]
        transaction.connection.execute(OWE[transaction.connection.dialect.name], rows)
        transaction.owed += owed
    if any(one.due_at <= now for one in owed):
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
    withheld = _withhold_of_share(sight_of(viewer), every_kind=kinds is None)
    of_kinds = {} if kinds is None else {"kinds": list(kinds)}
    return _change(transaction, viewer, withheld, about_share=share_id, rule=rule, **of_kinds)


def withhold_of_person(
    transaction: Transaction,
    *,
    viewer: Viewer,
    person_id: int,
    rule: Rule,
    kinds: Collection[DeliveryKind],
    after: date,
) -> int:
    """Withhold what is still open for a person and due after a day of theirs, of some kinds. Returns how many."""
    withheld = _withhold_of_person(sight_of(viewer))
    values = {"about_person": person_id, "rule": rule, "kinds": list(kinds), "day": after}
    return _change(transaction, viewer, withheld, **values)


def withhold(transaction: Transaction, *, viewer: Viewer, ids: Collection[int], rule: Rule) -> int:
    """Withhold deliveries that are not sent yet, also such as a message has claimed. Returns how many."""
    if not ids:
        return 0
    settled = _settle_these(sight_of(viewer))
    return _change(transaction, viewer, settled, ids=list(ids), state=DeliveryState.WITHHELD, rule=rule)


def people_due(
    transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int, after: int = 0
) -> tuple[int, ...]:
    """Return who has something due, by their number, from the one after `after` on. A sweep's question."""
    values = {"now": now, "after": after, "limit": limit, **seen(viewer)}
    due = transaction.connection.execute(_people_due(sight_of(viewer)), values)
    return tuple(person_id for (person_id,) in due if person_id is not None)


def rooms_due(transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Return what is due in rooms."""
    return _all(transaction, viewer, _rooms_due(sight_of(viewer)), now=now, limit=limit)


def pending_of(
    transaction: Transaction, *, viewer: Viewer, person_id: int, held: bool = True
) -> tuple[Delivery, ...]:
    """Return all that is still open for a person, due or not, in order of its instant; unless `held`, only to read."""
    pending = _pending_of(sight_of(viewer), locked=held and transaction.locks_rows)
    return _all(transaction, viewer, pending, person_id=person_id)


def of_message(transaction: Transaction, *, viewer: Viewer, message_id: int) -> tuple[Delivery, ...]:
    """Return the deliveries that a message carries."""
    return _all(transaction, viewer, _of_message(sight_of(viewer)), message_id=message_id)


def claim(
    transaction: Transaction,
    *,
    viewer: Viewer,
    ids: Collection[int],
    message_id: int,
    rule: Rule | None = None,
) -> int:
    """Let a message carry open deliveries; what another message has claimed stays there. Returns how many.

    With the rule MERGED it brings them by saying something else: once it is sent they are withheld by that rule.
    """
    carried = {"ids": list(ids), "state": DeliveryState.CLAIMED, "message_id": message_id, "rule": rule}
    return _change(transaction, viewer, _claim(sight_of(viewer)), **carried)


def put_back(transaction: Transaction, *, viewer: Viewer, ids: Collection[int]) -> None:
    """Let deliveries that a message could not bring be open again, as due as they were."""
    back = _settle_these(sight_of(viewer))
    _change(
        transaction,
        viewer,
        back,
        ids=list(ids),
        state=DeliveryState.PENDING,
        message_id=None,
        rule=None,
    )


def pause(
    transaction: Transaction,
    *,
    viewer: Viewer,
    ids: Collection[int],
    due_on: date,
    due_at: datetime,
    rule: Rule = Rule.PAUSED,
) -> None:
    """Let deliveries that are not sent yet wait by a rule, until `due_at` (UTC) or until they are resumed."""
    paused = {"state": DeliveryState.PENDING, "message_id": None, "rule": rule}
    changed = _settle_these(sight_of(viewer))
    _change(transaction, viewer, changed, ids=list(ids), due_on=due_on, due_at=due_at, **paused)


def resume(
    transaction: Transaction, *, viewer: Viewer, share_id: int, due_on: date, due_at: datetime
) -> None:
    """Let what was paused about a share be due at `due_at` (UTC), which is `due_on` where its reader is."""
    resumed = _resume(sight_of(viewer))
    _change(transaction, viewer, resumed, about_share=share_id, due_on=due_on, due_at=due_at, rule=None)


def revive(transaction: Transaction, *, viewer: Viewer, share_id: int, rule: Rule) -> None:
    """Let everything about a share that was withheld by a rule be open again, as due as it was."""
    revived = {"state": DeliveryState.PENDING, "message_id": None, "rule": None}
    _change(transaction, viewer, _revive(sight_of(viewer)), about_share=share_id, withheld_by=rule, **revived)


def hand_on(transaction: Transaction, *, viewer: Viewer, message_id: int, to: int) -> None:
    """Let the second message carry what the first could not bring."""
    _change(transaction, viewer, _hand_on(sight_of(viewer)), carried_by=message_id, message_id=to)


def revive_of_person(transaction: Transaction, *, viewer: Viewer, person_id: int, rule: Rule) -> None:
    """Let everything for a person that was withheld by a rule be open again, as due as it was."""
    revived = {"state": DeliveryState.PENDING, "message_id": None, "rule": None}
    anew = _revive_of_person(sight_of(viewer))
    _change(transaction, viewer, anew, about_person=person_id, withheld_by=rule, **revived)


def revive_undelivered(transaction: Transaction, *, viewer: Viewer, person_id: int) -> None:
    """Let everything that no address of a person has taken be open again, as due as it was."""
    refused = (visible(sight_of(viewer)), DeliveryRow.state == DeliveryState.UNDELIVERABLE)
    anew = update(DeliveryRow).where(*refused, DeliveryRow.person_id == bindparam("about_person"))
    revived = {"state": DeliveryState.PENDING, "message_id": None, "rule": None}
    _change(transaction, viewer, anew, about_person=person_id, **revived)


def settle(
    transaction: Transaction,
    *,
    viewer: Viewer,
    message_id: int,
    state: DeliveryState,
    rule: Rule | None = None,
) -> int:
    """Say what became of all that a message carried. Returns how many."""
    if state is DeliveryState.SENT:
        _change(
            transaction,
            viewer,
            _settle_merged(sight_of(viewer)),
            carried_by=message_id,
            state=DeliveryState.WITHHELD,
        )
    settled = _settle_carried(sight_of(viewer))
    return _change(transaction, viewer, settled, carried_by=message_id, state=state, rule=rule)


def postpone(
    transaction: Transaction, *, viewer: Viewer, ids: Collection[int], due_on: date, due_at: datetime
) -> None:
    """Let open deliveries wait until `due_at` (UTC), which is `due_on` where their reader is."""
    postponed = _claim(sight_of(viewer))
    _change(transaction, viewer, postponed, ids=list(ids), due_on=due_on, due_at=due_at)


def push_away(
    transaction: Transaction, *, viewer: Viewer, person_id: int, now: datetime, until: datetime
) -> int:
    """Let everything that is due to a person wait, unread: something is wrong with it. Returns how many."""
    due = (
        *_pending(sight_of(viewer)),
        DeliveryRow.person_id == bindparam("about_person"),
        DeliveryRow.due_at <= bindparam("now"),
    )
    pushed = update(DeliveryRow).where(*due)
    return _change(transaction, viewer, pushed, about_person=person_id, now=now, due_at=until)


def ledger(transaction: Transaction, *, viewer: Viewer, share_id: int | None = None) -> tuple[Delivery, ...]:
    """Return what the viewer may know of, sent or not, in order of its instant: of one share, or all of it."""
    about = true() if share_id is None else DeliveryRow.share_id == share_id
    return _all(transaction, viewer, _deliveries(sight_of(viewer)).where(about))


def _pending(sight: Sight) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    # Written out: SQLite uses the index of what is open only where it can see that this is asked for.
    return visible(sight), DeliveryRow.state == literal(DeliveryState.PENDING, literal_execute=True)


def _unsettled(sight: Sight) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return visible(sight), DeliveryRow.state.in_((DeliveryState.PENDING, DeliveryState.CLAIMED))


def _withheld(sight: Sight) -> tuple[ColumnElement[bool], ...]:
    by = DeliveryRow.rule == bindparam("withheld_by")
    return visible(sight), DeliveryRow.state == DeliveryState.WITHHELD, by


def _these() -> ColumnElement[bool]:
    return DeliveryRow.id.in_(bindparam("ids", expanding=True))


def _of_kinds() -> ColumnElement[bool]:
    return DeliveryRow.kind.in_(bindparam("kinds", expanding=True))


@cache
def _withhold_of_share(sight: Sight, *, every_kind: bool) -> Update:
    about = DeliveryRow.share_id == bindparam("about_share")
    withheld = update(DeliveryRow).where(*_pending(sight), about, true() if every_kind else _of_kinds())
    return withheld.values(state=DeliveryState.WITHHELD)


@cache
def _withhold_of_person(sight: Sight) -> Update:
    about = DeliveryRow.person_id == bindparam("about_person")
    later = DeliveryRow.due_on > bindparam("day")
    withheld = update(DeliveryRow).where(*_pending(sight), about, _of_kinds(), later)
    return withheld.values(state=DeliveryState.WITHHELD)


@cache
def _settle_these(sight: Sight) -> Update:
    return update(DeliveryRow).where(*_unsettled(sight), _these())


@cache
def _settle_carried(sight: Sight) -> Update:
    return update(DeliveryRow).where(*_unsettled(sight), DeliveryRow.message_id == bindparam("carried_by"))


@cache
def _settle_merged(sight: Sight) -> Update:
    return _settle_carried(sight).where(DeliveryRow.rule == Rule.MERGED)


@cache
def _resume(sight: Sight) -> Update:
    about = DeliveryRow.share_id == bindparam("about_share")
    return update(DeliveryRow).where(*_pending(sight), about, DeliveryRow.rule == Rule.PAUSED)


@cache
def _revive(sight: Sight) -> Update:
    return update(DeliveryRow).where(*_withheld(sight), DeliveryRow.share_id == bindparam("about_share"))


@cache
def _revive_of_person(sight: Sight) -> Update:
    return update(DeliveryRow).where(*_withheld(sight), DeliveryRow.person_id == bindparam("about_person"))


@cache
def _claim(sight: Sight) -> Update:
    return update(DeliveryRow).where(*_pending(sight), _these())


@cache
def _hand_on(sight: Sight) -> Update:
    claimed = (visible(sight), DeliveryRow.state == DeliveryState.CLAIMED)
    return update(DeliveryRow).where(*claimed, DeliveryRow.message_id == bindparam("carried_by"))


@cache
def _people_due(sight: Sight) -> Select[Any]:
    due = select(DeliveryRow.person_id).where(*_pending(sight), DeliveryRow.due_at <= bindparam("now"))
    # First what is due and then the people: the other way round everybody would be looked at.
    whose = due.cte("due").prefix_with("MATERIALIZED").c.person_id
    return (
        select(whose).distinct().where(whose > bindparam("after")).order_by(whose).limit(bindparam("limit"))
    )


@cache
def _rooms_due(sight: Sight) -> Select[Any]:
    due = (DeliveryRow.due_at <= bindparam("now"), DeliveryRow.room_id.is_not(None))
    return _deliveries(sight).where(*_pending(sight), *due).limit(bindparam("limit"))


@cache
def _pending_of(sight: Sight, *, locked: bool) -> Select[Any]:
    pending = _deliveries(sight).where(
        DeliveryRow.person_id == bindparam("person_id"), DeliveryRow.state == DeliveryState.PENDING
    )
    return pending.with_for_update() if locked else pending


@cache
def _of_message(sight: Sight) -> Select[Any]:
    return _deliveries(sight).where(DeliveryRow.message_id == bindparam("message_id"))


@cache
def _deliveries(sight: Sight) -> Select[Any]:
    columns = [
        column for column in DeliveryRow.__table__.columns if column.name not in ("recipient", "created_at")
    ]
    return select(*columns).where(visible(sight)).order_by(DeliveryRow.due_at, DeliveryRow.id)


def _change(transaction: Transaction, viewer: Viewer, changed: Update, **values: object) -> int:
    return transaction.connection.execute(changed, {**seen(viewer), **values}).rowcount


def _all(
    transaction: Transaction, viewer: Viewer, query: Select[Any], **values: object
) -> tuple[Delivery, ...]:
    return tuple(map(from_row, transaction.connection.execute(query, {**seen(viewer), **values})))
