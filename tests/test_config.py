import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import config
from tests.environment import NAMES

_KEY = "k" * 32
_DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def _set(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str]) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def _mistakes(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str]) -> tuple[str, ...]:
    _set(monkeypatch, environment)
    with pytest.raises(config.Mistakes) as raised:
        config.read()
    return raised.value.sentences


def test_nothing_set_gives_the_defaults() -> None:
    settings = config.read()

    assert settings.database_url == "sqlite:///bywhen.db"
    assert (settings.host, settings.port, settings.sweep_seconds) == ("127.0.0.1", 3000, 15)
    assert str(settings.slack_api_url) == "https://slack.com/api/"
    assert (settings.has_slack, settings.has_pages) == (False, False)


def test_everything_set_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(
        monkeypatch,
        {
            "BYWHEN_DATABASE_URL": "postgresql://bywhen@database/bywhen",
            "BYWHEN_PUBLIC_URL": "https://bywhen.example.org",
            "BYWHEN_SECRET_KEY": _KEY,
            "BYWHEN_SWEEP_SECONDS": "5",
            "HOST": "0.0.0.0",
            "PORT": "8080",
            "SLACK_API_URL": "http://127.0.0.1:4003/api/",
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": "signed-by-the-tests",
        },
    )

    settings = config.read()

    assert (settings.host, settings.port, settings.sweep_seconds) == ("0.0.0.0", 8080, 5)
    assert settings.database_url == "postgresql://bywhen@database/bywhen"
    assert str(settings.slack_api_url) == "http://127.0.0.1:4003/api/"
    assert (settings.has_slack, settings.has_pages) == (True, True)


def test_anybody_is_believed_only_where_nobody_else_can_come(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = {"TEAMS_CLIENT_ID": "6f5a1f5e-0000-4000-8000-00000000b0b0", "TEAMS_UNAUTHENTICATED": "true"}
    _set(monkeypatch, {**alone, "BYWHEN_PUBLIC_URL": "http://127.0.0.1:3000"})
    assert config.read().has_teams

    for more in (
        {"HOST": "0.0.0.0"},
        {"TEAMS_CLIENT_SECRET": "hush"},
        {"BYWHEN_PUBLIC_URL": "https://bywhen.example.org"},
    ):
        with monkeypatch.context() as here:
            [said] = _mistakes(here, more)
        assert said.startswith("TEAMS_UNAUTHENTICATED lets anybody speak for anybody."), more


def test_empty_setting_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, dict.fromkeys(NAMES, ""))

    assert config.read().port == 3000


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "BYWHEN_DATABASE_URL",
            "mysql://x",
            "BYWHEN_DATABASE_URL should start with sqlite:/// or postgresql://.",
        ),
        (
            "BYWHEN_PUBLIC_URL",
            "bywhen",
            "BYWHEN_PUBLIC_URL should be a web address that begins with https://, such as https://bywhen.example.org.",
        ),
        ("BYWHEN_SECRET_KEY", "short", "BYWHEN_SECRET_KEY should have at least 32 characters, at random."),
        ("BYWHEN_SWEEP_SECONDS", "0", "BYWHEN_SWEEP_SECONDS should be a whole number from 1 to 3600."),
        ("BYWHEN_SWEEP_SECONDS", "often", "BYWHEN_SWEEP_SECONDS should be a whole number from 1 to 3600."),
        ("PORT", "99999", "PORT should be a whole number from 1 to 65535."),
        ("PORT", "http", "PORT should be a whole number from 1 to 65535."),
        (
            "SLACK_API_URL",
            "slack",
            "SLACK_API_URL should be a web address, such as https://slack.com/api/.",
        ),
    ],
)
def test_wrong_setting_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    assert _mistakes(monkeypatch, {name: value}) == (sentence,)


def test_the_token_of_an_app_is_told_from_that_of_a_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1"}

    assert _mistakes(monkeypatch, environment) == (
        "SLACK_APP_TOKEN should be the token of an app; it starts with xapp-.",
    )


@pytest.mark.parametrize(
    ("environment", "has_slack"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, True),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "signed-by-the-tests"}, True),
        ({}, False),
    ],
)
def test_slack_needs_one_way_in(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], has_slack: bool
) -> None:
    _set(monkeypatch, environment)

    assert config.read().has_slack is has_slack


def test_the_token_of_an_app_alone_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _mistakes(monkeypatch, {"SLACK_APP_TOKEN": "xapp-1"}) == (
        "SLACK_APP_TOKEN is set, and SLACK_BOT_TOKEN is not. Slack needs both.",
    )


def test_half_of_slack_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _mistakes(monkeypatch, {"SLACK_SIGNING_SECRET": "signed-by-the-tests"}) == (
        "SLACK_SIGNING_SECRET is set, and SLACK_BOT_TOKEN is not. Slack needs both.",
    )


def test_all_mistakes_come_at_once_and_hold_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"BYWHEN_SECRET_KEY": "hush", "SLACK_BOT_TOKEN": "hush-hush", "PORT": "no"}

    sentences = _mistakes(monkeypatch, environment)

    assert [sentence.split(" ", 1)[0] for sentence in sentences] == [
        "BYWHEN_SECRET_KEY",
        "SLACK_BOT_TOKEN",
        "PORT",
        "SLACK_BOT_TOKEN",
    ]
    assert "hush" not in " ".join(sentences)


def test_secrets_do_not_print(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(
        monkeypatch,
        {
            "BYWHEN_SECRET_KEY": _KEY,
            "SLACK_BOT_TOKEN": "xoxb-hush",
            "SLACK_SIGNING_SECRET": "hush-hush-hush-hush",
        },
    )

    printed = repr(config.read()) + str(config.read())

    assert "hush" not in printed
    assert _KEY not in printed


@pytest.mark.parametrize(
    "url", ["http://bywhen.example.org", "ftp://bywhen.example.org", "bywhen.example.org", "http://10.0.0.7"]
)
def test_pages_of_people_are_served_over_https_alone(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert _mistakes(monkeypatch, {"BYWHEN_PUBLIC_URL": url}) == (
        "BYWHEN_PUBLIC_URL should be a web address that begins with https://, such as https://bywhen.example.org.",
    )


@pytest.mark.parametrize("url", ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])
def test_on_this_computer_pages_may_be_tried_without(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    _set(monkeypatch, {"BYWHEN_PUBLIC_URL": url})

    assert str(config.read().public_url).startswith(url)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("BYWHEN_DATABSE_URL", "BYWHEN_DATABASE_URL"),
        ("BYWHEN_PUBLIC_ULR", "BYWHEN_PUBLIC_URL"),
        ("SLACK_BOT_TOCKEN", "SLACK_BOT_TOKEN"),
        ("SLACK_SIGNING_SECRETS", "SLACK_SIGNING_SECRET"),
    ],
)
def test_misspelt_name_is_not_passed_over(monkeypatch: pytest.MonkeyPatch, name: str, meant: str) -> None:
    assert _mistakes(monkeypatch, {name: "something"}) == (f"{name} is no setting. Did you mean {meant}?",)


@pytest.mark.parametrize("name", ["BYWHEN_BACKUP_FOLDER", "SLACK_WEBHOOK", "PATH_TO_BYWHEN"])
def test_names_of_other_programs_are_left_alone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    _set(monkeypatch, {name: "something"})

    assert config.read().database_url == "sqlite:///bywhen.db"


def test_signing_secret_that_is_only_begun_is_pointed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _mistakes(monkeypatch, {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "abc123"}) == (
        "SLACK_SIGNING_SECRET is too short. Slack shows it under Basic Information, App Credentials.",
    )


def test_all_that_one_setting_needs_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _mistakes(monkeypatch, {"SMTP_URL": "smtps://mail.example.org"}) == (
        "SMTP_URL is set, and MAIL_FROM, BYWHEN_PUBLIC_URL and BYWHEN_SECRET_KEY are not. Mail needs them all.",
    )


def test_manifest_can_be_made_before_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {"TEAMS_CLIENT_ID": "6f5a1f5e-0000-4000-8000-00000000b0b0"})

    assert config.read(whole=False).has_teams is False

    assert _mistakes(monkeypatch, {}) == (
        "TEAMS_CLIENT_ID is set, and TEAMS_CLIENT_SECRET is not. Teams needs both.",
    )


@pytest.mark.parametrize(("name", "scheme"), [("SMTP_URL", "smtps"), ("IMAP_URL", "imaps")])
def test_password_of_a_mail_server_is_told_from_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, scheme: str
) -> None:
    right = (
        "mail.example.org",
        "bywhen%40college.ac.uk:pa%40s%2Fs@mail.example.org:465",
        "bywhen:x@[::1]:25",
    )
    wrong = (
        "bywhen@college.ac.uk:pass@mail.example.org",
        "bywhen:pa/ss@mail.example.org",
        "",
        "bywhen:x@:25",
    )
    for rest in right:
        _set(monkeypatch, {name: f"{scheme}://{rest}"})
        assert config.read(whole=False), rest
    for rest in wrong:
        [said] = [one for one in _mistakes(monkeypatch, {name: f"{scheme}://{rest}"}) if "%40" in one]
        assert said.startswith(f"{name} should be a mail"), rest
        assert said.endswith("In a name or a password write %40 for @, and %2F for /."), rest


def test_each_key_of_before_has_the_length_of_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {"BYWHEN_OLD_SECRET_KEYS": f"{_KEY}, {'o' * 32}"})
    assert config.read().old_secrets == (_KEY, "o" * 32)

    assert _mistakes(monkeypatch, {"BYWHEN_OLD_SECRET_KEYS": f"{_KEY}, hush"}) == (
        "BYWHEN_OLD_SECRET_KEYS should be keys of before, with commas between them, each with at least 32 characters.",
    )


def test_every_setting_stands_in_a_table_for_operators() -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", (_DOCS / "operators.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert set(re.findall(r"`([A-Z_]+)`", " ".join(rows))) == set(NAMES)
