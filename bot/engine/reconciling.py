"""Messages of which nobody knows whether they arrived: looked for where the platform can tell, else by policy."""

import asyncio

import structlog

from bot.clock import Clock
from bot.engine.delivery import Messengers
from bot.errors import DeliveryFailed
from bot.services import outbox
from bot.services.ports import Database, Outgoing, Sent

log = structlog.get_logger()

_AT_MOST = 50


async def reconcile(*, database: Database, messengers: Messengers, clock: Clock) -> int:
    """Find out about messages that may have been lost, each no earlier than its platform can tell. Returns how many."""
    lost = await asyncio.to_thread(outbox.lost, database=database, now=clock(), limit=_AT_MOST)
    for outgoing, attempt_at in lost:
        await _settle(database, messengers, clock, outgoing, attempt_at.timestamp())
    return len(lost)


async def _settle(
    database: Database, messengers: Messengers, clock: Clock, outgoing: Outgoing, since: float
) -> None:
    found: Sent | None = None
    certain = True
    try:
        found = await messengers[outgoing.kind, outgoing.installation_id].find(outgoing, since=since)
    except DeliveryFailed as failure:
        certain = False
        log.warning("message_not_found_out", message_id=outgoing.message_id, reason=failure.reason)
    await asyncio.to_thread(
        outbox.settle_lost,
        database=database,
        message_id=outgoing.message_id,
        found=found,
        certain=certain,
        now=clock(),
    )
