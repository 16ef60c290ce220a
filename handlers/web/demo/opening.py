"""Where the demo opens: in the middle of the sample year, or at its beginning."""

from datetime import UTC, datetime
from enum import Enum
from typing import Final

from handlers.web.demo.clock import ZONE


class Opening(Enum):
    """The day on which there is most to see, or the day on which the partners agree their timetable."""

    SAMPLE_YEAR = "sample_year"
    BEGINNING = "beginning"


SAMPLE_DAY: Final = datetime(2027, 2, 9, 8, 30, tzinfo=ZONE).astimezone(UTC)
"""Tuesday 9 February 2027, half past eight."""
