"""A check-in question: its kind, which is a promise about who sees the answer, and the shape of an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

AGREE_WORDS: Final = ("Not at all", "A little", "Partly", "Mostly", "Completely")
"""The five words of the agree scale, stored as 1 to 5."""

MOSTLY: Final = 4
"""From this word on somebody agrees."""


class QuestionKind(Enum):
    """NUMBERS_ONLY: nobody sees a name. ORGANISATION: one answer a partner, with its name. TO_RUNNER: by name, no further."""

    NUMBERS_ONLY = "numbers_only"
    ORGANISATION = "organisation"
    TO_RUNNER = "to_runner"


class Shape(Enum):
    """What an answer looks like: one of the five words, one of some options, ticks, a line, or a person and what for."""

    AGREE = "agree"
    CHOICE = "choice"
    TICKS = "ticks"
    LINE = "line"
    PERSON = "person"


class Passing(Enum):
    """What may be passed on of what somebody told the runner; without a tick nothing may."""

    WITH_NAME = "with_name"
    WITHOUT_NAME = "without_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class TickList:
    """A list to tick beside the choice: what one gains, what it costs, what has changed."""

    key: str
    heading: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `number` is its place in the bank, None for one that a runner has added.

    `options` are the words to choose from, of which `most_ticks` may be ticked; `line` is the heading of the box
    for words beside them, "" where there is none. `on_screen_of` names the question with which it shares a screen.
    """

    key: str
    words: str
    why: str
    kind: QuestionKind
    shape: Shape
    number: int | None = None
    options: tuple[str, ...] = ()
    most_ticks: int = 0
    lists: tuple[TickList, ...] = ()
    line: str = ""
    passing: frozenset[Passing] = frozenset()
    codes: tuple[str, ...] = ()
    by_telephone: bool = False
    once_a_year: bool = False
    on_screen_of: str | None = None

    @property
    def takes_words(self) -> bool:
        return self.shape in _IN_WORDS or bool(self.line)

    @property
    def is_told_by_option(self) -> bool:
        """Whether each of its options is counted by itself: ticks, and the answers that a runner has thought of."""
        return self.shape is Shape.TICKS or (self.shape is Shape.CHOICE and self.number is None)

    @property
    def is_one_tap(self) -> bool:
        """Whether it can be the fourth of a round: one press answers it, whatever may be added."""
        return self.shape not in _IN_WORDS


_IN_WORDS: Final = frozenset({Shape.LINE, Shape.PERSON})


def kind_when_asked(question: Question, *, can_be_secret: bool) -> QuestionKind:
    """Return the kind by which a question is asked of a group: among too few nothing is secret, and the form says so."""
    if question.kind is QuestionKind.NUMBERS_ONLY and not can_be_secret:
        return QuestionKind.TO_RUNNER
    return question.kind


def may_be_rung(question: Question) -> bool:
    """Whether it may be asked on the telephone; what is secret is never said to somebody who rings."""
    return question.by_telephone and question.kind is not QuestionKind.NUMBERS_ONLY


_MINUTE: Final = 60
_TAP, _LIST, _LINE, _OWN_WORDS = 30, 15, 10, 45
"""Seconds for reading and choosing one of some answers, a list to tick, a line beside it that may stay empty, and a whole line."""


def minutes(questions: Iterable[Question]) -> int:
    """Return how long a form with these questions takes, in whole minutes, with all that stands on it."""
    seconds = sum(map(_seconds, questions))
    return max(1, (seconds + _MINUTE // 2) // _MINUTE)


def _seconds(question: Question) -> int:
    main = {Shape.TICKS: _LIST, Shape.LINE: _OWN_WORDS, Shape.PERSON: _OWN_WORDS}.get(question.shape, _TAP)
    return main + _LIST * len(question.lists) + _LINE * bool(question.line)
