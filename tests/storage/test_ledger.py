"""The ledger is for who runs the server, and for nobody in a partnership."""

from collections.abc import Callable
from functools import partial

import pytest

from bot.domain.permissions import ENGINE
from storage import ledger
from storage.database import Database
from tests.riverside import NOW, Riverside
from tests.storage.house import House, furnish

FAR = NOW.replace(year=NOW.year + 5)
_QUESTIONS: dict[str, Callable[..., object]] = {
    "sends": partial(ledger.sends, people=None, since=None),
    "unsent": partial(ledger.unsent, people=None, since=None, now=NOW),
    "people": partial(ledger.people_named, name="Mina Iqbal"),
    "installations": ledger.installations,
}


@pytest.mark.parametrize("question", _QUESTIONS)
@pytest.mark.parametrize("who", ["sam", "mina", "engine"])
def test_nobody_but_the_operator_reads_it(group: Riverside, question: str, who: str) -> None:
    viewer = group.engine if who == "engine" else group.viewer(who)

    with group.database.read() as transaction, pytest.raises(PermissionError):
        _QUESTIONS[question](transaction, viewer=viewer)


@pytest.fixture
def house(database: Database) -> House:
    return furnish(database)


def test_everything_owed_is_either_in_a_message_or_unsent(house: House) -> None:
    with house.group.database.read() as transaction:
        sent = ledger.sends(transaction, viewer=ENGINE, people=None, since=None)
        rest = ledger.unsent(transaction, viewer=ENGINE, people=None, since=None, now=FAR)

    assert {kind for one in sent for kind in one.carries}
    assert rest
    assert all("password" not in repr(one) for one in (*sent, *rest))


def test_names_are_found_whatever_their_case(house: House) -> None:
    with house.group.database.read() as transaction:
        found = ledger.people_named(transaction, viewer=ENGINE, name="  mina iqbal ")

    assert found == {house.mina_id}
