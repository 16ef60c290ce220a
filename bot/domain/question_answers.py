"""What somebody answers to a check-in question: read as typed, checked, and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.questions import MOSTLY, Passing, Question, Shape
from bot.errors import Refused

MOST_WORDS: Final = 1000
"""Characters of a line in somebody's own words."""

MOST_NAME: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What came in from a form, in the words of its options. All empty is **Skip**."""

    option: str = ""
    ticks: tuple[str, ...] = ()
    line: str = ""
    person: str = ""
    passing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A checked answer. `value` is the place of the chosen option, from 1; `ticks` are words of the question's lists."""

    value: int | None = None
    ticks: tuple[str, ...] = ()
    line: str = ""
    person: str = ""
    passing: Passing | None = None

    def as_kept(self) -> dict[str, Any]:
        """Return the answer as it is stored, without what is empty."""
        kept: dict[str, Any] = {
            "value": self.value,
            "ticks": list(self.ticks),
            "line": self.line,
            "person": self.person,
            "passing": self.passing.value if self.passing else None,
        }
        return {name: said for name, said in kept.items() if said not in (None, "", [])}

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> "Answer":
        """Read what `as_kept` has written."""
        return cls(
            value=kept.get("value"),
            ticks=tuple(kept.get("ticks", ())),
            line=kept.get("line", ""),
            person=kept.get("person", ""),
            passing=Passing(kept["passing"]) if "passing" in kept else None,
        )


def read(question: Question, typed: Typed) -> Answer | None:
    """Return what was answered, None for **Skip**.

    Raises `Refused` (answer_unknown, answer_too_many, too_long), each with the question's key as its field. What
    was typed stays with whoever called.
    """
    answer = Answer(
        value=_value(question, typed.option.strip()),
        ticks=_ticks(question, typed.ticks),
        line=_words(question, typed.line, most=MOST_WORDS),
        person=_words(question, typed.person, most=MOST_NAME),
        passing=_passing(question, typed.passing),
    )
    _fits(question, answer)
    is_skipped = answer.value is None and not (answer.ticks or answer.line or answer.person)
    return None if is_skipped else answer


def agrees(question: Question, answer: Answer) -> bool:
    """Whether an answer counts for *most*: from *Mostly* on, or the first of some options."""
    if answer.value is None:
        return False
    return answer.value >= MOSTLY if question.shape is Shape.AGREE else answer.value == 1


def _value(question: Question, option: str) -> int | None:
    if not option:
        return None
    if question.shape not in (Shape.AGREE, Shape.CHOICE) or option not in question.options:
        raise Refused("answer_unknown", field=question.key, answer=option)
    return question.options.index(option) + 1


def _ticks(question: Question, ticks: tuple[str, ...]) -> tuple[str, ...]:
    offered = _offered(question)
    for one in ticks:
        if one not in offered:
            raise Refused("answer_unknown", field=question.key, answer=one)
    if question.most_ticks and len(set(ticks)) > question.most_ticks:
        raise Refused("answer_too_many", field=question.key, most=question.most_ticks)
    return tuple(one for one in offered if one in ticks)


def _offered(question: Question) -> tuple[str, ...]:
    """Every word that can be ticked, in the order in which it is offered."""
    own = question.options if question.shape is Shape.TICKS else ()
    return own + tuple(option for one in question.lists for option in one.options)


def _words(question: Question, words: str, *, most: int) -> str:
    trimmed = words.strip()
    if len(trimmed) > most:
        raise Refused("too_long", field=question.key, length=len(trimmed), most=most)
    return trimmed


def _passing(question: Question, passing: str) -> Passing | None:
    if not passing:
        return None
    if passing not in {one.value for one in question.passing}:
        raise Refused("answer_unknown", field=question.key, answer=passing)
    return Passing(passing)


def _fits(question: Question, answer: Answer) -> None:
    """Words stand only where there is a box for them: a secret answer has none."""
    if answer.person and question.shape is not Shape.PERSON:
        raise Refused("answer_unknown", field=question.key, answer=answer.person)
    if answer.line and not question.takes_words:
        raise Refused("answer_unknown", field=question.key, answer=answer.line)
