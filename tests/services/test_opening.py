"""What is planned when the doors open, and planned anew when somebody chooses other days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryKind
from bot.domain.people import Rhythm
from bot.domain.permissions import ENGINE, engine_in
from bot.services import planning
from storage import deliveries, members, partnerships, rooms, schedules
from storage.database import Database, Transaction
from tests import riverside
from tests.planned import add, answer, choose, go_away, morning, pending, plan, steps
from tests.riverside import NOW, Riverside

KIND = DeliveryKind


def replan(group: Riverside, name: str = "mina", *, now: datetime = NOW) -> None:
    with group.database.write() as transaction:
        planning.replan_person(
            transaction, viewer=group.viewer(name), person_id=group.person(name).id, now=now
        )


def test_change_of_days_places_everything_anew(group: Riverside) -> None:
    accepted = add(group)
    plan(group, planning.plan_reminders, accepted)
    plan(group, planning.plan_ask, add(group, state=ShareState.PROPOSED), now=morning(9, 11))
    answer(group, "mina", now=morning(9, 11))
    choose(group, Rhythm(regular_days=frozenset({0, 2})))

    replan(group, now=morning(9, 11))

    assert list(dict.fromkeys((step, on) for step, on, _ in steps(group))) == [
        ("date_kept", date(2026, 9, 11)),
        ("ask-1", date(2026, 9, 14)),
        ("before-5", date(2026, 11, 23)),
        ("before-1", date(2026, 11, 25)),
        ("after-2", date(2026, 12, 2)),
    ]


def test_leave_for_good_leaves_nothing_to_place(group: Riverside) -> None:
    plan(group, planning.plan_reminders, add(group))
    go_away(group)

    replan(group)

    assert pending(group) == []


def test_stranger_has_nothing_to_place_anew(group: Riverside) -> None:
    with group.database.write() as transaction:
        planning.replan_person(transaction, viewer=group.engine, person_id=999, now=NOW)

    assert pending(group) == []


def _mornings(transaction: Transaction) -> list[tuple[int, datetime]]:
    found = schedules.due(
        transaction, viewer=ENGINE, kind="morning", now=datetime(2030, 1, 1, tzinfo=UTC), limit=9
    )
    return [(one.person_id, one.next_at) for one in found]


def open_doors(group: Riverside, *names: str, now: datetime = NOW) -> None:
    ids = [group.person(name).id for name in names]
    with group.database.write() as transaction:
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=ids, now=now)


@pytest.fixture
def opening(database: Database) -> Riverside:
    """The doors have just been opened, and nobody has had a hello yet but the runner."""
    group = riverside.build(database)
    with database.write() as transaction:
        from_sam = group.viewer("sam")
        partnerships.open_doors(transaction, viewer=from_sam, now=NOW)
        ids = [member.person.id for member in group.members.values()]
        members.open_door(transaction, viewer=from_sam, person_ids=ids)
        members.greeted(transaction, viewer=from_sam, person_id=from_sam.person_id, now=NOW)
    return group


def test_opened_doors_bring_a_hello_and_all_that_is_open(opening: Riverside) -> None:
    add(opening)
    add(opening, state=ShareState.PROPOSED)
    add(opening, agreed_on=date(2026, 9, 8), due=date(2026, 12, 11))

    open_doors(opening, "mina", "rob", now=NOW + timedelta(minutes=5))

    kinds = [one.kind for one in pending(opening)]
    assert sorted(kinds, key=list(DeliveryKind).index) == [
        KIND.HELLO,
        *[KIND.AFTER] * 2,
        *[KIND.REMINDER] * 4,
        KIND.ASK,
        KIND.AGREED,
    ]
    assert [one.kind for one in pending(opening, "rob")] == [KIND.HELLO]


def test_hello_waits_for_the_next_working_morning(opening: Riverside) -> None:
    open_doors(opening, "mina", now=morning(9, 11) + timedelta(hours=11))

    assert [(one.kind, one.due_at) for one in pending(opening)] == [(KIND.HELLO, morning(9, 14))]


def test_who_was_greeted_gets_no_second_hello(opening: Riverside) -> None:
    open_doors(opening, "sam")

    assert pending(opening, "sam") == []


def test_doors_stay_shut_for_strangers(opening: Riverside) -> None:
    with opening.database.write() as transaction:
        planning.open_doors(transaction, viewer=opening.viewer("sam"), person_ids=[999], now=NOW)

    assert pending(opening) == []


def test_rooms_are_welcomed_once_and_the_runners_mornings_begin(opening: Riverside) -> None:
    open_doors(opening, "mina")
    open_doors(opening, "rob")

    with opening.database.read() as transaction:
        welcomes = deliveries.rooms_due(transaction, viewer=ENGINE, now=NOW, limit=5)
        begun = _mornings(transaction)

    assert [one.owed.fact for one in welcomes] == [f"welcome:{opening.partnership_id}"]
    assert begun == [(opening.person("sam").id, NOW)]


def test_room_that_was_archived_is_not_welcomed(opening: Riverside) -> None:
    with opening.database.write() as transaction:
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=opening.installation_id,
            external_id=riverside.ROOM,
            usable=False,
        )

    open_doors(opening, "mina")

    with opening.database.read() as transaction:
        assert deliveries.rooms_due(transaction, viewer=ENGINE, now=NOW, limit=5) == ()


def test_runner_of_another_partnership_sees_nothing_of_it(group: Riverside) -> None:
    plan(group, planning.plan_reminders, add(group))

    with group.database.read() as transaction:
        found = deliveries.pending_of(
            transaction,
            viewer=engine_in(group.partnership_id + 1),
            person_id=group.person("mina").id,
        )

    assert found == ()
