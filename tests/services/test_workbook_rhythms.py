"""How often the workbook goes by itself: chosen, planned, and looked at anew."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.partnerships import Profile
from bot.domain.people import Hour, Rhythm
from bot.domain.permissions import ENGINE, myself
from bot.domain.snapshots import Snapshot
from bot.domain.workbook_rhythms import WorkbookRhythm
from bot.errors import Refused
from bot.services import scheduled_workbooks, workbook_rhythms
from bot.services.workbook_rhythms import Chosen
from storage import partners, partnerships, people, snapshots
from storage.database import Database
from tests import riverside
from tests.riverside import NOW, Riverside

FRIDAY = date(2026, 9, 11)
NEXT_FRIDAY = date(2026, 9, 18)


def choose(group: Riverside, rhythm: str = "weekly", *, by: str = "sam", now: datetime = NOW) -> Chosen:
    return workbook_rhythms.choose(database=group.database, viewer=group.viewer(by), rhythm=rhythm, now=now)


def pending(group: Riverside) -> Snapshot | None:
    with group.database.read() as transaction:
        return snapshots.pending(transaction, viewer=group.engine)


def close(group: Riverside, first: date, last: date) -> None:
    """Enough partners close for most to be closed."""
    with group.database.write() as transaction:
        for number in range(5):
            partners.add(
                transaction,
                viewer=group.viewer("sam"),
                name=f"School {number}",
                closed=(Span(first=first, last=last),),
            )


@pytest.mark.parametrize(
    ("rhythm", "day"),
    [("weekly", FRIDAY), ("monthly", date(2026, 10, 5)), ("termly", date(2026, 12, 4)), ("never", None)],
)
def test_a_rhythm_has_a_next_day(group: Riverside, rhythm: str, day: date | None) -> None:
    chosen = choose(group, rhythm)

    assert (chosen.rhythm, chosen.following) == (WorkbookRhythm(rhythm), day)
    found = pending(group)
    assert (found.on if found else None) == day


def test_it_goes_at_the_runner_s_hour(group: Riverside) -> None:
    sam = group.person("sam")
    with group.database.write() as transaction:
        rhythm = Rhythm(hour=Hour.LUNCH)
        people.set_rhythm(transaction, viewer=myself(sam.id), person_id=sam.id, rhythm=rhythm)

    choose(group, by="grace")

    found = pending(group)
    assert found is not None
    assert found.next_at is not None
    assert found.next_at.astimezone(riverside.LONDON).isoformat() == "2026-09-11T12:15:00+01:00"


def test_another_rhythm_takes_the_place_of_the_first(group: Riverside) -> None:
    choose(group)
    choose(group, "monthly")
    choose(group, "never")

    assert pending(group) is None
    looked = workbook_rhythms.look(database=group.database, viewer=group.viewer("grace"), now=NOW)
    assert (looked.rhythm, looked.following) == (WorkbookRhythm.NEVER, None)


def test_nobody_has_chosen_at_first(group: Riverside) -> None:
    looked = workbook_rhythms.look(database=group.database, viewer=group.viewer("sam"), now=NOW)

    assert (looked.rhythm, looked.following) == (None, None)


def test_what_is_planned_is_what_is_told(group: Riverside) -> None:
    choose(group)

    later = NOW + timedelta(days=1, hours=1)
    looked = workbook_rhythms.look(database=group.database, viewer=group.viewer("sam"), now=later)
    assert looked.following == FRIDAY


@pytest.mark.parametrize("who", ["mina", "rob", "dee"])
def test_it_is_for_the_runner_and_the_chair_to_choose(group: Riverside, who: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        choose(group, by=who)
    with pytest.raises(Refused, match="not_for_your_role"):
        workbook_rhythms.look(database=group.database, viewer=group.viewer(who), now=NOW)


@pytest.mark.parametrize("word", ["", "daily", "WEEKLY"])
def test_a_rhythm_that_nobody_offers_changes_nothing(group: Riverside, word: str) -> None:
    with pytest.raises(Refused, match="rhythm_unknown"):
        choose(group, word)

    assert pending(group) is None


def test_a_draft_reckons_and_plans_nothing(database: Database) -> None:
    group = riverside.build(database)

    assert choose(group).following == FRIDAY
    assert pending(group) is None
    assert workbook_rhythms.replan(database=database, now=NOW) == 0


def test_once_the_doors_are_open_it_is_planned(database: Database) -> None:
    group = riverside.build(database)
    choose(group)
    with database.write() as transaction:
        partnerships.open_doors(transaction, viewer=group.viewer("sam"), now=NOW)

    assert [workbook_rhythms.replan(database=database, now=NOW) for _ in range(2)] == [1, 0]
    found = pending(group)
    assert found is not None
    assert found.on == FRIDAY


def test_closed_dates_that_come_later_move_it(group: Riverside) -> None:
    choose(group)
    close(group, FRIDAY, FRIDAY)

    moved = workbook_rhythms.replan(database=group.database, now=NOW)

    found = pending(group)
    assert found is not None
    assert (moved, found.on) == (1, NEXT_FRIDAY), "the working day before was the day of choosing"


def test_on_its_own_day_it_stays(group: Riverside) -> None:
    choose(group)

    assert workbook_rhythms.replan(database=group.database, now=NOW + timedelta(days=1)) == 0


def test_one_that_is_being_tried_again_stays(group: Riverside) -> None:
    choose(group)
    [due] = scheduled_workbooks.due(database=group.database, now=NOW + timedelta(days=1, hours=1))
    scheduled_workbooks.fail(
        database=group.database, snapshot=due, error="OSError", now=NOW + timedelta(days=1, hours=1)
    )
    close(group, FRIDAY, FRIDAY)

    assert workbook_rhythms.replan(database=group.database, now=NOW + timedelta(days=1, hours=2)) == 0


def test_weekends_and_public_holidays_are_closed(group: Riverside) -> None:
    with group.database.read() as transaction:
        partnership = partnerships.get(transaction, viewer=group.viewer("sam"))
        is_open = workbook_rhythms.is_open_in(transaction, partnership=partnership)

    assert [is_open(day) for day in (FRIDAY, date(2026, 9, 12), date(2026, 12, 25))] == [True, False, False]


def test_a_partnership_that_nobody_runs_yet_goes_at_half_past_eight(database: Database) -> None:
    with database.write() as transaction:
        maker = people.create(transaction, viewer=ENGINE, name="Val", zone=None, now=NOW)
        profile = Profile(name="Alone", zone=riverside.LONDON, country="GB", region="ENG")
        made = partnerships.create(transaction, viewer=myself(maker.id), profile=profile, now=NOW)
        at = workbook_rhythms.instant(transaction, partnership=made, on=FRIDAY)
        is_open = workbook_rhythms.is_open_in(transaction, partnership=made)

    assert at.astimezone(riverside.LONDON).isoformat() == "2026-09-11T08:30:00+01:00"
    assert not is_open(date(2026, 12, 25))
