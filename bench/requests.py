"""What Slack sends, as the bodies of requests: commands and presses."""

import itertools
import json
from typing import Final
from urllib.parse import urlencode

from bench.world import Holder
from tests.slack import payloads

_triggers: Final = itertools.count(1)


def command(words: str, *, holder: Holder) -> str:
    """Return a slash command, typed in private."""
    return urlencode(payloads.command(words, user_id=holder.external_id, trigger_id=_trigger()))


def press(value: str, *, holder: Holder, message: str, shown: payloads.Data) -> str:
    """Return the press of a button that carries `value`, in the holder's message of that name.

    `shown` is what Slack shows of the message, which it sends along.
    """
    pressed = payloads.press(
        value,
        user={"id": holder.external_id, "name": "mina", "username": "mina", "team_id": payloads.TEAM},
        channel={"id": holder.conversation, "name": "directmessage"},
        container={
            "type": "message",
            "message_ts": message,
            "channel_id": holder.conversation,
            "is_ephemeral": False,
        },
        trigger_id=_trigger(),
        message={"type": "message", "user": payloads.BOT, "ts": message, **shown},
    )
    return urlencode({"payload": json.dumps(pressed)})


def _trigger() -> str:
    return f"{next(_triggers)}.2.3"
