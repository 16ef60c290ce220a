"""Somebody who would like to know one person's secret answer: a world of answers, what is reported of it, and a guess.

The adversary sees every report and export, who answered when, and their own answers. They know the rules by heart and
have learned from thousands of games what a sequence of reports says about the target; no better guess exists for
what they see. They do not know what others answered: see `test_anonymity` for what happens when they do.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from bot.domain.anonymity import Tally, are_enough, shown_level
from bot.domain.evidence import Level

TARGET, ADVERSARY = 0, 1

Plan = Sequence[frozenset[int]]
"""Who answers in each round."""

Rule = Callable[[Tally, frozenset[int], Sequence["Report"]], Level]


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report as it is remembered."""

    level: Level | None
    heard: frozenset[int]


def guarded(tally: Tally, heard: frozenset[int], earlier: Sequence[Report]) -> Level:
    """What the product shows."""
    return shown_level(tally, heard=heard, earlier=earlier)


def unguarded(tally: Tally, heard: frozenset[int], earlier: Sequence[Report]) -> Level:
    """What a product would show that looks at one round at a time."""
    return tally.level


def report(
    counts: Sequence[tuple[int, frozenset[int]]], *, partners: Mapping[int, int | None], rule: Rule
) -> list[Report]:
    """Return the reports of rounds, each with how many agreed in it and who answered."""
    found: list[Report] = []
    for agree, heard in counts:
        tally = Tally(agree=agree, people=len(heard))
        enough = are_enough([partners[one] for one in sorted(heard)])
        found.append(Report(level=rule(tally, heard, found) if enough else None, heard=heard))
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Setting:
    """Who answers in each round, and for which partner."""

    plan: Plan
    partners: Mapping[int, int | None]


@dataclass(frozen=True, kw_only=True)
class Game:
    """One world: how many agree in each round, and what the adversary says. The target's answer is a fair coin and never changes."""

    secret: bool
    agreed: tuple[int, ...]
    own: tuple[bool | None, ...]
    setting: Setting

    def seen(self, rule: Rule) -> Hashable:
        """Everything that the adversary has in hand in the end."""
        return _shown(self.setting, 0, self.agreed, rule), self.own

    def seen_once(self, number: int) -> Hashable:
        """What one report of a round says by itself, about anybody who answered in it."""
        return _shown(self.setting, number, self.agreed[number : number + 1], unguarded), self.own[number]


@cache
def _shown(setting: Setting, first: int, agreed: tuple[int, ...], rule: Rule) -> Hashable:
    """What the reports of these rounds say: the same for all worlds in which as many agree."""
    counts = list(zip(agreed, setting.plan[first:], strict=False))
    reports = report(counts, partners=setting.partners, rule=rule)
    return tuple((one.level, len(one.heard)) for one in reports)


def play(random: Random, setting: Setting, *, steadfast: float, games: int) -> list[Game]:
    """Make so many worlds. Everybody but the target thinks again between rounds, with the chance 1 - `steadfast`."""
    people = sorted(frozenset().union(*setting.plan))
    others = [one for one in people if one != TARGET]
    toss = random.random

    def world() -> Game:
        now = {one: toss() < 0.5 for one in people}
        agreed: list[int] = []
        own: list[bool | None] = []
        for heard in setting.plan:
            for one in others if agreed else ():
                if toss() > steadfast:
                    now[one] = toss() < 0.5
            agreed.append(sum(map(now.__getitem__, heard)))
            own.append(now[ADVERSARY] if ADVERSARY in heard else None)
        return Game(secret=now[TARGET], agreed=tuple(agreed), own=tuple(own), setting=setting)

    return [world() for _ in range(games)]


def learn(seen: Iterable[tuple[Hashable, bool]]) -> Callable[[Hashable], bool]:
    """Return the best guess for everything that can be seen."""
    counts: defaultdict[Hashable, Counter[bool]] = defaultdict(Counter)
    for view, secret in seen:
        counts[view][secret] += 1
    return lambda view: counts[view][True] >= counts[view][False]


def hits(games: Sequence[Game], training: Sequence[Game], *, view: Callable[[Game], Hashable]) -> list[bool]:
    """Return, for each game, whether the adversary guesses right who sees `view` of it."""
    guess = learn((view(one), one.secret) for one in training)
    return [guess(view(one)) is one.secret for one in games]
