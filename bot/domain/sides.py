"""Side by side: what each organisation answered with its name, for all once all have agreed; and whether it is worth it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.domain.question_answers import Answer
from bot.domain.questions import Question

FEWEST: Final = 3
"""Organisations of which something is said in words before all have agreed to be shown: fewer would be named by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one partner answered for its organisation."""

    partner_id: int
    key: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question with the answer of each partner, None for one that has not answered."""

    key: str
    answers: tuple[tuple[int, Answer | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One thing to tick, and how many organisations ticked it."""

    list_key: str
    words: str
    organisations: int


class Share(Enum):
    """For how many of our organisations it gives more than it takes, in words."""

    ALL = "all"
    MOST = "most"
    HALF = "half"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """*Is it worth it?* in words. `others_even`: for all others it is about even; else nothing is said of them."""

    clearly_yes: Share
    others_even: bool


def side_by_side(
    sides: Iterable[Side], *, keys: Sequence[str], partners: Sequence[int], agreed: Collection[int]
) -> tuple[Row, ...] | None:
    """Return the questions with everybody's answers, None until every partner has agreed to be shown."""
    if not partners or not set(partners) <= set(agreed):
        return None
    return rows(sides, keys=keys, partners=partners)


def rows(sides: Iterable[Side], *, keys: Sequence[str], partners: Sequence[int]) -> tuple[Row, ...]:
    """Return the same for the runner, who sees it at once. Partners stand in the order given."""
    said = {(one.key, one.partner_id): one.answer for one in sides}
    return tuple(
        Row(key=key, answers=tuple((partner, said.get((key, partner))) for partner in partners))
        for key in keys
    )


def chart(question: Question, *, sides: Iterable[Side]) -> tuple[Pick, ...]:
    """Return how many organisations gain, pay and fear what, in the order of the lists."""
    answers = [one.answer for one in sides if one.key == question.key]
    counts = Counter(tick for one in answers for tick in one.ticks)
    return tuple(
        Pick(list_key=one.key, words=words, organisations=counts[words])
        for one in question.lists
        for words in one.options
    )


def worth(answers: Sequence[Answer]) -> Worth | None:
    """Return *worth it* in words from the organisations' answers, None while too few have answered.

    One organisation for which it takes more than it gives is not pointed at: then nothing is said of the others.
    """
    values = [one.value for one in answers if one.value is not None]
    if len(values) < FEWEST:
        return None
    return Worth(clearly_yes=_share(values.count(1), len(values)), others_even=3 not in values)


def _share(count: int, total: int) -> Share:
    if count in (0, total):
        return Share.ALL if count else Share.NONE
    if count * 2 == total:
        return Share.HALF
    return Share.MOST if count * 2 > total else Share.SOME
