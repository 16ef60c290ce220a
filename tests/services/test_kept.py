"""Once a year, in the next envelope: what is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryKind
from bot.domain.people import Rhythm
from bot.services import kept
from storage import members
from storage.database import Database
from tests import planned, riverside
from tests.elsewhere import valley_link
from tests.office import Office, openings, said
from tests.riverside import NOW, Riverside

YEAR = timedelta(days=365)
A_YEAR_ON = NOW + YEAR
TUESDAY = datetime(2027, 9, 14, 7, 30, tzinfo=UTC)
LINES = (
    "• Your name, how I reach you, and the days and hour that you chose.\n"
    "• The actions with your name on them, and what you pressed about them.\n"
    "• What I have sent you, and when.\n"
    "• I don't read your chat. If you'd like something taken out, ask Sam."
)


def owe(group: Riverside, now: datetime) -> int:
    return kept.owe(database=group.database, now=now)


def days(group: Riverside, name: str) -> list[date]:
    ledger = Office(group.database).ledger()
    mine = [one for one in ledger if one.owed.person_id == group.person(name).id]
    return [one.owed.due_on for one in mine if one.owed.kind is DeliveryKind.KEPT]


def test_it_rides_in_the_first_envelope_after_a_year(group: Riverside) -> None:
    owe(group, A_YEAR_ON)

    sent = Office(group.database).run(TUESDAY)

    assert ("mina", "Riverside Progression Group: something for you to know.") in openings(sent)
    assert LINES in said(sent, "mina")


@pytest.mark.parametrize("days_on", [1, 300, 364])
def test_nothing_is_said_before(group: Riverside, days_on: int) -> None:
    assert owe(group, NOW + timedelta(days=days_on)) == 0


def test_it_is_owed_once_a_year(group: Riverside) -> None:
    counted = [owe(group, A_YEAR_ON + timedelta(days=number)) for number in (0, 0, 1, 200, 366)]

    assert counted == [5, 0, 0, 0, 5]
    assert days(group, "mina") == [date(2027, 9, 14), date(2028, 9, 12)]


def test_it_is_said_once_to_who_is_in_two_partnerships(group: Riverside) -> None:
    valley_link(group)

    owe(group, A_YEAR_ON)

    assert len(days(group, "mina")) == 1


def test_nothing_is_said_to_who_has_not_been_greeted(database: Database) -> None:
    assert owe(riverside.build(database), A_YEAR_ON) == 0


def test_whoever_has_no_day_in_sight_is_told_later(group: Riverside) -> None:
    for name in ("mina", "sam", "grace", "rob", "dee"):
        away = Span(first=date(2026, 1, 1), last=date(2030, 1, 1))
        planned.choose(group, Rhythm(leave=(away,)), name)

    assert owe(group, A_YEAR_ON) == 0


def test_nothing_is_said_in_a_draft(database: Database) -> None:
    group = riverside.build(database)
    sam, mina = group.viewer("sam"), group.person("mina").id
    with database.write() as transaction:
        members.open_door(transaction, viewer=sam, person_ids=[mina])
        members.greeted(transaction, viewer=sam, person_id=mina, now=NOW)

    assert owe(group, A_YEAR_ON) == 0


def test_runner_is_told_in_the_next_list(group: Riverside) -> None:
    owe(group, A_YEAR_ON)

    assert days(group, "sam") == [date(2027, 9, 10)]
