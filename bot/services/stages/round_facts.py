"""Check-ins as a stage is read from them: who was asked and answered at all, levels, and what organisations said."""

from collections import defaultdict
from typing import Final

from bot.domain import stage_facts
from bot.domain.climate import Result
from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.participations import Participation
from bot.domain.permissions import Viewer
from bot.domain.questions import QuestionKind
from bot.domain.rounds import Round, RoundState, Standing
from bot.domain.stage_facts import OwnQuestion, Question, Said
from bot.services.ports import Transaction
from storage import answers as stored_answers
from storage import rounds as stored_rounds

_OVER: Final = frozenset({RoundState.SUMMARISED, RoundState.SHARED})
_HEARD: Final = frozenset({Standing.ANSWERED, Standing.NOT_THIS_TIME})
"""**Not this time** is a word, too, and never counted against anybody."""

_FELT: Final = {one.value: one for one in Question}
_OWN: Final = {
    "worth_it": OwnQuestion.WORTH,
    "in_plans": OwnQuestion.IN_PLANS,
    "differently": OwnQuestion.DIFFERENTLY,
    "changed": OwnQuestion.CHANGED,
}
_IN_ORDER: Final = (Said.YES, Said.PARTLY, Said.NO)
_SAID: Final = {
    OwnQuestion.WORTH: _IN_ORDER,
    OwnQuestion.IN_PLANS: _IN_ORDER,
    OwnQuestion.DIFFERENTLY: _IN_ORDER,
    OwnQuestion.CHANGED: (Said.NO, Said.YES),
}
"""What the places of the options mean, in their order."""


def rounds(transaction: Transaction, *, viewer: Viewer) -> tuple[stage_facts.Round, ...]:
    """Return the rounds of a partnership that are closed and counted, the oldest first."""
    over = [one for one in stored_rounds.all_of(transaction, viewer=viewer) if one.state in _OVER]
    if not over:
        return ()
    asked: dict[int, list[Participation]] = defaultdict(list)
    for part in stored_rounds.participations_of(transaction, viewer=viewer):
        asked[part.round_id].append(part)
    results: dict[int, list[Result]] = defaultdict(list)
    for result in stored_answers.results_of(transaction, viewer=viewer):
        results[result.round_id].append(result)
    own: dict[int, list[OrganisationAnswer]] = defaultdict(list)
    for answer in stored_answers.organisations_of(transaction, viewer=viewer):
        own[answer.round_id].append(answer)
    return tuple(_round(one, asked[one.id], results[one.id], own[one.id]) for one in over)


def _round(
    one: Round, asked: list[Participation], results: list[Result], own: list[OrganisationAnswer]
) -> stage_facts.Round:
    return stage_facts.Round(
        opened_on=one.opens_on,
        closed_on=one.closes_on,
        asked=tuple(
            stage_facts.Asked(
                person=part.person_id,
                partner=part.partner_id,
                answered=part.standing in _HEARD,
            )
            for part in asked
        ),
        results=tuple(
            stage_facts.Result(question=_FELT[result.key], level=result.level, people=result.people)
            for result in results
            if result.key in _FELT and not result.option
        ),
        own=frozenset(
            _OWN[key] for key, kind in one.kinds.items() if key in _OWN and kind is QuestionKind.ORGANISATION
        ),
        answers=tuple(said for answer in own for said in _answer(answer)),
    )


def _answer(answer: OrganisationAnswer) -> tuple[stage_facts.OwnAnswer, ...]:
    question, value = _OWN.get(answer.key), answer.answer.value
    if question is None or value is None:
        return ()
    said = _SAID[question][value - 1]
    return (stage_facts.OwnAnswer(partner=answer.partner_id, question=question, said=said),)
