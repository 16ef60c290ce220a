"""The migrations make the tables as they are declared, and can take every step back."""

from alembic import command
from sqlalchemy import create_engine, inspect

from storage.engine import migrate
from storage.tables import Base
from storage.upgrading import alembic_config


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


def test_rows_of_the_first_release_outlive_every_later_migration(empty_database_url: str) -> None:
    command.upgrade(alembic_config(empty_database_url), "0001")
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        for statement in _FIRST_RELEASE:
            connection.exec_driver_sql(statement)

    migrate(empty_database_url)

    with engine.connect() as connection:
        found = connection.exec_driver_sql(_WHAT_STANDS).all()
    engine.dispose()
    assert found == [("Send course data", "Mina Iqbal", "closed")]


_FIRST_RELEASE = (
    """insert into people (id, name, regular_days, hour, hopes, created_at)
       values (1, 'Mina Iqbal', '1,3', 'LUNCH', '', '2026-09-10 08:00:00')""",
    """insert into partnerships (id, name, zone, purpose, for_whom, runner_telephone, state, maker_id, created_at)
       values (1, 'Riverside', 'Europe/London', '', '', '', 'draft', 1, '2026-09-10 08:00:00')""",
    """insert into partners (id, partnership_id, name, kind, reach)
       values (1, 1, 'Castle College', 'partner', 'slack')""",
    """insert into closed_dates (id, partner_id, first, last, name)
       values (1, 1, '2026-10-26', '2026-10-30', 'half-term')""",
    """insert into commitments (id, partnership_id, title, heading, done_when, why, if_not, due, importance,
                                all_partners, created_by, created_at)
       values (1, 1, 'Send course data', '', '', '', '', '2026-11-27', 'critical', false, 1,
               '2026-09-10 08:00:00')""",
    """insert into shares (id, commitment_id, partner_id, person_id, role_word, state, stuck_because,
                           stuck_words, version)
       values (1, 1, 1, 1, '', 'accepted', '', '', 1)""",
)
_WHAT_STANDS = """select commitments.title, people.name, closed_dates.kind from shares
                  join commitments on commitments.id = shares.commitment_id
                  join people on people.id = shares.person_id
                  join closed_dates on closed_dates.partner_id = shares.partner_id"""
