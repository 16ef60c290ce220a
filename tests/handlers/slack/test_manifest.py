import json

import jsonschema
import pytest

from bot.messages import about
from handlers.slack import ids
from handlers.slack.incoming import _EVENTS
from handlers.slack.listeners import _DIRECTORY_EVENTS, _HOME_EVENT
from handlers.slack.manifest import EVENTS, OPTIONAL_SCOPES, PATH, REMOVALS, SCOPES, manifest
from tests.slack.limits import DATA

SCHEMA = json.loads((DATA / "manifest.schema.2.0.0.json").read_text())


@pytest.mark.parametrize("installs", [True, False])
@pytest.mark.parametrize("url", ["https://bywhen.example.org", "https://bywhen.example.org/", None])
def test_the_manifest_is_one_that_slack_takes(url: str | None, installs: bool) -> None:
    given = manifest(url, installs=installs)

    jsonschema.validate(given, SCHEMA)
    assert json.loads(json.dumps(given)) == given


def test_everything_comes_in_by_one_address() -> None:
    given = manifest("https://bywhen.example.org")

    address = f"https://bywhen.example.org{PATH}"
    assert given["settings"]["event_subscriptions"]["request_url"] == address
    assert given["settings"]["interactivity"] == {"is_enabled": True, "request_url": address}
    assert [command["url"] for command in given["features"]["slash_commands"]] == [address]
    assert [command["command"] for command in given["features"]["slash_commands"]] == [ids.SLASH_COMMAND]


def test_an_app_in_socket_mode_has_no_address() -> None:
    given = manifest(None)

    assert given["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(given)


def test_other_workspaces_and_organisations_may_install_it() -> None:
    given = manifest("https://bywhen.example.org/", installs=True)

    assert given["oauth_config"]["redirect_urls"] == ["https://bywhen.example.org/slack/oauth_redirect"]
    assert given["settings"]["org_deploy_enabled"] is True
    assert {*REMOVALS} <= {*given["settings"]["event_subscriptions"]["bot_events"]}


@pytest.mark.parametrize(("url", "installs"), [("https://bywhen.example.org", False), (None, True)])
def test_nobody_else_may_install_it_where_that_is_not_set(url: str | None, installs: bool) -> None:
    given = manifest(url, installs=installs)

    assert "redirect_urls" not in given["oauth_config"]
    assert given["settings"]["org_deploy_enabled"] is False
    assert not {*REMOVALS} & {*given["settings"]["event_subscriptions"]["bot_events"]}


def test_every_shortcut_fits_where_slack_shows_it() -> None:
    shortcuts = manifest("https://bywhen.example.org")["features"]["shortcuts"]

    assert [one["name"] for one in shortcuts] == ["New action", "Track this", "Log this"]
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in shortcuts)


def test_people_have_a_home_tab() -> None:
    app_home = manifest("https://bywhen.example.org")["features"]["app_home"]

    assert app_home["home_tab_enabled"] is True


def test_people_can_write_to_the_bot() -> None:
    app_home = manifest("https://bywhen.example.org")["features"]["app_home"]

    assert app_home["messages_tab_enabled"] is True
    assert app_home["messages_tab_read_only_enabled"] is False


def test_the_events_are_those_that_are_answered() -> None:
    answered = {*_EVENTS, *_DIRECTORY_EVENTS, _HOME_EVENT} - {"message"} | {"message.im"}

    assert set(EVENTS) == answered


def test_no_scope_is_asked_for_twice() -> None:
    assert len({*SCOPES, *OPTIONAL_SCOPES}) == len(SCOPES) + len(OPTIONAL_SCOPES)


def test_what_the_bot_is_fits_where_slack_shows_it() -> None:
    assert len(about.NAME) <= 35
    assert len(about.SHORT) <= 140
    assert 175 <= len(about.LONG) <= 4000
