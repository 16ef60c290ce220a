"""The loop that sends: claim in a thread, send, settle in a thread; many conversations at once, each in order."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.engine import posting
from bot.engine.limiter import Limiter
from bot.errors import DeliveryFailed
from bot.services import outbox
from bot.services.ports import Database, Messenger, Outgoing, Sent

log = structlog.get_logger()

Messengers = Mapping[tuple[AddressKind, int], Messenger]
"""The messenger of each installation, by its kind and number."""

_AT_ONCE: Final = 32
_IDLE_SECONDS: Final = 5.0
_RECONNECT_SECONDS: Final = 600.0

_LONGEST_TURN: Final = 20.0
"""Seconds that a message in hand may wait for its turn; far less than its claim holds, or it could go twice."""


class DeliveryLoop:
    """Sends what is queued. `wake` may be called from any thread; everything else belongs to the event loop.

    `step` claims and sends once and says how many messages it took in hand; `run` steps whenever it is woken
    and now and then by itself, until `stop`, which lets what is on its way arrive first.
    """

    def __init__(
        self, *, database: Database, messengers: Messengers, clock: Clock, limiter: Limiter | None = None
    ) -> None:
        self._database = database
        self._messengers = messengers
        self._clock = clock
        self._limiter = limiter or Limiter()
        self._under_way: set[asyncio.Task[None]] = set()
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
        """Take what may be sent now in hand, and return how many that were. With `wait`, until all are settled."""
        room = _AT_ONCE - len(self._under_way)
        if room <= 0:
            return 0
        claimed = await asyncio.to_thread(
            posting.claim, database=self._database, now=self._clock(), limit=room
        )
        tasks = [self._start(self._send(outgoing)) for outgoing in claimed]
        if wait and tasks:
            await asyncio.wait(tasks)
        return len(claimed)

    async def _step_safely(self) -> int:
        try:
            return await self.step(wait=False)
        except Exception as error:  # noqa: BLE001 - the loop must outlive a database that does not answer for a moment.
            _report("step_failed", error)
            return 0

    def _start(self, sending: Awaitable[None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(sending)
        self._under_way.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
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
        delay = self._turn_in(outgoing)
        if delay > _LONGEST_TURN or await self._stops_within(delay):
            later = DeliveryFailed("not its turn yet", retry_after=delay)
            await self._settle(outbox.settle_failed, outgoing, failure=later)
            return
        try:
            sent = await self._messenger(outgoing).send(outgoing)
        except DeliveryFailed as failure:
            self._obey(outgoing, failure)
            await self._settle(outbox.settle_failed, outgoing, failure=failure)
        else:
            await self._settle(outbox.settle_sent, outgoing, sent=sent)

    def _messenger(self, outgoing: Outgoing) -> Messenger:
        messenger = self._messengers.get((outgoing.kind, outgoing.installation_id))
        if messenger is None:
            raise DeliveryFailed("not_connected", retry_after=_RECONNECT_SECONDS)
        return messenger

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
        if failure.retry_after is not None:
            self._limiter.pause(
                kind=outgoing.kind,
                installation_id=outgoing.installation_id,
                until=time.monotonic() + failure.retry_after,
            )

    async def _settle(
        self, settle: Callable[..., None], outgoing: Outgoing, **known: DeliveryFailed | Sent
    ) -> None:
        await asyncio.to_thread(
            settle, database=self._database, message_id=outgoing.message_id, now=self._clock(), **known
        )


def _report(event: str, error: BaseException) -> None:
    log.error(event, exc_info=error)
