"""`bywhen export`: the operator's copy of a timetable, as a file."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.excel.inbound import read_workbook
from storage.database import Database
from tests.workbooks import sit_down


@pytest.fixture
def served(database_url: str, database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder in which the command runs, on a database with one partnership."""
    sit_down(database)
    monkeypatch.setenv("BYWHEN_DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_copy_is_written_where_it_is_wanted(served: Path) -> None:
    done = CliRunner().invoke(cli, ["export", "Riverside Progression Group", "copy.xlsx"])

    assert (done.exit_code, done.output) == (0, "Written to copy.xlsx, with 0 rows.\n")
    assert len(read_workbook((served / "copy.xlsx").read_bytes())) == 2


def test_the_copy_has_a_name_of_its_own(served: Path) -> None:
    done = CliRunner().invoke(cli, ["export", "riverside progression group"])

    assert done.exit_code == 0
    assert [path.name.partition(",")[0] for path in served.glob("*.xlsx")] == [
        "Riverside Progression Group timetable"
    ]


def test_a_name_that_no_partnership_has_writes_nothing(served: Path) -> None:
    done = CliRunner().invoke(cli, ["export", "Valley Link"])

    assert (done.exit_code, done.stderr) == (
        2,
        "I can't choose a partnership: 0 partnerships are called 'Valley Link'.\n",
    )
    assert list(served.glob("*.xlsx")) == []
