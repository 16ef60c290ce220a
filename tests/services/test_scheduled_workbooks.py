"""Workbooks that go by themselves: made once, tried again, told to the runner, and what is said with them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.deliveries import Rule
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.domain.snapshots import CONTENT_KEPT, SnapshotState
from bot.errors import Refused
from bot.excel.inbound import read_workbook
from bot.messages.model import Item, Message
from bot.messages.notices import Notice
from bot.messages.plain import text
from bot.services import readers, scheduled_workbooks, snapshots, workbook_rhythms
from storage import deliveries as stored_deliveries
from storage import partners
from storage import snapshots as stored_snapshots
from storage.database import Database
from tests import promised, riverside, scheduled
from tests.riverside import Riverside
from tests.scheduled import FRIDAY

NEXT_FRIDAY = FRIDAY + timedelta(days=7)
MONDAY = datetime(2026, 9, 14, 7, 30, tzinfo=UTC)
FAILURES = (FRIDAY, FRIDAY + timedelta(minutes=10), FRIDAY + timedelta(minutes=70), MONDAY)


@pytest.fixture
def group(database: Database) -> Riverside:
    group = riverside.build(database, opened=True)
    scheduled.choose(group)
    return group


def pending(group: Riverside) -> date | None:
    with group.database.read() as transaction:
        found = stored_snapshots.pending(transaction, viewer=group.engine)
    return found.on if found else None


def given_up(group: Riverside) -> None:
    for now in FAILURES:
        scheduled.fail(group, now=now)


def notices(group: Riverside, who: str = "sam", *, now: datetime = MONDAY) -> tuple[Notice, ...]:
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person(who).id)
        assert reader is not None
        return scheduled_workbooks.of_morning(transaction, reader, now)


def letter(group: Riverside, who: str, *, now: datetime = FRIDAY) -> Message:
    with group.database.read() as transaction:
        return scheduled_workbooks.letter(transaction, [scheduled.owed(group)[who]], now)


def test_nothing_is_due_before_its_hour(group: Riverside) -> None:
    assert scheduled_workbooks.due(database=group.database, now=FRIDAY - timedelta(seconds=1)) == ()
    assert scheduled.due(group).on == FRIDAY.date()


def test_it_is_kept_with_its_file_and_owed_to_runner_and_chair(group: Riverside) -> None:
    promised.accepted(group)

    made = scheduled.make(group)

    with group.database.read() as transaction:
        file = stored_snapshots.file_of(transaction, viewer=group.engine, snapshot_id=made.id)
    assert file is not None
    assert file[0] == "Riverside Progression Group timetable, 11 September 2026, to share.xlsx"
    assert read_workbook(file[1])[0].token == made.token
    assert [one.title for one in snapshots.actions_of(made.rows)] == ["Send course data"]
    assert (made.state, made.next_at) == (SnapshotState.MADE, None)
    assert set(scheduled.owed(group)) == {"sam", "grace"}


def test_two_that_make_it_at_once_make_one(group: Riverside) -> None:
    snapshot = scheduled.due(group)

    made = [
        scheduled_workbooks.make(database=group.database, snapshot=snapshot, now=FRIDAY) for _ in range(2)
    ]

    assert made == [True, False]
    assert len(scheduled.owed(group)) == 2


def test_the_next_one_is_planned_when_one_is_made(group: Riverside) -> None:
    scheduled.make(group)

    assert pending(group) == NEXT_FRIDAY.date()


def test_it_is_tried_again_in_ten_minutes_an_hour_and_on_the_next_working_day(group: Riverside) -> None:
    found = [scheduled.fail(group, now=now) for now in FAILURES]

    assert [one.next_at for one in found] == [*FAILURES[1:], None]
    assert [one.state for one in found] == [*[SnapshotState.PENDING] * 3, SnapshotState.FAILED]
    assert (found[-1].attempts, found[-1].error) == (4, "OSError")
    assert pending(group) == date(2026, 9, 18), "what failed holds up no other"


def test_where_nobody_works_any_more_it_is_given_up_sooner(group: Riverside) -> None:
    with group.database.write() as transaction:
        for number in range(5):
            partners.add(
                transaction,
                viewer=group.viewer("sam"),
                name=f"School {number}",
                closed=(Span(first=date(2026, 9, 12), last=date(2028, 9, 12)),),
            )

    found = [scheduled.fail(group, now=now) for now in FAILURES[:3]]

    assert found[-1].state is SnapshotState.FAILED


def test_a_failure_that_comes_after_it_was_made_changes_nothing(group: Riverside) -> None:
    snapshot = scheduled.due(group)
    scheduled.make(group)

    scheduled_workbooks.fail(
        database=group.database,
        snapshot=replace(snapshot, attempts=3),
        error="OSError",
        now=FRIDAY,
    )

    assert scheduled.stored(group, snapshot).state is SnapshotState.MADE


def test_what_failed_for_good_stands_in_the_runner_s_list_until_it_is_sent(group: Riverside) -> None:
    assert notices(group) == ()
    given_up(group)

    [notice] = notices(group)
    [item] = notice.blocks
    assert isinstance(item, Item)
    assert (notice.rank, notice.asks) == (Rank.WAITING, True)
    assert [(one.label, one.intent, one.opens) for one in item.buttons] == [
        ("Send it now", Intent.WORKBOOK_RHYTHM, False)
    ]

    failed_id = int(item.buttons[0].arg.removeprefix("now:"))
    pressed = [
        scheduled_workbooks.send_now(
            database=group.database, viewer=group.viewer("sam"), snapshot_id=failed_id, now=MONDAY
        ).made
        for _ in range(2)
    ]
    assert pressed == [True, False]
    assert notices(group) == ()
    assert set(scheduled.owed(group)) == {"sam", "grace"}
    assert pending(group) == date(2026, 9, 18)


def test_send_it_now_is_for_runner_and_chair_and_for_what_is_there(group: Riverside) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        scheduled_workbooks.send_now(
            database=group.database, viewer=group.viewer("mina"), snapshot_id=1, now=MONDAY
        )
    sent = scheduled_workbooks.send_now(
        database=group.database, viewer=group.viewer("grace"), snapshot_id=99, now=MONDAY
    )
    assert not sent.made


def test_after_not_by_itself_no_other_follows(group: Riverside) -> None:
    given_up(group)
    workbook_rhythms.choose(database=group.database, viewer=group.viewer("sam"), rhythm="never", now=MONDAY)

    assert pending(group) is None


def test_whom_it_could_not_reach_stands_in_the_runner_s_list(group: Riverside) -> None:
    scheduled.make(group)
    with group.database.write() as transaction:
        ids = [scheduled.owed(group)["grace"].id]
        stored_deliveries.withhold(transaction, viewer=group.engine, ids=ids, rule=Rule.NO_ADDRESS)

    [notice] = notices(group)

    assert text(Message(opening="", blocks=notice.blocks)) == (
        "I found no way to send the workbook to Grace Obi."
    )


def test_the_first_has_nothing_to_compare_with(group: Riverside) -> None:
    scheduled.make(group)

    said = text(letter(group, "grace"))
    assert said.startswith("Riverside Progression Group: your timetable to share.")
    assert "Hello Grace. The copy to share is attached, made on Friday 11 September 2026." in said
    assert "since" not in said


def test_the_next_says_what_changed_and_brings_the_brief(group: Riverside) -> None:
    scheduled.make(group)
    for number in range(7):
        promised.add(group, what=f"Action {number}", now=FRIDAY + timedelta(hours=1))
    scheduled.make(group, now=NEXT_FRIDAY)

    said = text(letter(group, "sam", now=NEXT_FRIDAY)).split("\n")
    assert "What changed since Friday 11 September" in said
    assert sum(line.startswith("• New: Action") for line in said) == 4
    assert "• And three more." in said


def test_a_letter_about_nothing_is_a_mistake_of_ours(group: Riverside) -> None:
    scheduled.make(group)
    delivery = scheduled.owed(group)["grace"]
    unknown = replace(delivery, owed=replace(delivery.owed, fact="workbook:99"))

    with (
        group.database.read() as transaction,
        pytest.raises(LookupError, match="no workbook for workbook:99"),
    ):
        scheduled_workbooks.letter(transaction, [unknown], FRIDAY)


def test_files_are_kept_for_thirteen_months(group: Riverside) -> None:
    made = scheduled.make(group)
    last_day = FRIDAY + CONTENT_KEPT

    assert scheduled_workbooks.forget(database=group.database, now=last_day) == 0
    assert scheduled_workbooks.forget(database=group.database, now=last_day + timedelta(days=1)) == 1
    with group.database.read() as transaction:
        assert stored_snapshots.file_of(transaction, viewer=group.engine, snapshot_id=made.id) is None
    assert scheduled.stored(group, made).rows is not None
