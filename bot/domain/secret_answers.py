"""Secret answers while a round is open, and what is left of them when it closes.

A person's answer stands beside a random token; which token is whose stands in another row, so that an answer can be
changed. At close `close` makes the results, and both rows are deleted in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.anonymity import Tally, are_enough, shown_level
from bot.domain.climate import Result
from bot.domain.question_answers import Answer, agrees
from bot.domain.questions import Question, Shape

FEWEST_TICKS: Final = 3
"""So many people must have ticked something before it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Which token is whose in one round. Deleted at close."""

    person_id: int
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One answer to one question, by nobody but a token. Deleted at close."""

    token: str
    key: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A round that closes. `partners` has the partner of everybody who could answer, None for the office."""

    round_id: int
    links: tuple[Link, ...]
    secrets: tuple[Secret, ...]
    partners: Mapping[int, int | None]


def close(
    closing: Closing, *, questions: Iterable[Question], earlier: Mapping[tuple[str, str], Sequence[Result]]
) -> tuple[Result, ...]:
    """Return what is left of the secret answers of a round, one result a question, or one an option.

    `earlier` has all results of former rounds, oldest first, by question and option ("" where there is none).
    """
    return tuple(
        _result(closing, question, option, earlier.get((question.key, option), ()))
        for question in questions
        for option in _options(question)
    )


def _options(question: Question) -> tuple[str, ...]:
    return question.options if question.is_told_by_option else ("",)


def _result(closing: Closing, question: Question, option: str, earlier: Sequence[Result]) -> Result:
    answers = _answers(closing, question.key)
    heard = frozenset(answers)
    partners = [closing.partners[person_id] for person_id in heard]
    tally = Tally(
        agree=sum(_counts(question, option, one) for one in answers.values()),
        people=len(heard),
        several=FEWEST_TICKS if option else 0,
    )
    enough = are_enough(partners)
    return Result(
        round_id=closing.round_id,
        key=question.key,
        option=option,
        level=shown_level(tally, heard=heard, earlier=earlier) if enough else None,
        people=len(heard),
        partners=len({one for one in partners if one is not None}),
        heard=heard if enough else frozenset(),
    )


def _answers(closing: Closing, key: str) -> dict[int, Answer]:
    """The answers of those who still belong: who has left between question and answer is not counted."""
    whose = {link.token: link.person_id for link in closing.links}
    return {
        whose[one.token]: one.answer
        for one in closing.secrets
        if one.key == key and whose.get(one.token) in closing.partners
    }


def _counts(question: Question, option: str, answer: Answer) -> bool:
    if not option:
        return agrees(question, answer)
    if question.shape is Shape.TICKS:
        return option in answer.ticks
    return answer.value == question.options.index(option) + 1
