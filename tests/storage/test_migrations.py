"""The migrations make the tables as they are declared, and can take every step back."""

from alembic import command
from sqlalchemy import create_engine, inspect

from storage.engine import alembic_config, migrate
from storage.tables import Base


def tables_of(url: str) -> set[str]:
    engine = create_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names - {"alembic_version"}


def test_migrations_make_the_tables_as_declared(empty_database_url: str) -> None:
    migrate(empty_database_url)

    command.check(alembic_config(empty_database_url))
    assert tables_of(empty_database_url) == set(Base.metadata.tables)


def test_migrating_twice_changes_nothing(empty_database_url: str) -> None:
    migrate(empty_database_url)
    migrate(empty_database_url)

    assert tables_of(empty_database_url) == set(Base.metadata.tables)


def test_migrations_go_down_to_nothing_and_up_again(empty_database_url: str) -> None:
    migrate(empty_database_url)
    command.downgrade(alembic_config(empty_database_url), "base")

    assert tables_of(empty_database_url) == set()

    migrate(empty_database_url)

    command.check(alembic_config(empty_database_url))
