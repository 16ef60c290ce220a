"""Scheduled workbooks on their way: inside their reader's hours, once, with the file that was made."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryState, MessageKind, Rule
from bot.domain.people import Rhythm
from bot.domain.permissions import ENGINE, myself
from bot.errors import DeliveryFailed
from bot.messages.plain import text
from bot.services import outbox, workbook_posts
from bot.services.ports import Outgoing
from storage import deliveries as stored_deliveries
from storage import manners, members, messages, people, snapshots
from storage.database import Database
from tests import riverside, scheduled
from tests.riverside import Riverside
from tests.scheduled import FRIDAY

MONDAY = datetime(2026, 9, 14, 7, 30, tzinfo=UTC)
EVENING = datetime(2026, 9, 11, 18, 0, tzinfo=UTC)


@pytest.fixture
def group(database: Database) -> Riverside:
    group = riverside.build(database, opened=True)
    scheduled.choose(group)
    return group


def post(group: Riverside, *, now: datetime = FRIDAY) -> int:
    due = workbook_posts.due(database=group.database, now=now)
    return sum(workbook_posts.post(database=group.database, delivery=one, now=now) for one in due)


def sent(group: Riverside, *, now: datetime = FRIDAY) -> dict[str, Outgoing]:
    return {
        one.conversation: one for one in outbox.claim(database=group.database, now=now, limit=9) if one.file
    }


def stands(group: Riverside, who: str) -> tuple[DeliveryState, Rule | None]:
    delivery = scheduled.owed(group)[who]
    return delivery.state, delivery.rule


def due_at(group: Riverside, who: str) -> datetime:
    return scheduled.owed(group)[who].owed.due_at


def away(group: Riverside, who: str, first: date, last: date) -> None:
    person = group.person(who)
    rhythm = Rhythm(leave=(Span(first=first, last=last),))
    with group.database.write() as transaction:
        people.set_rhythm(transaction, viewer=myself(person.id), person_id=person.id, rhythm=rhythm)


def test_runner_and_chair_each_get_the_file_with_words_of_their_own(group: Riverside) -> None:
    scheduled.make(group)

    assert post(group) == 2
    found = sent(group)
    assert set(found) == {"U-SAM", "U-GRACE"}
    assert "Hello Grace." in text(found["U-GRACE"].content)
    assert {one.file[0] for one in found.values() if one.file} == {
        "Riverside Progression Group timetable, 11 September 2026, to share.xlsx"
    }


def test_it_counts_for_no_week(group: Riverside) -> None:
    scheduled.make(group)
    post(group)

    with group.database.read() as transaction:
        days = messages.sent_days(
            transaction, viewer=ENGINE, person_id=group.person("grace").id, since=FRIDAY.date()
        )
    assert days == ()


def test_the_same_is_queued_once_however_often_it_is_looked_at(group: Riverside) -> None:
    scheduled.make(group)
    [first, *_] = workbook_posts.due(database=group.database, now=FRIDAY)

    queued = [workbook_posts.post(database=group.database, delivery=first, now=FRIDAY) for _ in range(2)]

    assert queued == [1, 0]


def test_outside_their_hours_it_waits_for_their_next_working_day(group: Riverside) -> None:
    scheduled.make(group, now=EVENING)

    assert post(group, now=EVENING) == 0
    assert due_at(group, "grace") == MONDAY
    assert post(group, now=MONDAY) == 2


def test_who_is_away_gets_the_newest_when_they_are_back(group: Riverside) -> None:
    away(group, "grace", date(2026, 9, 10), date(2026, 9, 20))
    scheduled.make(group)
    post(group)
    scheduled.make(group, now=FRIDAY + timedelta(days=7))
    back = datetime(2026, 9, 21, 7, 30, tzinfo=UTC)

    assert post(group, now=back) == 2, "Sam's of that Friday and Grace's"
    name, _ = sent(group, now=back)["U-GRACE"].file or ("", b"")
    assert "18 September" in name


def test_what_stays_older_than_another_is_withheld(group: Riverside) -> None:
    scheduled.make(group)
    scheduled.make(group, now=FRIDAY + timedelta(days=7))
    first = workbook_posts.due(database=group.database, now=FRIDAY + timedelta(days=7))

    queued = post(group, now=FRIDAY + timedelta(days=7))

    assert (len(first), queued) == (4, 2)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Asia/Tokyo", "Europe/London", "Pacific/Honolulu"])
def test_the_newest_is_not_taken_for_an_old_one_wherever_they_are(database: Database, zone: str) -> None:
    group = riverside.build(database, opened=True, zone=ZoneInfo(zone))
    scheduled.choose(group)
    for _ in range(2):
        with group.database.read() as transaction:
            planned = snapshots.pending(transaction, viewer=group.engine)
        assert planned is not None
        assert planned.next_at is not None
        scheduled.make(group, now=planned.next_at)
        post(group, now=planned.next_at)

    rules = {delivery.rule for delivery in scheduled.owed(group).values()}
    assert Rule.MERGED not in rules


def test_not_this_week_holds_for_it_too(group: Riverside) -> None:
    scheduled.make(group)
    grace = group.person("grace")
    with group.database.write() as transaction:
        until = date(2026, 9, 14)
        manners.be_quiet(transaction, viewer=myself(grace.id), person_id=grace.id, until=until)

    assert post(group) == 1
    assert due_at(group, "grace") == MONDAY


def test_who_never_works_again_gets_none(group: Riverside) -> None:
    away(group, "grace", date(2026, 9, 10), date(2028, 9, 10))
    scheduled.make(group)
    post(group)

    assert stands(group, "grace") == (DeliveryState.WITHHELD, Rule.TOO_LATE)


def test_without_an_address_it_is_withheld(group: Riverside) -> None:
    scheduled.make(group)
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=["U-GRACE"],
            usable=False,
        )

    assert post(group) == 1
    assert stands(group, "grace") == (DeliveryState.WITHHELD, Rule.NO_ADDRESS)


def test_a_chair_who_would_rather_be_rung_gets_none(group: Riverside) -> None:
    scheduled.make(group)
    with group.database.write() as transaction:
        grace = group.person("grace").id
        members.ring(transaction, viewer=group.viewer("sam"), person_id=grace, rings=True)

    assert post(group) == 1
    assert stands(group, "grace") == (DeliveryState.WITHHELD, Rule.NO_ADDRESS)


def test_something_wrong_with_one_lets_it_wait_an_hour(group: Riverside) -> None:
    scheduled.make(group)
    [first, *_] = workbook_posts.due(database=group.database, now=FRIDAY)

    workbook_posts.push_away(database=group.database, delivery=first, now=FRIDAY)

    assert [one.id for one in workbook_posts.due(database=group.database, now=FRIDAY)] != [first.id]
    later = workbook_posts.due(database=group.database, now=FRIDAY + timedelta(hours=1))
    assert len(later) == 2


def test_a_file_whose_fate_is_unknown_is_not_sent_again(group: Riverside) -> None:
    scheduled.make(group)
    post(group)
    outgoing = sent(group)["U-GRACE"]
    outbox.settle_failed(
        database=group.database,
        outgoing=outgoing,
        failure=DeliveryFailed("timed out", unknown=True),
        now=FRIDAY,
    )

    outbox.settle_lost(
        database=group.database, message_id=outgoing.message_id, found=None, certain=False, now=FRIDAY
    )

    assert stands(group, "grace")[0] is DeliveryState.SENT
    with group.database.read() as transaction:
        message = messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id)
    assert (message.kind, message.attempts) == (MessageKind.WORKBOOK, 1)


def test_a_message_that_is_there_already_is_a_mistake_of_ours(group: Riverside) -> None:
    scheduled.make(group)
    [first, *_] = workbook_posts.due(database=group.database, now=FRIDAY)
    workbook_posts.post(database=group.database, delivery=first, now=FRIDAY)
    with group.database.write() as transaction:
        stored_deliveries.put_back(transaction, viewer=ENGINE, ids=[first.id])

    with pytest.raises(LookupError, match="is there already"):
        workbook_posts.post(database=group.database, delivery=first, now=FRIDAY)
