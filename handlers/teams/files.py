"""Files that people sent to the bot, fetched from where Teams keeps them; and files put among their own."""

from typing import Final
from urllib.parse import urlsplit

import httpx

from bot.errors import DeliveryFailed, Refused
from handlers.teams.connection import Connector
from handlers.teams.failures import of_answer

_HOSTS: Final = ("sharepoint.com", "sharepoint.us", "sharepoint-mil.us", "sharepoint.cn")


class TeamsFiles:
    """Implements `bot.services.ports.FileSource`. An address of a file is its own permission: our token stays here."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def fetch(self, *, reference: str, limit: int) -> bytes:
        self._must_be_teams(reference)
        content = bytearray()
        async with self._connector.connection.opened(reference) as answer:
            if answer.status_code != 200:
                raise _refusal(answer)
            async for piece in answer.aiter_bytes():
                content += piece
                if len(content) > limit:
                    raise Refused("workbook_too_large", most=limit)
        return bytes(content)

    async def put(self, *, address: str, content: bytes) -> None:
        """Put a file where somebody has let us. Raises `DeliveryFailed`."""
        self._must_be_teams(address)
        last = len(content) - 1
        headers = {
            "Content-Range": f"bytes 0-{last}/{len(content)}",
            "Content-Type": "application/octet-stream",
        }
        await self._connector.connection.bare("PUT", address, content=content, headers=headers)

    def _must_be_teams(self, address: str) -> None:
        """Let nobody send us anywhere else: only where Teams keeps files, or where it is written to."""
        if not _is_teams(address, service_url=self._connector.service_url):
            raise DeliveryFailed("not_teams_file", permanent=True)


def _is_teams(address: str, *, service_url: str) -> bool:
    try:
        asked, service = urlsplit(address), urlsplit(service_url)
        host = asked.hostname or ""
    except ValueError:
        return False
    if (asked.scheme, asked.netloc) == (service.scheme, service.netloc):
        return True
    return asked.scheme == "https" and any(host == one or host.endswith(f".{one}") for one in _HOSTS)


def _refusal(answer: httpx.Response) -> DeliveryFailed:
    failed = of_answer(answer)
    if failed.unknown:
        # Nothing changes by fetching: it can be tried again.
        return DeliveryFailed(failed.reason, retry_after=30.0)
    return failed
