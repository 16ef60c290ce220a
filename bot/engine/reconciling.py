"""Messages of which nobody knows whether they arrived: looked for where the platform can tell, else by policy."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.engine.delivery import Messengers
from bot.errors import DeliveryFailed
from bot.services import outbox
from bot.services.ports import Database, Messenger, Outgoing, Sent

log = structlog.get_logger()

_AT_MOST: Final = 50
_PATIENCE: Final = timedelta(minutes=10)
"""How long a platform is asked again before the policy of the message's kind decides."""

_CLOCKS_DIFFER: Final = 5.0
"""Seconds by which the platform's clock may lie before ours."""


async def reconcile(*, database: Database, messengers: Messengers, clock: Clock) -> int:
    """Find out about messages that may have been lost, each no earlier than its platform can tell. Returns how many."""
    lost = await asyncio.to_thread(outbox.lost, database=database, now=clock(), limit=_AT_MOST)
    for outgoing, attempt_at in lost:
        messenger = messengers.get((outgoing.kind, outgoing.installation_id))
        if messenger is not None:
            await _look_for(database, messenger, clock, outgoing, attempt_at)
    return len(lost)


async def _look_for(
    database: Database, messenger: Messenger, clock: Clock, outgoing: Outgoing, attempt_at: datetime
) -> None:
    found: Sent | None = None
    certain = True
    try:
        found = await messenger.find(outgoing, since=attempt_at.timestamp() - _CLOCKS_DIFFER)
    except DeliveryFailed as failure:
        log.warning("message_not_found_out", message_id=outgoing.message_id, reason=failure.reason)
        certain = False
        if clock() < attempt_at + _PATIENCE:
            return  # It is looked for again in a minute.
    await asyncio.to_thread(
        outbox.settle_lost,
        database=database,
        message_id=outgoing.message_id,
        found=found,
        certain=certain,
        now=clock(),
    )
