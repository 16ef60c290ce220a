"""A partnership's own question is asked once, where there is a place for it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.evidence import Stage
from bot.domain.own_turns import waiting, with_own
from bot.domain.questions import Question, QuestionKind, Shape
from bot.domain.turns import PastRound
from bot.messages.bank import CURRENT

TAP = Question(
    key="own_1",
    words="Do the papers come in time?",
    why="We ask.",
    kind=QuestionKind.TO_RUNNER,
    shape=Shape.AGREE,
)
WORDS = replace(TAP, key="own_2", shape=Shape.LINE)


@pytest.mark.parametrize(
    ("keys", "own", "expected"),
    [
        (("trust", "clarity", "changed"), TAP, ("trust", "clarity", "changed", "own_1")),
        (("trust", "clarity", "changed"), WORDS, ("trust", "clarity", "own_2")),
        (("trust", "clarity", "changed", "load"), TAP, ("trust", "clarity", "changed", "own_1")),
        (("trust", "clarity", "changed", "load"), WORDS, ("trust", "clarity", "own_2", "changed")),
        (
            ("purpose", "trust", "clarity", "worth_it", "worth_it_for_you"),
            TAP,
            ("purpose", "trust", "clarity", "own_1"),
        ),
        (("purpose", "trust", "clarity", "commitment"), TAP, ("purpose", "trust", "clarity", "commitment")),
    ],
)
def test_place_of_an_own_question(keys: tuple[str, ...], own: Question, expected: tuple[str, ...]) -> None:
    questions = {**CURRENT.questions, own.key: own}

    assert with_own(keys, own, questions=questions, lines=CURRENT.turns.lines) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2026, 9, 10), (WORDS,)),
        (date(2026, 9, 15), (WORDS,)),
        (date(2026, 9, 25), (TAP, WORDS)),
    ],
)
def test_what_was_asked_since_it_was_added_waits_no_more(since: date, expected: tuple[Question, ...]) -> None:
    past = PastRound(opened_on=date(2026, 9, 15), stage=Stage.FORMING, keys=("purpose", "own_1"))
    added = {"own_1": since, "own_2": date(2026, 9, 1)}

    assert waiting((TAP, WORDS), past=(), since=added) == (TAP, WORDS)
    assert waiting((TAP, WORDS), past=(past,), since=added) == expected
