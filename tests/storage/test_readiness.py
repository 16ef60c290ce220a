from pathlib import Path

from storage.database import Database
from storage.engine import migrate
from storage.readiness import Readiness, is_ready, look_at


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


def test_file_that_can_be_made_is_told_from_one_without_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    stands = {
        name: look_at(f"sqlite:///{tmp_path}/{name}")
        for name in ("new.db", "no/such/new.db", "a-file/new.db")
    }

    assert stands == {
        "new.db": Readiness.NOT_YET,
        "no/such/new.db": Readiness.NOWHERE,
        "a-file/new.db": Readiness.NOWHERE,
    }
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]
