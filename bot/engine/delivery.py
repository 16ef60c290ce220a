"""The loop that sends: claim in a thread, send, settle in a thread; many conversations at once, each in order."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

import structlog

from bot.clock import Clock
from bot.domain.deliveries import Way
from bot.engine import posting
from bot.engine.limiter import Limiter
from bot.engine.ways import Messengers
from bot.errors import DeliveryFailed
from bot.services import outbox
from bot.services.ports import Database, Outgoing

log = structlog.get_logger()

_AT_ONCE: Final = 16
"""In each installation: one that is slow, or asks for patience, must not hold up the others."""

_IDLE_SECONDS: Final = 5.0

_LONGEST_TURN: Final = 20.0
"""Seconds that a message in hand may wait for its turn; far less than its claim holds, or it could go twice."""


class DeliveryLoop:
    """Sends what is queued. `wake` may be called from any thread; everything else belongs to the event loop.

    Only what goes through a connected installation that has not asked for patience is claimed.

    `step` claims and sends once and says how many messages it looked at; `run` steps whenever it is woken
    and now and then by itself, until `stop`, which lets what is on its way arrive first.
    """

    def __init__(
        self, *, database: Database, messengers: Messengers, clock: Clock, limiter: Limiter | None = None
    ) -> None:
        self._database = database
        self._messengers = messengers
        self._clock = clock
        self._limiter = limiter or Limiter()
        self._under_way: dict[asyncio.Task[None], Way] = {}
        self._woken = asyncio.Event()
        self._stopped = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Say that something was queued."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Send until `stop` is called."""
        self._loop = asyncio.get_running_loop()
        while not self._stopped.is_set():
            self._woken.clear()
            if await self._step_safely() == 0:
                await self._rest()
        if self._under_way:
            await asyncio.wait(self._under_way)

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is on its way has arrived."""
        self._stopped.set()
        self._woken.set()

    async def step(self, *, wait: bool = True) -> int:
        """Take what may be sent now in hand, and return how many were looked at. With `wait`, until all are settled."""
        looked_at = 0
        begun: list[asyncio.Task[None]] = []
        for way in tuple(self._messengers):
            for message_id in await self._ready(way):
                looked_at += 1
                begun += await self._begin(message_id)
        if wait and begun:
            await asyncio.wait(begun)
        return looked_at

    async def _ready(self, way: Way) -> tuple[int, ...]:
        room = _AT_ONCE - Counter(self._under_way.values())[way]
        if room <= 0 or self._stopped.is_set() or self._is_paused(way):
            return ()
        return await asyncio.to_thread(
            outbox.ready, database=self._database, now=self._clock(), limit=room, way=way
        )

    async def _begin(self, message_id: int) -> list[asyncio.Task[None]]:
        """Claim one message, each in a transaction of its own: writing a letter takes long enough."""
        if self._stopped.is_set():
            return []
        claimed = await asyncio.to_thread(
            posting.claim_alone, database=self._database, message_id=message_id, now=self._clock()
        )
        return [self._start(outgoing) for outgoing in claimed]

    async def _step_safely(self) -> int:
        try:
            return await self.step(wait=False)
        except Exception as error:  # noqa: BLE001 - the loop must outlive a database that does not answer for a moment.
            _report("step_failed", error)
            return 0

    def _start(self, outgoing: Outgoing) -> asyncio.Task[None]:
        task = asyncio.create_task(self._send(outgoing))
        self._under_way[task] = _way(outgoing)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._woken.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            # The message keeps its lease and becomes unknown when that runs out; the others go on.
            _report("message_not_settled", error)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(_IDLE_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _send(self, outgoing: Outgoing) -> None:
        may_go = await self._may_go(outgoing)
        messenger = self._messengers.get(_way(outgoing))  # Its people may have taken us away meanwhile.
        if messenger is None or not may_go:
            await self._settle(outbox.hand_back, outgoing)
            return
        try:
            sent = await messenger.send(outgoing)
        except DeliveryFailed as failure:
            self._obey(outgoing, failure)
            await self._settle(outbox.settle_failed, outgoing, failure=failure)
        except Exception as error:  # noqa: BLE001 - a mistake in a messenger: nobody knows whether it arrived.
            _report("messenger_failed", error)
            mistake = DeliveryFailed(type(error).__name__, unknown=True)
            await self._settle(outbox.settle_failed, outgoing, failure=mistake)
        else:
            await asyncio.to_thread(
                outbox.settle_sent,
                database=self._database,
                message_id=outgoing.message_id,
                sent=sent,
                now=self._clock(),
            )

    async def _may_go(self, outgoing: Outgoing) -> bool:
        """Wait for its turn, and say whether it may go then: much may have happened meanwhile."""
        delay = self._turn_in(outgoing)
        if delay > _LONGEST_TURN or await self._stops_within(delay) or self._is_paused(_way(outgoing)):
            return False
        return await asyncio.to_thread(
            outbox.is_held, database=self._database, outgoing=outgoing, now=self._clock()
        )

    def _is_paused(self, way: Way) -> bool:
        return self._limiter.is_paused(way, at=time.monotonic())

    def _turn_in(self, outgoing: Outgoing) -> float:
        """Return in how many seconds this message may go, and keep that turn if it is near."""
        now = time.monotonic()
        turn = self._limiter.reserve(
            kind=outgoing.kind,
            installation_id=outgoing.installation_id,
            conversation=outgoing.conversation,
            at=now,
            within=_LONGEST_TURN,
        )
        return turn - now

    async def _stops_within(self, seconds: float) -> bool:
        """Wait, and say whether everything was stopped meanwhile: what has not begun by then goes at the next start."""
        if seconds <= 0:
            return False
        try:
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        except TimeoutError:
            return False
        return True

    def _obey(self, outgoing: Outgoing, failure: DeliveryFailed) -> None:
        if failure.retry_after is not None and not failure.alone:
            self._limiter.pause(
                kind=outgoing.kind,
                installation_id=outgoing.installation_id,
                until=time.monotonic() + failure.retry_after,
            )

    async def _settle(self, settle: Callable[..., None], outgoing: Outgoing, **known: DeliveryFailed) -> None:
        await asyncio.to_thread(
            settle, database=self._database, outgoing=outgoing, now=self._clock(), **known
        )


def _way(outgoing: Outgoing) -> Way:
    return outgoing.kind, outgoing.installation_id


def _report(event: str, error: BaseException) -> None:
    log.error(event, exc_info=error)
