from storage.database import Database
from storage.engine import migrate
from storage.readiness import is_ready


def test_database_is_ready_once_its_tables_are_of_this_version(empty_database_url: str) -> None:
    database = Database.connect(empty_database_url)

    before = is_ready(database)
    migrate(empty_database_url)
    after = is_ready(database)
    database.close()

    assert (before, after) == (False, True)


def test_database_that_cannot_be_reached_is_not_ready() -> None:
    url = "sqlite:////nowhere/at/all/bywhen.db"
    database = Database.connect(url)

    ready = is_ready(database)
    database.close()

    assert ready is False
