"""Whether a signed body has the shape of what Slack sends, so that nothing behind it trips over another one."""

import json
from typing import Any, Final
from urllib.parse import parse_qs

_OBJECTS: Final = ("bot", "channel", "container", "enterprise", "message", "team", "user", "view")
_LISTS: Final = ("actions", "authorizations")
_TEXTS: Final = (
    "callback_id",
    "command",
    "team_id",
    "type",
    "enterprise_id",
    "bot_id",
    "user_id",
    "event_id",
)


def is_slacks(body: bytes, *, content_type: str) -> bool:
    """Say whether a body is a form, as commands and presses are, or JSON, as events are, of objects where Slack has them."""
    try:
        text = body.decode()
        payload = json.loads(text) if "json" in content_type else _form(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(payload, dict) and has_shape(payload)


def _form(text: str) -> Any:
    fields = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
    return json.loads(fields["payload"]) if "payload" in fields else fields


def has_shape(payload: dict[str, Any]) -> bool:
    """Say whether there are objects, lists and texts where Slack has them."""
    if ("event" in payload or payload.get("type") == "event_callback") and not _is_event(
        payload.get("event")
    ):
        return False
    if payload.get("type") == "block_actions" and not _are_actions(payload.get("actions")):
        return False
    objects = all(isinstance(payload[name], dict | None) for name in _OBJECTS if name in payload)
    lists = all(_is_list_of_objects(payload[name]) for name in _LISTS if name in payload)
    texts = all(isinstance(payload[name], str | None) for name in _TEXTS if name in payload)
    return objects and lists and texts


def _is_event(event: Any) -> bool:
    return isinstance(event, dict) and isinstance(event.get("type"), str)


def _are_actions(actions: Any) -> bool:
    return (
        _is_list_of_objects(actions)
        and bool(actions)
        and all(
            isinstance(one.get(name), str) for one in actions for name in ("type", "action_id", "block_id")
        )
    )


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)
