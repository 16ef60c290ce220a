"""People of other workspaces, whom Slack lets into a shared room."""

import asyncio
from collections.abc import Callable

import structlog

from bot.clock import Clock
from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.errors import DeliveryFailed
from bot.services import acquainting
from bot.services import directory as stored_directory
from bot.services.ports import Database, Listed
from handlers.slack.directory import SlackDirectory
from handlers.slack.workspace import Workspace

log = structlog.get_logger()

Elsewhere = Callable[[str], int | None]
"""Gives the installation of another workspace that has us, by Slack's name for it."""


class Outsiders:
    """Tells them from our own, and finds out who they are."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        workspace: Workspace,
        directory: SlackDirectory,
        elsewhere: Elsewhere,
    ) -> None:
        self._database = database
        self._clock = clock
        self._workspace = workspace
        self._directory = directory
        self._elsewhere = elsewhere

    async def is_one(self, user: str, team: str) -> bool:
        """Say whether this is somebody of another workspace whom no partnership has told us of."""
        if not user or self._workspace.is_home_of(team):
            return False
        at = self._at(self._workspace.installation_id, user)
        is_outsider = await asyncio.to_thread(
            stored_directory.is_outsider,
            database=self._database,
            at=at,
            listed_belong=bool(self._workspace.enterprise_id),
        )
        there = self._elsewhere(team)
        if not is_outsider or there is None:
            return is_outsider
        known = self._at(there, user)
        return not await asyncio.to_thread(acquainting.introduce, database=self._database, at=at, known=known)

    async def look_up(self, user: str) -> None:
        """Ask Slack who somebody is whom its list leaves out."""
        try:
            await self.keep(await self._directory.person(user))
        except DeliveryFailed as failed:
            log.info("slack_person_not_found", reason=failed.reason)

    async def keep(self, member: Listed) -> None:
        """Keep one line of the directory."""
        await asyncio.to_thread(
            stored_directory.sync,
            database=self._database,
            installation_id=self._workspace.installation_id,
            listed=(member,),
            now=self._clock(),
        )

    def _at(self, installation_id: int, user: str) -> Destination:
        return Destination(kind=AddressKind.SLACK, installation_id=installation_id, external_id=user)
