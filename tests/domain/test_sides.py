"""Side by side, and whether it is worth it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.question_answers import Answer
from bot.domain.sides import Pick, Row, Share, Side, Worth, chart, rows, side_by_side, worth
from bot.messages.bank import CURRENT

WORTH_IT = CURRENT.questions["worth_it"]
CASTLE, MEADOW, COUNCIL = 1, 2, 3
PARTNERS = (CASTLE, COUNCIL, MEADOW)
YES, EVEN, NO = (Answer(value=value) for value in (1, 2, 3))
SIDES = (
    Side(partner_id=CASTLE, key="worth_it", answer=YES),
    Side(partner_id=MEADOW, key="worth_it", answer=EVEN),
    Side(partner_id=MEADOW, key="in_plans", answer=YES),
)
ROWS = (
    Row(key="worth_it", answers=((CASTLE, YES), (COUNCIL, None), (MEADOW, EVEN))),
    Row(key="in_plans", answers=((CASTLE, None), (COUNCIL, None), (MEADOW, YES))),
)


def test_runner_sees_it_at_once() -> None:
    assert rows(SIDES, keys=("worth_it", "in_plans"), partners=PARTNERS) == ROWS


@pytest.mark.parametrize(
    ("agreed", "shown"),
    [
        ((), False),
        ((CASTLE, MEADOW), False),
        ((CASTLE, MEADOW, COUNCIL), True),
        ((CASTLE, MEADOW, COUNCIL, 99), True),
    ],
)
def test_all_see_it_once_all_have_agreed(agreed: tuple[int, ...], shown: bool) -> None:
    found = side_by_side(SIDES, keys=("worth_it", "in_plans"), partners=PARTNERS, agreed=agreed)

    assert found == (ROWS if shown else None)


def test_nobody_has_nothing_to_agree_to() -> None:
    assert side_by_side((), keys=("worth_it",), partners=(), agreed=()) is None


def test_chart_counts_organisations() -> None:
    time, grow = "Our people's time", "We can do more than we could alone"
    sides = [
        Side(partner_id=CASTLE, key="worth_it", answer=Answer(value=1, ticks=(grow, time))),
        Side(partner_id=MEADOW, key="worth_it", answer=Answer(value=2, ticks=(time,))),
        Side(partner_id=MEADOW, key="changed", answer=Answer(value=2, ticks=("Money",))),
    ]

    found = chart(WORTH_IT, sides=sides)

    assert len(found) == 21
    assert [one for one in found if one.organisations] == [
        Pick(list_key="gains", words=grow, organisations=1),
        Pick(list_key="costs", words=time, organisations=2),
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((), None),
        ((YES, YES), None),
        ((YES, YES, Answer(ticks=("Our people's time",))), None),
        ((YES, YES, YES, EVEN, EVEN, EVEN), Worth(clearly_yes=Share.HALF, others_even=True)),
        ((YES, YES, YES, YES, EVEN, EVEN), Worth(clearly_yes=Share.MOST, others_even=True)),
        ((YES, EVEN, EVEN), Worth(clearly_yes=Share.SOME, others_even=True)),
        ((YES, YES, YES), Worth(clearly_yes=Share.ALL, others_even=True)),
        ((EVEN, EVEN, EVEN), Worth(clearly_yes=Share.NONE, others_even=True)),
        ((YES, YES, NO), Worth(clearly_yes=Share.MOST, others_even=False)),
        ((NO, NO, NO), Worth(clearly_yes=Share.NONE, others_even=False)),
    ],
)
def test_worth_it_in_words(answers: tuple[Answer, ...], said: Worth | None) -> None:
    assert worth(answers) == said


@given(answers=st.lists(st.sampled_from([YES, EVEN, NO]), min_size=3))
def test_order_says_nothing(answers: list[Answer]) -> None:
    assert worth(answers) == worth(answers[::-1])
