"""Riverside's workbook by itself: chosen, due on its Friday, made, and on its way."""

from datetime import UTC, datetime

from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.permissions import ENGINE
from bot.domain.snapshots import Snapshot
from bot.services import scheduled_workbooks, workbook_rhythms
from storage import deliveries, snapshots
from tests.riverside import NOW, Riverside

FRIDAY = datetime(2026, 9, 11, 7, 30, tzinfo=UTC)
"""Half past eight in London, when the first one goes."""


def choose(group: Riverside, *, now: datetime = NOW) -> None:
    workbook_rhythms.choose(database=group.database, viewer=group.viewer("sam"), rhythm="weekly", now=now)


def due(group: Riverside, *, now: datetime = FRIDAY) -> Snapshot:
    [found] = scheduled_workbooks.due(database=group.database, now=now)
    return found


def make(group: Riverside, *, now: datetime = FRIDAY) -> Snapshot:
    """Make the one that is due, and return it as it is then."""
    snapshot = due(group, now=now)
    assert scheduled_workbooks.make(database=group.database, snapshot=snapshot, now=now)
    return stored(group, snapshot)


def fail(group: Riverside, *, now: datetime) -> Snapshot:
    snapshot = due(group, now=now)
    scheduled_workbooks.fail(database=group.database, snapshot=snapshot, error="OSError", now=now)
    return stored(group, snapshot)


def stored(group: Riverside, snapshot: Snapshot) -> Snapshot:
    with group.database.read() as transaction:
        found = snapshots.get(transaction, viewer=group.engine, snapshot_id=snapshot.id)
    assert found is not None
    return found


def owed(group: Riverside) -> dict[str, Delivery]:
    """Return the last workbook that each was owed, by first name."""
    names = {one.person.id: name for name, one in group.members.items()}
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=ENGINE)
    return {names[one.owed.person_id or 0]: one for one in ledger if one.owed.kind is DeliveryKind.WORKBOOK}
