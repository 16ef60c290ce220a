"""Keeps up with the workspaces that have installed us: what lets us in is renewed before it runs out."""

import asyncio

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.domain.credentials import Held
from bot.errors import Busy, DeliveryFailed
from bot.services import credentials
from bot.services.ports import Database
from handlers.slack import installs, workspace
from handlers.slack.installs import Granted, Installs
from handlers.slack.workspaces import Workspaces

log = structlog.get_logger()


class Keeping:
    """Looks what is kept, and connects and lets go accordingly; another process may have kept it."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        database: Database,
        clock: Clock,
        settings: Installs,
        workspaces: Workspaces,
    ) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._settings = settings
        self._workspaces = workspaces
        self._held: dict[int, Held] = {}
        self._lost: frozenset[int] = frozenset()

    async def look(self) -> None:
        """Connect to what was installed, let go of what was taken away, and renew what runs out soon."""
        async with self._workspaces.changing:
            await self.look_now()

    async def look_now(self) -> None:
        """Look, for whoever has `changing` in hand already."""
        found, lost = await asyncio.to_thread(
            credentials.held, database=self._database, vault=self._settings.vault
        )
        for number in {*lost} - self._lost:
            log.error("slack_credentials_unreadable", installation_id=number)
        self._lost = frozenset(lost)
        for number in {*self._held} - {one.installation_id for one in found}:
            del self._held[number]
            self._workspaces.disconnect(number)
        for one in found:
            self._connect(one)
            if credentials.is_due(one, now=self._clock()):
                await self._renew(one)

    async def keep(self, granted: Granted) -> int:
        """Keep what somebody has just allowed, and connect. Returns the number of the installation."""
        number = await asyncio.to_thread(
            credentials.install,
            database=self._database,
            vault=self._settings.vault,
            tenant=granted.tenant,
            name=granted.name,
            bot_user_id=granted.bot_user_id,
            tokens=granted.tokens,
            now=self._clock(),
        )
        await self.look()
        return number

    def version_of(self, installation_id: int) -> int | None:
        """Return the version of what lets us in there, None where that is a token of the operator's."""
        held = self._held.get(installation_id)
        return held.version if held else None

    def forget(self, installation_id: int) -> None:
        """Let go of what was taken away."""
        self._held.pop(installation_id, None)

    def _connect(self, held: Held) -> None:
        number = held.installation_id
        if number in self._workspaces and number not in self._held:
            return  # The operator has set its token, which stays good as long as it is set.
        if self._held.get(number) != held:
            self._held[number] = held
            self._workspaces.connect(workspace.of(held), token=held.tokens.access)

    async def _renew(self, held: Held) -> None:
        """Renew what runs out soon, unless another process is at it; what fails is tried again in a while."""
        try:
            claimed = await asyncio.to_thread(
                credentials.claim, database=self._database, held=held, now=self._clock()
            )
            if claimed is None:
                return
            tokens = await installs.renew(
                self._client, self._settings, refresh=held.tokens.refresh, now=self._clock()
            )
            renewed = await asyncio.to_thread(
                credentials.renewed,
                database=self._database,
                vault=self._settings.vault,
                held=claimed,
                tokens=tokens,
                now=self._clock(),
            )
        except (Busy, DeliveryFailed) as error:
            log.error("slack_token_not_renewed", installation_id=held.installation_id, reason=str(error))
            return
        if renewed is not None:
            self._connect(renewed)
            log.info("slack_token_renewed", installation_id=held.installation_id)
