"""Facts made by hand for one table or the other: six partners, and a year that is well under way."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from bot.domain.evidence import Level, Stage
from bot.domain.stage_facts import (
    Asked,
    Concern,
    Contact,
    Facts,
    Meeting,
    Milestone,
    Move,
    OwnAnswer,
    OwnQuestion,
    Partner,
    Promise,
    Question,
    Result,
    Round,
    Said,
)
from tests.domain.stages.calendar_year import term

TODAY: Final = date(2027, 2, 9)
LONG_AGO: Final = date(2026, 3, 2)
LAST_WEEK: Final = date(2027, 2, 2)
NEXT_WEEK: Final = date(2027, 2, 24)
LAST_TERM: Final = date(2026, 11, 25)
"""Before the last six weeks of term, and within the six before them."""

NUMBERS: Final = (1, 2, 3, 4, 5, 6)
FACTS: Final = Facts(
    today=TODAY,
    in_force=Stage.FUNCTIONING,
    since=LONG_AGO,
    began_on=LONG_AGO,
    term=term(),
    partners=tuple(Partner(number=number, joined_on=LONG_AGO) for number in NUMBERS),
)


def facts(**parts: Any) -> Facts:
    """Return facts that differ in these parts."""
    made: Facts = replace(FACTS, **parts)
    return made


def promise(partner: int | None = 1, due: date = LAST_WEEK, **parts: Any) -> Promise:
    """Return an accepted promise, with no word about it since."""
    made = Promise(partner=partner, asked_on=LONG_AGO, accepted_on=LONG_AGO, due=due, original_due=due)
    changed: Promise = replace(made, **parts)
    return changed


def kept(partner: int | None = 1, due: date = LAST_WEEK, **parts: Any) -> Promise:
    return promise(partner, due, done_on=due, **parts)


def moved(partner: int | None = 1, due: date = LAST_WEEK, *, asked_on: date | None = None) -> Promise:
    """Return a promise that was moved until next week, by default in good time."""
    move = Move(asked_on=asked_on or due, old=due, new=NEXT_WEEK)
    return promise(partner, NEXT_WEEK, original_due=due, moves=(move,))


def milestone(due: date = LAST_WEEK, **parts: Any) -> Milestone:
    """Return a milestone reached on its day."""
    made: Milestone = replace(Milestone(due=due, reached_on=due), **parts)
    return made


def check_in(
    closed_on: date = LAST_WEEK,
    *,
    answered: int = 10,
    levels: dict[Question, Level | None] | None = None,
    own: dict[OwnQuestion, list[Said]] | None = None,
) -> Round:
    """Return a round of ten people; the first partners answer for their organisations, as many as there are answers."""
    said = own or {}
    return Round(
        opened_on=closed_on,
        closed_on=closed_on,
        asked=tuple(
            Asked(person=person, partner=1 + person % 6, answered=person < answered) for person in range(10)
        ),
        results=tuple(
            Result(question=question, level=level, people=answered)
            for question, level in (levels or {}).items()
        ),
        own=frozenset(said),
        answers=tuple(
            OwnAnswer(partner=number, question=question, said=one)
            for question, answers in said.items()
            for number, one in zip(NUMBERS, answers, strict=False)
        ),
    )


def meeting(on: date = LAST_WEEK, *, came: int = 6, **parts: Any) -> Meeting:
    made = Meeting(on=on, invited=frozenset(NUMBERS), came=frozenset(NUMBERS[:came]))
    changed: Meeting = replace(made, **parts)
    return changed


def call(partner: int = 1, on: date = LAST_WEEK, *, begun_by_partner: bool = False) -> Contact:
    return Contact(partner=partner, on=on, begun_by_partner=begun_by_partner)


def concern(raised_on: date = LAST_WEEK, **parts: Any) -> Concern:
    made: Concern = replace(Concern(raised_on=raised_on), **parts)
    return made
