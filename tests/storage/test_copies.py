"""A whole database in one file, for the demo to open again where it has opened before."""

from pathlib import Path

import pytest

from bot.domain.permissions import ENGINE
from storage import copies, partnerships
from storage.database import Database
from tests.riverside import build


def test_copy_has_everything_and_can_be_written_to(sqlite_url: str, tmp_path: Path) -> None:
    here = Database.connect(sqlite_url)
    group = build(here)
    file = tmp_path / "copy.db"

    with here.read() as transaction:
        copies.copy(transaction, viewer=ENGINE, to=file)

    there = Database.connect(f"sqlite:///{file}")
    with there.write() as transaction:
        assert partnerships.get(transaction, viewer=group.viewer("sam")).name == "Riverside Progression Group"
    here.close()
    there.close()


def test_file_that_is_there_is_left_alone(sqlite_url: str, tmp_path: Path) -> None:
    here = Database.connect(sqlite_url)
    file = tmp_path / "copy.db"
    file.write_text("mine")

    with here.read() as transaction, pytest.raises(FileExistsError):
        copies.copy(transaction, viewer=ENGINE, to=file)

    assert file.read_text() == "mine"
    here.close()


def test_nobody_but_whoever_operates_it_copies_a_database(sqlite_url: str, tmp_path: Path) -> None:
    here = Database.connect(sqlite_url)
    group = build(here)

    with here.read() as transaction, pytest.raises(PermissionError):
        copies.copy(transaction, viewer=group.viewer("sam"), to=tmp_path / "copy.db")

    here.close()


def test_only_sqlite_is_copied_in_one_file(postgresql_url: str, tmp_path: Path) -> None:
    here = Database.connect(postgresql_url)

    with here.read() as transaction, pytest.raises(TypeError):
        copies.copy(transaction, viewer=ENGINE, to=tmp_path / "copy.db")

    here.close()
