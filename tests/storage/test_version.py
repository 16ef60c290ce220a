import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from storage import version
from storage.engine import migrate
from storage.upgrading import alembic_config


def is_newest(url: str) -> bool:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return version.is_newest(connection)
    finally:
        engine.dispose()


def test_the_newest_version_is_the_one_that_alembic_leads_to() -> None:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))

    assert script.get_heads() == [version.newest()]


def test_migrations_are_numbered_one_after_another() -> None:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))

    numbers = [one.revision for one in reversed(list(script.walk_revisions()))]

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_tables_are_of_the_newest_version_once_they_are_migrated(empty_database_url: str) -> None:
    migrate(empty_database_url)

    assert is_newest(empty_database_url)


def test_tables_of_an_older_version_are_told_apart_and_brought_up_to_date(empty_database_url: str) -> None:
    command.upgrade(alembic_config(empty_database_url), "0001")
    before = is_newest(empty_database_url)

    migrate(empty_database_url)

    assert (before, is_newest(empty_database_url)) == (False, True)


def test_where_there_are_no_tables_there_is_no_version(empty_database_url: str) -> None:
    with pytest.raises(DBAPIError):
        is_newest(empty_database_url)


def test_a_database_that_has_been_left_without_a_version_gets_one(empty_database_url: str) -> None:
    migrate(empty_database_url)
    command.downgrade(alembic_config(empty_database_url), "base")
    before = is_newest(empty_database_url)

    migrate(empty_database_url)

    assert (before, is_newest(empty_database_url)) == (False, True)


def test_a_database_that_cannot_be_reached_is_said_to_be_so() -> None:
    with pytest.raises(DBAPIError):
        migrate("sqlite:////nowhere/at/all/bywhen.db")
