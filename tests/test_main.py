import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from tests.environment import NAMES

ROOT = Path(__file__).parents[1]
_CLIENT = "7d1cbb7a-52ff-4a2f-8d13-6c0c5fa1f0f4"
_INSTALLS = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "a-client-secret",
    "SLACK_SIGNING_SECRET": "signed-by-the-tests",
    "BYWHEN_PUBLIC_URL": "https://b.example",
    "BYWHEN_SECRET_KEY": "k" * 32,
}


@pytest.fixture(autouse=True)
def _somewhere_empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def _run(*words: str, **settings: str) -> Result:
    return CliRunner().invoke(cli, words, env=settings)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def test_nothing_asked_for_shows_what_there_is() -> None:
    shown = _run()

    assert shown.exit_code == 0
    for command in ("demo", "serve", "check", "migrate", "export", "manifest"):
        assert command in shown.stdout


def test_check_says_that_all_is_well() -> None:
    checked = _run("check")

    assert (checked.exit_code, checked.stderr) == (0, "")
    assert checked.stdout.splitlines() == [
        "The settings are in order.",
        "There is no database at sqlite:///bywhen.db yet. It is made when Bywhen starts.",
        "Slack is not configured.",
        "Teams is not configured.",
        "People's own pages are not configured.",
        "Letters by e-mail are not configured.",
    ]


def test_check_tries_the_database(tmp_path: Path) -> None:
    _run("migrate")
    here = _run("check").stdout
    older = f"sqlite:///{tmp_path / 'older.db'}"
    (tmp_path / "older.db").touch()

    assert "The database at sqlite:///bywhen.db is up to date." in here
    assert "of an older version" in _run("check", BYWHEN_DATABASE_URL=older).stdout


@pytest.mark.parametrize(
    "url", ["sqlite:///{folder}", "postgresql://bywhen:hush@127.0.0.1:1/bywhen?connect_timeout=2"]
)
def test_database_that_cannot_be_reached_is_named_without_its_password(url: str, tmp_path: Path) -> None:
    checked = _run("check", BYWHEN_DATABASE_URL=url.format(folder=tmp_path))

    assert (checked.exit_code, checked.stdout) == (2, "")
    assert checked.stderr.startswith("I can't reach the database at ")
    assert "hush" not in checked.stderr
    assert "Traceback" not in checked.stderr


@pytest.mark.parametrize("command", [("check",), ("migrate",), ("serve",), ("export", "Riverside")])
@pytest.mark.enable_socket
def test_database_without_a_folder_is_named(command: tuple[str, ...], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/no/such/bywhen.db"

    refused = _run(*command, BYWHEN_DATABASE_URL=url, PORT=str(_free_port()))

    said = f"I can't make a database at {url}: there is no such folder, or I may not write in it.\n"
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.endswith(said)
    assert list(tmp_path.iterdir()) == []


def test_export_without_a_database_makes_none(tmp_path: Path) -> None:
    refused = _run("export", "Riverside")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("There is no database at sqlite:///bywhen.db yet.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"BYWHEN_PUBLIC_URL": "https://bywhen.example.org"}, "not served: BYWHEN_SECRET_KEY is missing"),
        ({"BYWHEN_SECRET_KEY": "k" * 32}, "not served: BYWHEN_PUBLIC_URL is missing"),
        ({"BYWHEN_PUBLIC_URL": "https://bywhen.example.org", "BYWHEN_SECRET_KEY": "k" * 32}, "served"),
    ],
)
def test_check_says_what_pages_still_need(settings: dict[str, str], said: str) -> None:
    assert f"People's own pages are {said}." in _run("check", **settings).stdout.splitlines()


def test_check_says_where_other_workspaces_add_us() -> None:
    checked = _run("check", **_INSTALLS)

    said = "Slack is configured, and workspaces can add Bywhen at https://b.example/slack/install."
    assert said in checked.stdout.splitlines()


def test_manifest_is_for_other_workspaces_too() -> None:
    printed = json.loads(_run("manifest", "slack", **_INSTALLS).stdout)

    assert printed["oauth_config"]["redirect_urls"] == ["https://b.example/slack/oauth_redirect"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"TEAMS_CLIENT_SECRET": "hush"}, "configured"),
        (
            {"TEAMS_UNAUTHENTICATED": "true"},
            "configured for a rehearsal at this computer: anybody here can speak for anybody",
        ),
    ],
)
def test_check_says_whether_teams_is_for_a_rehearsal(settings: dict[str, str], said: str) -> None:
    checked = _run("check", TEAMS_CLIENT_ID="6f5a1f5e-0000-4000-8000-00000000b0b0", **settings)

    assert f"Teams is {said}." in checked.stdout.splitlines()


def test_check_names_what_teams_lacks() -> None:
    half = {"TEAMS_CLIENT_ID": _CLIENT, "TEAMS_CLIENT_SECRET": "hush"}
    rest = {
        "TEAMS_TENANT_ID": _CLIENT,
        "BYWHEN_PUBLIC_URL": "https://bywhen.example.org",
        "BYWHEN_SECRET_KEY": "k" * 32,
    }

    lacking = _run("check", **half).stdout.splitlines()
    whole = _run("check", **half, **rest).stdout.splitlines()

    assert [line.split(" ", 1)[0] for line in lacking[:3]] == list(rest)
    assert "The settings are in order." not in lacking
    assert whole[0] == "The settings are in order."
    assert "Teams is configured." in lacking
    for name in rest:
        others = {key: value for key, value in rest.items() if key != name}
        first, second, *_ = _run("check", **half, **others).stdout.splitlines()
        assert first.startswith(f"{name} is not set. Without it "), name
        assert second.startswith("There is no database "), name


@pytest.mark.parametrize("command", ["check", "serve", "migrate"])
def test_every_mistake_is_named_at_once(command: str, tmp_path: Path) -> None:
    answered = _run(command, PORT="many", SLACK_BOT_TOKEN="hush")

    assert (answered.exit_code, answered.stdout) == (2, "")
    assert answered.stderr.splitlines() == [
        "SLACK_BOT_TOKEN should be the token of a bot; it starts with xoxb-.",
        "PORT should be a whole number from 1 to 65535.",
        "SLACK_BOT_TOKEN is set, and SLACK_SIGNING_SECRET is not. Slack needs both.",
    ]
    assert list(tmp_path.iterdir()) == []


def test_migrate_makes_the_database_once(tmp_path: Path) -> None:
    migrated = [_run("migrate") for _ in range(2)]

    assert [one.stdout for one in migrated] == ["The database is up to date.\n"] * 2
    assert (tmp_path / "bywhen.db").exists()


def test_export_of_no_partnership_says_so() -> None:
    _run("migrate")

    exported = _run("export", "Riverside")

    assert exported.exit_code != 0
    assert "Riverside" in exported.stderr


def test_manifest_is_json() -> None:
    printed = _run("manifest", "slack", BYWHEN_PUBLIC_URL="https://bywhen.example.org")

    assert json.loads(printed.stdout)["display_information"]["name"] == "Bywhen"


def test_manifest_needs_to_know_where_slack_finds_us() -> None:
    refused = _run("manifest", "slack")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == (
        "Set BYWHEN_PUBLIC_URL first: Slack must know where to find Bywhen. Without one, add --socket.\n"
    )


def test_manifest_for_socket_mode_needs_no_address() -> None:
    printed = _run("manifest", "slack", "--socket")

    assert json.loads(printed.stdout)["settings"]["socket_mode_enabled"] is True


def test_manifest_of_teams_is_a_package(tmp_path: Path) -> None:
    client = "7d1cbb7a-52ff-4a2f-8d13-6c0c5fa1f0f4"
    settings = {"BYWHEN_PUBLIC_URL": "https://bywhen.example.org", "TEAMS_CLIENT_ID": client}
    written = _run("manifest", "teams", TEAMS_CLIENT_SECRET="hush", **settings)
    elsewhere = _run("manifest", "teams", "ours.zip", TEAMS_CLIENT_SECRET="hush", **settings)

    assert (written.exit_code, elsewhere.exit_code) == (0, 0)
    assert written.stdout.startswith("Written to bywhen-teams.zip.")
    with ZipFile(tmp_path / "bywhen-teams.zip") as package:
        assert json.loads(package.read("manifest.json"))["id"] == client
    assert (tmp_path / "ours.zip").read_bytes() == (tmp_path / "bywhen-teams.zip").read_bytes()


def test_manifest_of_teams_needs_no_secret(tmp_path: Path) -> None:
    written = _run(
        "manifest", "teams", BYWHEN_PUBLIC_URL="https://bywhen.example.org", TEAMS_CLIENT_ID=_CLIENT
    )

    assert (written.exit_code, written.stderr) == (0, "")
    assert (tmp_path / "bywhen-teams.zip").exists()


def test_manifest_of_teams_says_that_this_computer_is_out_of_its_reach() -> None:
    written = _run("manifest", "teams", BYWHEN_PUBLIC_URL="http://localhost:3000", TEAMS_CLIENT_ID=_CLIENT)

    assert written.stdout == (
        "Written to bywhen-teams.zip. Teams can't reach http://localhost:3000/: "
        "set BYWHEN_PUBLIC_URL to an address with https:// before you upload it.\n"
    )


def test_file_that_cannot_be_written_is_named() -> None:
    settings = {"BYWHEN_PUBLIC_URL": "https://bywhen.example.org", "TEAMS_CLIENT_ID": _CLIENT}

    refused = _run("manifest", "teams", "no/such/x.zip", **settings)

    said = "I can't write no/such/x.zip: No such file or directory.\n"
    assert (refused.exit_code, refused.stdout, refused.stderr) == (2, "", said)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"BYWHEN_PUBLIC_URL": "https://bywhen.example.org"},
            "Set TEAMS_CLIENT_ID first: it is the app's id, as Azure shows it.\n",
        ),
        (
            {"TEAMS_CLIENT_ID": "7d1cbb7a-52ff-4a2f-8d13-6c0c5fa1f0f4", "TEAMS_CLIENT_SECRET": "hush"},
            "Set BYWHEN_PUBLIC_URL first: Teams must know where to find Bywhen.\n",
        ),
    ],
)
def test_manifest_of_teams_needs_to_know_the_app_and_where_it_is(
    settings: dict[str, str], said: str, tmp_path: Path
) -> None:
    refused = _run("manifest", "teams", **settings)

    assert (refused.exit_code, refused.stdout, refused.stderr) == (2, "", said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.enable_socket
def test_port_that_is_taken_is_said_in_a_sentence_and_no_database_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        served = _run("serve", PORT=str(port))

    assert served.exit_code == 2
    assert f"I can't listen at 127.0.0.1, port {port}: another program is using it." in served.stderr
    assert list(tmp_path.iterdir()) == []
    assert "Nothing is configured yet" in served.stderr
    assert "Traceback" not in served.stderr


@pytest.mark.enable_socket
def test_demo_takes_another_port_and_ends_quietly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        demo = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--from-beginning", "--port", str(port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert demo.stdout is not None
        first = demo.stdout.readline()
        demo.send_signal(signal.SIGINT)
        _, complaints = demo.communicate(timeout=30)

    told = re.fullmatch(r"The demo is at http://127\.0\.0\.1:(\d+)/\n", first)
    assert told is not None
    assert told[1] != str(port)
    assert (demo.returncode, complaints) == (0, "")


def test_demo_counts_the_months_while_it_plays_the_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    demo = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "65535"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert demo.stdout is not None

    said = [demo.stdout.readline() for _ in range(2)]

    # Asked to end, it would play the year to its end first.
    demo.kill()
    demo.communicate()
    assert said == [
        "I'm playing five months of the sample year, month by month. That takes up to half a minute.\n",
        "  September 2026\n",
    ]
