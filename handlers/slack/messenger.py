"""Sends to Slack. Nothing is tried twice in here, and every call has a time-out."""

from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryFailed
from bot.services.ports import Outgoing, Sent
from handlers.slack import blocks, connection, ids, uploads
from handlers.slack.failures import UNSHOWABLE, translated

log = structlog.get_logger()

_PAGE: Final = 100
_SKEW_SECONDS: Final = 60.0
"""By how much Slack's clock may be behind ours."""


class SlackMessenger:
    """Implements `bot.services.ports.Messenger`. The client's session must be open."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def send(self, outgoing: Outgoing) -> Sent:
        if outgoing.file is not None:
            name, content = outgoing.file
            return await uploads.share(self._client, outgoing, name=name, content=content)
        shown = blocks.payload(outgoing.content)
        try:
            return await self._say(outgoing, shown)
        except DeliveryFailed as failed:
            if failed.reason not in UNSHOWABLE:
                raise
            # A definite refusal: nothing arrived, so the words alone cannot arrive twice.
            log.error("slack_blocks_refused", message_id=outgoing.message_id, reason=failed.reason)
            return await self._say(outgoing, {**shown, "blocks": []})

    async def find(self, outgoing: Outgoing, *, since: float) -> Sent | None:
        if outgoing.edits is not None:
            return None  # The same edit twice leaves the same message.
        if outgoing.file is not None:
            raise DeliveryFailed("files_carry_no_key", unknown=True)
        try:
            return await self._find(outgoing, since)
        except DeliveryFailed as failed:
            raise DeliveryFailed(failed.reason, unknown=True) from failed

    async def _say(self, outgoing: Outgoing, shown: dict[str, Any]) -> Sent:
        with translated():
            if outgoing.edits is not None:
                answer = await self._client.chat_update(
                    channel=outgoing.conversation, ts=outgoing.edits, **shown
                )
            else:
                answer = await self._client.chat_postMessage(
                    channel=outgoing.conversation,
                    metadata={"event_type": ids.METADATA_EVENT, "event_payload": {"k": outgoing.key}},
                    unfurl_links=False,
                    unfurl_media=False,
                    **shown,
                )
        return Sent(external_id=answer["ts"], conversation=answer["channel"])

    async def _find(self, outgoing: Outgoing, since: float) -> Sent | None:
        channel = await uploads.conversation(self._client, outgoing.conversation)
        cursor = None
        while True:
            with translated():
                page = await connection.ask(
                    self._client,
                    "conversations.history",
                    channel=channel,
                    oldest=f"{max(since - _SKEW_SECONDS, 0):.6f}",
                    inclusive="true",
                    include_all_metadata="true",
                    limit=_PAGE,
                    cursor=cursor,
                )
            for message in page["messages"]:
                if _key(message) == outgoing.key:
                    return Sent(external_id=message["ts"], conversation=channel)
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None


def _key(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != ids.METADATA_EVENT:
        return None
    key: str | None = (metadata.get("event_payload") or {}).get("k")
    return key
