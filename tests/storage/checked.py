"""A round in the house: open, with an answer of each kind, what would be left of them, and a question of its own."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from bot.domain.climate import Result
from bot.domain.evidence import Level, Stage
from bot.domain.question_answers import Answer
from bot.domain.questions import AGREE_WORDS, Question, QuestionKind, Shape
from bot.domain.round_people import Invited
from bot.domain.rounds import Round, RoundState
from storage import answers, own_questions, rounds
from storage.database import Transaction
from tests.riverside import NOW, Riverside

OPENS: Final = date(2026, 9, 8)
KINDS: Final[Mapping[str, QuestionKind]] = {
    "purpose": QuestionKind.NUMBERS_ONLY,
    "changed": QuestionKind.ORGANISATION,
    "easier": QuestionKind.TO_RUNNER,
}
OWN: Final = Question(
    key="own_1",
    words="Do the papers come in time?",
    why="We could send them earlier.",
    kind=QuestionKind.TO_RUNNER,
    shape=Shape.AGREE,
    options=AGREE_WORDS,
)


def keep_round(transaction: Transaction, group: Riverside) -> None:
    sam, mina = group.viewer("sam"), group.viewer("mina")
    planned = rounds.plan(
        transaction,
        viewer=sam,
        opens_on=OPENS,
        closes_at=NOW + timedelta(days=7),
        bank=1,
        kinds=KINDS,
        stage=Stage.FORMING,
    )
    assert planned is not None
    rounds.change(
        transaction, viewer=sam, round_id=planned.id, since={RoundState.PLANNED}, state=RoundState.OPEN
    )
    asked = [
        Invited(person_id=one.person_id, partner_id=one.partner_id, kinds=frozenset(QuestionKind))
        for one in (sam, mina)
    ]
    rounds.ask_people(transaction, viewer=sam, round_id=planned.id, people=asked, now=NOW)
    answers.keep_secret(
        transaction,
        viewer=sam,
        round_id=planned.id,
        person_id=sam.person_id,
        answers={"purpose": Answer(value=4)},
    )
    answers.keep_for_organisation(
        transaction,
        viewer=mina,
        round_id=planned.id,
        partner_id=group.castle_id,
        person_id=mina.person_id,
        answers={"changed": Answer(value=1)},
        now=NOW,
    )
    for one in (sam, mina):
        answers.keep_named(
            transaction,
            viewer=one,
            round_id=planned.id,
            person_id=one.person_id,
            to_id=sam.person_id,
            answers={"easier": Answer(line="Fewer papers")},
            now=NOW,
        )
    left = Result(round_id=planned.id, key="purpose", level=Level.MOST, people=5, partners=3)
    answers.keep_results(transaction, viewer=sam, results=[left])
    own_questions.add(transaction, viewer=sam, question=OWN, now=NOW)


def round_of(transaction: Transaction, group: Riverside) -> Round:
    """Return the round in the house."""
    [found] = rounds.all_of(transaction, viewer=group.viewer("sam"))
    return found
