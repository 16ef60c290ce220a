"""Somebody who would like to know one person's secret answer: a world of answers, what is reported of it, and a guess.

The adversary sees every report and export, who answered when, and their own answers. They know the rules by heart and
have learned from thousands of games what a sequence of reports says about the target; no better guess exists for
what they see. They do not know what others answered: see `test_anonymity` for what happens when they do.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    answers: Sequence[Mapping[int, bool]], *, partners: Mapping[int, int | None], rule: Rule
) -> list[Report]:
    """Return the reports of rounds, each with the answers that were given in it."""
    found: list[Report] = []
    for said in answers:
        heard = frozenset(said)
        tally = Tally(agree=sum(said.values()), people=len(said))
        enough = are_enough([partners[one] for one in said])
        found.append(Report(level=rule(tally, heard, found) if enough else None, heard=heard))
    return found


@dataclass(frozen=True, kw_only=True)
class Game:
    """One world: what everybody answers in each round. The target's answer is a fair coin and never changes."""

    secret: bool
    answers: tuple[Mapping[int, bool], ...]
    partners: Mapping[int, int | None]

    def seen(self, rule: Rule) -> Hashable:
        """Everything that the adversary has in hand in the end."""
        reports = report(self.answers, partners=self.partners, rule=rule)
        own = tuple(said.get(ADVERSARY) for said in self.answers)
        return tuple((one.level, len(one.heard)) for one in reports), own

    def seen_once(self, number: int) -> Hashable:
        """What one report of a round says by itself, about anybody who answered in it."""
        (only,) = report(self.answers[number : number + 1], partners=self.partners, rule=unguarded)
        return (only.level, len(only.heard)), self.answers[number].get(ADVERSARY)


def play(random: Random, *, plan: Plan, partners: Mapping[int, int | None], steadfast: float) -> Game:
    """Make one world. Everybody but the target thinks again between rounds, with the chance 1 - `steadfast`."""
    people = frozenset().union(*plan)
    now = {one: random.random() < 0.5 for one in people}
    answers: list[Mapping[int, bool]] = []
    for heard in plan:
        for one in people - {TARGET}:
            if answers and random.random() > steadfast:
                now[one] = random.random() < 0.5
        answers.append({one: now[one] for one in sorted(heard)})
    return Game(secret=now[TARGET], answers=tuple(answers), partners=partners)


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
