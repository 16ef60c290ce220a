"""The same partnership, a little quieter; and the same partnership under other numbers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import TypeVar

from bot.domain.evidence import Window
from bot.domain.stage_facts import Facts, Meeting, Promise, Round
from bot.domain.stage_weights import WINDOWS
from tests.domain.stages.drawing import ENOUGH_PARTNERS, ENOUGH_PEOPLE

Value = TypeVar("Value")


def quieter(facts: Facts, *, since: date, chance: Random) -> Facts:
    """Return facts in which some of what people said after a day was never said.

    Nobody presses, answers, comes, calls or raises a concern more often than before. A new date that was asked
    for more than six weeks ago stays as it is: by now it is history, and the date in force.
    """
    return replace(
        facts,
        promises=tuple(_quieter_promise(one, facts, since, chance) for one in facts.promises),
        contacts=tuple(one for one in facts.contacts if one.on <= since or chance.random() < 0.5),
        rounds=tuple(_quieter_round(one, since, chance) for one in facts.rounds),
        concerns=tuple(one for one in facts.concerns if one.raised_on <= since or chance.random() < 0.5),
        meetings=tuple(_quieter_meeting(one, since, chance) for one in facts.meetings),
    )


def renumbered(facts: Facts, *, chance: Random) -> Facts:
    """Return the same facts with people and partners under other numbers, and in another order."""
    old = sorted(facts.numbers)
    numbers = chance.sample(range(100, 200), len(old))
    new = dict(zip(old, numbers, strict=True))
    people = chance.sample(range(1000), 100)
    to: dict[int | None, int | None] = dict(zip((None, *old), (None, *numbers), strict=True))
    return replace(
        facts,
        partners=_shuffled([replace(one, number=new[one.number]) for one in facts.partners], chance),
        promises=_shuffled(
            [replace(one, partner=to[one.partner], added_by=to[one.added_by]) for one in facts.promises],
            chance,
        ),
        milestones=_shuffled(facts.milestones, chance),
        contacts=_shuffled([replace(one, partner=new[one.partner]) for one in facts.contacts], chance),
        concerns=_shuffled(facts.concerns, chance),
        rounds=_shuffled([_renumbered_round(one, to, people, chance) for one in facts.rounds], chance),
        meetings=_shuffled(
            [
                replace(
                    one,
                    invited=frozenset(new[number] for number in one.invited),
                    came=frozenset(new[number] for number in one.came),
                )
                for one in facts.meetings
            ],
            chance,
        ),
    )


def _quieter_promise(promise: Promise, facts: Facts, since: date, chance: Random) -> Promise:
    if chance.random() < 0.5:
        return promise
    lately = max(since, facts.term.back(facts.today, WINDOWS[Window.SIX_WEEKS]))
    moves = tuple(move for move in promise.moves if move.asked_on <= lately)
    return replace(
        promise,
        accepted_on=_by(promise.accepted_on, since),
        declined_on=_by(promise.declined_on, since),
        done_on=_by(promise.done_on, since),
        stuck_on=_by(promise.stuck_on, since),
        words_on=tuple(day for day in promise.words_on if day <= since),
        moves=moves,
        due=moves[-1].new if moves else promise.original_due,
    )


def _quieter_round(one: Round, since: date, chance: Random) -> Round:
    if one.closed_on <= since:
        return one
    asked = tuple(replace(person, answered=person.answered and chance.random() < 0.7) for person in one.asked)
    heard = [person for person in asked if person.answered]
    partners = {person.partner for person in heard}
    is_shown = len(heard) >= ENOUGH_PEOPLE and len(partners) >= ENOUGH_PARTNERS
    return replace(
        one,
        asked=asked,
        results=tuple(
            replace(result, people=len(heard), level=result.level if is_shown else None)
            for result in one.results
        ),
        answers=tuple(answer for answer in one.answers if answer.partner in partners),
    )


def _quieter_meeting(meeting: Meeting, since: date, chance: Random) -> Meeting:
    if meeting.on <= since:
        return meeting
    return replace(
        meeting,
        came=frozenset(number for number in meeting.came if chance.random() < 0.7),
        backed=chance.randint(0, meeting.backed),
        doubted=chance.randint(0, meeting.doubted),
    )


def _renumbered_round(
    one: Round, to: dict[int | None, int | None], people: list[int], chance: Random
) -> Round:
    asked = [
        replace(person, person=people[person.person], partner=to[person.partner]) for person in one.asked
    ]
    answers = [replace(answer, partner=to[answer.partner] or 0) for answer in one.answers]
    return replace(one, asked=_shuffled(asked, chance), answers=_shuffled(answers, chance))


def _shuffled(values: Sequence[Value], chance: Random) -> tuple[Value, ...]:
    return tuple(chance.sample(values, len(values)))


def _by(day: date | None, since: date) -> date | None:
    return day if day is not None and day <= since else None
