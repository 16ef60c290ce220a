"""What recurs: begun once, moved, looked at by the sweep, and ended."""

from datetime import datetime, timedelta

import pytest

from bot.domain.permissions import ENGINE, myself
from storage import schedules
from storage.database import Database
from storage.schedules import Schedule
from tests import riverside
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(days=1)


@pytest.fixture
def group(database: Database) -> Riverside:
    return riverside.build(database)


def begin(group: Riverside, next_at: datetime) -> None:
    with group.database.write() as transaction:
        schedules.begin(
            transaction,
            viewer=group.viewer("sam"),
            kind="morning",
            person_id=group.person("sam").id,
            next_at=next_at,
        )


def due(group: Riverside, now: datetime = NOW) -> tuple[Schedule, ...]:
    with group.database.read() as transaction:
        return schedules.due(transaction, viewer=ENGINE, kind="morning", now=now, limit=5)


def test_what_recurs_is_due_at_its_instant(group: Riverside) -> None:
    begin(group, NOW)

    [schedule] = due(group)

    assert (schedule.partnership_id, schedule.person_id, schedule.next_at) == (
        group.partnership_id,
        group.person("sam").id,
        NOW,
    )
    assert due(group, NOW - timedelta(seconds=1)) == ()


def test_beginning_again_only_moves_it(group: Riverside) -> None:
    begin(group, NOW)
    begin(group, LATER)

    assert (due(group), [one.next_at for one in due(group, LATER)]) == ((), [LATER])


def test_what_another_sweep_has_moved_is_not_as_it_was(group: Riverside) -> None:
    begin(group, NOW)
    [schedule] = due(group)

    with group.database.write() as transaction:
        before = schedules.is_as_it_was(transaction, viewer=ENGINE, schedule=schedule)
    begin(group, LATER)
    with group.database.write() as transaction:
        after = schedules.is_as_it_was(transaction, viewer=ENGINE, schedule=schedule)

    assert (before, after) == (True, False)


def test_what_has_ended_is_due_no_more(group: Riverside) -> None:
    begin(group, NOW)

    with group.database.write() as transaction:
        schedules.end(transaction, viewer=group.engine, kind="morning", person_id=group.person("sam").id)

    assert due(group) == ()


def test_what_recurs_belongs_to_a_partnership_and_is_swept_by_the_engine(group: Riverside) -> None:
    begin(group, NOW)
    [schedule] = due(group)
    with group.database.write() as transaction:
        with pytest.raises(PermissionError):
            schedules.begin(transaction, viewer=myself(1), kind="morning", person_id=1, next_at=NOW)
        with pytest.raises(PermissionError):
            schedules.due(transaction, viewer=myself(1), kind="morning", now=NOW, limit=1)
        with pytest.raises(PermissionError):
            schedules.is_as_it_was(transaction, viewer=myself(1), schedule=schedule)
