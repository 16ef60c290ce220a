"""What speaks for each stage and what against it, laid in the balance. No sum of it is ever shown to anybody (R43)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.evidence import Evidence, Kind, Signal, Stage
from bot.domain.signals.table import Reading
from bot.domain.stage_facts import Facts
from bot.domain.stage_weights import ENTER, HEARD_AGAIN, KINDS, STAY, WEIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """All the evidence of one day."""

    evidence: tuple[Evidence, ...]

    def speaking_for(self, stage: Stage) -> tuple[Evidence, ...]:
        return tuple(one for one in self.evidence if stage in one.speaks_for)

    def speaking_against(self, stage: Stage) -> tuple[Evidence, ...]:
        return tuple(one for one in self.evidence if stage in one.speaks_against)

    def enters(self, stage: Stage) -> bool:
        """Whether enough speaks for a stage to propose it: of at least two kinds."""
        return self._net(stage) >= ENTER[stage] and _are_of_kinds(self.speaking_for(stage))

    def stays(self, stage: Stage) -> bool:
        """Whether enough speaks for a stage that is in force already: it is preferred."""
        return self._net(stage) >= STAY[stage]

    def is_borne_out(self, stage: Stage) -> bool:
        return self.stays(stage) and _are_of_kinds(self.speaking_for(stage))

    def is_heard_again(self) -> bool:
        """Whether enough speaks against Failing to leave it."""
        against = self.speaking_against(Stage.FAILING)
        return _points(against) >= HEARD_AGAIN and _are_of_kinds(against)

    def _net(self, stage: Stage) -> int:
        return _points(self.speaking_for(stage)) - _points(self.speaking_against(stage))


def weigh(facts: Facts, *, signals: Mapping[Signal, Reading]) -> Balance:
    """Return what the signals see."""
    found = (read(facts) for read in signals.values())
    return Balance(evidence=tuple(one for one in found if one is not None))


def points(evidence: Evidence) -> int:
    """Return how much one piece of evidence weighs."""
    return WEIGHTS[evidence.signal].points


def _points(evidence: Iterable[Evidence]) -> int:
    return sum(map(points, evidence))


def _are_of_kinds(evidence: Iterable[Evidence]) -> bool:
    kinds: set[Kind] = {one.kind for one in evidence}
    return len(kinds) >= KINDS
