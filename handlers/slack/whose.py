"""For which workspace a request is, as far as it says so; and the room that it is about. Pure, and nothing is believed.

A room that two of our workspaces share belongs to one of them. What is said to everybody there is answered by that
one. What somebody asks us alone, by a command, is answered by their own, in private.
"""

from collections.abc import Iterator
from typing import Any, Final

from handlers.slack import incoming
from handlers.slack.incoming import Payload

_SAID_TO_ALL: Final = frozenset({"app_mention", "member_joined_channel", "member_left_channel"})
_DIRECT: Final = "D"


def teams(payload: Payload) -> Iterator[str]:
    """Yield the workspaces for which this may be, the likeliest first."""
    view, team = _object(payload, "view"), payload.get("team")
    if _is_on_message(payload):
        yield _text(_object(payload, "message"), "team")  # Who wrote the message gets what is pressed on it.
    yield _text(view, "app_installed_team_id")
    yield from (_text(one, "team_id") for one in _authorizations(payload))
    yield team if isinstance(team, str) else _text(_object(payload, "team"), "id")
    yield from (_text(payload, "team_id"), _text(payload, "context_team_id"))
    yield from (_text(view, "team_id"), _text(_object(payload, "user"), "team_id"))


def organisations(payload: Payload) -> Iterator[str]:
    """Yield the organisations of those workspaces, the likeliest first."""
    yield _text(_object(payload, "enterprise"), "id")
    yield from (_text(one, "enterprise_id") for one in _authorizations(payload))
    yield from (_text(payload, "enterprise_id"), _text(payload, "context_enterprise_id"))
    yield _text(_object(payload, "team"), "enterprise_id")


def said_in(payload: Payload) -> str:
    """Return the room in which this was said to everybody, or pressed; "" for anything else."""
    event = _object(payload, "event")
    if event.get("type") in _SAID_TO_ALL:
        return _room(_text(event, "channel"))
    return _room(_text(_object(payload, "channel"), "id")) if _is_on_message(payload) else ""


def asked_in(payload: Payload) -> str:
    """Return the room in which somebody asked us what they alone see answered; "" for anything else."""
    if payload.get("type") in ("block_actions", "message_action") and not _is_on_message(payload):
        return _room(_text(_object(payload, "channel"), "id"))
    return _room(_text(payload, "channel_id")) if "command" in payload else ""


def take_aside(payload: Payload) -> None:
    """Let what was asked in a room count as asked in private."""
    if "command" in payload:
        payload["channel_name"] = incoming.DIRECT
    else:
        payload["channel"] = {**payload["channel"], "name": incoming.DIRECT}


def _is_on_message(payload: Payload) -> bool:
    is_press = payload.get("type") == "block_actions" and not payload.get("view")
    return is_press and not incoming.is_ephemeral(payload)


def _authorizations(payload: Payload) -> tuple[Payload, ...]:
    found = payload.get("authorizations")
    return tuple(found) if isinstance(found, list) else ()


def _room(name: str) -> str:
    return "" if name.startswith(_DIRECT) else name


def _object(payload: Payload, name: str) -> Payload:
    found = payload.get(name)
    return found if isinstance(found, dict) else {}


def _text(payload: Payload, name: str) -> str:
    found: Any = payload.get(name)
    return found if isinstance(found, str) else ""
