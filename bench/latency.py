"""How long a press waits for its answer at fifty a second, while a sweep of 500 rows runs every second."""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import aiohttp

from bench import processes, signing, world
from bench.measuring import Figure, percentile
from bench.press import done
from bench.processes import Server
from bench.world import World
from bot.clock import system_clock
from handlers.slack import manifest

_REPETITIONS: Final = 5
_A_SECOND: Final = 50
_SECONDS: Final = 4
_PRESSES: Final = _A_SECOND * _SECONDS
_ROWS: Final = 500
_SWEPT: Final = _ROWS // world.ACTIONS_EACH * _SECONDS
_PRESSING: Final = -(-_PRESSES * (_REPETITIONS + 2) // world.ACTIONS_EACH)
_PARTNERSHIPS: Final = -(-(_SWEPT + _PRESSING) // 6)
_WEEK_BEFORE: Final = datetime(2026, 11, 5, 8, 30, tzinfo=UTC)
_TUESDAY: Final = datetime(2026, 11, 10, 8, 31, tzinfo=UTC)
_LEAD: Final = 1.0
"""Seconds between saying what will be due and the first press."""


def measure() -> Sequence[Figure]:
    """Return the 99th percentile of each repetition, and print what it is when nothing else goes on."""
    with tempfile.TemporaryDirectory() as folder:
        made = world.build(Path(folder) / "bench.db", size=_PARTNERSHIPS, now=_WEEK_BEFORE)
        shift = _TUESDAY - system_clock()
        with (
            processes.running("bench.standin") as slack,
            processes.whole(made, slack=slack, shift=shift) as ours,
        ):
            trial = _Trial(made, ours, shift)
            trial.run(swept=False)  # It warms up.
            print(f"  when nothing else goes on: {trial.run(swept=False):.3g} ms", flush=True)
            values = tuple(trial.run(swept=True) for _ in range(_REPETITIONS))
    return [
        Figure(
            what=f"p99 of a press, {_A_SECOND} a second while {_ROWS} rows are swept every second",
            against="the clock",
            goal=50,
            unit="ms",
            values=values,
        )
    ]


class _Trial:
    """Presses at their times, whether the one before is answered or not."""

    def __init__(self, made: World, server: Server, shift: timedelta) -> None:
        self._path = made.path
        self._url = server.url + manifest.PATH
        self._shift = shift
        self._swept = made.holders[:_SWEPT]
        pressing = made.holders[_SWEPT:]
        self._bodies = iter([done(holder, share) for holder in pressing for share in holder.shares])

    def run(self, *, swept: bool) -> float:
        """Return the 99th percentile in milliseconds, from when a press was to be sent until it was answered."""
        if swept:
            self._let_rows_be_due()
        waits = asyncio.run(self._press())
        if swept:
            self._see_that_they_were_swept()
        return 1000 * percentile(waits, 0.99)

    async def _press(self) -> list[float]:
        start = time.perf_counter() + _LEAD
        async with aiohttp.ClientSession() as session:
            return await asyncio.gather(
                *(self._one(session, next(self._bodies), start + n / _A_SECOND) for n in range(_PRESSES))
            )

    async def _one(self, session: aiohttp.ClientSession, body: str, at: float) -> float:
        await asyncio.sleep(at - time.perf_counter())
        headers = signing.headers(body, shift=self._shift)
        async with session.post(self._url, data=body, headers=headers) as answer:
            await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"a press was answered {answer.status}")
        return time.perf_counter() - at

    def _let_rows_be_due(self) -> None:
        """Let the first reminder of each share be due, 500 of them every second from the first press on."""
        first = system_clock() + self._shift + timedelta(seconds=_LEAD)
        with closing(sqlite3.connect(self._path, timeout=10)) as connection, connection:
            connection.execute("DELETE FROM messages WHERE kind = 'envelope' AND external_id IS NULL")
            for second, shares in enumerate(self._by_second()):
                at = (first + timedelta(seconds=second)).strftime("%Y-%m-%d %H:%M:%S.%f")
                connection.execute(
                    "UPDATE deliveries SET state = 'pending', rule = NULL, message_id = NULL, due_at = ? WHERE id IN"
                    f" (SELECT min(id) FROM deliveries WHERE share_id IN ({shares}) GROUP BY share_id)",
                    [at],
                )

    def _by_second(self) -> Iterator[str]:
        a_second = len(self._swept) // _SECONDS
        for start in range(0, len(self._swept), a_second):
            holders = self._swept[start : start + a_second]
            yield ",".join(str(share) for holder in holders for share in holder.shares)

    def _see_that_they_were_swept(self) -> None:
        swept = ",".join(str(share) for holder in self._swept for share in holder.shares)
        query = f"SELECT count(*) FROM deliveries WHERE message_id IS NOT NULL AND share_id IN ({swept})"
        with closing(sqlite3.connect(self._path, timeout=10)) as connection:
            [[counted]] = connection.execute(query).fetchall()
        if counted < _ROWS:
            raise RuntimeError(f"only {counted} rows were swept in the meantime")
