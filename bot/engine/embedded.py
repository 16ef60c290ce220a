"""The engine in this process: APScheduler with an in-memory store, which holds nothing but the ticks."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.engine.delivery import DeliveryLoop
from bot.engine.sweeps import Sweep

log = structlog.get_logger()


class EmbeddedEngine:
    """Runs the sweeps and the loop that sends in the running event loop."""

    def __init__(self, *, sweeps: tuple[Sweep, ...], loop: DeliveryLoop) -> None:
        self._sweeps = sweeps
        self._loop = loop
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._sending: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def start(self) -> None:
        """Begin; every sweep has its turn at once and then at its interval, never twice at the same time."""
        for turns in _taking_turns(self._sweeps):
            # The default grace of one second would skip a tick that comes late; a late one is simply run.
            self._scheduler.add_job(
                self._tracked(partial(self._run, turns)),
                "interval",
                seconds=turns[0].every,
                id=turns[0].name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        self._scheduler.start()
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=job.next_run_time - job.trigger.interval)
        self._sending = asyncio.create_task(self._loop.run())

    async def stop(self) -> None:
        """Stop ticking, and let sweeps end and what is on its way arrive: nothing uses the database afterwards."""
        self._stopping = True
        self._scheduler.pause()
        self._loop.stop()
        if self._sending is not None:
            await self._sending
        while self._running:
            await asyncio.wait(self._running)
        # Only now: it cancels what still runs, and a thread that had just claimed something would go on alone.
        self._scheduler.shutdown(wait=False)

    async def _run(self, turns: Sequence[Sweep]) -> None:
        """Run sweeps one after the other; once everything is stopped, no other one begins."""
        for sweep in turns:
            if not self._stopping:
                await _run_safely(sweep)

    def _tracked(self, run: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """Run a sweep as a task of ours, which nobody but `stop` ends; not at all once everything is stopped."""

        async def tracked() -> None:
            if self._stopping:
                return
            task = asyncio.ensure_future(run())
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await asyncio.shield(task)

        return tracked


def _taking_turns(sweeps: Sequence[Sweep]) -> list[list[Sweep]]:
    """Return the sweeps that share a tick, in their order, and by itself each that waits for somebody outside."""
    together: dict[float, list[Sweep]] = {}
    for sweep in sweeps:
        if not sweep.apart:
            together.setdefault(sweep.every, []).append(sweep)
    return [*together.values(), *([sweep] for sweep in sweeps if sweep.apart)]


async def _run_safely(sweep: Sweep) -> None:
    try:
        found = await sweep.run()
    except Exception as error:  # noqa: BLE001 - one sweep that fails must not stop the ticks; the next tick tries again.
        _report("sweep_failed", error, sweep=sweep.name)
    else:
        if found:
            log.debug("sweep_done", sweep=sweep.name, found=found)


def _report(event: str, error: Exception, **which: object) -> None:
    log.error(event, exc_info=error, **which)
