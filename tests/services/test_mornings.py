"""The runner's mornings: one list each working day, at their hour, with what needs them."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryKind
from bot.domain.people import Hour, Rhythm
from bot.domain.permissions import Role
from bot.services import mornings, planning
from storage import members
from storage.database import Database
from storage.tables import PersonRow
from tests import riverside
from tests.office import Office, openings, said
from tests.planned import add, change, choose, plan
from tests.riverside import NOW, Riverside

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FRIDAY = NOW + DAY
"""Friday 11 September 2026, half past eight in London."""

MONDAY = NOW + 4 * DAY
TUESDAY = NOW + 5 * DAY
LATE_DUE = date(2026, 12, 1)


@pytest.fixture
def group(database: Database) -> Riverside:
    """The doors are open, everybody is greeted, and Sam's mornings have begun."""
    found = riverside.build(database, opened=True)
    with database.write() as transaction:
        planning.open_doors(transaction, viewer=found.viewer("sam"), person_ids=[], now=NOW + MINUTE)
    return found


@pytest.fixture
def office(group: Riverside) -> Office:
    """The room has had its welcome."""
    made = Office(group.database)
    made.run(NOW + MINUTE)
    return made


def morning(office: Office, now: datetime) -> str:
    return said(office.run(now), "sam")


def test_list_comes_once_each_working_day_at_the_runners_hour(office: Office) -> None:
    sent = office.live(NOW + HOUR, NOW + 7 * DAY, step=HOUR / 2)

    assert [(at, one.conversation) for at, one in sent] == [
        (NOW + days * DAY, "U-SAM" if days == 1 else "D-SAM") for days in (1, 4, 5, 6, 7)
    ]


def test_quiet_morning_says_so(office: Office) -> None:
    assert morning(office, FRIDAY) == (
        "Riverside Progression Group: nothing needs you today.\n\n"
        "Good morning, Sam. Nobody is waiting for you."
    )


def test_list_that_comes_late_still_comes_until_six(office: Office) -> None:
    assert len(office.run(FRIDAY + 9 * HOUR)) == 1
    assert office.run(FRIDAY + 9 * HOUR + MINUTE) == []


def test_list_after_six_is_left_out(office: Office) -> None:
    assert office.run(FRIDAY + 10 * HOUR) == []
    assert [one for one in office.ledger() if one.owed.kind is DeliveryKind.MORNING] == []
    assert len(office.run(MONDAY)) == 1


def test_list_comes_at_the_hour_that_was_chosen(group: Riverside, office: Office) -> None:
    choose(group, Rhythm(hour=Hour.LUNCH), "sam")
    with group.database.write() as transaction:
        planning.replan_person(
            transaction, viewer=group.viewer("sam"), person_id=group.person("sam").id, now=NOW + HOUR
        )

    noon = NOW + 3 * HOUR + 45 * MINUTE
    assert (office.run(noon - MINUTE), len(office.run(noon))) == ([], 1)


def away(group: Riverside, name: str, first: date, last: date) -> None:
    choose(group, Rhythm(leave=(Span(first=first, last=last),)), name)


def deputy(group: Riverside) -> None:
    """Rob is the deputy runner from now on."""
    with group.database.write() as transaction:
        members.take_role(
            transaction,
            viewer=group.viewer("sam"),
            person_id=group.person("rob").id,
            role=Role.DEPUTY_RUNNER,
        )
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW + MINUTE)


def test_deputy_gets_the_list_while_the_runner_is_away(group: Riverside, office: Office) -> None:
    deputy(group)
    away(group, "sam", MONDAY.date(), MONDAY.date())

    assert [openings(office.run(at)) for at in (FRIDAY, MONDAY)] == [
        [("sam", "Riverside Progression Group: nothing needs you today.")],
        [("rob", "Riverside Progression Group: nothing needs you today.")],
    ]


def names_of(office: Office, now: datetime) -> list[str]:
    return [name for name, _ in openings(office.run(now))]


def test_deputy_is_asked_once_the_runner_has_pressed_nothing_for_five_days_in_term(
    group: Riverside, office: Office
) -> None:
    deputy(group)

    asked = [names_of(office, NOW + days * DAY) for days in (1, 4, 5, 6, 7)]

    assert asked == [["sam"], ["sam"], ["sam"], ["sam"], ["sam", "rob"]]


def test_deputy_is_left_alone_while_the_runner_presses(group: Riverside, office: Office) -> None:
    deputy(group)
    with group.database.write() as transaction:
        transaction.connection.execute(
            update(PersonRow).where(PersonRow.id == group.person("sam").id).values(pressed_at=TUESDAY)
        )

    asked = [names_of(office, NOW + days * DAY) for days in (1, 4, 5, 6, 7)]

    assert asked == [["sam"]] * 5


def test_deputy_gets_a_list_with_things_of_their_own(group: Riverside, office: Office) -> None:
    deputy(group)
    plan(
        group,
        planning.plan_reminders,
        add(group, due=date(2026, 9, 14), holders=("rob",)),
        now=NOW + HOUR,
    )

    assert dict(openings(office.run(FRIDAY)))["rob"] == "Riverside Progression Group: one thing for today."


def test_call_for_help_goes_to_the_deputy_while_the_runner_is_away(group: Riverside, office: Office) -> None:
    deputy(group)
    away(group, "sam", FRIDAY.date(), FRIDAY.date())
    stuck = change(group, add(group).shares[0], stuck_because="Money")

    first = openings(office.run(FRIDAY))
    plan(group, planning.tell_stuck, stuck, now=FRIDAY + HOUR)
    second = openings(office.run(FRIDAY + HOUR))

    assert [name for name, _ in first] == ["rob"]
    assert second == [("rob", "Riverside Progression Group: somebody would like a hand.")]


def test_who_runs_it_no_more_gets_no_list(group: Riverside, office: Office) -> None:
    with group.database.write() as transaction:
        members.take_role(
            transaction,
            viewer=group.viewer("sam"),
            person_id=group.person("sam").id,
            role=Role.MEMBER,
        )

    assert office.run(FRIDAY) == []
    assert mornings.due(database=group.database, now=MONDAY) == ()


def test_runner_without_a_working_day_is_looked_at_again_next_day(group: Riverside, office: Office) -> None:
    away(group, "sam", date(2026, 1, 1), date(2029, 1, 1))

    assert office.run(FRIDAY) == []
    assert [one.next_at for one in mornings.due(database=group.database, now=MONDAY)] == [FRIDAY + 2 * DAY]


def test_second_sweep_writes_no_second_list(group: Riverside) -> None:
    [schedule] = mornings.due(database=group.database, now=FRIDAY)

    for _ in range(2):
        mornings.write(database=group.database, schedule=schedule, now=FRIDAY)

    lists = [one for one in Office(group.database).ledger() if one.owed.kind is DeliveryKind.MORNING]
    assert len(lists) == 1


def test_something_wrong_waits_an_hour(group: Riverside) -> None:
    [schedule] = mornings.due(database=group.database, now=FRIDAY)

    mornings.push_away(database=group.database, schedule=schedule, now=FRIDAY)

    assert mornings.due(database=group.database, now=FRIDAY + 59 * MINUTE) == ()
    assert len(mornings.due(database=group.database, now=FRIDAY + HOUR)) == 1
