"""Run the benchmarks that are named, or all of them, and print the table."""

import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bench import delivery, latency, press, reading, start, sweep, table, workbook
from bench.measuring import Figure

BENCHMARKS: Final[Mapping[str, Callable[[], Sequence[Figure]]]] = {
    "press": press.measure,
    "delivery": delivery.measure,
    "latency": latency.measure,
    "reading": reading.measure,
    "start": start.measure,
    "sweep": sweep.measure,
    "workbook": workbook.measure,
}


def main(names: Sequence[str]) -> int:
    """Return 0 when everything ran, met or not: a busy machine is no failure."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no {' or '.join(unknown)}. There are: {' '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}", flush=True)
    figures: list[Figure] = []
    for name in names or BENCHMARKS:
        begun = time.perf_counter()
        print(f"{name} …", flush=True)
        figures.extend(BENCHMARKS[name]())
        print(f"  {time.perf_counter() - begun:.0f} s", flush=True)
    print()
    print(table.render(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
