"""Which stage the signs point to. It is proposed to two people, and changes nothing by itself (R01)."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.domain.evidence import Evidence, Kind, Signal, Stage
from bot.domain.signals.milestones import rests
from bot.domain.signals.table import SIGNALS, Reading
from bot.domain.stage_balance import Balance, weigh
from bot.domain.stage_cards import Card, card
from bot.domain.stage_facts import Facts
from bot.domain.stage_voices import part_quiet
from bot.domain.stage_weights import (
    ARRIVED,
    DELIVERED,
    EARLY_DAYS,
    FIRST_WEEKS,
    FLYING_AFTER,
    HEARD_ENOUGH,
    MANY_QUIET,
    REOPENS_FORMING,
)

__all__ = ["Proposal", "Stage", "Unseen", "Verdict", "propose"]

_UP_FIRST: Final = (Stage.FLYING, Stage.FUNCTIONING, Stage.FAILING, Stage.FRUSTRATION, Stage.FORMING)
"""The order in which stages are tried, so that a voice that falls silent never clears the way to a better one."""


class Verdict(Enum):
    """SUGGESTS another stage; NO_CHANGE bears out the one in force. The other four propose nothing, and say why."""

    TOO_EARLY = "too_early"
    NOT_ENOUGH = "not_enough"
    NO_CHANGE = "no_change"
    SUGGESTS = "suggests"
    ONE_A_HALF_TERM = "one_a_half_term"
    HOLIDAYS = "holidays"


class Unseen(Enum):
    """What no sign carries: how it feels in a meeting, always; and how it feels at all, where nobody was asked or few said."""

    MEETING = "meeting"
    FEELINGS = "feelings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the card says. `suggests` is None unless the verdict is SUGGESTS.

    `evidence` has at most five lines, the last of which is `contrary` where something points the other way.
    `what_would_change` names the signs that hold the answer up: one counted, one felt.
    """

    verdict: Verdict
    in_force: Stage
    suggests: Stage | None = None
    evidence: tuple[Evidence, ...] = ()
    contrary: Evidence | None = None
    what_would_change: tuple[Signal, ...] = ()
    unseen: tuple[Unseen, ...] = ()


def propose(facts: Facts, *, signals: Mapping[Signal, Reading] = SIGNALS) -> Proposal:
    """Return what the signs say of a partnership today."""
    silent = _reason_for_silence(facts)
    if silent is not None:
        return Proposal(verdict=silent, in_force=facts.in_force)
    balance = weigh(facts, signals=signals)
    for target in _targets(facts, balance):
        shown = card(balance, towards=target, away_from=facts.in_force)
        if shown.convinces:
            return _proposal(facts, Verdict.SUGGESTS, shown, suggests=_step(facts.in_force, target))
    is_borne_out = balance.is_borne_out(facts.in_force)
    verdict = Verdict.NO_CHANGE if is_borne_out else Verdict.NOT_ENOUGH
    return _proposal(facts, verdict, card(balance, towards=facts.in_force))


def _reason_for_silence(facts: Facts) -> Verdict | None:
    if not facts.term.holds(facts.today):
        return Verdict.HOLIDAYS
    if _age(facts) < FIRST_WEEKS:
        return Verdict.TOO_EARLY
    proposed = facts.last_proposed_on
    if proposed is not None and facts.term.same_half_term(proposed, facts.today):
        return Verdict.ONE_A_HALF_TERM
    return None


def _targets(facts: Facts, balance: Balance) -> Iterator[Stage]:
    others = (stage for stage in _UP_FIRST if stage is not facts.in_force)
    return (stage for stage in others if _points_to(stage, facts, balance))


def _points_to(stage: Stage, facts: Facts, balance: Balance) -> bool:
    match stage:
        case Stage.FLYING:
            return _may_fly(facts, balance)
        case Stage.FUNCTIONING:
            return _functions(facts, balance)
        case Stage.FAILING:
            return _has_fallen_silent(facts) and _leaves_for(stage, facts, balance)
        case Stage.FRUSTRATION:
            has_voice = facts.in_force is not Stage.FAILING and part_quiet(facts) < MANY_QUIET
            return has_voice and _leaves_for(stage, facts, balance)
        case Stage.FORMING if facts.in_force is Stage.FAILING:
            return part_quiet(facts) <= HEARD_ENOUGH and balance.is_heard_again()
        case _:
            is_new_again = _age(facts) >= EARLY_DAYS and _has_any(REOPENS_FORMING, balance, stage)
            return is_new_again and _leaves_for(stage, facts, balance)


def _may_fly(facts: Facts, balance: Balance) -> bool:
    """Whether it has functioned for long, still does by what it takes to get there, and has reached goals besides."""
    return (
        facts.in_force is Stage.FUNCTIONING
        and facts.term.between(facts.since, facts.today) >= FLYING_AFTER
        and part_quiet(facts) <= HEARD_ENOUGH
        and balance.enters(Stage.FUNCTIONING)
        and balance.enters(Stage.FLYING)
        and _is_felt(balance, Stage.FLYING)
        and _has_arrived(balance)
    )


def _functions(facts: Facts, balance: Balance) -> bool:
    """Whether it works, and is felt to work, by more than the first enthusiasm; and no longer flies where it flew."""
    return (
        _age(facts) >= EARLY_DAYS
        and part_quiet(facts) <= HEARD_ENOUGH
        and balance.enters(Stage.FUNCTIONING)
        and _is_felt(balance, Stage.FUNCTIONING)
        and _delivers(balance)
        and not (facts.in_force is Stage.FLYING and balance.stays(Stage.FLYING))
    )


def _has_arrived(balance: Balance) -> bool:
    speaking = {one.signal for one in balance.speaking_for(Stage.FLYING)}
    return any(signals <= speaking for signals in ARRIVED)


def _delivers(balance: Balance) -> bool:
    """Whether things get done, and dates aren't simply passed by."""
    against = balance.speaking_against(Stage.FUNCTIONING)
    return _has_any(DELIVERED, balance, Stage.FUNCTIONING) and Signal.KEPT not in {
        one.signal for one in against
    }


def _has_fallen_silent(facts: Facts) -> bool:
    """Silence of many, after the slow first weeks, with something left to do."""
    return _age(facts) >= EARLY_DAYS and part_quiet(facts) >= MANY_QUIET and not rests(facts)


def _leaves_for(stage: Stage, facts: Facts, balance: Balance) -> bool:
    """Whether enough speaks for a stage, and too little for the one in force to stay in it."""
    return balance.enters(stage) and not balance.stays(facts.in_force)


def _is_felt(balance: Balance, stage: Stage) -> bool:
    return any(one.kind is Kind.FEELING for one in balance.speaking_for(stage))


def _has_any(signals: Set[Signal], balance: Balance, stage: Stage) -> bool:
    return any(one.signal in signals for one in balance.speaking_for(stage))


def _step(in_force: Stage, target: Stage) -> Stage:
    """One step towards the target: from Flying the way to anything but silence leads over Functioning."""
    if in_force is Stage.FLYING and target is not Stage.FAILING:
        return Stage.FUNCTIONING
    return target


def _proposal(facts: Facts, verdict: Verdict, shown: Card, *, suggests: Stage | None = None) -> Proposal:
    felt = any(one.kind is Kind.FEELING and one.signal is not Signal.HIDDEN for one in shown.lines)
    return Proposal(
        verdict=verdict,
        in_force=facts.in_force,
        suggests=suggests,
        evidence=shown.lines,
        contrary=shown.contrary,
        what_would_change=shown.turning,
        unseen=(Unseen.MEETING,) if felt else (Unseen.MEETING, Unseen.FEELINGS),
    )


def _age(facts: Facts) -> int:
    return facts.term.between(facts.began_on, facts.today)
