"""`bywhen ledger`: where each message went, for who runs the server."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.errors import DeliveryFailed
from storage.database import Database
from tests import riverside
from tests.outgoing import TUESDAY as TUESDAY_MORNING
from tests.outgoing import envelope, fail
from tests.riverside import Riverside


@pytest.fixture
def served(database_url: str, database: Database, monkeypatch: pytest.MonkeyPatch) -> Riverside:
    """A server whose one message was refused."""
    group = riverside.build(database, opened=True)
    fail(group, envelope(group), DeliveryFailed("user_not_found", permanent=True), TUESDAY_MORNING)
    monkeypatch.setenv("BYWHEN_DATABASE_URL", database_url)
    return group


def _run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["ledger", *words])


def test_each_message_is_a_line_with_tabs_for_another_program(served: Riverside) -> None:
    printed = _run()

    assert printed.exit_code == 0
    assert [line.split("\t") for line in printed.output.splitlines()] == [
        [
            "2026-11-24 08:30",
            "Mina Iqbal",
            "Riverside Progression Group",
            "envelope (reminder)",
            "Slack: Partnership office, U-MINA",
            "given up: user_not_found",
            "no other way: the runner's list says so",
        ]
    ]


def test_json_has_the_same(served: Riverside) -> None:
    [line] = json.loads(_run("--json").output)

    assert (line["at"], line["to"], line["message"]) == ("2026-11-24T08:30:00+00:00", "Mina Iqbal", 1)
    assert (line["tool"], line["fate"], line["reason"]) == ("slack", "given up", "user_not_found")
    assert line["sent_at"] is None


def test_terminal_gets_a_table(served: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()
    with runner.isolation() as (shown, *_):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        cli(["ledger", "--person", "mina iqbal"], standalone_mode=False)
        printed = shown.getvalue().decode()

    assert "What became of it" in printed
    assert "user_not_found" in printed


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--partnership", "riverside progression group"), 1),
        (("--person", "Mina Iqbal"), 1),
        (("--person", "Grace Obi"), 0),
        (("--since", "2026-11-24"), 1),
        (("--since", "2026-11-25"), 0),
    ],
)
def test_part_of_it_can_be_asked_for(served: Riverside, words: tuple[str, ...], count: int) -> None:
    assert len(json.loads(_run("--json", *words).output)) == count


def test_nothing_that_fits_is_said(served: Riverside) -> None:
    printed = _run("--person", "Grace Obi")

    assert (printed.exit_code, printed.output) == (0, "Nothing was sent that fits.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--person", "Nobody"), "I can't look that up: nobody is called 'Nobody'.\n"),
        (("--partnership", "Valley"), "I can't look that up: 0 partnerships are called 'Valley'.\n"),
    ],
)
def test_name_that_fits_nothing(served: Riverside, words: tuple[str, ...], said: str) -> None:
    refused = _run(*words)

    assert (refused.exit_code, refused.stdout, refused.stderr) == (2, "", said)


def test_day_that_is_none_is_refused(served: Riverside) -> None:
    refused = _run("--since", "yesterday")

    said = "'yesterday' is no day that I know. Write it like 2026-11-24.\n"
    assert (refused.exit_code, refused.stdout, refused.stderr) == (2, "", said)


def test_database_that_is_not_there_yet_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BYWHEN_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")

    refused = _run()

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("There is no database at ")
    assert list(tmp_path.iterdir()) == []
