"""A series: something promised again and again, two ahead at a time (architecture, Words and shapes)."""

from enum import Enum


class Every(Enum):
    """How often something comes round. Counted from the first date of the series."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
