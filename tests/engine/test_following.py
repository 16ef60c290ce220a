"""One partnership with which something is wrong must not keep the dates of all others; nothing to do costs nothing."""

import pytest

from bot.engine.following import look_at_dates
from bot.services import escalations
from storage.database import Database
from tests import riverside
from tests.dates import Autumn
from tests.riverside import NOW


@pytest.fixture
def autumn(database: Database) -> Autumn:
    return Autumn(riverside.build(database, opened=True))


def test_it_is_pushed_away_and_looked_at_later(autumn: Autumn, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("something is wrong")

    monkeypatch.setattr(escalations, "ask_partners", breaks)

    assert [look_at_dates(database=autumn.group.database, now=NOW) for _ in range(2)] == [1, 0]


def test_nothing_to_look_at_asks_one_question(autumn: Autumn) -> None:
    look_at_dates(database=autumn.group.database, now=NOW)

    assert look_at_dates(database=autumn.group.database, now=NOW) == 0
