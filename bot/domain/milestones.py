"""A milestone: what several actions together make possible, and how it is celebrated (R10, R11)."""

from enum import Enum


class MilestoneState(Enum):
    """PLANNED until its actions are done; CELEBRATED in every room, or QUIET: marked, and nothing said."""

    PLANNED = "planned"
    REACHED = "reached"
    CELEBRATED = "celebrated"
    QUIET = "quiet"


class Marking(Enum):
    """**How shall we mark it?**"""

    HERE = "here"
    AT_MEETING = "at_meeting"
    WITH_CAKE = "with_cake"
