"""What a runner's week has beside its dates: how it felt, what is in force, loose ends, and what comes (R07, R15, R41)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.climate import Result
from bot.domain.commitments import Commitment
from bot.domain.evidence import Level, Stage
from bot.domain.initiative import Initiative
from bot.domain.milestones import Milestone, MilestoneState

MILESTONES_AHEAD: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseEnds:
    """How many things hang loose: nobody to do them, nothing to know them done by, a concern, thanks not said yet."""

    nobody: int = 0
    no_done_when: int = 0
    concerns: int = 0
    thanks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands beside the dates of a week.

    `felt` has the last check-in's levels by question, `became` what came of what was to be done before it, `well_do` what is to
    be done after it. `round_opens` is the day of the next check-in, `round_until` the last one of an open one.
    """

    felt: tuple[tuple[str, Level], ...] = ()
    became: str = ""
    well_do: tuple[str, ...] = ()
    stage: Stage | None = None
    loose: LooseEnds = LooseEnds()
    round_opens: date | None = None
    round_until: date | None = None
    milestones: tuple[tuple[str, date], ...] = ()
    initiative: Initiative | None = None


def levels(results: Iterable[Result], *, keys: Iterable[str]) -> tuple[tuple[str, Level], ...]:
    """Return how each of these questions stands, in their order; what too few answered is left out."""
    found = {one.key: one.level for one in results if not one.option}
    return tuple((key, level) for key in keys if (level := found.get(key)) is not None)


def ahead(milestones: Iterable[Milestone], *, today: date) -> tuple[tuple[str, date], ...]:
    """Return the next milestones with their days, soonest first."""
    planned = [one for one in milestones if one.state is MilestoneState.PLANNED and one.due >= today]
    planned.sort(key=lambda one: (one.due, one.id))
    return tuple((one.title, one.due) for one in planned[:MILESTONES_AHEAD])


def without_somebody(commitments: Iterable[Commitment]) -> int:
    """Count the actions of which somebody's part is nobody's yet."""
    return sum(any(one.is_open and one.person_id is None for one in each.shares) for each in commitments)


def without_an_end(commitments: Iterable[Commitment]) -> int:
    """Count the open actions of which nobody has said by what they are known to be done."""
    return sum(not each.wording.done_when and any(one.is_open for one in each.shares) for each in commitments)
