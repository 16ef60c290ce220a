"""The table of sweeps: what is done again and again, by whichever engine runs.

Each is idempotent, commits as it goes, and returns how much work it found. No business data lives here.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.clock import Clock
from bot.engine import posting, workbooks
from bot.engine.delivery import DeliveryLoop
from bot.engine.fetching import FileSources, fetch
from bot.engine.following import look_at_dates
from bot.engine.reconciling import reconcile
from bot.engine.ways import Messengers
from bot.services import (
    back_on,
    housekeeping,
    kept,
    milestones,
    outbox,
    quick_wins,
    scheduled_workbooks,
    series,
    workbook_rhythms,
)
from bot.services.checkins import closing as checkin_closing
from bot.services.checkins import opening as checkin_opening
from bot.services.imports import uploads
from bot.services.ports import Database

HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """One thing to do every `every` seconds. `run` returns how much it found to do.

    `apart`: it waits for somebody outside, so nothing else waits for it. The others of one interval take turns, in the order of
    the table: what a round of them writes goes out with the envelopes of that very round.
    """

    name: str
    every: float
    run: Callable[[], Awaitable[int]]
    apart: bool = False


def sweeps(
    *,
    database: Database,
    clock: Clock,
    messengers: Messengers,
    files: FileSources,
    loop: DeliveryLoop,
    every: float,
) -> tuple[Sweep, ...]:
    """Return the table, in the order in which one round of it makes sense. `every` is in seconds."""

    def threaded(work: Callable[..., int]) -> Callable[[], Awaitable[int]]:
        return lambda: asyncio.to_thread(work, database=database, now=clock())

    async def look_for_lost() -> int:
        return await reconcile(database=database, messengers=messengers, clock=clock)

    async def fetch_files() -> int:
        return await fetch(database=database, files=files, clock=clock)

    return (
        Sweep(name="files", every=every, run=fetch_files, apart=True),
        Sweep(name="dates", every=every, run=threaded(look_at_dates)),
        Sweep(name="check-ins", every=every, run=threaded(checkin_opening.open_due)),
        Sweep(name="check-ins that close", every=every, run=threaded(checkin_closing.close_due)),
        Sweep(name="mornings", every=every, run=threaded(posting.write_mornings)),
        Sweep(name="milestones", every=every, run=threaded(milestones.reach)),
        Sweep(name="quick wins", every=every, run=threaded(quick_wins.gather)),
        Sweep(name="breaks", every=HOUR, run=threaded(back_on.tell)),
        Sweep(name="scheduled workbooks", every=every, run=threaded(workbooks.make)),
        Sweep(name="workbook posts", every=every, run=threaded(workbooks.post)),
        Sweep(name="rooms", every=every, run=threaded(posting.post_in_rooms)),
        Sweep(name="envelopes", every=every, run=threaded(posting.post)),
        Sweep(name="leases", every=every, run=threaded(outbox.expire)),
        Sweep(name="lost", every=every, run=look_for_lost, apart=True),
        Sweep(name="send", every=every, run=loop.step, apart=True),
        Sweep(name="workbooks", every=HOUR, run=threaded(uploads.forget)),
        Sweep(name="workbook days", every=HOUR, run=threaded(workbook_rhythms.replan)),
        Sweep(name="old workbooks", every=HOUR, run=threaded(scheduled_workbooks.forget)),
        Sweep(name="yearly", every=HOUR, run=threaded(kept.owe)),
        Sweep(name="series", every=HOUR, run=threaded(series.come_round)),
        Sweep(name="answers left behind", every=HOUR, run=threaded(checkin_closing.forget)),
        Sweep(name="tidy", every=HOUR, run=threaded(housekeeping.tidy)),
    )


async def run_once(table: tuple[Sweep, ...]) -> int:
    """Run every sweep once, in order, and return how much they found to do."""
    return sum([await sweep.run() for sweep in table])
