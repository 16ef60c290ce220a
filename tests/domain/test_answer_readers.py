"""Who reads an answer with a name on it, of each kind and in every set-up."""

from datetime import UTC, datetime

import pytest

from bot.domain.answer_readers import Offices, readers, readers_of
from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.question_answers import Answer
from bot.domain.questions import QuestionKind

SAM, GRACE, JOANA = 1, 2, 3
NUMBERS, SIDE, NAMED = QuestionKind.NUMBERS_ONLY, QuestionKind.ORGANISATION, QuestionKind.TO_RUNNER


@pytest.mark.parametrize(
    ("runner_id", "chair_id", "found"),
    [
        (SAM, None, {NUMBERS: set(), SIDE: {SAM}, NAMED: {SAM}}),
        (SAM, GRACE, {NUMBERS: set(), SIDE: {SAM, GRACE}, NAMED: {SAM}}),
        (None, GRACE, {NUMBERS: set(), SIDE: {GRACE}, NAMED: set()}),
        (None, None, {NUMBERS: set(), SIDE: set(), NAMED: set()}),
    ],
)
def test_each_kind_reaches_those_of_its_promise(
    runner_id: int | None, chair_id: int | None, found: dict[QuestionKind, set[int]]
) -> None:
    offices = Offices(runner_id=runner_id, chair_id=chair_id)

    assert {kind: readers(kind, offices=offices) for kind in QuestionKind} == found


@pytest.mark.parametrize(
    ("named", "chair_id", "found"),
    [(GRACE, GRACE, {SAM, GRACE}), (GRACE, JOANA, {SAM}), (None, GRACE, {SAM}), (GRACE, None, {SAM})],
)
def test_a_chair_who_was_not_named_does_not_read_it(
    named: int | None, chair_id: int | None, found: set[int]
) -> None:
    said = OrganisationAnswer(
        id=1,
        round_id=1,
        partner_id=1,
        key="worth_it",
        answer=Answer(value=1),
        person_id=9,
        by_phone=False,
        at=datetime(2026, 9, 16, tzinfo=UTC),
        chair_id=named,
    )

    assert readers_of(said, offices=Offices(runner_id=SAM, chair_id=chair_id)) == found
