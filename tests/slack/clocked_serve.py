"""`bywhen serve` as it is, with a clock that a test moves: the instant stands in the file that is named first."""

import sys
from datetime import datetime
from pathlib import Path

from bot import __main__ as command


def main() -> None:
    file = Path(sys.argv.pop(1))
    # The one thing that differs from the command: where it reads the time.
    vars(command)["system_clock"] = lambda: datetime.fromisoformat(file.read_text())
    command.main()


if __name__ == "__main__":
    main()
