"""One piece of evidence for or against a stage: a figure, the one before it, and which way it goes."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from bot.domain.small_numbers import Answered


class Stage(Enum):
    """A word for where things stand, not a mark (R01)."""

    FORMING = "forming"
    FRUSTRATION = "frustration"
    FUNCTIONING = "functioning"
    FLYING = "flying"
    FAILING = "failing"


TOWARDS_FLYING: Final = {
    Stage.FAILING: 0,
    Stage.FORMING: 1,
    Stage.FRUSTRATION: 1,
    Stage.FUNCTIONING: 2,
    Stage.FLYING: 3,
}
"""How near a stage is to Flying. Forming and Frustration lie beside each other."""


class Kind(Enum):
    """What sort of thing was seen. Two sorts are needed before anything is proposed (R43)."""

    COUNT = "count"
    RESULT = "result"
    VOICE = "voice"
    FEELING = "feeling"


class Direction(Enum):
    """Where a figure has gone since the window before."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"


class Level(Enum):
    """How many agree, as a numbers-only question is shown: in words, and nobody's own answer."""

    MOST = "most"
    MIXED = "mixed"
    FEW = "few"


class Window(Enum):
    """What time a figure looks back on, in weeks of term; or one check-in; or how things stand today."""

    SIX_WEEKS = "six_weeks"
    TWELVE_WEEKS = "twelve_weeks"
    YEAR = "year"
    CHECK_IN = "check_in"
    TODAY = "today"


class Signal(Enum):
    """Every sign that is looked for (catalogue, part 13)."""

    KEPT = "kept"
    LAPSED = "lapsed"
    FINISHED = "finished"
    ACCEPTED = "accepted"
    MOVING = "moving"
    NAMED = "named"
    DONE_WHEN = "done_when"
    SHARED = "shared"
    FEW_ACTIONS = "few_actions"
    JOINING = "joining"
    ELEMENTS = "elements"
    CHANGED = "changed"
    EARLY = "early"
    PURPOSE = "purpose"
    COMMITMENT = "commitment"
    TRUST = "trust"
    CLARITY = "clarity"
    STEADY_TRUST = "steady_trust"
    START_TODAY = "start_today"
    RECOVERED = "recovered"
    LOW = "low"
    HIDDEN = "hidden"
    WORTH = "worth"
    IN_PLANS = "in_plans"
    DIFFERENTLY = "differently"
    INITIATIVE = "initiative"
    QUIET = "quiet"
    REPLIES = "replies"
    CONCERNS = "concerns"
    CLOSED = "closed"
    THEME = "theme"
    STUCK = "stuck"
    ATTENDANCE = "attendance"
    DOUBTS = "doubts"
    INWARD = "inward"
    MILESTONES = "milestones"
    TOGETHER = "together"
    QUICK_WIN = "quick_win"
    AHEAD = "ahead"
    RESTING = "resting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many; `of` is None where there is nothing to be a part of."""

    count: int
    of: int | None = None

    @property
    def part(self) -> float:
        """Between nought and one; nought of nothing is nought."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """What one numbers-only question showed; `level` is None where too few answered to show it. `on` is when it was asked."""

    level: Level | None
    people: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How many of those who answered have said so, in words: `said` is None where there are too few to say even that.

    `on` is the day on which they were asked, None where it isn't told either.
    """

    said: Answered | None = None
    on: date | None = None


Figure = Share | Felt | Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one signal sees: no person and no partner, only how many.

    What people or organisations have said is Told where a figure would give one of them away.
    `before` is the same figure of the window before, None where there was nothing to see.
    """

    signal: Signal
    kind: Kind
    window: Window
    now: Figure
    before: Figure | None = None
    direction: Direction | None = None
    speaks_for: frozenset[Stage] = frozenset()
    speaks_against: frozenset[Stage] = frozenset()
