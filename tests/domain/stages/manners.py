"""How a made-up partnership behaves for a while: chances, by which a year of facts is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.stage_facts import Milestone, Question


@dataclass(frozen=True, kw_only=True)
class Manner:
    """`actions`, `concerns`, `calls` and `rings` are as many as there are in a half-term, the first and the last two a partner.

    What is not kept, moved or talked about passes with no word. `quiet` partners give no word at all. `agree` says how
    likely somebody is to agree with each question.
    """

    actions: float = 2.5
    kept: float = 0.8
    moved: float = 0.1
    talked: float = 0.06
    accepts: float = 0.93
    named: float = 0.97
    done_when: float = 0.75
    shared: float = 0.35
    adds: float = 0.15
    stuck: float = 0.03
    replies: float = 0.9
    agree: Mapping[Question, float] = field(default_factory=lambda: dict.fromkeys(Question, 0.85))
    worth: float = 0.75
    central: float = 0.3
    changed: float = 0.1
    concerns: float = 0.5
    closes: float = 0.9
    calls: float = 1.0
    rings: float = 0.5
    comes: float = 0.9
    quiet: int = 0


@dataclass(frozen=True, kw_only=True)
class Story:
    """A year: how it goes from which day on, what is reached, and when everybody is away besides the usual holidays."""

    phases: Mapping[date, Manner]
    milestones: tuple[Milestone, ...] = ()
    away: tuple[tuple[date, date], ...] = ()

    def on(self, day: date) -> Manner:
        begun = [start for start in self.phases if start <= day]
        return self.phases[max(begun, default=min(self.phases))]


def feelings(
    *, purpose: float, commitment: float, trust: float, clarity: float, again: float = 0.8
) -> dict[Question, float]:
    """Return how likely somebody is to agree with each question."""
    return {
        Question.PURPOSE: purpose,
        Question.COMMITMENT: commitment,
        Question.TRUST: trust,
        Question.CLARITY: clarity,
        Question.START_TODAY: again,
    }
