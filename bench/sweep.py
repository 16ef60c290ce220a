"""A sweep with 500 due rows, over ten thousand and over a million rows that are not due; and one with nothing due."""

import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from bench import crowd, world
from bench.measuring import REPETITIONS, Figure, elapsed, in_turns, ratios, told
from bench.world import World
from bot.engine import posting, workbooks
from bot.services import kept, milestones, outbox, quick_wins, series
from storage.database import Database

_FEW, _MANY = 10_000, 1_000_000
_HOLDERS: Final = 100
_DUE: Final = _HOLDERS * world.ACTIONS_EACH
_PARTNERSHIPS: Final = -(-_HOLDERS // 6)
_THURSDAY: Final = datetime(2026, 11, 5, 8, 30, tzinfo=UTC)
_TUESDAY: Final = datetime(2026, 11, 10, 8, 31, tzinfo=UTC)
"""When the envelope of the week before was sent, and when the regular hour of everybody has just come."""

_EMPTY_RUNS: Final = 20
_AT_MOST: Final = 50
_SWEEPS: Final[dict[str, Callable[..., object]]] = {
    "mornings": posting.write_mornings,
    "rooms": posting.post_in_rooms,
    "envelopes": posting.post,
    "leases": outbox.expire,
    "lost": partial(outbox.lost, limit=_AT_MOST),
    "send": partial(posting.claim, limit=_AT_MOST),
    "milestones": milestones.reach,
    "quick wins": quick_wins.gather,
    "scheduled workbooks": workbooks.make,
    "workbook posts": workbooks.post,
    "series": series.come_round,
    "yearly": kept.owe,
}


def measure() -> Sequence[Figure]:
    """Return the ratio of the times, and how long a sweep takes that finds nothing."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_Swept(Path(folder), not_due=count) for count in (_FEW, _MANY))
        measured = in_turns(many.sweep, few.sweep)
        told(f"{_DUE} due rows", measured)
        figures = [
            Figure(
                what=f"a sweep with {_DUE} due rows over {_MANY:,} not due",
                against=f"over {_FEW:,} not due",
                goal=1.3,
                unit="×",
                values=ratios(measured),
            ),
            Figure(
                what=f"the slowest empty sweep over {_MANY:,} not due",
                against="the clock",
                goal=1,
                unit="ms",
                values=many.empty(),
            ),
        ]
        few.close()
        many.close()
        return figures


class _Swept:
    """One database, in which the same rows become due again and again."""

    def __init__(self, folder: Path, *, not_due: int) -> None:
        self._world = world.build(folder / f"sweep-{not_due}.db", size=_PARTNERSHIPS, now=_THURSDAY)
        crowd.add(self._world, deliveries=not_due, now=_TUESDAY)
        self._due = _let_one_each_be_due(self._world)
        self._database = Database.connect(self._world.url)

    def sweep(self) -> float:
        """Return the seconds that the sweep takes."""
        self._let_them_be_due_again()
        seconds = elapsed(lambda: posting.post(database=self._database, now=_TUESDAY))
        self._see_that_they_were_claimed()
        return seconds

    def empty(self) -> tuple[float, ...]:
        """Return the milliseconds of the slowest sweep, each time when nothing is due."""
        return tuple(max(map(self._empty, _SWEEPS)) for _ in range(REPETITIONS))

    def close(self) -> None:
        self._database.close()

    def _empty(self, name: str) -> float:
        # What the sweep before has queued is not what is asked about.
        with closing(sqlite3.connect(self._world.path)) as connection, connection:
            connection.execute("UPDATE messages SET state = 'sent'")
        run = partial(_SWEEPS[name], database=self._database, now=_TUESDAY)
        run()
        return 1000 * elapsed(lambda: [run() for _ in range(_EMPTY_RUNS)]) / _EMPTY_RUNS

    def _let_them_be_due_again(self) -> None:
        with closing(sqlite3.connect(self._world.path)) as connection, connection:
            connection.execute(
                "UPDATE deliveries SET state = 'pending', rule = NULL, message_id = NULL, due_at = ?"
                f" WHERE id IN ({','.join(map(str, self._due))})",
                [_TUESDAY.strftime("%Y-%m-%d %H:%M:%S.%f")],
            )
            connection.execute("DELETE FROM messages WHERE external_id IS NULL")

    def _see_that_they_were_claimed(self) -> None:
        with closing(sqlite3.connect(self._world.path)) as connection:
            [[claimed]] = connection.execute("SELECT count(*) FROM deliveries WHERE state = 'claimed'")
        if claimed != _DUE:
            raise RuntimeError(f"{claimed} of {_DUE} due rows were swept")


def _let_one_each_be_due(made: World) -> list[int]:
    """Let the first reminder of every share be due and everything else lie ahead. Returns the due ones."""
    shares = [share for holder in made.holders[:_HOLDERS] for share in holder.shares]
    with closing(sqlite3.connect(made.path)) as connection, connection:
        connection.execute(
            "UPDATE deliveries SET due_at = '2027-01-05 08:30:00.000000' WHERE state = 'pending'"
        )
        rows = connection.execute(
            f"SELECT min(id) FROM deliveries WHERE share_id IN ({','.join(map(str, shares))}) GROUP BY share_id"
        )
        return [number for (number,) in rows]
