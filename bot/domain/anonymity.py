"""What may be shown of secret answers, so that no report and no two reports give one person's answer away.

The reasons, and what no rule can protect, stand in docs/decisions/0041-secret-answers.md.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from bot.domain.evidence import Level
from bot.domain.small_numbers import FEWEST

FEWEST_PEOPLE: Final = FEWEST
FEWEST_PARTNERS: Final = 3
FEWEST_OTHERS: Final = 3
"""Whichever organisation puts its heads together, so many answers of others are left to hide among."""

CHANGES_OF_MIND: Final = 1
"""One person alone never moves a word, neither by coming nor by going nor by thinking again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many agree, of how many. `several`: fewer than these are few, however small the group."""

    agree: int
    people: int
    several: int = 0

    @property
    def level(self) -> Level:
        """*Most* from two thirds on, *few* up to a quarter."""
        if self.agree < self.several or self.agree * 4 <= self.people:
            return Level.FEW
        return Level.MOST if self.agree * 3 >= self.people * 2 else Level.MIXED


class Shown(Protocol):
    """What an earlier report of the same question has shown, and whose answers were in it (never what they were)."""

    @property
    def level(self) -> Level | None: ...

    @property
    def heard(self) -> frozenset[int]: ...


def are_enough(partners: Collection[int | None]) -> bool:
    """Say whether so many people, each with their partner (None for the office), are a crowd to hide in."""
    sizes = Counter(one for one in partners if one is not None)
    return (
        len(partners) >= FEWEST_PEOPLE
        and len(sizes) >= FEWEST_PARTNERS
        and len(partners) - max(sizes.values()) >= FEWEST_OTHERS
    )


def shown_level(tally: Tally, *, heard: frozenset[int], earlier: Iterable[Shown]) -> Level:
    """Return the level to show of answers that are enough. `earlier` are all reports of the same question, oldest first.

    The last word stands while it could still be explained by those who came or went since any report that shares
    most of its people with this one, and by one change of mind.
    """
    before = [(one.level, one.heard) for one in earlier if one.level is not None]
    if not before:
        return tally.level
    would_tell = any(
        level is not tally.level and level in _explained(tally, was=was, heard=heard) for level, was in before
    )
    return before[-1][0] if would_tell else tally.level


def share_most(one: frozenset[int], other: frozenset[int]) -> bool:
    """Say whether two reports are of mostly the same: `other` is the later one."""
    return len(one ^ other) * 2 <= len(other)


def _explained(tally: Tally, *, was: frozenset[int], heard: frozenset[int]) -> set[Level]:
    """Every level that an earlier report can have had, if those in both have all but one said the same."""
    if not share_most(was, heard):
        return _levels(tally, gone=0, come=0)
    return _levels(tally, gone=len(was - heard), come=len(heard - was))


def _levels(tally: Tally, *, gone: int, come: int) -> set[Level]:
    """The levels with `come` of the answers taken out, `gone` put in and one changed, whatever those answers are."""
    people = tally.people - come + gone
    fewest = max(0, tally.agree - come - CHANGES_OF_MIND)
    most = min(people, tally.agree + gone + CHANGES_OF_MIND)
    possible = range(fewest, most + 1)
    return {Tally(agree=agree, people=people, several=tally.several).level for agree in possible}
