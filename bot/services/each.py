"""One thing after another, each for itself: what is wrong with one keeps none of the others waiting."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import TypeVar

One = TypeVar("One")


def each(found: Iterable[One], do: Callable[[One], int]) -> int:
    """Do something with each, in order, and return how much that was.

    What fails is raised when all the others have had their turn: the last of it, with the rest as its context.
    """
    counts: list[int] = []

    def count(one: One) -> None:
        counts.append(do(one))

    with ExitStack() as turns:
        for one in reversed([*found]):
            turns.callback(count, one)
    return sum(counts)
