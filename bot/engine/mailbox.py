"""Looks into our mailbox: what comes back is taken in one by one, and then put away."""

import asyncio
from typing import Final

import structlog

from bot.clock import Clock
from bot.engine.sweeps import Sweep
from bot.errors import DeliveryFailed
from bot.services import coming_back
from bot.services.ports import Arrived, Database, Mailbox

log: Final = structlog.get_logger()

_AT_MOST: Final = 50
_MINUTE: Final = 60.0


def sweep(*, database: Database, mailbox: Mailbox, clock: Clock) -> Sweep:
    """Look into our mailbox every minute."""

    async def look() -> int:
        return await look_in(database=database, mailbox=mailbox, clock=clock)

    return Sweep(name="mailbox", every=_MINUTE, run=look, apart=True)


async def look_in(*, database: Database, mailbox: Mailbox, clock: Clock) -> int:
    """Take in what nobody has read yet. Returns how many letters.

    One with which something is wrong stays unread, and is looked at again; a mailbox that doesn't answer as well.
    """
    try:
        arrived = await mailbox.unread(limit=_AT_MOST)
        done = [one.name for one in arrived if await _take(database, one, clock)]
        if done:
            await mailbox.put_away(done)
    except DeliveryFailed as failed:
        log.warning("mailbox_not_read", reason=failed.reason)
        return 0
    return len(done)


async def _take(database: Database, arrived: Arrived, clock: Clock) -> bool:
    if arrived.returned is None:
        return True
    try:
        await asyncio.to_thread(coming_back.take, database=database, returned=arrived.returned, now=clock())
    except Exception as error:  # noqa: BLE001 - one letter must not keep all others from being read.
        _report("letter_not_taken_in", arrived, error)
        return False
    return True


def _report(event: str, arrived: Arrived, error: Exception) -> None:
    log.error(event, name=arrived.name, exc_info=error)
