"""How much hangs on a commitment, which decides how early people are reminded."""

from enum import Enum


class Importance(Enum):
    """BOARD is critical and needs a board or many people behind it: reminded 30 days in term ahead."""

    NORMAL = "normal"
    CRITICAL = "critical"
    BOARD = "board"
