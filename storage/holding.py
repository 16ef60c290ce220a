"""What waits because somebody has asked for it: deliveries held by a runner, and those of a quiet week."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select, update

from bot.domain.deliveries import Delivery, DeliveryState, Rule
from bot.domain.permissions import Viewer
from storage.database import Transaction
from storage.delivery_rows import Sight, from_row, seen, sight_of, visible
from storage.remembering import remembered
from storage.tables import DeliveryRow


@remembered
def held(transaction: Transaction, *, viewer: Viewer, since: date) -> tuple[Delivery, ...]:
    """Return what is held in the viewer's partnership and was due on a date or later, in order of its instant."""
    values = {"since": since, **seen(viewer)}
    return tuple(map(from_row, transaction.connection.execute(_held(sight_of(viewer)), values)))


@cache
def _held(sight: Sight) -> Select[Any]:
    columns = [
        column for column in DeliveryRow.__table__.columns if column.name not in ("recipient", "created_at")
    ]
    return (
        select(*columns)
        .where(
            visible(sight),
            DeliveryRow.state == DeliveryState.WITHHELD,
            DeliveryRow.rule == Rule.HELD,
            DeliveryRow.due_on >= bindparam("since"),
        )
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
    )


def let_go(transaction: Transaction, *, viewer: Viewer, ids: Collection[int]) -> int:
    """Let what is held be open again, as due as it was. Returns how many."""
    freed = update(DeliveryRow).where(
        visible(sight_of(viewer)),
        DeliveryRow.state == DeliveryState.WITHHELD,
        DeliveryRow.rule == Rule.HELD,
        DeliveryRow.id.in_(list(ids)),
    )
    anew = freed.values(state=DeliveryState.PENDING, message_id=None, rule=None)
    return transaction.connection.execute(anew, seen(viewer)).rowcount


def wake(transaction: Transaction, *, viewer: Viewer, person_id: int, on: date, at: datetime) -> int:
    """Let what waits for the end of somebody's quiet week be due at `at` (UTC), which is `on` where they are."""
    waiting = update(DeliveryRow).where(
        visible(sight_of(viewer)),
        DeliveryRow.person_id == person_id,
        DeliveryRow.state == DeliveryState.PENDING,
        DeliveryRow.rule == Rule.NOT_THIS_WEEK,
    )
    awake = waiting.values(due_on=on, due_at=at, rule=None)
    return transaction.connection.execute(awake, seen(viewer)).rowcount
