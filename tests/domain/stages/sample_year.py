"""The sample year as facts: made so that each card shows the figures that the year is told by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from typing import Final

from bot.domain.evidence import Level
from bot.domain.stage_facts import (
    Asked,
    Concern,
    Contact,
    Meeting,
    Milestone,
    OwnAnswer,
    OwnQuestion,
    Promise,
    Question,
    Result,
    Round,
    Said,
)
from tests.domain.stages.calendar_year import BEGAN, MEETINGS, ROUNDS, term
from tests.domain.stages.drawing import PARTNERS, PEOPLE, Year

_TERM: Final = term()
_SIX_WEEKS: Final = 30
_MOST, _MIXED = 3.8, 2.6
_NUMBERS: Final = frozenset(one.number for one in PARTNERS)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One column of the table: what the card of a day has, and what the check-in before it said."""

    card: date
    people: int
    kept: int
    dates: int
    no_word: int
    finished: int
    feelings: dict[Question, float]
    worth: tuple[int, int] | None = None


FIGURES: Final = (
    Figures(
        card=date(2026, 10, 22),
        people=9,
        kept=6,
        dates=7,
        no_word=0,
        finished=4,
        feelings={Question.PURPOSE: 4.3, Question.TRUST: 3.9, Question.CLARITY: 4.0},
    ),
    Figures(
        card=date(2026, 12, 1),
        people=9,
        kept=10,
        dates=18,
        no_word=3,
        finished=2,
        feelings={Question.TRUST: 3.2, Question.CLARITY: 3.1},
        worth=(3, 3),
    ),
    Figures(
        card=date(2027, 2, 9),
        people=9,
        kept=17,
        dates=19,
        no_word=1,
        finished=5,
        feelings={Question.PURPOSE: 4.0, Question.TRUST: 3.3, Question.CLARITY: 4.0},
        worth=(4, 2),
    ),
    Figures(
        card=date(2027, 3, 9),
        people=10,
        kept=20,
        dates=21,
        no_word=0,
        finished=6,
        feelings={Question.COMMITMENT: 4.2, Question.TRUST: 4.0},
        worth=(5, 1),
    ),
    Figures(
        card=date(2027, 5, 18),
        people=10,
        kept=11,
        dates=12,
        no_word=0,
        finished=5,
        feelings={Question.COMMITMENT: 4.3, Question.TRUST: 4.1},
    ),
    Figures(
        card=date(2027, 6, 29),
        people=10,
        kept=13,
        dates=14,
        no_word=0,
        finished=6,
        feelings={Question.PURPOSE: 4.5, Question.CLARITY: 4.4, Question.START_TODAY: 4.4},
        worth=(5, 1),
    ),
)


def sample_year() -> Year:
    return Year(
        term=_TERM,
        promises=tuple(_promises()),
        milestones=_MILESTONES,
        contacts=tuple(_contacts()),
        rounds=tuple(_round(number) for number in range(len(ROUNDS))),
        concerns=_CONCERNS,
        meetings=tuple(_meetings()),
    )


_MILESTONES: Final = (
    Milestone(due=date(2026, 9, 25), reached_on=date(2026, 9, 25), is_quick_win=True),
    Milestone(due=date(2026, 10, 30), reached_on=date(2026, 11, 3)),
    Milestone(due=date(2026, 12, 15), reached_on=date(2026, 12, 15), is_quick_win=True),
    Milestone(due=date(2027, 1, 15), reached_on=date(2027, 1, 15), together=True),
    Milestone(due=date(2027, 3, 3), reached_on=date(2027, 3, 3)),
    Milestone(due=date(2027, 3, 4), reached_on=date(2027, 3, 4), together=True),
    Milestone(due=date(2028, 3, 2)),
)
_CONCERNS: Final = (
    Concern(raised_on=date(2026, 11, 12), theme="space", closed_on=date(2027, 1, 12)),
    Concern(raised_on=date(2026, 11, 12), theme="space", closed_on=date(2027, 1, 12)),
    Concern(raised_on=date(2026, 11, 16), theme="papers", closed_on=date(2027, 2, 23)),
    Concern(raised_on=date(2027, 5, 13), theme="money", closed_on=date(2027, 6, 8)),
)


def _promises() -> Iterator[Promise]:
    after = BEGAN
    for number, figures in enumerate(FIGURES):
        # A date that counts on this card is out of the six weeks of the next one.
        next_window = min(
            (_window(one.card) for one in FIGURES[number + 1 : number + 2]), default=figures.card
        )
        last = min(next_window, figures.card - timedelta(days=1))
        if last <= after:
            last = figures.card - timedelta(days=1)
        days = [day for day in _TERM.days if max(after, _window(figures.card)) < day <= last]
        yield from _of(figures, days)
        after = figures.card


def _of(figures: Figures, days: list[date]) -> Iterator[Promise]:
    due = cycle(days)
    finishing = [one.number for one in PARTNERS][: figures.finished]
    silent = cycle(sorted(_NUMBERS - set(finishing)) or [None])
    for place in range(figures.kept):
        by = finishing[place] if place < len(finishing) else None
        day = next(due)
        yield _promise(by, day, done_on=day)
    for _ in range(figures.dates - figures.kept - figures.no_word):
        day = next(due)
        yield _promise(None, day, words_on=(day,))
    for _ in range(figures.no_word):
        yield _promise(next(silent), next(due))


def _promise(
    partner: int | None, due: date, done_on: date | None = None, words_on: tuple[date, ...] = ()
) -> Promise:
    return Promise(
        partner=partner,
        asked_on=BEGAN,
        due=due,
        original_due=due,
        accepted_on=BEGAN,
        done_on=done_on,
        words_on=words_on,
    )


def _window(card: date) -> date:
    return _TERM.back(card, _SIX_WEEKS)


def _contacts() -> Iterator[Contact]:
    """Sam rings everybody once a half-term; two partners ring Sam."""
    for opened_on, _ in ROUNDS:
        yield from (Contact(partner=one.number, on=opened_on) for one in PARTNERS)
        yield from (Contact(partner=number, on=opened_on, begun_by_partner=True) for number in (1, 6))


def _round(number: int) -> Round:
    figures = FIGURES[number]
    opened_on, closed_on = ROUNDS[number]
    answers: tuple[OwnAnswer, ...] = ()
    if figures.worth is not None:
        said = [Said.YES] * figures.worth[0] + [Said.PARTLY] * figures.worth[1]
        answers = tuple(
            OwnAnswer(partner=one.number, question=OwnQuestion.WORTH, said=what)
            for one, what in zip(PARTNERS, said, strict=True)
        )
    return Round(
        opened_on=opened_on,
        closed_on=closed_on,
        asked=tuple(
            Asked(person=person, partner=partner, answered=place < figures.people)
            for place, (person, partner) in enumerate(PEOPLE)
        ),
        results=tuple(
            Result(question=question, level=_level(mean), people=figures.people)
            for question, mean in figures.feelings.items()
        ),
        own=frozenset({OwnQuestion.WORTH}) if figures.worth else frozenset(),
        answers=answers,
    )


def _level(mean: float) -> Level:
    if mean >= _MOST:
        return Level.MOST
    return Level.MIXED if mean >= _MIXED else Level.FEW


def _meetings() -> Iterator[Meeting]:
    for day in MEETINGS:
        away = {2} if day == date(2027, 1, 12) else set()
        quarrel = day == date(2026, 11, 10)
        yield Meeting(
            on=day,
            invited=_NUMBERS,
            came=_NUMBERS - away,
            asked_to_back=6,
            backed=3 if quarrel else 6,
            doubted=3 if quarrel else 0,
            minutes=110 if quarrel else 80,
            minutes_about_ourselves=75 if quarrel else 20,
        )
