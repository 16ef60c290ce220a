"""Riverside's workbooks in the house: one that was made, one that could not be, and one still to come."""

from datetime import timedelta

from bot.domain.permissions import engine_in
from bot.domain.snapshots import SnapshotKind, SnapshotState
from storage import snapshots
from storage.database import Transaction
from tests.riverside import NOW, Riverside

TOKEN = "t-riverside"
WEEK = timedelta(days=7)


def keep_workbooks(transaction: Transaction, group: Riverside) -> int:
    """Keep them, and return the number of the one that was made."""
    engine = engine_in(group.partnership_id)
    numbers = []
    for weeks in (-1, 0, 1):
        on = NOW.date() + weeks * WEEK
        number = snapshots.add(
            transaction,
            viewer=engine,
            kind=SnapshotKind.SCHEDULED,
            key=f"scheduled:{group.partnership_id}:{on}",
            token=TOKEN if weeks == -1 else f"{TOKEN}-{weeks}",
            on=on,
            state=SnapshotState.PENDING,
            next_at=NOW + weeks * WEEK,
            now=NOW,
        )
        assert number is not None
        numbers.append(number)
    made, could_not_be, _ = numbers
    snapshots.made(
        transaction, viewer=engine, snapshot_id=made, name="copy.xlsx", content=b"PK", rows={"actions": []}
    )
    failed = snapshots.get(transaction, viewer=engine, snapshot_id=could_not_be)
    assert failed is not None
    snapshots.try_again(transaction, viewer=engine, snapshot=failed, next_at=None, error="no room")
    return made
