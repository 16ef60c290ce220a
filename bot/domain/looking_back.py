"""Who is asked to look back: on a milestone those who took part in it, on their first weeks those who are new."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.commitments import Commitment, ShareState
from bot.domain.kept_answers import NamedAnswer
from bot.domain.milestones import Milestone, MilestoneState
from bot.domain.people import Membership, who_answers
from bot.domain.permissions import Role
from bot.domain.questions import Passing, Question
from bot.domain.round_people import ASKED
from bot.domain.small_numbers import hide_each_other
from bot.domain.turns import NEW_AFTER, Turns, after_milestone, is_newcomers_day

ASKED_WITHIN: Final = timedelta(days=14)
"""How long what was asked still makes sense to ask: after that nobody remembers the day."""

FOUNDERS: Final = timedelta(days=14)
"""Whoever joins so soon after the doors have opened is no newer to the group than the others."""

_NOTICED_WITHIN: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Some answers of one question: those told to the reader by name, and of others those that may be shared."""

    question: Question
    told: tuple[NamedAnswer, ...] = ()
    shared: tuple[NamedAnswer, ...] = ()

    @property
    def hides(self) -> bool:
        """Whether so many have told the reader something to be shared that it may be, without their names."""
        return hide_each_other(one.person_id for one in self.told if may_be_shared(one))


def took_part(
    members: Sequence[Membership], *, actions: Iterable[Commitment], contributing: Collection[int]
) -> tuple[Membership, ...]:
    """Return who took part in a milestone: who has done something in its actions, and of the other `contributing` partners who answers for each.

    The runner is not asked: it is the runner who reads the answers.
    """
    done = [
        one for action in actions for one in action.shares if one.state is ShareState.DONE and one.person_id
    ]
    people = {one.person_id for one in done}
    for partner_id in set(contributing) - {one.partner_id for one in done}:
        people |= {one.person.id for one in who_answers(members, partner_id=partner_id)[:1]}
    return tuple(one for one in members if one.person.id in people and may_be_asked(one))


def may_be_asked(member: Membership) -> bool:
    """Whether somebody takes part here, and is not the one who reads what is said."""
    return member.role in ASKED and member.role is not Role.RUNNER


def questions_about(
    milestone: Milestone, *, milestones: Iterable[Milestone], turns: Turns
) -> tuple[str, ...]:
    """Return the keys asked about a milestone that was celebrated, in turn with those celebrated before it."""
    celebrated = [one for one in milestones if one.state is MilestoneState.CELEBRATED]
    before = sum(_order(one) < _order(milestone) for one in celebrated)
    return after_milestone(before=before, turns=turns)


def newcomers_step(*, joined_on: date, opened_on: date, today: date) -> str | None:
    """Return which time somebody new is asked about their first weeks, None where it is not the time."""
    if joined_on - opened_on < FOUNDERS:
        return None
    if not is_newcomers_day(joined_on=joined_on, since=today - _NOTICED_WITHIN, today=today):
        return None
    times = sum(joined_on + after <= today for after in NEW_AFTER)
    return f"time {times}"


def sorted_for(
    reader_id: int, *, answers: Sequence[NamedAnswer], questions: Iterable[Question]
) -> tuple[Sorted, ...]:
    """Sort answers by their questions, without what the reader may not see.

    What was told to somebody else is seen only where it may be shared without the name (see `without_names`).
    """
    found = []
    for question in questions:
        own = [one for one in answers if one.key == question.key]
        told = tuple(one for one in own if one.to_id == reader_id)
        shared = without_names((one for one in own if one.to_id != reader_id), reader_id=reader_id)
        found.append(Sorted(question=question, told=told, shared=shared))
    return tuple(one for one in found if one.told or one.shared)


def may_be_shared(answer: NamedAnswer) -> bool:
    """Whether its words may be read by others without the name of whoever said them."""
    return answer.answer.passing is Passing.WITHOUT_NAME


def without_names(answers: Iterable[NamedAnswer], *, reader_id: int) -> tuple[NamedAnswer, ...]:
    """Return those to one question that others may read without names; none where too few people have said so.

    They stand in the order of their words: nobody shall guess by the place whose they are.
    """
    shared = [one for one in answers if may_be_shared(one)]
    if not hide_each_other((one.person_id for one in shared), reader_id=reader_id):
        return ()
    return tuple(sorted(shared, key=lambda one: one.answer.line.casefold()))


def _order(milestone: Milestone) -> tuple[float, int]:
    at = milestone.marked_at
    return (at.timestamp() if at else 0.0, milestone.id)
