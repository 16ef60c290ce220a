"""What is done where people have us, perhaps again: whoever and whichever room was closed to us is open."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.errors import DeliveryFailed
from bot.services import directory, removals
from bot.services import rooms as stored_rooms
from bot.services.ports import Database
from handlers.slack import rooms
from handlers.slack.directory import SlackDirectory
from handlers.slack.workspaces import Connected, Workspaces

log = structlog.get_logger()

_WAIT_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """Rooms of which Slack has said nothing, and when it may be asked again."""

    rooms: Sequence[str]
    until: datetime


class Returning:
    """Opens what is closed to us where people have us. Of what Slack says nothing just now it asks again later."""

    def __init__(self, *, database: Database, clock: Clock, workspaces: Workspaces) -> None:
        self._database = database
        self._clock = clock
        self._workspaces = workspaces
        self._waiting: dict[int, _Waiting] = {}

    async def come_back(self, connected: Connected) -> None:
        """Write to everybody there again, and to each room in which we are."""
        number = connected.workspace.installation_id
        closed = await asyncio.to_thread(removals.returned, database=self._database, installation_id=number)
        await self._open(connected, closed)

    async def look_again(self) -> None:
        """Ask again about the rooms of which Slack has said nothing, once it may be asked. Done once a minute."""
        for number, waiting in [*self._waiting.items()]:
            if self._clock() < waiting.until:
                continue
            del self._waiting[number]
            if connected := self._workspaces.get(number):
                await self._open(connected, waiting.rooms)

    async def _open(self, connected: Connected, closed: Sequence[str]) -> None:
        number = connected.workspace.installation_id
        for place, room in enumerate(closed):
            try:
                can_post = await rooms.are_known_in(connected.client, room)
            except DeliveryFailed as failed:
                wait = timedelta(seconds=failed.retry_after or _WAIT_SECONDS)
                self._waiting[number] = _Waiting(rooms=closed[place:], until=self._clock() + wait)
                log.warning("slack_room_not_known", installation_id=number, reason=failed.reason)
                return
            if can_post:
                at = stored_rooms.At(installation_id=number, room=room)
                await asyncio.to_thread(
                    stored_rooms.usable, database=self._database, at=at, can_post=True, now=self._clock()
                )


async def read_directory(connected: Connected, *, database: Database, clock: Clock) -> None:
    """Keep who is there; where Slack does not say now, the next hour will."""
    number = connected.workspace.installation_id
    listing = SlackDirectory(connected.client, is_organisation=connected.workspace.is_organisation)
    try:
        people = await listing.people()
    except DeliveryFailed as failed:
        log.warning("slack_directory_not_read", installation_id=number, reason=failed.reason)
        return
    await asyncio.to_thread(
        directory.sync, database=database, installation_id=number, listed=people, now=clock()
    )
