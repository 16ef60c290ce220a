"""What is done where people have us, perhaps again: whoever and whichever room was closed to us is open."""

import asyncio

import structlog

from bot.clock import Clock
from bot.errors import DeliveryFailed
from bot.services import directory, removals
from bot.services import rooms as stored_rooms
from bot.services.ports import Database
from handlers.slack import rooms
from handlers.slack.directory import SlackDirectory
from handlers.slack.workspaces import Connected

log = structlog.get_logger()


async def come_back(connected: Connected, *, database: Database, clock: Clock) -> None:
    """Write to everybody there again, and to each room in which we are."""
    number = connected.workspace.installation_id
    closed = await asyncio.to_thread(removals.returned, database=database, installation_id=number)
    for room in closed:
        if await rooms.are_in(connected.client, room):
            at = stored_rooms.At(installation_id=number, room=room)
            await asyncio.to_thread(stored_rooms.usable, database=database, at=at, can_post=True, now=clock())


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
