"""Snapshots: one row an occasion, changed by one only, and read by its own partnership."""

from datetime import date, timedelta

import pytest

from bot.domain.permissions import ENGINE, Viewer, myself
from bot.domain.snapshots import Snapshot, SnapshotKind, SnapshotState
from bot.domain.workbook_rhythms import WorkbookRhythm
from storage import rhythms, snapshots
from tests.riverside import NOW, Riverside

FRIDAY = date(2026, 9, 11)
WEEK = timedelta(days=7)
EVERY = tuple(SnapshotKind)


def add(
    group: Riverside,
    *,
    viewer: Viewer | None = None,
    kind: SnapshotKind = SnapshotKind.SCHEDULED,
    on: date = FRIDAY,
    state: SnapshotState = SnapshotState.PENDING,
    key: str = "",
) -> int | None:
    with group.database.write() as transaction:
        return snapshots.add(
            transaction,
            viewer=viewer or group.engine,
            kind=kind,
            key=key or f"{kind.value}:{on}",
            token=f"token {key} {kind.value} {on}",
            on=on,
            state=state,
            next_at=NOW,
            now=NOW,
        )


def newest(
    group: Riverside, *, before: date, who: str = "sam", kinds: tuple[SnapshotKind, ...] = EVERY
) -> int:
    with group.database.read() as transaction:
        found = snapshots.newest(
            transaction, viewer=group.engine, kinds=kinds, before=before, person_id=group.person(who).id
        )
    return 0 if found is None else found.id


def pending(group: Riverside) -> Snapshot:
    with group.database.read() as transaction:
        found = snapshots.pending(transaction, viewer=group.engine)
    assert found is not None
    return found


def made(group: Riverside, snapshot_id: int) -> bool:
    with group.database.write() as transaction:
        return snapshots.made(
            transaction,
            viewer=group.engine,
            snapshot_id=snapshot_id,
            name="copy.xlsx",
            content=b"PK",
            rows={"actions": []},
        )


def test_an_occasion_is_one_row(group: Riverside) -> None:
    assert [add(group) is None, add(group) is None] == [False, True]


def test_a_snapshot_belongs_to_a_partnership(group: Riverside) -> None:
    with pytest.raises(PermissionError):
        add(group, viewer=myself(1))


def test_it_is_made_once(group: Riverside) -> None:
    snapshot_id = add(group) or 0

    assert [made(group, snapshot_id), made(group, snapshot_id)] == [True, False]
    with group.database.read() as transaction:
        assert snapshots.file_of(transaction, viewer=group.engine, snapshot_id=snapshot_id) == (
            "copy.xlsx",
            b"PK",
        )


def test_what_failed_for_good_can_still_be_made(group: Riverside) -> None:
    add(group)
    with group.database.write() as transaction:
        snapshots.try_again(
            transaction, viewer=group.engine, snapshot=pending(group), next_at=None, error="OSError"
        )
    with group.database.read() as transaction:
        failed = snapshots.failed(transaction, viewer=group.engine)

    assert failed is not None
    assert (failed.attempts, failed.error, made(group, failed.id)) == (1, "OSError", True)
    with group.database.read() as transaction:
        assert snapshots.failed(transaction, viewer=group.engine) is None


def test_a_later_one_that_was_made_ends_the_worry_about_a_failed_one(group: Riverside) -> None:
    add(group, state=SnapshotState.FAILED)
    add(group, on=FRIDAY + WEEK, state=SnapshotState.MADE)

    with group.database.read() as transaction:
        assert snapshots.failed(transaction, viewer=group.engine) is None


def test_the_newest_before_a_day_is_a_scheduled_one_or_one_s_own(group: Riverside) -> None:
    private, done = SnapshotKind.PRIVATE, SnapshotState.MADE
    scheduled = add(group, on=FRIDAY, state=done)
    own = add(group, viewer=group.viewer("sam"), kind=private, on=FRIDAY + WEEK, state=done, key="sam")
    add(group, viewer=group.viewer("grace"), kind=private, on=FRIDAY + WEEK, state=done, key="grace")
    add(group, on=FRIDAY + WEEK)

    later = FRIDAY + 2 * WEEK
    assert newest(group, before=later) == own
    assert newest(group, before=later, who="mina") == scheduled
    assert newest(group, before=later, kinds=(SnapshotKind.SCHEDULED,)) == scheduled
    assert newest(group, before=FRIDAY) == 0


def test_what_is_taken_back_is_gone(group: Riverside) -> None:
    add(group)
    add(group, on=FRIDAY + WEEK, state=SnapshotState.MADE)
    with group.database.write() as transaction:
        assert snapshots.unplan(transaction, viewer=group.engine) == 1
    with group.database.read() as transaction:
        assert snapshots.pending(transaction, viewer=group.engine) is None


def test_due_is_what_waits_and_whose_instant_has_come(group: Riverside) -> None:
    add(group)
    add(group, on=FRIDAY + WEEK, state=SnapshotState.MADE)

    with group.database.read() as transaction:
        early = snapshots.due(transaction, viewer=ENGINE, now=NOW - timedelta(seconds=1), limit=9)
        found = snapshots.due(transaction, viewer=ENGINE, now=NOW, limit=9)
    assert (len(early), [one.on for one in found]) == (0, [FRIDAY])


def test_a_file_is_dropped_and_its_rows_stay(group: Riverside) -> None:
    snapshot_id = add(group) or 0
    made(group, snapshot_id)
    with group.database.write() as transaction:
        forgotten = [
            snapshots.forget(transaction, viewer=ENGINE, before=before)
            for before in (FRIDAY, FRIDAY + WEEK, FRIDAY + WEEK)
        ]
    assert forgotten == [0, 1, 0]
    with group.database.read() as transaction:
        kept = snapshots.get(transaction, viewer=group.engine, snapshot_id=snapshot_id)
    assert kept is not None
    assert kept.rows == {"actions": []}


def test_a_rhythm_is_none_until_it_is_chosen(group: Riverside) -> None:
    with group.database.write() as transaction:
        before = rhythms.rhythm_of(transaction, viewer=group.engine)
        rhythms.set_rhythm(transaction, viewer=group.viewer("sam"), rhythm=WorkbookRhythm.TERMLY)
        after = rhythms.rhythm_of(transaction, viewer=group.engine)
        chosen = rhythms.chosen(transaction, viewer=ENGINE)
        rhythms.set_rhythm(transaction, viewer=group.viewer("sam"), rhythm=WorkbookRhythm.NEVER)
        never = rhythms.chosen(transaction, viewer=ENGINE)

    assert (before, after) == (None, WorkbookRhythm.TERMLY)
    assert (chosen, never) == ((group.partnership_id,), ())
