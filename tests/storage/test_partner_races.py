"""Eight at once at one partner: its name is taken once, and its days are those of one of them."""

import pytest

from bot.domain.calendars import Span
from bot.errors import Refused
from storage import partners
from storage.database import Database, Transaction
from tests.riverside import NOW
from tests.storage.crowd import EIGHT, errors, together
from tests.storage.house import House, furnish

NAMES = (
    "Northgate",
    "NORTHGATE",
    "northgate",
    "north gate",
    "NorthGate",
    "nORTHGATE",
    "Northgate ",
    "NORTHgate",
)


@pytest.fixture
def house(database: Database) -> House:
    return furnish(database)


def test_partner_of_one_name_is_added_once_whatever_its_case(house: House) -> None:
    outcomes = together(
        house.group.database,
        lambda t, number: partners.add(t, viewer=house.group.viewer("sam"), name=NAMES[number]),
    )

    with house.group.database.read() as transaction:
        found = partners.names(transaction, viewer=house.group.viewer("sam")).values()
    assert errors(outcomes) == [Refused] * (EIGHT - 2)
    assert sorted(name.casefold() for name in found if "north" in name.casefold()) == [
        "north gate",
        "northgate",
    ]


def test_days_of_a_partner_are_those_of_whoever_came_last(house: House) -> None:
    """Nobody's are mixed with another's, and nothing is there twice."""
    sam, castle_id = house.group.viewer("sam"), house.group.castle_id

    def act(transaction: Transaction, number: int) -> None:
        days = [Span(first=NOW.date(), last=NOW.date(), name=f"{number}.{part}") for part in range(3)]
        partners.keep_days(transaction, viewer=sam, partner_id=castle_id, closed=days, busy=days)

    outcomes = together(house.group.database, act)

    with house.group.database.read() as transaction:
        calendar = partners.get(transaction, viewer=sam, partner_id=castle_id).calendar
    assert errors(outcomes) == []
    assert len({span.name.partition(".")[0] for span in (*calendar.closed, *calendar.busy)}) == 1
    assert (len(calendar.closed), len(calendar.busy)) == (3, 3)
