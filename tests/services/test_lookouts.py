"""Each morning a partnership's dates are looked at: once, and whatever is odd with another one."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from bot.domain.deliveries import DeliveryKind
from bot.domain.importance import Importance
from bot.domain.permissions import ENGINE, Role
from bot.engine.following import look_at_dates
from bot.services import doors, escalations, follow_ups, lookouts, notices, progress, readers
from bot.services.escalations import Proposed
from bot.services.presses import Pressed
from storage import audit, deliveries, members, people, schedules
from storage.database import Database
from storage.tables import DeliveryRow, MembershipRow
from tests import riverside
from tests.dates import FRIDAY, Autumn, at, list_in_directory
from tests.planned import change, pending
from tests.riverside import NOW

MONDAY = date(2026, 9, 28)
WEDNESDAY = date(2026, 9, 30)
FRIDAY_AFTER = date(2026, 10, 2)


@pytest.fixture
def autumn(database: Database) -> Autumn:
    made = Autumn(riverside.build(database, opened=True))
    made.agreed_by_all()
    return made


def _lee(autumn: Autumn) -> str:
    """Let Lee be the deputy runner."""
    list_in_directory(autumn.group.database, autumn.group.installation_id, "U-LEE", "Lee West")
    return str(autumn.join("U-LEE", Role.DEPUTY_RUNNER, autumn.group.office_id).person_id)


def _about_actions(autumn: Autumn, name: str) -> list[DeliveryKind]:
    return [one.kind for one in pending(autumn.group, name) if one.share_id is not None]


def _of(autumn: Autumn, person_id: int) -> list[tuple[DeliveryKind, str]]:
    with autumn.group.database.read() as transaction:
        found = deliveries.pending_of(transaction, viewer=ENGINE, person_id=person_id)
    return [(one.owed.kind, one.owed.step) for one in found]


def test_it_is_looked_at_once_a_day(autumn: Autumn) -> None:
    assert [autumn.look(day) for day in (MONDAY, MONDAY, date(2026, 9, 29))] == [1, 0, 1]


def test_second_sweep_that_was_slower_does_nothing(autumn: Autumn) -> None:
    [schedule] = lookouts.due(database=autumn.group.database, now=at(MONDAY))
    autumn.look(MONDAY)

    lookouts.look(database=autumn.group.database, schedule=schedule, now=at(MONDAY, 6))

    assert lookouts.due(database=autumn.group.database, now=at(MONDAY, 23)) == ()


def test_draft_is_left_alone(database: Database) -> None:
    group = riverside.build(database)
    with database.write() as transaction:
        lookouts.begin(transaction, viewer=group.viewer("sam"), now=NOW)

    assert look_at_dates(database=database, now=NOW) == 1
    assert pending(group, "sam") == []


def test_opening_the_doors_begins_it(database: Database) -> None:
    group = riverside.build(database)

    doors.open_doors(
        database=database, viewer=group.viewer("sam"), person_ids=[group.person("mina").id], now=NOW
    )

    assert len(lookouts.due(database=database, now=NOW)) == 1


def test_partnership_with_something_wrong_waits_an_hour_and_the_others_go_on(autumn: Autumn) -> None:
    database = autumn.group.database
    with database.write() as transaction:
        nobody = people.create(transaction, viewer=ENGINE, name="Val Marsh", zone=None, now=NOW)
        viewer = autumn.group.viewer("sam")
        schedules.begin(transaction, viewer=viewer, kind=lookouts.KIND, person_id=nobody.id, next_at=NOW)
    broken = [one for one in lookouts.due(database=database, now=NOW) if one.person_id == nobody.id]

    lookouts.push_away(database=database, schedule=broken[0], now=NOW)

    assert len(lookouts.due(database=database, now=NOW)) == 1
    assert len(lookouts.due(database=database, now=NOW + timedelta(hours=1))) == 2


def test_runners_own_action_goes_to_the_deputy_runner_and_to_nobody_else(autumn: Autumn) -> None:
    lee = int(_lee(autumn))
    commitment = autumn.promised(holders=(None, "sam"))
    own = commitment.shares[1]
    autumn.work(WEDNESDAY)

    autumn.look(WEDNESDAY)
    autumn.look(date(2026, 10, 1))

    assert _of(autumn, lee) == [
        (DeliveryKind.WAIT_OR_GO, "own:2026-09-30"),
        (DeliveryKind.WAIT_OR_GO, "own:2026-10-01"),
    ]
    assert _about_actions(autumn, "mina") == []
    assert commitment.due == FRIDAY
    _words_of_the_deputy(autumn, lee, Pressed(share_id=own.id, version=own.version))


def _words_of_the_deputy(autumn: Autumn, lee: int, pressed: Pressed) -> None:
    def written() -> list[bool]:
        with autumn.group.database.read() as transaction:
            found = deliveries.pending_of(transaction, viewer=ENGINE, person_id=lee)
            reader = readers.reader(transaction, viewer=autumn.group.engine, person_id=lee)
            assert reader is not None
            now = at(date(2026, 10, 1))
            listed = follow_ups.of_morning(transaction, reader, now)
            assert f"share:{pressed.share_id}" not in str(listed)
            return [
                notices.write(transaction, reader=reader, delivery=one, now=now) is not None for one in found
            ]

    assert written() == [True, True]
    sam = autumn.group.viewer("sam")
    progress.done(database=autumn.group.database, viewer=sam, pressed=pressed, now=at(date(2026, 10, 1)))
    assert written() == [False, False]


def test_deputy_is_not_asked_again_on_the_day_on_which_it_rests(autumn: Autumn) -> None:
    lee = int(_lee(autumn))
    commitment = autumn.promised(holders=(None, "sam"))
    own = commitment.shares[1]
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)
    follow_ups.press(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        pressed=Pressed(share_id=own.id, version=own.version),
        word="leave",
        now=at(WEDNESDAY),
    )

    autumn.look(date(2026, 10, 1))

    assert [step for _, step in _of(autumn, lee)] == ["own:2026-09-30"]


def test_without_a_deputy_runner_the_runners_own_action_stays_with_them(autumn: Autumn) -> None:
    autumn.promised(holders=(None, "sam"), importance=Importance.CRITICAL)
    autumn.work(WEDNESDAY)

    autumn.look(WEDNESDAY)

    assert (_about_actions(autumn, "mina"), _about_actions(autumn, "grace")) == ([], [])


def test_chair_is_asked_on_the_last_safe_date_though_there_was_a_word(autumn: Autumn) -> None:
    commitment = autumn.promised(importance=Importance.CRITICAL, last_safe=WEDNESDAY)
    change(autumn.group, commitment.shares[0], rested_on=date(2026, 9, 21))
    autumn.work(WEDNESDAY)
    autumn.live(date(2026, 9, 24), date(2026, 9, 24))
    autumn.office.run(at(date(2026, 9, 29), 9))

    autumn.look(WEDNESDAY)

    assert [(one.kind, one.step, one.due_on) for one in pending(autumn.group, "grace")] == [
        (DeliveryKind.WAIT_OR_GO, "ask", WEDNESDAY)
    ]


def test_later_date_that_was_agreed_takes_the_last_safe_one_along(autumn: Autumn) -> None:
    commitment = autumn.promised(importance=Importance.CRITICAL, last_safe=WEDNESDAY)
    autumn.live(date(2026, 9, 24), date(2026, 9, 24))
    change(autumn.group, commitment.shares[0], own_due=date(2026, 10, 9))

    for day in (WEDNESDAY, FRIDAY_AFTER):
        autumn.work(day)
        autumn.look(day)

    assert [one for one in pending(autumn.group, "grace") if one.kind is DeliveryKind.WAIT_OR_GO] == []


def test_co_ordinators_are_asked_nothing_while_nobody_looks_after_it(autumn: Autumn) -> None:
    escalations.propose(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        proposed=Proposed(runner_asked_after="2", co_ordinator_after="2"),
        now=NOW,
    )
    with autumn.group.database.write() as transaction:
        rows = DeliveryRow.kind == DeliveryKind.WHO_HEARS
        transaction.connection.execute(delete(DeliveryRow).where(rows))

    autumn.look(FRIDAY_AFTER)
    asked = [one.kind for one in pending(autumn.group, "mina")]
    autumn.work(date(2026, 10, 5))
    autumn.look(date(2026, 10, 5))

    assert DeliveryKind.WHO_HEARS not in asked
    assert DeliveryKind.WHO_HEARS in [one.kind for one in pending(autumn.group, "mina")]


def test_nobody_is_asked_to_help_over_the_head_of_who_would_rather_be_rung(autumn: Autumn) -> None:
    commitment = autumn.promised()
    autumn.live(date(2026, 9, 24), date(2026, 9, 30))
    rob = autumn.group.viewer("rob")
    with autumn.group.database.write() as transaction:
        members.ring(transaction, viewer=rob, person_id=rob.person_id, rings=True)

    autumn.live(date(2026, 10, 1), date(2026, 10, 8))

    follow_up = autumn.follow_up(commitment)
    assert follow_up is not None
    assert follow_up.helper_id is None
    with autumn.group.database.read() as transaction:
        acts = audit.subjects_of(transaction, viewer=autumn.group.engine, act="help_given_up", since=NOW)
    assert acts == frozenset()


def test_while_nobody_looks_after_it_people_get_their_own_lists_and_nothing_else(autumn: Autumn) -> None:
    commitment = autumn.promised()

    autumn.live(FRIDAY, date(2026, 10, 8), runner_is_there=False)

    follow_up = autumn.follow_up(commitment)
    assert follow_up is not None
    assert follow_up.helper_id is None
    sent = [one.content.blocks for _, one in autumn.office.sent if one.conversation.endswith("GRACE")]
    assert any("Who runs it now?" in str(blocks) for blocks in sent)


def test_forewarning_that_found_no_way_lets_the_runner_choose_again(autumn: Autumn) -> None:
    commitment = autumn.promised()
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)
    sam = autumn.group.viewer("sam")
    follow_ups.press(
        database=autumn.group.database,
        viewer=sam,
        pressed=autumn.pressed(commitment),
        word="ask_co_ordinator",
        now=at(WEDNESDAY),
    )
    autumn.look(date(2026, 10, 1))
    waits = autumn.follow_up(commitment)
    with autumn.group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=autumn.group.installation_id,
            external_ids=["U-ROB"],
            usable=False,
        )
    autumn.office.run(at(date(2026, 10, 1)))

    autumn.look(FRIDAY_AFTER)

    freed = autumn.follow_up(commitment)
    assert waits is not None
    assert waits.helper_id == autumn.group.person("mina").id
    assert freed is not None
    assert (freed.helper_id, freed.choice) == (None, None)


def test_what_has_another_date_by_now_is_no_question_to_the_deputy(autumn: Autumn) -> None:
    lee = int(_lee(autumn))
    commitment = autumn.promised(holders=(None, "sam"))
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)
    change(autumn.group, commitment.shares[1], own_due=date(2026, 11, 27))

    with autumn.group.database.read() as transaction:
        [asked] = deliveries.pending_of(transaction, viewer=ENGINE, person_id=lee)
        reader = readers.reader(transaction, viewer=autumn.group.engine, person_id=lee)
        assert reader is not None
        assert notices.write(transaction, reader=reader, delivery=asked, now=at(WEDNESDAY)) is None
        assert follow_ups.of_morning(transaction, reader, at(WEDNESDAY, 4)) is not None


def test_those_whose_doors_are_shut_are_not_told(autumn: Autumn) -> None:
    commitment = autumn.promised(importance=Importance.CRITICAL, holders=("rob", None, "dee"))
    with autumn.group.database.write() as transaction:
        shut = update(MembershipRow).where(MembershipRow.person_id == autumn.group.person("dee").id)
        transaction.connection.execute(shut.values(doors_open=False))
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)

    follow_ups.press(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        pressed=autumn.pressed(commitment),
        word="go_without",
        now=at(WEDNESDAY),
    )

    assert _about_actions(autumn, "dee") == []
    assert _about_actions(autumn, "rob") == [DeliveryKind.WAIT_OR_GO]
