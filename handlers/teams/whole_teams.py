"""What happens to a team as a whole: Teams names no channel then, and partnerships meet in channels."""

import asyncio
from datetime import datetime
from typing import Final

import structlog

from bot.errors import DeliveryFailed
from bot.services import rooms
from bot.services.ports import Database
from handlers.conversations.incoming import Change, ChangeKind
from handlers.teams.tenants import Tenant

log = structlog.get_logger()

_TOLD: Final = (ChangeKind.JOINED, ChangeKind.ARCHIVED, ChangeKind.REMOVED)


async def follow(change: Change, *, team: str, tenant: Tenant, database: Database, now: datetime) -> None:
    """Keep what a change of a team means for the rooms of ours in it."""
    if change.change not in _TOLD:
        return
    closes = change.change is not ChangeKind.JOINED
    ours = await asyncio.to_thread(
        rooms.at_installation,
        database=database,
        installation_id=tenant.installation_id,
        usable=closes,
    )
    if not ours:
        return
    try:
        told = await _closed(ours, tenant) if change.change is ChangeKind.REMOVED else await _in(team, tenant)
    except DeliveryFailed as failed:
        log.info("teams_team_not_followed", reason=failed.reason)
        return
    for room in ours:
        if room in told:
            at = rooms.At(installation_id=tenant.installation_id, room=room)
            await asyncio.to_thread(rooms.usable, database=database, at=at, can_post=not closes, now=now)


async def _in(team: str, tenant: Tenant) -> set[str]:
    """Return the channels of a team that we are in."""
    return {team, *await tenant.connector.channels(team)}


async def _closed(ours: list[str], tenant: Tenant) -> set[str]:
    """Return the rooms into which we may not look any more. Of a team that we are not in, nobody tells us the channels."""
    found = set()
    for room in ours:
        try:
            await tenant.connector.members(room, page=1, after=None)
        except DeliveryFailed as failed:
            if not failed.permanent:
                raise
            found.add(room)
    return found
