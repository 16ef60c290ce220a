"""Deliveries that a button names by their numbers."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from bot.domain.deliveries import Delivery
from bot.domain.permissions import Viewer
from storage.database import Transaction
from storage.delivery_rows import Sight, from_row, seen, sight_of, visible
from storage.tables import DeliveryRow


def these(
    transaction: Transaction, *, viewer: Viewer, ids: Collection[int], held: bool = True
) -> tuple[Delivery, ...]:
    """Return these deliveries, whatever has become of them; of another partnership's nothing.

    Unless `held` they are only read. People come in the order in which a sweep takes them, each with their post as
    it does: two who hold rows in different orders would wait for each other.
    """
    query = _these(sight_of(viewer), locked=held and transaction.locks_rows)
    found = transaction.connection.execute(query, {"ids": list(ids), **seen(viewer)})
    return tuple(map(from_row, found))


@cache
def _these(sight: Sight, *, locked: bool) -> Select[Any]:
    columns = [
        column for column in DeliveryRow.__table__.columns if column.name not in ("recipient", "created_at")
    ]
    chosen = DeliveryRow.id.in_(bindparam("ids", expanding=True))
    order = (DeliveryRow.person_id, DeliveryRow.due_at, DeliveryRow.id)
    found = select(*columns).where(visible(sight), chosen).order_by(*order)
    return found.with_for_update() if locked else found
