"""Workbooks that go by themselves: one with which something is wrong keeps no other waiting."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.deliveries import Delivery
from bot.domain.snapshots import Snapshot, SnapshotState
from bot.engine import workbooks
from bot.services import scheduled_workbooks, workbook_posts
from bot.services.ports import Database as Stored
from storage.database import Database
from tests import riverside, scheduled
from tests.riverside import Riverside
from tests.scheduled import FRIDAY


@pytest.fixture
def group(database: Database) -> Riverside:
    group = riverside.build(database, opened=True)
    scheduled.choose(group)
    return group


def test_it_is_made_and_posted_once(group: Riverside) -> None:
    made = [workbooks.make(database=group.database, now=FRIDAY) for _ in range(2)]
    posted = [workbooks.post(database=group.database, now=FRIDAY) for _ in range(2)]

    assert (made, posted) == ([1, 0], [2, 0])


def test_what_cannot_be_made_is_tried_again(group: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = scheduled.due(group)

    def broken(*, database: Stored, snapshot: Snapshot, now: object) -> bool:
        raise OSError("no room on the disk")

    with monkeypatch.context() as patched, capture_logs() as logs:
        patched.setattr(scheduled_workbooks, "make", broken)
        assert workbooks.make(database=group.database, now=FRIDAY) == 1

    found = scheduled.stored(group, snapshot)
    assert (found.state, found.attempts, found.error) == (SnapshotState.PENDING, 1, "OSError")
    assert [one["event"] for one in logs] == ["workbook_not_made"]
    assert workbooks.make(database=group.database, now=FRIDAY + timedelta(minutes=10)) == 1
    assert scheduled.stored(group, snapshot).state is SnapshotState.MADE


def test_what_cannot_be_posted_waits_an_hour(group: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    workbooks.make(database=group.database, now=FRIDAY)
    real = workbook_posts.post

    def broken(*, database: Stored, delivery: Delivery, now: object) -> int:
        if delivery.owed.person_id == group.person("sam").id:
            raise LookupError("something is wrong")
        return real(database=database, delivery=delivery, now=FRIDAY)

    with monkeypatch.context() as patched, capture_logs() as logs:
        patched.setattr(workbook_posts, "post", broken)
        assert workbooks.post(database=group.database, now=FRIDAY) == 1

    assert [one["event"] for one in logs] == ["workbook_pushed_away"]
    assert workbooks.post(database=group.database, now=FRIDAY) == 0
    assert workbooks.post(database=group.database, now=FRIDAY + timedelta(hours=1)) == 1
