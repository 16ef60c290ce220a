"""What is left of a round once it is closed, read for a summary: levels, how many answered, and what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.climate import Result, leading
from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.permissions import Viewer
from bot.domain.question_answers import Answer
from bot.domain.questions import Question, Shape
from bot.domain.rounds import Round, RoundState, Standing
from bot.domain.summaries import WORTH_IT, Findings, Summary, findings
from bot.errors import Refused
from bot.messages.checkins.summary import Told
from bot.messages.words import THE_RUNNER
from bot.services.checkins import grounds
from bot.services.ports import Transaction
from storage import answers as stored_answers
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import rounds as stored_rounds
from storage import summaries as stored_summaries

IN: Final = frozenset({RoundState.SUMMARISED, RoundState.SHARED})
"""The states of a round whose answers have been counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One round that is in, with what was found and every question it asked. `earlier` has all rounds that were in before it."""

    round: Round
    earlier: tuple[Round, ...]
    results: tuple[Result, ...]
    sides: tuple[OrganisationAnswer, ...]
    found: Findings
    questions: Mapping[str, Question]


def closed(transaction: Transaction, *, viewer: Viewer) -> tuple[Round, ...]:
    """Return the rounds of the viewer's partnership that are in, oldest first."""
    return tuple(one for one in stored_rounds.all_of(transaction, viewer=viewer) if one.state in IN)


def one(transaction: Transaction, *, viewer: Viewer, round_id: int | None) -> Round:
    """Return a round that is in, the last one where none is named. Raises `Refused` (no_check_in_yet)."""
    found = closed(transaction, viewer=viewer)
    chosen = [one for one in found if round_id in (None, one.id)]
    if not chosen:
        raise Refused("no_check_in_yet")
    return chosen[-1]


def known(transaction: Transaction, *, viewer: Viewer, of: Round) -> Known:
    """Return all there is to know of a round, but for what was told to one person."""
    before = tuple(
        one for one in closed(transaction, viewer=viewer) if (one.opens_on, one.id) < (of.opens_on, of.id)
    )
    every = stored_answers.results_of(transaction, viewer=viewer)
    ids = {one.id for one in before}
    results = tuple(one for one in every if one.round_id == of.id)
    said = stored_answers.organisations_of(transaction, viewer=viewer)
    sides = tuple(one for one in said if one.round_id == of.id)
    return Known(
        round=of,
        earlier=before,
        results=results,
        sides=sides,
        found=findings(
            results,
            people=_people(transaction, viewer, of),
            earlier=[one for one in every if one.round_id in ids],
            organisations=[_worth_it(said, one) for one in (*before, of)],
        ),
        questions=grounds.questions_of(transaction, viewer=viewer, of_round=of),
    )


def told(transaction: Transaction, *, viewer: Viewer, known: Known, summary: Summary) -> Told:
    """Return what is told of a round."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    runner = stored_members.runner_of(transaction, viewer=viewer)
    return Told(
        partnership_id=partnership.id,
        partnership=partnership.name,
        runner=runner.person.first_name if runner else THE_RUNNER.lower(),
        people=known.found.people,
        trends=tuple(one for one in known.found.trends if not one.option),
        ticks={
            one.option: one.level
            for one in known.found.trends
            if one.option and known.questions[one.key].shape is Shape.TICKS
        },
        chosen=_chosen(known),
        worth=known.found.worth,
        words={key: one.words for key, one in known.questions.items()},
        months={one.id: one.opens_on.month for one in known.earlier},
        summary=summary,
        closed_on=known.round.closes_on,
    )


def _chosen(known: Known) -> dict[str, str]:
    """The answer that most have given to each question of our own, where enough have answered it."""
    own = [one for one in known.questions.values() if one.is_told_by_option and one.shape is not Shape.TICKS]
    found = {one.words: leading(result for result in known.results if result.key == one.key) for one in own}
    return {words: option for words, option in found.items() if option is not None}


def summary_of(transaction: Transaction, *, viewer: Viewer, of: Round) -> Summary:
    """Return how far a summary has come; before anybody touched it, as if it had waited since the close."""
    [(_, summary)] = summaries_of(transaction, viewer=viewer, rounds=[of])
    return summary


def summaries_of(
    transaction: Transaction, *, viewer: Viewer, rounds: Sequence[Round]
) -> tuple[tuple[Round, Summary], ...]:
    """Return each of some rounds with how far its summary has come, as `summary_of` does of one."""
    found = {one.round_id: one for one in stored_summaries.all_of(transaction, viewer=viewer)}
    return tuple((of, found.get(of.id) or _untouched(of)) for of in rounds)


def _untouched(of: Round) -> Summary:
    return Summary.waiting(round_id=of.id, since=of.closes_on)


def _people(transaction: Transaction, viewer: Viewer, of: Round) -> int:
    asked = stored_rounds.participations_of(transaction, viewer=viewer, round_id=of.id)
    return sum(one.standing is Standing.ANSWERED for one in asked)


def _worth_it(said: Sequence[OrganisationAnswer], of: Round) -> dict[int, Answer]:
    return {one.partner_id: one.answer for one in said if (one.round_id, one.key) == (of.id, WORTH_IT)}
