"""Those who would like to know more than they are told: a runner with own questions, and whoever watches people come and go.

`make adversary` prints how often each guesses right about one person or one organisation, beside what a single report
or nothing at all would tell, and what they would get from a product that is not careful.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from math import sqrt
from random import Random

import pytest
from hypothesis import settings

from bot.domain.climate import Result
from bot.domain.kept_answers import NamedAnswer
from bot.domain.looking_back import may_be_shared, without_names
from bot.domain.own_questions import OwnQuestion, check, key_of
from bot.domain.question_answers import Answer
from bot.domain.questions import Passing, Question, QuestionKind, Shape
from bot.domain.secret_answers import Closing, Link, Secret, close
from bot.domain.sides import worth
from tests.domain.adversary import ADVERSARY, TARGET, learn

GAMES = 5 * settings().max_examples // 2
"""A thousand where `make adversary` prints, and a quarter of it else."""

MOST_SIGMA = 4
"""A difference beyond four standard errors is no accident: one in thirty thousand."""

PLAINLY = 2
"""Standard errors by which a careless product is told apart from chance, in games that are the same at every run."""

ANSWERED = datetime(2027, 2, 5, tzinfo=UTC)
YES, EVEN, NO = 1, 2, 3
PARTNERS: Mapping[int, int | None] = {TARGET: 1, ADVERSARY: 2, 2: 2, 3: 3, 4: 4, 5: 5, 6: 3, 7: 4, 8: 5}


@dataclass(frozen=True, kw_only=True)
class World:
    """What is to be found out, and what is seen of it: of the product, by chance, and of one that is not careful."""

    secret: bool
    seen: Hashable
    by_chance: Hashable
    careless: Hashable


Make = Callable[[], World]


def duel(name: str, make: Make) -> tuple[list[bool], list[bool], list[bool]]:
    """Return where the adversary was right: with the product, by chance, and with a careless one. Prints the rates."""
    training, games = [make() for _ in range(GAMES)], [make() for _ in range(GAMES)]
    views: Sequence[Callable[[World], Hashable]] = (
        lambda one: one.seen,
        lambda one: one.by_chance,
        lambda one: one.careless,
    )
    found = []
    for view in views:
        guess = learn((view(one), one.secret) for one in training)
        found.append([guess(view(one)) is one.secret for one in games])
    knowing, by_chance, careless = found
    rates = " ".join(f"{sum(one) / GAMES:10.1%}" for one in found)
    print(f"{name:66} {rates}")
    return knowing, by_chance, careless


def gains(knowing: list[bool], by_chance: list[bool], *, sigma: float = MOST_SIGMA) -> bool:
    """Say whether more was guessed than by chance."""
    apart = sum(one is not other for one, other in zip(knowing, by_chance, strict=True))
    return sum(knowing) - sum(by_chance) > sigma * sqrt(max(apart, 1))


# Secret answers, closed as the product closes them.


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One round: in which words, who answers, and who has left by its close. `turned`: its options stand the other way round."""

    answering: frozenset[int]
    words: str = "Would you start it again?"
    left: frozenset[int] = frozenset()
    turned: bool = False


def everybody(*without: int) -> frozenset[int]:
    return frozenset(PARTNERS) - set(without)


AGAIN = "  would you START it again "
ROUNDS: Mapping[str, tuple[tuple[Asked, ...], int]] = {
    "own question twice, and somebody leaves": (
        (Asked(answering=everybody()), Asked(answering=everybody(TARGET), words=AGAIN)),
        0,
    ),
    "own question twice, and somebody joins": (
        (Asked(answering=everybody(TARGET)), Asked(answering=everybody(), words=AGAIN)),
        1,
    ),
    "own question three times, with and without": (
        (
            Asked(answering=everybody(TARGET)),
            Asked(answering=everybody(), words=AGAIN),
            Asked(answering=everybody(TARGET, 8), words="Would you start it – again!"),
        ),
        1,
    ),
    "own question, its options turned round": (
        (Asked(answering=everybody()), Asked(answering=everybody(TARGET), words=AGAIN, turned=True)),
        0,
    ),
    "leaves between two rounds": ((Asked(answering=everybody()), Asked(answering=everybody(TARGET))), 0),
    "leaves after answering, before the close": (
        (Asked(answering=everybody()), Asked(answering=everybody(), left=frozenset({TARGET}))),
        0,
    ),
    "leaves before the first close, and comes back": (
        (Asked(answering=everybody(), left=frozenset({TARGET})), Asked(answering=everybody())),
        1,
    ),
    "one after the other leaves between rounds": (
        tuple(Asked(answering=everybody(*gone)) for gone in ((), (8,), (8, 7), (8, 7, TARGET))),
        0,
    ),
}
"""What happens, and the round whose report by itself is the measure of chance."""


@cache
def question(asked: Asked, *, key: str) -> Question:
    options = ("No", "Yes") if asked.turned else ("Yes", "No")
    own = OwnQuestion(
        key=key,
        words=asked.words,
        why="To know",
        kind=QuestionKind.NUMBERS_ONLY,
        shape=Shape.CHOICE,
        options=options,
    )
    return check(own, can_be_secret=True)


def closed(
    number: int, asked: Asked, said: Mapping[int, bool], *, key: str, before: Sequence[Result]
) -> tuple[Result, ...]:
    yes, no = (2, 1) if asked.turned else (1, 2)
    closing = Closing(
        round_id=number,
        links=tuple(Link(person_id=one, token=str(one)) for one in asked.answering),
        secrets=tuple(
            Secret(token=str(one), key=key, answer=Answer(value=yes if said[one] else no))
            for one in asked.answering
        ),
        partners={one: PARTNERS[one] for one in PARTNERS if one not in asked.left},
    )
    asks = question(asked, key=key)
    earlier = {
        (key, option): [one for one in before if (one.key, one.option) == (key, option)]
        for option in asks.options
    }
    return close(closing, questions=[asks], earlier=earlier)


def report(results: Sequence[Result]) -> Hashable:
    """What is read of one round: how many have answered, and what is said of each option."""
    return tuple((one.option, one.level, one.people) for one in results)


def rounds_world(random: Random, *, rounds: Sequence[Asked], alone: int, steadfast: float) -> World:
    now = {one: random.random() < 0.5 for one in PARTNERS}
    found: list[Result] = []
    own: list[Hashable] = []
    each: list[Hashable] = []
    for number, asked in enumerate(rounds):
        for one in (*PARTNERS,)[1:] if number else ():
            if random.random() > steadfast:
                now[one] = random.random() < 0.5
        results = closed(number, asked, now, key=key_of(asked.words), before=found)
        found += results
        own.append(report(results))
        each.append((report(closed(number, asked, now, key=asked.words, before=())), now[ADVERSARY]))
    seen = (tuple(own), now[ADVERSARY])
    return World(secret=now[TARGET], seen=seen, by_chance=each[alone], careless=tuple(each))


@pytest.mark.parametrize("steadfast", [1.0, 0.7])
@pytest.mark.parametrize("name", ROUNDS)
def test_rounds_and_own_questions_say_no_more_than_one_report(name: str, steadfast: float) -> None:
    rounds, alone = ROUNDS[name]
    random = Random(f"{name} {steadfast}")
    make = partial(rounds_world, random, rounds=rounds, alone=alone, steadfast=steadfast)

    knowing, by_chance, careless = duel(f"{name}, {steadfast:.0%} steadfast", make)

    assert not gains(knowing, by_chance)
    assert steadfast < 1 or gains(careless, by_chance, sigma=PLAINLY), (
        "the adversary must win where nobody is careful"
    )


# *Is it worth it?*, of few organisations.


ORGANISATIONS: Mapping[str, tuple[tuple[frozenset[int], ...], int]] = {
    **{f"worth it, of {of} organisations": ((frozenset(range(of)),), 0) for of in range(2, 9)},
    "worth it, five, and one leaves": ((frozenset(range(5)), frozenset(range(1, 5))), 0),
    "worth it, six, and one leaves": ((frozenset(range(6)), frozenset(range(1, 6))), 0),
    "worth it, five, and one joins": ((frozenset(range(1, 6)), frozenset(range(6))), 1),
    "worth it, seven, with and without": (
        (frozenset(range(1, 7)), frozenset(range(7)), frozenset(range(1, 6))),
        1,
    ),
}


def said_of(values: Mapping[int, int], *, earlier: Sequence[Mapping[int, Answer]] = ()) -> Hashable:
    """What stands in the room: the words, or nothing; and everybody can see who has answered."""
    found = worth({one: Answer(value=value) for one, value in values.items()}, earlier=earlier)
    return (found and (found.clearly_yes, found.others_even), len(values))


def exact(values: Mapping[int, int]) -> Hashable:
    """What a product would say that counts from three on, and says *all*, *none* and how many."""
    return tuple(sorted(Counter(values.values()).items())) if len(values) >= 3 else len(values)


def worth_world(
    random: Random, *, plan: Sequence[frozenset[int]], alone: int, target: int, steadfast: float
) -> World:
    now = {one: random.choice((YES, EVEN, NO)) for one in range(9)}
    now[TARGET] = random.choice((target, target % 3 + 1))
    seen, once, bare = [], [], []
    earlier: list[Mapping[int, Answer]] = []
    for number, heard in enumerate(plan):
        for one in range(1, 9) if number else ():
            if random.random() > steadfast:
                now[one] = random.choice((YES, EVEN, NO))
        values = {one: now[one] for one in sorted(heard)}
        seen.append(said_of(values, earlier=tuple(earlier)))
        once.append(said_of(values))
        bare.append(exact(values))
        earlier.append({one: Answer(value=value) for one, value in values.items()})
    own = now[ADVERSARY]
    return World(
        secret=now[TARGET] == target,
        seen=(tuple(seen), own),
        by_chance=(once[alone], own),
        careless=(tuple(bare), own),
    )


@pytest.mark.parametrize("target", [YES, NO])
@pytest.mark.parametrize(
    ("name", "steadfast"),
    [(name, each) for name, (plan, _) in ORGANISATIONS.items() for each in (1.0, 0.7)[: len(plan)]],
)
def test_worth_it_says_no_more_than_one_report(name: str, target: int, steadfast: float) -> None:
    plan, alone = ORGANISATIONS[name]
    random = Random(f"{name} {target} {steadfast}")
    make = partial(worth_world, random, plan=plan, alone=alone, target=target, steadfast=steadfast)

    wish = "yes" if target == YES else "no"
    knowing, by_chance, careless = duel(f"{name}, {wish}?, {steadfast:.0%} steadfast", make)

    assert not gains(knowing, by_chance)
    if len(plan[0]) < 5 and len(plan) == 1:
        coin = [index % 2 == 0 for index in range(GAMES)]
        assert not gains(knowing, coin)
        assert len(plan[0]) < 3 or gains(careless, knowing)


# Looking back, after a milestone.


def looking_world(random: Random, *, authors: int) -> World:
    """So many people let their words be shared; everybody may know who. Which of two things has the target said?"""
    said = {one: random.choice(("cake first", "photos first")) for one in (TARGET, *range(2, authors + 1))}
    answers = [
        NamedAnswer(
            id=one,
            round_id=None,
            milestone_id=1,
            key="again",
            person_id=one,
            to_id=99,
            answer=Answer(line=words, passing=Passing.WITHOUT_NAME),
            by_phone=False,
            at=ANSWERED,
        )
        for one, words in said.items()
    ]
    shown = tuple(one.answer.line for one in without_names(answers, reader_id=ADVERSARY))
    every = tuple(one.answer.line for one in answers if may_be_shared(one))
    return World(
        secret=said[TARGET] == "cake first",
        seen=shown,
        # Who draws one of the words that are shown, without a thought of whose they are.
        by_chance=frozenset(Counter(shown).items()),
        careless=every,
    )


@pytest.mark.parametrize("authors", range(1, 8))
def test_words_without_names_say_no_more_than_drawing_one_of_them(authors: int) -> None:
    make = partial(looking_world, Random(authors), authors=authors)

    knowing, by_chance, careless = duel(f"looking back, the words of {authors}", make)

    assert not gains(knowing, by_chance)
    assert gains(careless, by_chance)
    if authors < 3:
        assert not gains(knowing, [index % 2 == 0 for index in range(GAMES)])
