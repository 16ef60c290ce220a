"""For which workspace a request is, as far as it says so."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.slack import whose
from handlers.slack.shape import has_shape
from tests.handlers.slack.test_anything import JSON
from tests.slack import payloads

FEW = settings(max_examples=200, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
NAMES = st.sampled_from(
    (
        *("type", "event", "team", "team_id", "user", "view", "channel", "command", "message"),
        *("container", "authorizations", "enterprise", "enterprise_id", "context_team_id", "channel_id"),
    )
)


def teams(payload: dict[str, Any]) -> list[str]:
    return [one for one in whose.teams(payload) if one]


@pytest.mark.parametrize(
    ("payload", "likeliest"),
    [
        ({"command": "/bywhen", "team_id": "T2"}, "T2"),
        ({"type": "event_callback", "team_id": "T9", "authorizations": [{"team_id": "T2"}]}, "T2"),
        ({"type": "event_callback", "team_id": "T2", "authorizations": []}, "T2"),
        ({"type": "event_callback", "context_team_id": "T2"}, "T2"),
        ({"type": "block_actions", "team": {"id": "T9"}, "message": {"team": "T2"}}, "T2"),
        ({"type": "block_actions", "team": {"id": "T2"}, "message": {}}, "T2"),
        ({"type": "message_action", "team": {"id": "T2"}, "message": {"team": "T9"}}, "T2"),
        ({"type": "view_submission", "team": {"id": "T9"}, "view": {"app_installed_team_id": "T2"}}, "T2"),
        ({"type": "view_submission", "team": None, "view": {"team_id": "T2"}}, "T2"),
        ({"type": "shortcut", "team": "T2"}, "T2"),
        ({"type": "shortcut", "team": None, "user": {"id": "U1", "team_id": "T2"}}, "T2"),
    ],
)
def test_the_likeliest_workspace_comes_first(payload: dict[str, Any], likeliest: str) -> None:
    assert teams(payload)[0] == likeliest


def test_a_message_that_one_alone_sees_does_not_say_whose_it_is() -> None:
    seen = payloads.ephemeral({**payloads.press(""), "message": {"team": "T9"}, "team": {"id": "T2"}})

    assert "T9" not in teams(seen)


def test_organisations_are_named_in_many_places() -> None:
    payload = {
        "enterprise": {"id": "E1"},
        "authorizations": [{"enterprise_id": "E2"}],
        "enterprise_id": "E3",
        "context_enterprise_id": "E4",
        "team": {"id": "T1", "enterprise_id": "E5"},
    }

    assert [*whose.organisations(payload)] == ["E1", "E2", "E3", "E4", "E5"]
    assert {*whose.organisations({})} == {""}


@pytest.mark.parametrize(
    ("payload", "said", "asked"),
    [
        ({"event": {"type": "app_mention", "channel": "C1"}}, "C1", ""),
        ({"event": {"type": "member_left_channel", "channel": "C1"}}, "C1", ""),
        ({"event": {"type": "channel_archive", "channel": "C1"}}, "", ""),
        ({"event": {"type": "message", "channel": "D1"}}, "", ""),
        ({"event": {"type": "app_mention", "channel": {"id": "C1"}}}, "", ""),
        ({"command": "/bywhen", "channel_id": "C1"}, "", "C1"),
        ({"command": "/bywhen", "channel_id": "D1"}, "", ""),
        ({"type": "block_actions", "channel": {"id": "C1"}}, "C1", ""),
        ({"type": "block_actions", "channel": {"id": "D1"}}, "", ""),
        ({"type": "block_actions", "channel": {"id": "C1"}, "container": {"is_ephemeral": True}}, "", "C1"),
        ({"type": "block_actions", "view": {"type": "home"}}, "", ""),
        ({"type": "message_action", "channel": {"id": "C1"}}, "", "C1"),
        ({"type": "view_submission", "channel": {"id": "C1"}}, "", ""),
        ({}, "", ""),
    ],
)
def test_rooms_are_those_where_it_matters_who_answers(payload: dict[str, Any], said: str, asked: str) -> None:
    assert (whose.said_in(payload), whose.asked_in(payload)) == (said, asked)


@given(payload=st.dictionaries(NAMES, JSON, max_size=5).filter(has_shape))
@FEW
def test_whatever_is_of_slacks_shape_can_be_asked(payload: dict[str, Any]) -> None:
    names = [*whose.teams(payload), *whose.organisations(payload)]
    names += [whose.said_in(payload), whose.asked_in(payload)]

    assert all(isinstance(one, str) for one in names)
