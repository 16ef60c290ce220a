"""Files that people sent to the bot, fetched from Slack."""

from typing import Final
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryFailed, Refused
from handlers.slack import connection
from handlers.slack.failures import translated

_SLACK: Final = "slack.com"
_PIECE: Final = 64 * 1024


class SlackFiles:
    """Implements `bot.services.ports.FileSource`. The client's session must be open."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def fetch(self, *, reference: str, limit: int) -> bytes:
        if not self._is_slacks(reference):
            # Our token goes nowhere else, whatever a payload says.
            raise DeliveryFailed("not_slacks_file", permanent=True)
        headers = {"Authorization": f"Bearer {self._client.token}"}
        with translated():
            # Slack leads those who may not read a file to a page for people; that page is not the file.
            async with connection.session_of(self._client).get(
                reference, headers=headers, allow_redirects=False
            ) as answer:
                if answer.status != 200 or answer.content_type == "text/html":
                    raise _refusal(answer.status)
                content = bytearray()
                async for piece in answer.content.iter_chunked(_PIECE):
                    content += piece
                    if len(content) > limit:
                        raise Refused("workbook_too_large", most=limit)
                return bytes(content)

    def _is_slacks(self, reference: str) -> bool:
        """Say whether this is one of Slack's own addresses, or one of the server that stands in for it."""
        asked, api = urlsplit(reference), urlsplit(self._client.base_url)
        if (asked.scheme, asked.netloc) == (api.scheme, api.netloc):
            return True
        host = asked.hostname or ""
        return asked.scheme == "https" and (host == _SLACK or host.endswith(f".{_SLACK}"))


def _refusal(status: int) -> DeliveryFailed:
    if status == 429 or status >= 500:
        return DeliveryFailed(f"http_{status}", retry_after=30.0)
    return DeliveryFailed(f"http_{status}", permanent=True)
