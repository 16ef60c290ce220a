"""How things are measured: in turns, in one run, and told as the least, the middle and the most."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

REPETITIONS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table.

    `values` has one value a repetition. The goal is met when their median is at most `goal`; at least, where
    `more_is_better`.
    """

    what: str
    against: str
    goal: float
    unit: str
    values: tuple[float, ...]
    more_is_better: bool = False

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def is_met(self) -> bool:
        return self.median >= self.goal if self.more_is_better else self.median <= self.goal


Measured = tuple[tuple[float, ...], tuple[float, ...]]
"""What each repetition took, ours first, then what it is compared with."""


def in_turns(
    ours: Callable[[], float],
    against: Callable[[], float],
    *,
    repetitions: int = REPETITIONS,
    turns: int = 1,
) -> Measured:
    """Measure both in turns, so that whatever else the machine does falls on both.

    A repetition is the sum of so many turns. One repetition goes ahead of them, to warm up.
    """
    pairs = [_repetition(ours, against, turns) for _ in range(repetitions + 1)][1:]
    return tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)


def ratios(measured: Measured) -> tuple[float, ...]:
    """Return ours by the other, pair by pair."""
    return tuple(one / other for one, other in zip(*measured, strict=True))


def cpu(act: Callable[[], object]) -> float:
    """Return the seconds of this process's CPU that `act` takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def elapsed(act: Callable[[], object]) -> float:
    """Return the seconds on the clock that `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value that `part` (0 to 1) of the values do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * part))]


def told(name: str, measured: Measured, *, unit: str = "ms", scale: float = 1000) -> None:
    """Print what a ratio is made of."""
    ours, against = (median(part) * scale for part in measured)
    print(f"  {name}: {ours:.3g} {unit} against {against:.3g} {unit}", flush=True)


def _repetition(ours: Callable[[], float], against: Callable[[], float], turns: int) -> tuple[float, float]:
    gc.collect()
    taken = [(ours(), against()) for _ in range(turns)]
    return sum(one for one, _ in taken) / turns, sum(other for _, other in taken) / turns
