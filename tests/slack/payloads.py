"""What Slack sends: the recorded shapes, with values put in."""

import json
from copy import deepcopy
from functools import cache
from typing import Any

from tests.slack.limits import DATA

Data = dict[str, Any]

TEAM, BOT, MINA, DIRECT, ROOM = "T1", "UBOT", "UMINA", "D1", "C1"


def shape(name: str, values: Data) -> Data:
    """Return a recorded shape with these values in it; what they do not name stays as it was recorded."""
    filled: Data = _filled(deepcopy(_recorded(name)), values)
    return filled


def command(text: str = "", **more: Any) -> Data:
    """Return a slash command, typed in the private chat unless `more` says otherwise."""
    return shape(
        "SlashCommand",
        {
            "command": "/bywhen",
            "text": text,
            "team_id": TEAM,
            "user_id": MINA,
            "user_name": "mina",
            "channel_id": "DOTHER",
            "channel_name": "directmessage",
            "trigger_id": "1.2.3",
            "response_url": "https://hooks.slack.com/commands/1",
            **more,
        },
    )


def press(value: str, **more: Any) -> Data:
    """Return the press of a button in a message of the private chat."""
    action = {"type": "button", "action_id": "done:0", "block_id": "b", "value": value}
    pressed = shape(
        "BlockAction",
        {
            "team": {"id": TEAM},
            "user": {"id": MINA, "name": "mina", "team_id": TEAM},
            "container": {
                "type": "message",
                "message_ts": "11.22",
                "channel_id": DIRECT,
                "is_ephemeral": False,
            },
            "channel": {"id": DIRECT, "name": "directmessage"},
            "trigger_id": "1.2.3",
            "response_url": "https://hooks.slack.com/actions/1",
        },
    )
    # The recorded shape holds one action of every kind there is, and no view comes with a press in a message.
    del pressed["view"]
    return {**pressed, "actions": [action], **more}


def chosen(value: str, **more: Any) -> Data:
    """Return the choice of a line in a menu."""
    action = {"type": "overflow", "action_id": "more:0", "selected_option": {"text": {}, "value": value}}
    return press("", actions=[action], **more)


def ephemeral(payload: Data) -> Data:
    """Return a press in a message that its reader alone sees."""
    return {**payload, "container": {**payload["container"], "is_ephemeral": True}}


def shortcut(callback_id: str, **more: Any) -> Data:
    """Return a global shortcut: no message, no room, no address to answer by."""
    user = {"id": MINA, "username": "mina", "team_id": TEAM}
    return {
        "type": "shortcut",
        "callback_id": callback_id,
        "trigger_id": "1.2.3",
        "team": {"id": TEAM},
        "user": user,
        **more,
    }


def on_message(callback_id: str, *, response_url: str = "https://hooks.slack.com/app/1", **more: Any) -> Data:
    """Return a shortcut on what somebody wrote in a room; `more` is about that message."""
    message = {"type": "message", "user": "UWRITER", "ts": "33.44", "text": "I'll send it", **more}
    return {
        **shortcut(callback_id),
        "type": "message_action",
        "channel": {"id": ROOM, "name": "riverside"},
        "message": message,
        "response_url": response_url,
    }


def at_home(value: str, **more: Any) -> Data:
    """Return the press of a button on the Home tab."""
    return _in_view(press(value, **more), {"id": "VHOME", "type": "home", "hash": "1.h"})


def in_window(value: str, **more: Any) -> Data:
    """Return the press of a button in a window."""
    return _in_view(press(value, **more), {"id": "V7", "type": "modal", "hash": "1.h"})


def _in_view(pressed: Data, view: Data) -> Data:
    kept = {name: one for name, one in pressed.items() if name not in ("channel", "message", "response_url")}
    return {**kept, "container": {"type": "view", "view_id": view["id"]}, "view": view}


def submission(view: Data, values: Data, **more: Any) -> Data:
    """Return a form that was sent. `values` has the state of each element by the name of its block."""
    sent = shape(
        "ViewSubmission",
        {"team": {"id": TEAM}, "user": {"id": MINA, "name": "mina", "team_id": TEAM}, "trigger_id": "1.2.3"},
    )
    state = {"values": {name: {"input": element} for name, element in values.items()}}
    return {**sent, "view": {**sent["view"], "id": "V1", "hash": "1.h", **view, "state": state}, **more}


def event(name: str, values: Data, **more: Any) -> Data:
    """Return an event of the Events API."""
    return shape(
        name,
        {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": "Ev1",
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
            "event": values,
            **more,
        },
    )


def message(text: str, **more: Any) -> Data:
    """Return what somebody said to the bot in private."""
    said = event(
        "Message",
        {
            "type": "message",
            "channel": DIRECT,
            "channel_type": "im",
            "user": MINA,
            "text": text,
            "ts": "33.44",
        },
    )
    # A person's own message has neither.
    del said["event"]["bot_id"]
    said["event"] |= more
    return said


def file_share(**more: Any) -> Data:
    """Return a file that somebody dropped in the private chat."""
    shared = event(
        "MessageFileShare",
        {
            "type": "message",
            "subtype": "file_share",
            "channel": DIRECT,
            "channel_type": "im",
            "user": MINA,
            "files": [
                {
                    "id": "F1",
                    "name": "timetable.xlsx",
                    "size": 1234,
                    "url_private": "https://files.slack.com/files-pri/T1-F1/timetable.xlsx",
                    "url_private_download": "https://files.slack.com/files-pri/T1-F1/download/timetable.xlsx",
                    **more,
                }
            ],
        },
    )
    shared["event"].pop("bot_id", None)
    return shared


def _filled(recorded: Any, values: Any) -> Any:
    if isinstance(recorded, dict) and isinstance(values, dict):
        missing = {name: value for name, value in values.items() if name not in recorded}
        return {
            name: _filled(value, values[name]) if name in values else value
            for name, value in recorded.items()
        } | missing
    return values


@cache
def _recorded(name: str) -> Data:
    found: Data = json.loads((DATA / "events" / f"{name}.json").read_text())
    return found
