"""Files to people: asked for, uploaded, then shared. Only the last step can be seen by anybody."""

import json
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryFailed
from bot.messages import plain
from bot.services.ports import Outgoing, Sent
from handlers.slack import blocks, connection
from handlers.slack.escaping import shorten
from handlers.slack.failures import translated

_PEOPLE: Final = ("U", "W")
_AGAIN_SECONDS: Final = 30.0
_ALTERNATIVE: Final = 1000
"""Characters of the words beside a picture that Slack takes."""


async def share(client: AsyncWebClient, outgoing: Outgoing, *, name: str, content: bytes) -> Sent:
    """Send a file with the words of a message. Raises `DeliveryFailed`."""
    try:
        channel = await conversation(client, outgoing.conversation)
        file_id = await _upload(client, name, content, shows=plain.of_picture(outgoing.content, name=name))
    except DeliveryFailed as failed:
        if not failed.unknown:
            raise
        # Whatever became of it, nobody has been shown a file yet.
        raise DeliveryFailed(failed.reason, retry_after=_AGAIN_SECONDS) from failed
    with translated():
        answer = await connection.ask(
            client,
            "files.completeUploadExternal",
            files=json.dumps([{"id": file_id, "title": name}]),
            channel_id=channel,
            initial_comment=blocks.text(outgoing.content),
        )
    return Sent(external_id=_message_of(answer["files"][0], channel) or file_id, conversation=channel)


async def conversation(client: AsyncWebClient, channel: str) -> str:
    """Return the conversation with a person where only the person is known. Raises `DeliveryFailed`."""
    if not channel.startswith(_PEOPLE):
        return channel
    with translated():
        answer = await connection.ask(client, "conversations.open", users=channel)
    opened: str = answer["channel"]["id"]
    return opened


async def _upload(client: AsyncWebClient, name: str, content: bytes, *, shows: str) -> str:
    """Upload a file, a picture with what it `shows` in words. Returns what Slack calls it."""
    asked: dict[str, Any] = {"filename": name, "length": len(content)}
    if shows:
        asked["alt_txt"] = shorten(shows, _ALTERNATIVE)
    with translated():
        place = await connection.ask(client, "files.getUploadURLExternal", **asked)
        # The address is its own permission: our token is not sent there.
        async with connection.session_of(client).post(place["upload_url"], data=content) as answer:
            if answer.status != 200:
                raise DeliveryFailed(f"upload_http_{answer.status}", retry_after=_AGAIN_SECONDS)
    file_id: str = place["file_id"]
    return file_id


def _message_of(file: dict[str, Any], channel: str) -> str | None:
    """Return the message that shows the file, where Slack says so at once."""
    shares = file.get("shares") or {}
    for kind in ("private", "public"):
        for shown in (shares.get(kind) or {}).get(channel, ()):
            return str(shown["ts"])
    return None
