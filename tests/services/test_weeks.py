"""Looking back, now, ahead: on the first working day of a week."""

from datetime import date, datetime, timedelta

from bot.domain.commitments import ShareState
from bot.domain.mornings import Week
from bot.services import planning, readers, weeks
from tests.office import Office, said
from tests.planned import add, change
from tests.riverside import NOW, Riverside

DAY = timedelta(days=1)
MONDAY = NOW + 4 * DAY
"""Monday 14 September 2026."""


def week(group: Riverside, now: datetime = MONDAY) -> Week | None:
    with group.database.read() as transaction:
        [reader] = readers.runners(transaction, viewer=group.engine)
        return weeks.of_reader(transaction, reader=reader, now=now)


def test_week_is_told_on_its_first_working_day_only(group: Riverside) -> None:
    assert [week(group, MONDAY + days * DAY) is not None for days in range(5)] == [True, *[False] * 4]


def test_week_counts_what_was_done_what_is_now_and_what_comes(group: Riverside) -> None:
    done = add(group)
    change(group, done.shares[0], state=ShareState.DONE, done_at=NOW)
    earlier = add(group)
    change(group, earlier.shares[0], state=ShareState.DONE, done_at=NOW - 7 * DAY)
    gone = add(group, due=date(2026, 9, 15))
    change(group, gone.shares[0], state=ShareState.DROPPED)
    for due in (date(2026, 9, 14), date(2026, 9, 20)):
        add(group, due=due, holders=("mina", "sam"))
    for due in (date(2026, 9, 21), date(2026, 10, 4), date(2026, 10, 5)):
        add(group, due=due)

    assert week(group) == Week(
        done=1,
        done_partners=1,
        now=2,
        ahead=2,
        ahead_first=("Send course data", date(2026, 9, 21)),
    )


def test_week_stands_in_mondays_list_and_in_no_other(group: Riverside) -> None:
    with group.database.write() as transaction:
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW)
    office = Office(group.database)
    office.run(NOW)

    monday, tuesday = said(office.run(MONDAY), "sam"), said(office.run(MONDAY + DAY), "sam")

    assert "Looking back: a quiet week." in monday
    assert "Looking back" not in tuesday
