"""Keeps what the platforms list: who is in each installation."""

import asyncio
from collections.abc import Mapping
from typing import Final

import structlog

from bot.clock import Clock
from bot.errors import DeliveryFailed
from bot.services import directory
from bot.services.ports import Database, Directory

log: Final = structlog.get_logger()


async def read(*, database: Database, directories: Mapping[int, Directory], clock: Clock) -> int:
    """Keep who is in each installation, and return how many people were listed.

    One that does not answer is read again at the next round, and keeps none of the others waiting.
    """
    listed = 0
    for installation_id, listing in tuple(directories.items()):
        try:
            listed += await _read_one(database, installation_id, listing, clock)
        except DeliveryFailed as failed:
            log.warning("directory_not_read", installation_id=installation_id, reason=failed.reason)
    return listed


async def _read_one(database: Database, installation_id: int, listing: Directory, clock: Clock) -> int:
    people = await listing.people()
    await asyncio.to_thread(
        directory.sync, database=database, installation_id=installation_id, listed=people, now=clock()
    )
    return len(people)
