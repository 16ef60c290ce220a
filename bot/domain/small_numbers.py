"""What may be said of how many gave an answer: nothing of fewer than five, and never that all or none of them did.

Every place that counts answers, of organisations or of people, asks here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

FEWEST: Final = 5
"""Answers of which something is said: of fewer, everybody who gave one could work out the others'."""

FEWEST_AUTHORS: Final = 3
"""People whose words stand together without their names, besides the one who reads them: of two, each is half known."""


class Part(Enum):
    """How many of those who answered say yes. *Fewer than half* may be none of them, and *most* may be all."""

    MOST = "most"
    HALF = "half"
    FEWER = "fewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How many of so many answers say yes; who was asked and said nothing is not among them."""

    part: Part
    answers: int


def are_many(answers: int) -> bool:
    """Say whether so many answers may be counted aloud at all."""
    return answers >= FEWEST


def in_words(count: int, *, of: int) -> Part | None:
    """Return how many of all answers say so, None where there are too few."""
    if not are_many(of):
        return None
    if count * 2 == of:
        return Part.HALF
    return Part.MOST if count * 2 > of else Part.FEWER


def answered(count: int, *, of: int) -> Answered | None:
    """Return the same with the number of answers that it is of: the one figure that may be told of what many have said."""
    part = in_words(count, of=of)
    return None if part is None else Answered(part=part, answers=of)


def hide_each_other(authors: Iterable[int], *, reader_id: int | None = None) -> bool:
    """Say whether the words of these people may stand together without their names."""
    return len(set(authors) - {reader_id}) >= FEWEST_AUTHORS
