"""No report and no two reports give one person's answer away: attacked, and proved where it can be proved."""

from collections.abc import Mapping
from dataclasses import fields
from functools import partial
from itertools import product
from math import comb, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.anonymity import FEWEST_PEOPLE, Tally, are_enough, shown_level
from bot.domain.climate import Result, Trend
from bot.domain.evidence import Level
from tests.domain.adversary import (
    ADVERSARY,
    TARGET,
    Game,
    Plan,
    Report,
    Setting,
    guarded,
    hits,
    play,
    report,
    unguarded,
)

GAMES = 4_000
MOST_SIGMA = 4
"""A difference beyond four standard errors is no accident: one in thirty thousand."""


def partners_of(people: int, *, first: int = 2) -> dict[int, int | None]:
    """So many people: the target alone at a partner, `first` at the adversary's, the others at two or three more."""
    at = {TARGET: 1} | {one: 2 if one <= first else 3 + one % 3 for one in range(1, people)}
    return dict(at)


def group(people: int, *without: int) -> frozenset[int]:
    return frozenset(range(people)) - set(without)


PLANS: Mapping[str, tuple[Plan, int]] = {
    "two reports, all the same people": ((group(8), group(8)), 0),
    "a leaver": ((group(8), group(8, TARGET)), 0),
    "a leaver, and the adversary keeps silent": ((group(9), group(9, TARGET, ADVERSARY)), 0),
    "a leaver, and somebody new": ((group(9, 8), group(9, TARGET)), 0),
    "a leaver among ten": ((group(10), group(10, TARGET)), 0),
    "answered once and not before or after": ((group(8, TARGET), group(8), group(8, TARGET)), 1),
    "one after the other leaves": ((group(10), group(10, 9), group(10, 9, 8), group(10, 9, 8, TARGET)), 0),
    "a joiner": ((group(8, TARGET), group(8)), 1),
    "a joiner who takes somebody's place": ((group(9, TARGET), group(9, 8)), 1),
    "the threshold, just not met afterwards": ((group(5), group(5, TARGET)), 0),
    "the threshold, only met with the target": ((group(5, TARGET), group(5), group(5, TARGET)), 1),
    "three of one partner, enough only with the target": (
        (group(6, TARGET), group(6), group(6, TARGET)),
        1,
    ),
    "three of one partner, and a leaver": ((group(7), group(7, TARGET)), 0),
    "the threshold, met again by somebody else": ((group(6, 5), group(6, 5, TARGET), group(6, TARGET)), 0),
}
"""What happens, and the round of which one report by itself is the measure of chance."""


@pytest.mark.parametrize("steadfast", [1.0, 0.95, 0.7])
@pytest.mark.parametrize("name", PLANS)
def test_several_reports_say_no_more_than_one(name: str, steadfast: float) -> None:
    """The measure is what a single report says of anybody in it: all further ones must add nothing."""
    plan, alone = PLANS[name]
    people = len(frozenset().union(*plan))
    first = 3 if name.startswith("three of one partner") else 2
    partners = partners_of(people, first=first)
    training, games = _played(f"{name} {steadfast}", plan, partners, steadfast=steadfast)

    knowing = hits(games, training, view=lambda game: game.seen(guarded))
    by_chance = hits(games, training, view=lambda game: game.seen_once(alone))

    assert _gained(knowing, by_chance) <= MOST_SIGMA * _error(knowing, by_chance)


def test_adversary_is_no_fool() -> None:
    """Where reports are made one round at a time, the same guesses win: so the test above can fail."""
    beaten = []
    for name, (plan, alone) in PLANS.items():
        people = len(frozenset().union(*plan))
        training, games = _played(name, plan, partners_of(people))
        knowing = hits(games, training, view=lambda game: game.seen(unguarded))
        by_chance = hits(games, training, view=partial(Game.seen_once, number=alone))
        if _gained(knowing, by_chance) > MOST_SIGMA * _error(knowing, by_chance):
            beaten.append(name)

    assert set(beaten) >= {
        "a leaver",
        "answered once and not before or after",
        "one after the other leaves",
        "a joiner",
    }


def test_joiner_is_a_coin_that_has_not_fallen() -> None:
    """While the others think as before, nothing at all is said of somebody who joins: half of the guesses are right."""
    plan, _ = PLANS["a joiner"]
    training, games = _played("a coin", plan, partners_of(8))

    knowing = hits(games, training, view=lambda game: game.seen(guarded))

    assert abs(sum(knowing) / GAMES - 0.5) <= MOST_SIGMA * sqrt(0.25 / GAMES)


def _played(
    seed: str, plan: Plan, partners: Mapping[int, int | None], *, steadfast: float = 1.0
) -> tuple[list[Game], list[Game]]:
    """Return the games to learn from, and those to guess in."""
    setting = Setting(plan=plan, partners=partners)
    found = play(Random(seed), setting, steadfast=steadfast, games=2 * GAMES)
    return found[:GAMES], found[GAMES:]


def _gained(knowing: list[bool], by_chance: list[bool]) -> float:
    return (sum(knowing) - sum(by_chance)) / len(knowing)


def _error(knowing: list[bool], by_chance: list[bool]) -> float:
    """The standard error of the difference of two guesses about the same games."""
    apart = sum(one is not other for one, other in zip(knowing, by_chance, strict=True))
    return sqrt(max(apart, 1)) / len(knowing)


# What can be counted or proved needs no games.


@pytest.mark.parametrize("people", [6, 7, 8, 9, 10, 12, 16])
@pytest.mark.parametrize("thinks_again", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0])
def test_best_guess_about_a_leaver_gains_nothing_worth_the_name(people: int, thinks_again: float) -> None:
    """Counted over all worlds, for the best guess there is: an eighth of a per cent at most, where one report gains 5 to 16."""
    one: dict[Level, list[float]] = {}
    two: dict[tuple[Level, Level], list[float]] = {}
    heard = frozenset(range(1, people))
    for agree, secret in product(range(people), (False, True)):
        first = Report(level=Tally(agree=agree + secret, people=people).level, heard=heard | {TARGET})
        assert first.level is not None
        likely = 0.5 * _chance(agree, people - 1, 0.5)
        one.setdefault(first.level, [0.0, 0.0])[secret] += likely
        for now, chance in _after(agree, people - 1, thinks_again).items():
            level = shown_level(Tally(agree=now, people=people - 1), heard=heard, earlier=[first])
            two.setdefault((first.level, level), [0.0, 0.0])[secret] += likely * chance

    gained = sum(map(max, two.values())) - sum(map(max, one.values()))

    assert gained <= 0.00125
    assert thinks_again or gained <= 1e-12


def _chance(count: int, of: int, each: float) -> float:
    return comb(of, count) * each**count * (1 - each) ** (of - count)


def _after(agree: int, people: int, thinks_again: float) -> dict[int, float]:
    """How likely it is that so many agree, after each has thought again with this chance and then tossed a coin."""
    found: dict[int, float] = {}
    for stay, come in product(range(agree + 1), range(people - agree + 1)):
        likely = _chance(stay, agree, 1 - thinks_again / 2) * _chance(come, people - agree, thinks_again / 2)
        found[stay + come] = found.get(stay + come, 0.0) + likely
    return found


def _cases(most: int) -> list[tuple[int, int, int, int, int]]:
    """Every group up to `most`, with how many of those who stay, go and come agree, for a difference of up to half."""
    return [
        (stay, gone, come, agree, gone_agree)
        for stay, gone, come in product(range(2, most + 1), range(5), range(5))
        if stay + gone >= FEWEST_PEOPLE
        and FEWEST_PEOPLE <= stay + come <= most
        and (gone + come) * 2 <= stay + come
        for agree in range(stay + 1)
        for gone_agree in range(gone + 1)
    ]


def test_word_never_moves_by_those_who_come_and_go() -> None:
    """As long as those who stay say the same, whatever the others answer: so it tells nothing of them."""
    moved = [
        (case, come_agree)
        for case in _cases(13)
        for come_agree in range(case[2] + 1)
        if not _stands(*case, come_agree=come_agree, changed=0)
    ]

    assert moved == []


def test_word_never_moves_by_one_change_of_mind() -> None:
    moved = [
        (case, come_agree, changed)
        for case in _cases(10)
        for come_agree in range(case[2] + 1)
        for changed in (-1, 1)
        if 0 <= case[3] + changed <= case[0] and not _stands(*case, come_agree=come_agree, changed=changed)
    ]

    assert moved == []


def _stands(
    stay: int, gone: int, come: int, agree: int, gone_agree: int, *, come_agree: int, changed: int
) -> bool:
    first = Report(
        level=Tally(agree=agree + gone_agree, people=stay + gone).level,
        heard=frozenset(range(stay + gone)),
    )
    heard = frozenset(range(stay)) | frozenset(range(100, 100 + come))
    tally = Tally(agree=agree + come_agree + changed, people=stay + come)
    return shown_level(tally, heard=heard, earlier=[first]) is first.level


@given(
    answers=st.lists(st.booleans(), min_size=14, max_size=14),
    first=st.sets(st.integers(0, 11), min_size=8),
    rounds=st.lists(st.tuples(st.sets(st.integers(0, 13), max_size=2), st.booleans()), max_size=8),
)
def test_word_stands_through_any_comings_and_goings(
    answers: list[bool], first: set[int], rounds: list[tuple[set[int], bool]]
) -> None:
    """However long it takes, and in whichever order: while half of the group is the one that was first reported."""
    partners = {one: one % 5 for one in range(14)}
    plan = [first]
    for turned, _ in rounds:
        following = plan[-1] ^ turned
        if len(first ^ following) * 2 <= len(following):
            plan.append(following)

    counts = [(sum(answers[one] for one in heard), frozenset(heard)) for heard in plan]
    reports = report(counts, partners=partners, rule=guarded)

    assert len({one.level for one in reports if one.level is not None}) == 1


@given(target=st.booleans(), others=st.lists(st.lists(st.booleans(), min_size=9, max_size=9), min_size=2))
def test_leaver_has_no_part_in_later_reports(target: bool, others: list[list[bool]]) -> None:
    """A later report is made of the earlier words and of what others answer: the leaver's answer is nowhere in it."""
    heard = frozenset(range(1, 10))
    words = []
    for secret in (target, not target):
        first = Report(level=Tally(agree=sum(others[0]) + secret, people=10).level, heard=heard | {TARGET})
        later = [shown_level(Tally(agree=sum(one), people=9), heard=heard, earlier=[first]) for one in others]
        words.append((first.level, later))

    if words[0][0] is words[1][0]:
        assert words[0] == words[1]


def test_words_do_move_when_people_do() -> None:
    """What is safe is still of use: three of nine who think again are seen."""
    heard = frozenset(range(9))
    first = Report(level=Tally(agree=7, people=9).level, heard=heard)

    assert first.level is Level.MOST
    assert shown_level(Tally(agree=4, people=9), heard=heard, earlier=[first]) is Level.MIXED
    assert shown_level(Tally(agree=1, people=9), heard=heard, earlier=[first]) is Level.FEW
    assert (
        shown_level(Tally(agree=2, people=5), heard=frozenset(range(20, 25)), earlier=[first]) is Level.MIXED
    )


def test_what_no_rule_can_keep() -> None:
    """Where all others put their answers together, one first report can tell the last one's: three of four agree."""
    words = {secret: Tally(agree=3 + secret, people=5).level for secret in (False, True)}

    assert words == {False: Level.MIXED, True: Level.MOST}


@pytest.mark.parametrize(
    ("agree", "people", "level"),
    [
        (0, 5, Level.FEW),
        (1, 5, Level.FEW),
        (2, 5, Level.MIXED),
        (3, 5, Level.MIXED),
        (4, 5, Level.MOST),
        (2, 9, Level.FEW),
        (3, 9, Level.MIXED),
        (5, 9, Level.MIXED),
        (6, 9, Level.MOST),
        (3, 12, Level.FEW),
        (8, 12, Level.MOST),
    ],
)
def test_most_is_two_thirds_and_few_a_quarter(agree: int, people: int, level: Level) -> None:
    assert Tally(agree=agree, people=people).level is level


@pytest.mark.parametrize(("agree", "level"), [(2, Level.FEW), (3, Level.MIXED), (5, Level.MOST)])
def test_what_fewer_than_three_ticked_is_few(agree: int, level: Level) -> None:
    assert Tally(agree=agree, people=6, several=3).level is level


@pytest.mark.parametrize(
    ("partners", "enough"),
    [
        ([], False),
        ([1, 2, 3, 4], False),
        ([1, 2, 3, 4, 5], True),
        ([1, 1, 2, 2, 3], True),
        ([1, 1, 1, 2, 3], False),
        ([1, 1, 1, 2, 3, 4], True),
        ([1, 1, 1, 1, 2, 3], False),
        ([1, 1, 2, 2, 2], False),
        ([1, 1, 1, 2, 2, 2, 2], False),
        ([1, 2, None, None, None], False),
        ([1, 2, 3, None, None], True),
        ([None] * 9, False),
    ],
    ids=str,
)
def test_crowd_to_hide_in(partners: list[int | None], enough: bool) -> None:
    assert are_enough(partners) is enough


def test_nothing_is_told_apart_by_partner_or_person() -> None:
    """No filter and no export can take apart what has no parts."""
    assert [one.name for one in fields(Result)] == [
        "round_id",
        "key",
        "level",
        "people",
        "partners",
        "option",
        "heard",
    ]
    assert [one.name for one in fields(Trend)] == ["key", "option", "level", "before", "direction"]
