"""Which lines of the evidence stand on the card: few, hard and soft, and one that points the other way."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.evidence import TOWARDS_FLYING, Evidence, Kind, Signal, Stage
from bot.domain.stage_balance import Balance, points
from bot.domain.stage_weights import KINDS, LINES


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """At most five lines: what was counted, then what was felt, then `contrary`, the one that points the other way.

    `turning` names the heaviest sign of each sort that supports what the card says.
    """

    lines: tuple[Evidence, ...] = ()
    contrary: Evidence | None = None
    turning: tuple[Signal, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    """Of the lines that support it."""

    @property
    def convinces(self) -> bool:
        """Whether what stands there for it is of several kinds: nobody believes what all comes from one (R43)."""
        return len(self.kinds) >= KINDS


def card(balance: Balance, *, towards: Stage, away_from: Stage | None = None) -> Card:
    """Return what is shown of the evidence.

    `towards` is where the signs point, `away_from` the stage that they would leave, None where they stay.
    """
    supporting = _heaviest(one for one in balance.evidence if _sign(one, towards, away_from) > 0)
    opposing = sorted(
        _heaviest(one for one in balance.evidence if _is_contrary(one, towards, away_from)),
        key=lambda one: _sign(one, towards, away_from) >= 0,
    )
    missing = {True, False} - {_is_felt(one) for one in supporting}
    # What speaks against it stands before what only speaks for something else; and where all that was felt points the
    # other way, that is what the other way is shown by.
    contrary = next((one for one in opposing if _is_felt(one) in missing), next(iter(opposing), None))
    others = [one for one in balance.evidence if one not in supporting and one not in opposing]
    chosen = _hard_and_soft(supporting, others=others, contrary=contrary)
    return Card(
        lines=(*sorted(chosen, key=_is_felt), *((contrary,) if contrary else ())),
        contrary=contrary,
        turning=_turning(supporting),
        kinds=frozenset(one.kind for one in chosen if one in supporting),
    )


def _hard_and_soft(
    supporting: list[Evidence], *, others: list[Evidence], contrary: Evidence | None
) -> list[Evidence]:
    """The heaviest lines, of two kinds, with one counted and one felt among them where there is any."""
    room = LINES - (contrary is not None)
    chosen = _two_kinds_first(supporting)[:room]
    shown = [*chosen, contrary] if contrary else chosen
    for felt in {True, False} - {_is_felt(one) for one in shown}:
        wanted = [one for one in (*supporting, *others) if _is_felt(one) is felt]
        chosen = [*chosen[: room - len(wanted[:1])], *wanted[:1]]
    return sorted(chosen, key=[*supporting, *others].index)


def _two_kinds_first(heaviest: list[Evidence]) -> list[Evidence]:
    """The heaviest line, the heaviest of another kind, and the rest."""
    first = heaviest[:1]
    second = [one for one in heaviest if one.kind is not heaviest[0].kind][:1]
    return [*first, *second, *(one for one in heaviest if one not in first and one not in second)]


def _turning(supporting: list[Evidence]) -> tuple[Signal, ...]:
    first = {_is_felt(one): one.signal for one in reversed(supporting)}
    return tuple(first[felt] for felt in (False, True) if felt in first)


def _is_felt(evidence: Evidence) -> bool:
    return evidence.kind is Kind.FEELING


def _sign(evidence: Evidence, towards: Stage, away_from: Stage | None) -> int:
    """Above nought where it points to where the signs point, below where it points away."""
    to = (towards in evidence.speaks_for) - (towards in evidence.speaks_against)
    keeps = away_from in evidence.speaks_for and not _is_built_upon(away_from, towards)
    return to + (away_from in evidence.speaks_against) - keeps


def _is_built_upon(stage: Stage | None, towards: Stage) -> bool:
    """Whether what speaks for one stage is no reason against the other: Flying is Functioning and more."""
    return (stage, towards) == (Stage.FUNCTIONING, Stage.FLYING)


def _is_contrary(evidence: Evidence, towards: Stage, away_from: Stage | None) -> bool:
    """Whether it points away, or to a stage on the other side."""
    sign = _sign(evidence, towards, away_from)
    return sign < 0 or (sign == 0 and any(_lies_across(stage, towards) for stage in evidence.speaks_for))


def _lies_across(stage: Stage, towards: Stage) -> bool:
    near, nearer = TOWARDS_FLYING[stage], TOWARDS_FLYING[towards]
    goes_well = nearer >= TOWARDS_FLYING[Stage.FUNCTIONING]
    return near < nearer and not _is_built_upon(stage, towards) if goes_well else near > nearer


def _heaviest(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=points, reverse=True)
