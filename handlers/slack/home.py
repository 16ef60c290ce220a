"""The Home tab: what is yours, for as long as somebody looks."""

import asyncio
from collections import defaultdict
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.errors import DeliveryFailed
from bot.messages.model import Message
from bot.services import home, identity
from bot.services.ports import Database
from handlers.slack import blocks
from handlers.slack.failures import translated

log = structlog.get_logger()

_CONFLICT: Final = "hash_conflict"


class HomeTab:
    """Shows each person their own tab; of two at once the later one is read later, and stays."""

    def __init__(
        self, *, client: AsyncWebClient, database: Database, clock: Clock, installation_id: int
    ) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._installation_id = installation_id
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def publish(self, user: str, *, said: Message | None = None, seen: str = "") -> None:
        """Show how things stand now, below what was just said. `seen` is Slack's hash of what they look at.

        Where Slack does not take it, the tab stays as it was until it is opened again.
        """
        async with self._turns[user]:
            try:
                await self._publish(user, said, seen)
            except DeliveryFailed as failed:
                log.warning("slack_home_not_published", reason=failed.reason)

    async def _publish(self, user: str, said: Message | None, seen: str) -> None:
        shown = view(await asyncio.to_thread(self._read, user), said=said)
        try:
            with translated():
                await self._client.views_publish(user_id=user, view=shown, hash=seen or None)
        except DeliveryFailed as failed:
            if failed.reason != _CONFLICT:
                raise
            # Somebody was quicker: what is true now is published, whatever stands there.
            await self._publish(user, said, "")

    def _read(self, user: str) -> Message:
        caller = identity.recognise(
            database=self._database,
            kind=AddressKind.SLACK,
            installation_id=self._installation_id,
            external_id=user,
            room=None,
        )
        return home.of(database=self._database, caller=caller, now=self._clock())


def view(message: Message, *, said: Message | None = None) -> dict[str, Any]:
    """Return the tab: what was just said, if anything, then the rest."""
    shown = (said, message) if said else (message,)
    return {"type": "home", "blocks": blocks.of_home(*shown)}
