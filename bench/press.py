"""A press that commits and answers, against a bare Bolt listener that runs the same statements."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from bench import processes, requests, world
from bench.measuring import REPETITIONS, Figure, in_turns, ratios, told
from bench.processes import Server
from bench.world import ENVELOPE, Holder, World
from bot.clock import system_clock
from bot.domain.permissions import Intent
from bot.messages.model import Button
from handlers.slack import blocks, ids

_AT_ONCE: Final = 10
_TURNS: Final = 10
_PRESSES: Final = _AT_ONCE * _TURNS * (REPETITIONS + 1)
_PER_PARTNERSHIP: Final = 6 * world.ACTIONS_EACH


def measure() -> Sequence[Figure]:
    """Return the ratio of the CPU that the two servers take for one **Done**."""
    with tempfile.TemporaryDirectory() as folder:
        made = world.build(
            Path(folder) / "bench.db",
            size=-(-_PRESSES // _PER_PARTNERSHIP),
            now=system_clock(),
        )
        bodies = [done(holder, share) for holder in made.holders for share in holder.shares]
        copy, presses = Path(folder) / "replay.db", Path(folder) / "presses.json"
        shutil.copy(made.path, copy)
        presses.write_text(json.dumps({"bodies": bodies, "installation_id": made.installation_id}))
        with (
            processes.running("bench.standin") as slack,
            processes.bywhen(made, slack=slack) as ours,
            processes.running(
                "bench.server", "replaying", "--database", world.url_of(copy), "--presses", str(presses)
            ) as bare,
        ):
            return [_figure(made, bodies, ours, bare)]


def done(holder: Holder, share: int) -> str:
    """Return the press of **Done** at one of the holder's actions in their envelope."""
    button = Button(
        label="Done", intent=Intent.DONE, partnership_id=holder.viewer.partnership_id, arg=f"{share}.1"
    )
    return requests.press(
        ids.of_button(button), holder=holder, message=ENVELOPE, shown=blocks.payload(holder.envelope)
    )


def _figure(made: World, bodies: Sequence[str], ours: Server, bare: Server) -> Figure:
    remaining = {ours.url: iter(bodies), bare.url: iter(bodies)}

    def cost(server: Server) -> float:
        return server.cpu_of(next(remaining[server.url]) for _ in range(_AT_ONCE))

    measured = in_turns(lambda: cost(ours), lambda: cost(bare), turns=_TURNS)
    _see_that_it_was_done(made, _PRESSES)
    told("a press", measured)
    return Figure(
        what="a press that commits and answers, CPU",
        against="a bare Bolt listener that runs the same statements",
        goal=1.4,
        unit="×",
        values=ratios(measured),
    )


def _see_that_it_was_done(made: World, presses: int) -> None:
    with closing(sqlite3.connect(made.path)) as connection:
        [[counted]] = connection.execute("SELECT count(*) FROM shares WHERE state = 'done'").fetchall()
    if counted != presses:
        raise RuntimeError(f"{counted} of {presses} presses were carried out")
