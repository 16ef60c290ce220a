"""What goes into a column comes out of it: every type of ours, at its edges, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import DatabaseError, StatementError
from sqlalchemy.types import JSON, Date, LargeBinary, Text, TypeEngine

from storage.database import Database
from storage.types import Days, Id, UtcDateTime, Word, Zone

CHATHAM = ZoneInfo("Pacific/Chatham")
LISBON = ZoneInfo("Europe/Lisbon")


class Colour(Enum):
    RED = "red"
    GREEN = "x" * 32


KEPT = Table(
    "kept",
    MetaData(),
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime()),
    Column("word", Word(Colour)),
    Column("zone", Zone()),
    Column("days", Days()),
    Column("day", Date()),
    Column("text", Text()),
    Column("bytes", LargeBinary()),
    Column("json", JSON(none_as_null=True)),
    Column("number", Integer()),
)


@pytest.fixture
def kept(database: Database) -> Database:
    with database.write() as transaction:
        KEPT.create(transaction.connection)
    return database


def there_and_back(database: Database, column: str, value: Any) -> Any:
    with database.write() as transaction:
        key = transaction.connection.execute(
            insert(KEPT).values({column: value}).returning(KEPT.c.id)
        ).scalar_one()
    with database.read() as transaction:
        return transaction.connection.execute(select(KEPT.c[column]).where(KEPT.c.id == key)).scalar_one()


@pytest.mark.parametrize("column", [column.name for column in KEPT.columns if column.name != "id"])
def test_nothing_stays_nothing(kept: Database, column: str) -> None:
    assert there_and_back(kept, column, None) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("word", Colour.RED),
        ("word", Colour.GREEN),
        ("zone", ZoneInfo("America/Argentina/ComodRivadavia")),
        ("zone", ZoneInfo("UTC")),
        ("days", frozenset()),
        ("days", frozenset({0})),
        ("days", frozenset(range(7))),
        ("day", date(2024, 2, 29)),
        ("day", date(9999, 12, 31)),
        ("text", ""),
        ("text", "x" * 4_000),
        ("text", "Zoë’s “naïve” café – Łódź, 東京, 🌱\n\ttwo lines"),
        ("text", "e\u0301"),
        ("text", "it's 100 % \\ :name ? %(x)s -- '; DROP TABLE kept"),
        ("bytes", b""),
        ("bytes", bytes(range(256)) * 100),
        ("json", {}),
        ("json", {"ö": ["🌱", None, True, 1.5, {"deep": {"deeper": []}}]}),
        ("number", 2**31 - 1),
    ],
)
def test_value_comes_back_as_it_went_in(kept: Database, column: str, value: object) -> None:
    assert there_and_back(kept, column, value) == value


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=LISBON),
        datetime(2026, 10, 25, 1, 30, tzinfo=LISBON, fold=1),
        datetime(2026, 9, 27, 2, 45, tzinfo=CHATHAM),
        datetime(2026, 4, 5, 3, 30, tzinfo=CHATHAM, fold=1),
        datetime(2026, 1, 1, 0, 0, tzinfo=timezone(timedelta(hours=14))),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=timezone(timedelta(hours=-12))),
        datetime(1970, 1, 1, tzinfo=UTC),
    ],
)
def test_instant_comes_back_in_utc_wherever_it_was_said(kept: Database, instant: datetime) -> None:
    found = there_and_back(kept, "at", instant)

    # Two instants of which one is in a fold are never equal across zones: they are compared in UTC.
    assert (found, found.tzinfo) == (instant.astimezone(UTC), UTC)


def test_server_in_another_zone_changes_no_instant(kept: Database) -> None:
    instant = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
    with kept.write() as transaction:
        if transaction.locks_rows:
            transaction.connection.execute(text("SET TIME ZONE 'Pacific/Chatham'"))
        transaction.connection.execute(insert(KEPT).values(at=instant))
        found = transaction.connection.execute(select(KEPT.c.at)).scalar_one()
        same = transaction.connection.execute(select(KEPT.c.id).where(KEPT.c.at == instant)).all()

    assert (found, found.tzinfo, len(same)) == (instant, UTC, 1)


def test_database_of_the_tests_is_in_another_zone(postgresql_url: str) -> None:
    """Else the tests above would prove nothing of a server that is set up elsewhere."""
    opened = Database.connect(postgresql_url)
    with opened.read() as transaction:
        zone = transaction.connection.execute(text("SHOW TIME ZONE")).scalar_one()
    opened.close()

    assert zone == "Pacific/Chatham"


@pytest.mark.parametrize("naive", [datetime(2026, 9, 10, 7, 30), datetime.min, datetime.max])  # noqa: DTZ901 - these are to be refused.
def test_instant_that_does_not_know_its_zone_is_refused(kept: Database, naive: datetime) -> None:
    with kept.write() as transaction, pytest.raises(StatementError, match="must know its zone"):
        transaction.connection.execute(insert(KEPT).values(at=naive))

    with kept.read() as transaction:
        assert transaction.connection.execute(select(KEPT.c.id)).all() == []


def test_instant_is_refused_in_a_question_too(kept: Database) -> None:
    naive = datetime(2026, 9, 10, 7, 30)

    with kept.read() as transaction, pytest.raises(StatementError, match="must know its zone"):
        transaction.connection.execute(select(KEPT.c.id).where(KEPT.c.at < naive))


def test_instants_are_ordered_as_they_came_to_pass(kept: Database) -> None:
    said = [
        datetime(2026, 9, 10, 9, 0, tzinfo=LISBON),
        datetime(2026, 9, 10, 7, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 9, 10, 21, 0, tzinfo=CHATHAM),
        datetime(2026, 9, 10, 8, 0, tzinfo=UTC) + timedelta(microseconds=1),
    ]
    with kept.write() as transaction:
        transaction.connection.execute(insert(KEPT), [{"at": one} for one in said])
        found = transaction.connection.execute(select(KEPT.c.at).order_by(KEPT.c.at)).scalars().all()

    assert found == sorted(one.astimezone(UTC) for one in said)


@pytest.mark.parametrize(
    ("column", "stored"), [("word", "blue"), ("zone", "Europe/Atlantis"), ("days", "Tuesday")]
)
def test_row_that_no_code_of_ours_wrote_is_noticed(kept: Database, column: str, stored: str) -> None:
    with kept.write() as transaction:
        statement = text(f"INSERT INTO kept ({column}) VALUES (:stored)")
        transaction.connection.execute(statement, {"stored": stored})

    with kept.read() as transaction, pytest.raises((ValueError, LookupError)):
        transaction.connection.execute(select(KEPT.c[column])).all()


def test_nothing_in_json_is_nothing_to_the_database_too(kept: Database) -> None:
    there_and_back(kept, "json", None)

    with kept.read() as transaction:
        found = transaction.connection.execute(select(KEPT.c.id).where(KEPT.c.json.is_(None))).all()
    assert len(found) == 1


def test_numbers_of_rows_may_grow(kept: Database) -> None:
    far = 2**40
    with kept.write() as transaction:
        transaction.connection.execute(insert(KEPT).values(id=far, text="far"))
        found = transaction.connection.execute(select(KEPT.c.text).where(KEPT.c.id == far)).scalar_one()

    assert found == "far"


def test_word_that_is_too_long_is_no_silent_loss(kept: Database) -> None:
    class Long(Enum):
        WORD = "x" * 33

    with kept.write() as transaction:
        longer = Table("kept", MetaData(), Column("id", Id, primary_key=True), Column("word", Word(Long)))
        try:
            transaction.connection.execute(insert(longer).values(word=Long.WORD))
        except DatabaseError:
            return  # PostgreSQL says so at once.
        found = transaction.connection.execute(select(longer.c.word)).scalar_one()

    assert found is Long.WORD


_ROUND: list[tuple[TypeEngine[Any], st.SearchStrategy[Any]]] = [
    (UtcDateTime(), st.datetimes(timezones=st.timezones(), min_value=datetime(1900, 1, 2))),
    (Days(), st.frozensets(st.integers(0, 6))),
    (Word(Colour), st.sampled_from(Colour)),
    (Zone(), st.timezones()),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=st.data())
@pytest.mark.parametrize(("kind", "values"), _ROUND, ids=["instant", "days", "word", "zone"])
def test_any_value_survives_the_way_there_and_back(
    kind: Any, values: st.SearchStrategy[Any], data: st.DataObject, sqlite_connection: Any
) -> None:
    value = data.draw(values)
    bound = kind.process_bind_param(value, sqlite_connection)
    found = kind.process_result_value(bound, sqlite_connection)

    assert found == (value.astimezone(UTC) if isinstance(value, datetime) else value)


@pytest.fixture
def sqlite_connection(sqlite_url: str) -> Iterator[Any]:
    opened = Database.connect(sqlite_url)
    with opened.read() as transaction:
        yield transaction.connection.dialect
    opened.close()
