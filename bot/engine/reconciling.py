"""Messages of which nobody knows whether they arrived: looked for where the platform can tell, else by policy."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.engine.ways import Messengers
from bot.errors import DeliveryFailed
from bot.services import detours, outbox
from bot.services.ports import Database, Messenger, Outgoing, Sent

log = structlog.get_logger()

_AT_MOST: Final = 50
_PATIENCE: Final = timedelta(minutes=10)
"""How long a platform is asked again before the policy of the message's kind decides."""

_CLOCKS_DIFFER: Final = 5.0
"""Seconds by which the platform's clock may lie before ours."""


async def reconcile(*, database: Database, messengers: Messengers, clock: Clock) -> int:
    """Find out about messages that may have been lost, each no earlier than its platform can tell.

    What has waited too long for a platform that is not connected is given up. Returns how many of both.
    """
    stranded = await asyncio.to_thread(detours.strand, database=database, ways=tuple(messengers), now=clock())
    lost = await asyncio.to_thread(outbox.lost, database=database, now=clock(), limit=_AT_MOST)
    for outgoing, attempt_at in lost:
        try:
            await _settle(database, messengers, clock, outgoing, attempt_at)
        except Exception as error:  # noqa: BLE001 - one message must not keep the others unknown; it is tried again in a minute.
            _report("message_still_unknown", outgoing, error)
    return stranded + len(lost)


async def _settle(
    database: Database, messengers: Messengers, clock: Clock, outgoing: Outgoing, attempt_at: datetime
) -> None:
    messenger = messengers.get((outgoing.kind, outgoing.installation_id))
    if messenger is None:
        await asyncio.to_thread(
            outbox.settle_unconnected, database=database, message_id=outgoing.message_id, now=clock()
        )
        return
    found, certain = await _look_for(messenger, outgoing, attempt_at)
    if not certain and clock() < attempt_at + _PATIENCE:
        return  # It is looked for again in a minute.
    await asyncio.to_thread(
        outbox.settle_lost,
        database=database,
        message_id=outgoing.message_id,
        found=found,
        certain=certain,
        now=clock(),
    )


async def _look_for(
    messenger: Messenger, outgoing: Outgoing, attempt_at: datetime
) -> tuple[Sent | None, bool]:
    """Return what was found, and whether that is certain."""
    try:
        return await messenger.find(outgoing, since=attempt_at.timestamp() - _CLOCKS_DIFFER), True
    except DeliveryFailed as failure:
        log.warning("message_not_found_out", message_id=outgoing.message_id, reason=failure.reason)
    except Exception as error:  # noqa: BLE001 - a mistake in a messenger: the platform has not told us.
        _report("messenger_failed", outgoing, error)
    return None, False


def _report(event: str, outgoing: Outgoing, error: Exception) -> None:
    log.error(event, message_id=outgoing.message_id, exc_info=error)
