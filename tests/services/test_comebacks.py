"""What the runner's list says of those who have a quiet week."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.importance import Importance
from bot.domain.mornings import Rank
from bot.messages import plain
from bot.messages.notices import Notice
from bot.services import comebacks, planning, quiet, readers
from storage import manners
from tests.office import Office
from tests.planned import add, plan
from tests.riverside import Riverside

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def told(group: Riverside, now: datetime) -> tuple[Notice, ...]:
    with group.database.write() as transaction:
        reader = readers.reader(transaction, viewer=group.viewer("sam"), person_id=group.person("sam").id)
        assert reader is not None
        return comebacks.source(transaction, reader, now)


def words(notices: tuple[Notice, ...]) -> list[str]:
    return [plain.of_block(block) for notice in notices for block in notice.blocks]


def keep_quiet(group: Riverside, *names: str, now: datetime = MONDAY) -> None:
    for name in names:
        quiet.choose_for(
            database=group.database, viewer=group.viewer("sam"), person_id=group.person(name).id, now=now
        )


def remind(group: Riverside, importance: Importance, due: date = date(2026, 11, 27)) -> None:
    plan(group, planning.plan_reminders, add(group, importance=importance, due=due), now=MONDAY)


def test_runner_reads_the_day_and_no_reason(group: Riverside) -> None:
    keep_quiet(group, "mina", "rob")

    assert words(told(group, MONDAY + DAY)) == ["Mina Iqbal and Rob Stone are back on Monday 30 November."]


def test_one_alone(group: Riverside) -> None:
    keep_quiet(group, "mina")

    assert words(told(group, MONDAY)) == ["Mina Iqbal is back on Monday 30 November."]


def test_nothing_is_said_once_they_are_back(group: Riverside) -> None:
    keep_quiet(group, "mina")

    assert told(group, MONDAY + 7 * DAY) == ()


def test_nothing_is_said_of_those_who_were_never_away(group: Riverside) -> None:
    assert told(group, MONDAY) == ()


def test_nothing_is_said_of_who_has_a_list_each_morning(group: Riverside) -> None:
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        manners.be_quiet(transaction, viewer=sam, person_id=sam.person_id, until=date(2026, 11, 30))

    assert told(group, MONDAY) == ()


def test_critical_date_that_comes_first_is_told(group: Riverside) -> None:
    remind(group, Importance.CRITICAL)
    keep_quiet(group, "mina")
    Office(group.database).run(MONDAY + 3 * DAY)

    found = told(group, MONDAY + 4 * DAY)

    assert words(found) == [
        (
            "Mina Iqbal is back on Monday 30 November. Before that I was to remind them of Send course data, "
            "by Friday 27 November. A call may be worth making."
        ),
        "Mina Iqbal is back on Monday 30 November.",
    ]
    assert [(one.rank, one.asks) for one in found] == [(Rank.AT_RISK, True), (Rank.CAN_WAIT, False)]


@pytest.mark.parametrize(
    ("importance", "due"),
    [(Importance.NORMAL, date(2026, 11, 27)), (Importance.CRITICAL, date(2026, 12, 4))],
)
def test_ordinary_date_and_one_that_lies_after_it_are_not(
    group: Riverside, importance: Importance, due: date
) -> None:
    remind(group, importance, due)
    keep_quiet(group, "mina")
    Office(group.database).run(MONDAY + 3 * DAY)

    assert len(told(group, MONDAY + 4 * DAY)) == 1
