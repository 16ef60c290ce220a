"""A year of facts, drawn with noise from how a story goes; and what was known of it on any day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Final

from bot.domain.evidence import Level, Stage
from bot.domain.stage_facts import (
    Asked,
    Concern,
    Contact,
    Facts,
    Meeting,
    Milestone,
    OwnAnswer,
    OwnQuestion,
    Partner,
    Promise,
    Question,
    Result,
    Round,
    Said,
)
from bot.domain.term_days import TermDays
from tests.domain.stages.calendar_year import BEGAN, LAST, MEETINGS, ROUNDS, asked_in, term
from tests.domain.stages.manners import Manner, Story
from tests.domain.stages.promising import drawn_promise, known_of

PARTNERS: Final = tuple(Partner(number=number, joined_on=BEGAN) for number in range(1, 7))
PEOPLE: Final = tuple((person, 1 + person % len(PARTNERS)) for person in range(10))
ENOUGH_PEOPLE, ENOUGH_PARTNERS = 5, 3
_HALF_TERM: Final = 32
_THEMES: Final = ("papers", "money", "who decides", "space", "transport", "data")


@dataclass(frozen=True, kw_only=True)
class Year:
    """Everything that happens, seen from its end."""

    term: TermDays
    began_on: date = BEGAN
    partners: tuple[Partner, ...] = PARTNERS
    promises: tuple[Promise, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    contacts: tuple[Contact, ...] = ()
    rounds: tuple[Round, ...] = ()
    concerns: tuple[Concern, ...] = ()
    meetings: tuple[Meeting, ...] = field(default=())
    elements: int | None = None

    def facts(
        self, *, today: date, in_force: Stage, since: date, last_proposed_on: date | None = None
    ) -> Facts:
        """Return what was known on a day."""
        return Facts(
            today=today,
            in_force=in_force,
            since=since,
            began_on=self.began_on,
            term=self.term,
            partners=self.partners,
            promises=tuple(known_of(one, today) for one in self.promises if one.asked_on <= today),
            milestones=tuple(replace(one, reached_on=_by(one.reached_on, today)) for one in self.milestones),
            contacts=tuple(one for one in self.contacts if one.on <= today),
            rounds=tuple(one for one in self.rounds if one.closed_on <= today),
            concerns=tuple(
                replace(one, closed_on=_by(one.closed_on, today), answered_on=_by(one.answered_on, today))
                for one in self.concerns
                if one.raised_on <= today
            ),
            meetings=tuple(one for one in self.meetings if one.on <= today),
            elements=self.elements,
            last_proposed_on=last_proposed_on,
        )


def draw(story: Story, *, seed: int) -> Year:
    """Return a year of a story; another seed is another year of the same story."""
    chance = Random(seed)
    days = term(story.away)
    open_days = [day for day in days.days if BEGAN <= day <= LAST]
    return Year(
        term=days,
        promises=tuple(_promises(story, days, open_days, chance)),
        milestones=story.milestones,
        contacts=tuple(_contacts(story, open_days, chance)),
        rounds=tuple(_round(story, number, chance) for number in _held(days)),
        concerns=tuple(_concerns(story, open_days, chance)),
        meetings=tuple(_meeting(story.on(day), day, chance) for day in MEETINGS if days.holds(day)),
    )


def level(agreeing: int, people: int, partners: int) -> Level | None:
    """Return what is shown of so many who agree; None where too few of them answered."""
    if people < ENOUGH_PEOPLE or partners < ENOUGH_PARTNERS:
        return None
    if agreeing >= 0.65 * people:
        return Level.MOST
    return Level.MIXED if agreeing > 0.3 * people else Level.FEW


def _held(days: TermDays) -> Iterator[int]:
    """The check-ins that close while people are there."""
    return (number for number, (_, closed_on) in enumerate(ROUNDS) if days.holds(closed_on))


def _promises(story: Story, days: TermDays, open_days: list[date], chance: Random) -> Iterator[Promise]:
    for day in open_days:
        for partner in PARTNERS:
            if chance.random() < story.on(day).actions / _HALF_TERM:
                yield drawn_promise(story, partner.number, day, days=days, chance=chance)


def _contacts(story: Story, open_days: list[date], chance: Random) -> Iterator[Contact]:
    for day in open_days:
        manner = story.on(day)
        for partner in PARTNERS:
            answers = partner.number > manner.quiet
            if answers and chance.random() < manner.calls / _HALF_TERM:
                yield Contact(partner=partner.number, on=day)
            if answers and chance.random() < manner.rings / _HALF_TERM:
                yield Contact(partner=partner.number, on=day, begun_by_partner=True)


def _round(story: Story, number: int, chance: Random) -> Round:
    opened_on, closed_on = ROUNDS[number]
    manner = story.on(closed_on)
    asked = tuple(
        Asked(
            person=person,
            partner=partner,
            answered=partner > manner.quiet and chance.random() < manner.replies,
        )
        for person, partner in PEOPLE
    )
    questions, own = asked_in(number)
    return Round(
        opened_on=opened_on,
        closed_on=closed_on,
        asked=asked,
        results=tuple(_result(question, manner, asked, chance) for question in questions),
        own=own,
        answers=tuple(_answers(own, manner, asked, chance)),
    )


def _result(question: Question, manner: Manner, asked: tuple[Asked, ...], chance: Random) -> Result:
    people = [one for one in asked if one.answered]
    agreeing = sum(chance.random() < manner.agree[question] for _ in people)
    partners = len({one.partner for one in people})
    return Result(question=question, level=level(agreeing, len(people), partners), people=len(people))


def _answers(
    own: Iterable[OwnQuestion], manner: Manner, asked: tuple[Asked, ...], chance: Random
) -> Iterator[OwnAnswer]:
    likely = {
        OwnQuestion.WORTH: manner.worth,
        OwnQuestion.IN_PLANS: manner.central,
        OwnQuestion.DIFFERENTLY: manner.central,
        OwnQuestion.CHANGED: manner.changed,
    }
    for question in sorted(own, key=lambda one: one.value):
        for partner in sorted({one.partner for one in asked if one.answered and one.partner}):
            said = Said.YES if chance.random() < likely[question] else Said.PARTLY
            yield OwnAnswer(partner=partner, question=question, said=said)


def _concerns(story: Story, open_days: list[date], chance: Random) -> Iterator[Concern]:
    for place, day in enumerate(open_days):
        manner = story.on(day)
        if chance.random() < manner.concerns / _HALF_TERM:
            later = open_days[min(place + chance.randint(3, 12), len(open_days) - 1)]
            closed_on = later if chance.random() < manner.closes else None
            theme = chance.choice(_THEMES)
            yield Concern(raised_on=day, theme=theme, answered_on=closed_on, closed_on=closed_on)


def _meeting(manner: Manner, day: date, chance: Random) -> Meeting:
    numbers = [one.number for one in PARTNERS]
    came = (number for number in numbers if number > manner.quiet and chance.random() < manner.comes)
    return Meeting(on=day, invited=frozenset(numbers), came=frozenset(came))


def _by(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None
