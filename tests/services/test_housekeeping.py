"""What was kept only for a retry is forgotten in time."""

from datetime import timedelta

import pytest

from bot.domain.snapshots import SnapshotKind, SnapshotState
from bot.services import housekeeping, inbound
from storage import snapshots
from storage.database import Database
from tests import riverside
from tests.riverside import NOW


@pytest.fixture
def answered(database: Database) -> Database:
    """Something came in, and its answer is kept."""
    _come(database)
    return database


def _come(database: Database) -> dict[str, object] | None:
    return inbound.once(
        database=database, source="slack:1", key="k1", now=NOW, act=lambda _: {"kind": "nothing"}
    )


def test_answer_is_kept_for_a_day(answered: Database) -> None:
    assert housekeeping.tidy(database=answered, now=NOW + housekeeping.REPLIES_KEPT) == 0
    assert _come(answered) == {"kind": "nothing"}


def test_answer_is_forgotten_before_its_key(answered: Database) -> None:
    later = NOW + housekeeping.REPLIES_KEPT + timedelta(seconds=1)

    assert housekeeping.tidy(database=answered, now=later) == 1
    assert _come(answered) is None


def test_key_is_forgotten_after_a_month(answered: Database) -> None:
    later = NOW + housekeeping.KEYS_KEPT + timedelta(seconds=1)

    assert housekeeping.tidy(database=answered, now=later) == 2
    assert _come(answered) == {"kind": "nothing"}


def test_copy_that_was_asked_for_is_forgotten_after_thirteen_months(database: Database) -> None:
    group = riverside.build(database, opened=True)
    kinds = (SnapshotKind.SHARED, SnapshotKind.PRIVATE, SnapshotKind.SCHEDULED)
    with database.write() as transaction:
        for kind in kinds:
            snapshots.add(
                transaction,
                viewer=group.viewer("sam"),
                kind=kind,
                key=kind.value,
                token=kind.value,
                on=NOW.date(),
                state=SnapshotState.MADE,
                now=NOW,
            )

    assert housekeeping.tidy(database=database, now=NOW + housekeeping.COPIES_KEPT) == 0
    assert housekeeping.tidy(database=database, now=NOW + housekeeping.COPIES_KEPT + timedelta(days=1)) == 2
    with database.read() as transaction:
        found = [
            snapshots.by_token(transaction, viewer=group.viewer("sam"), token=kind.value) for kind in kinds
        ]
    assert [one is None for one in found] == [True, True, False]
