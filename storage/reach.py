"""Who was reached, and when: what became of what was owed, for the runner's morning list."""

from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from bot.domain.deliveries import (
    CANNOT_WAIT,
    FIRST_ASK,
    IN_CONFIDENCE,
    UNCONFIRMED,
    DeliveryKind,
    DeliveryState,
    Destination,
    MessageKind,
    MessageState,
    Rule,
)
from bot.domain.permissions import Viewer
from bot.domain.reached import Last
from storage.database import Transaction
from storage.delivery_rows import Sight, seen, sight_of, visible
from storage.remembering import remembered
from storage.tables import DeliveryRow, MessageRow


@remembered
def last_sent(
    transaction: Transaction, *, viewer: Viewer, kind: DeliveryKind, person_id: int
) -> datetime | None:
    """Return the UTC instant at which the last delivery of a kind that reached somebody was written."""
    values = {"kind": kind, "person_id": person_id, **seen(viewer)}
    return transaction.connection.execute(_last_sent(sight_of(viewer)), values).scalar_one()


@remembered
def asked(transaction: Transaction, *, viewer: Viewer) -> dict[tuple[int, int], datetime]:
    """Return when each holder was asked to accept (UTC), by the share and the person; without the second ask."""
    rows = transaction.connection.execute(_asked(sight_of(viewer)), seen(viewer))
    return {(share_id, person_id): at for share_id, person_id, at in rows if share_id and person_id}


@remembered
def unreached(transaction: Transaction, *, viewer: Viewer, since: datetime) -> frozenset[int]:
    """Return the shares about which something has found no way to its reader since an instant (aware, UTC)."""
    rows = transaction.connection.execute(_unreached(sight_of(viewer)), {"since": since, **seen(viewer)})
    return frozenset(share_id for (share_id,) in rows if share_id is not None)


@remembered
def envelopes(transaction: Transaction, *, viewer: Viewer) -> dict[int, tuple[datetime, ...]]:
    """Return by person when envelopes about the viewer's partnership have reached them (aware, UTC), in order."""
    found: dict[int, tuple[datetime, ...]] = {}
    for person_id, _, at in transaction.connection.execute(_envelopes(sight_of(viewer)), seen(viewer)):
        if person_id and at:
            found[person_id] = (*found.get(person_id, ()), at)
    return found


def counted(transaction: Transaction, *, viewer: Viewer, person_id: int, since: date) -> int:
    """Return how many messages about the viewer's partnership count for somebody's week since a local date of theirs."""
    values = {"person_id": person_id, "since": since, **seen(viewer)}
    return transaction.connection.execute(_counted(sight_of(viewer)), values).scalar_one()


def last(transaction: Transaction, *, viewer: Viewer) -> dict[int, Last]:
    """Return by person whether the last thing that went to them about the viewer's partnership arrived, and by which tool.

    What was told in confidence doesn't count, nor that of which nobody knows.
    """
    rows = transaction.connection.execute(_went(sight_of(viewer)), seen(viewer))
    return {
        person_id: Last(
            arrived=state is DeliveryState.SENT,
            tool=None if recipient is None else Destination.parse(recipient).kind,
        )
        for person_id, state, recipient in rows
        if person_id is not None
    }


def ungreeted(transaction: Transaction, *, viewer: Viewer) -> dict[int, datetime]:
    """Return the people whose hello has found no way to them, each with the instant at which it was due (UTC)."""
    rows = transaction.connection.execute(_ungreeted(sight_of(viewer)), seen(viewer))
    return {person_id: at for person_id, at in rows if person_id is not None}


def unaddressed(transaction: Transaction, *, viewer: Viewer) -> frozenset[int]:
    """Return the people from whom something was withheld because no address of theirs could be used."""
    return _people(transaction, viewer, DeliveryRow.rule == Rule.NO_ADDRESS)


def _people(transaction: Transaction, viewer: Viewer, *conditions: ColumnElement[bool]) -> frozenset[int]:
    of_people = DeliveryRow.person_id.is_not(None)
    found = select(DeliveryRow.person_id).where(visible(sight_of(viewer)), of_people, *conditions)
    rows = transaction.connection.execute(found, seen(viewer))
    return frozenset(row.person_id for row in rows)


@cache
def _last_sent(sight: Sight) -> Select[datetime]:
    return select(func.max(DeliveryRow.created_at, type_=DeliveryRow.created_at.type)).where(
        visible(sight),
        DeliveryRow.kind == bindparam("kind"),
        DeliveryRow.person_id == bindparam("person_id"),
        DeliveryRow.state == DeliveryState.SENT,
    )


@cache
def _asked(sight: Sight) -> Select[int | None, int | None, datetime]:
    when = func.max(DeliveryRow.due_at, type_=DeliveryRow.due_at.type)
    return (
        select(DeliveryRow.share_id, DeliveryRow.person_id, when)
        .where(
            visible(sight),
            DeliveryRow.kind == DeliveryKind.ASK,
            DeliveryRow.step == FIRST_ASK,
            DeliveryRow.state == DeliveryState.SENT,
        )
        .group_by(DeliveryRow.share_id, DeliveryRow.person_id)
    )


@cache
def _ungreeted(sight: Sight) -> Select[int | None, datetime]:
    when = func.max(DeliveryRow.due_at, type_=DeliveryRow.due_at.type)
    return (
        select(DeliveryRow.person_id, when)
        .where(
            visible(sight),
            DeliveryRow.kind == DeliveryKind.HELLO,
            DeliveryRow.person_id.is_not(None),
            _nowhere(),
        )
        .group_by(DeliveryRow.person_id)
    )


@cache
def _unreached(sight: Sight) -> Select[int | None]:
    since = DeliveryRow.due_at >= bindparam("since")
    return select(DeliveryRow.share_id).where(
        visible(sight), _nowhere(), since, DeliveryRow.share_id.is_not(None)
    )


@cache
def _envelopes(sight: Sight) -> Select[int | None, int, datetime | None]:
    return (
        select(DeliveryRow.person_id, MessageRow.id, MessageRow.sent_at)
        .join(MessageRow, MessageRow.id == DeliveryRow.message_id)
        .where(
            visible(sight),
            DeliveryRow.person_id.is_not(None),
            DeliveryRow.state == DeliveryState.SENT,
            MessageRow.kind == MessageKind.ENVELOPE,
            MessageRow.sent_at.is_not(None),
        )
        .distinct()
        .order_by(MessageRow.sent_at)
    )


@cache
def _went(sight: Sight) -> Select[int | None, DeliveryState, str]:
    certain = or_(MessageRow.id.is_(None), MessageRow.error != UNCONFIRMED)
    return (
        select(DeliveryRow.person_id, DeliveryRow.state, MessageRow.recipient)
        .outerjoin(MessageRow, MessageRow.id == DeliveryRow.message_id)
        .where(
            visible(sight),
            DeliveryRow.person_id.is_not(None),
            DeliveryRow.kind.not_in(tuple(IN_CONFIDENCE)),
            or_(and_(DeliveryRow.state == DeliveryState.SENT, certain), _nowhere()),
        )
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
    )


@cache
def _counted(sight: Sight) -> Select[int]:
    at_once = and_(
        MessageRow.kind == MessageKind.URGENT, MessageRow.part.startswith(CANNOT_WAIT, autoescape=True)
    )
    return (
        select(func.count(MessageRow.id.distinct()))
        .join(DeliveryRow, DeliveryRow.message_id == MessageRow.id)
        .where(
            visible(sight),
            DeliveryRow.person_id == bindparam("person_id"),
            or_(MessageRow.kind.in_((MessageKind.ENVELOPE, MessageKind.HELLO)), at_once),
            MessageRow.local_date >= bindparam("since"),
            MessageRow.state != MessageState.DEAD,
        )
    )


def _nowhere() -> ColumnElement[bool]:
    return or_(DeliveryRow.state == DeliveryState.UNDELIVERABLE, DeliveryRow.rule == Rule.NO_ADDRESS)
