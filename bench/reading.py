"""Commands that only read, against a bare Bolt listener that only acks."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench import processes, requests, world
from bench.measuring import Figure, in_turns, ratios, told
from bench.processes import Server
from bot.clock import system_clock
from bot.messages import troubles

_COMMANDS: Final = ("timetable", "help", "mine")
_AT_ONCE: Final = 10
_TURNS: Final = 15
_PARTNERSHIPS: Final = 3


def measure() -> Sequence[Figure]:
    """Return the ratio of the CPU that the two servers take, for each command."""
    with tempfile.TemporaryDirectory() as folder:
        made = world.build(Path(folder) / "bench.db", size=_PARTNERSHIPS, now=system_clock())
        with (
            processes.running("bench.standin") as slack,
            processes.bywhen(made, slack=slack) as ours,
            processes.running("bench.server", "acking") as bare,
        ):
            return [_figure(command, ours, bare, made.holders[0]) for command in _COMMANDS]


def _figure(command: str, ours: Server, bare: Server, holder: world.Holder) -> Figure:
    def cost(server: Server) -> float:
        return server.cpu_of(requests.command(command, holder=holder) for _ in range(_AT_ONCE))

    answer = ours.send(requests.command(command, holder=holder)).decode()
    if not answer or troubles.ours().opening in answer:
        raise RuntimeError(f"{command} is not answered: {answer}")
    measured = in_turns(lambda: cost(ours), lambda: cost(bare), turns=_TURNS)
    told(command, measured)
    return Figure(
        what=f"/bywhen {command}, CPU",
        against="a bare Bolt listener that only acks",
        goal=3,
        unit="×",
        values=ratios(measured),
    )
