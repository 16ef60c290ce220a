"""Side by side, and whether it is worth it."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.question_answers import Answer
from bot.domain.secret_answers import FEWEST_TICKS
from bot.domain.sides import Pick, Row, Side, Worth, all_agree, chart, rows, worth
from bot.domain.small_numbers import FEWEST, Part
from bot.messages.bank import CURRENT

WORTH_IT = CURRENT.questions["worth_it"]
CASTLE, MEADOW, COUNCIL = 1, 2, 3
PARTNERS = (CASTLE, COUNCIL, MEADOW)
YES, EVEN, NO = (Answer(value=value) for value in (1, 2, 3))
NOVEMBER, JANUARY = date(2026, 11, 17), date(2027, 1, 19)
SIDES = (
    Side(partner_id=CASTLE, key="worth_it", answer=YES, on=JANUARY),
    Side(partner_id=MEADOW, key="worth_it", answer=EVEN, on=NOVEMBER),
    Side(partner_id=MEADOW, key="in_plans", answer=YES, on=JANUARY),
)
ROWS = (
    Row(
        key="worth_it",
        answers=((CASTLE, YES), (COUNCIL, None), (MEADOW, EVEN)),
        on=JANUARY,
        earlier=((MEADOW, NOVEMBER),),
    ),
    Row(key="in_plans", answers=((CASTLE, None), (COUNCIL, None), (MEADOW, YES)), on=JANUARY),
)


def test_each_row_has_the_day_of_its_question_and_of_every_older_answer() -> None:
    asked = {"worth_it": JANUARY, "in_plans": JANUARY}

    assert rows(SIDES, asked=asked, partners=PARTNERS) == ROWS


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
    assert all_agree(partners=PARTNERS, agreed=agreed) is shown


def test_nobody_has_nothing_to_agree_to() -> None:
    assert not all_agree(partners=(), agreed=())


TIME, GROW = "Our people's time", "We can do more than we could alone"


def _ticking(counts: Mapping[str, int], *, of: int) -> list[Side]:
    """So many organisations, of which so many have ticked each thing."""
    ticks = ({words for words, count in counts.items() if number < count} for number in range(of))
    sides = (
        Side(partner_id=number, key="worth_it", answer=Answer(ticks=tuple(one)))
        for number, one in enumerate(ticks)
    )
    return [*sides, Side(partner_id=99, key="changed", answer=Answer(value=2, ticks=(TIME,)))]


def test_chart_says_in_words_how_many_organisations_ticked_it() -> None:
    assert chart(WORTH_IT, sides=_ticking({GROW: 3, TIME: 5}, of=6)) == (
        Pick(list_key="gains", words=GROW, part=Part.HALF),
        Pick(list_key="costs", words=TIME, part=Part.MOST),
    )


@given(ticked=st.integers(0, 12), of=st.integers(0, 12))
def test_chart_tells_nothing_of_few(ticked: int, of: int) -> None:
    """Nor that all of them ticked it; and one or two are as good as none."""
    found = chart(WORTH_IT, sides=_ticking({TIME: min(ticked, of)}, of=of))

    assert bool(found) is (of >= FEWEST and min(ticked, of) >= FEWEST_TICKS)
    if found and ticked >= of:
        assert found == chart(WORTH_IT, sides=_ticking({TIME: of - 1}, of=of))


def _of(*answers: Answer) -> dict[int, Answer]:
    return dict(enumerate(answers))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((), None),
        ((YES, YES, YES), None),
        ((YES, YES, EVEN, NO), None),
        ((YES, YES, YES, YES, Answer(ticks=(TIME,))), None),
        ((YES, YES, YES, EVEN, EVEN, EVEN), Worth(clearly_yes=Part.HALF, others_even=True)),
        ((YES, YES, YES, EVEN, EVEN, NO), Worth(clearly_yes=Part.HALF, others_even=False)),
        ((YES, YES, YES, YES, EVEN, EVEN), Worth(clearly_yes=Part.MOST, others_even=False)),
        ((YES, YES, EVEN, EVEN, EVEN), Worth(clearly_yes=Part.FEWER, others_even=True)),
        ((EVEN,) * 5, Worth(clearly_yes=Part.FEWER, others_even=True)),
        ((NO,) * 5, Worth(clearly_yes=Part.FEWER, others_even=False)),
        ((YES,) * 5, Worth(clearly_yes=Part.MOST, others_even=False)),
    ],
)
def test_worth_it_in_words(answers: tuple[Answer, ...], said: Worth | None) -> None:
    assert worth(_of(*answers)) == said


@pytest.mark.parametrize("of", range(13))
def test_worth_it_tells_neither_all_nor_none(of: int) -> None:
    """Over every outcome of up to twelve organisations: each word fits where one more, or one fewer, had said yes."""
    words = [worth(_of(*[YES] * yes, *[NO] * (of - yes))) for yes in range(of + 1)]

    if of < FEWEST:
        assert set(words) == {None}
    else:
        assert None not in words
        assert (words[0], words[of]) == (words[1], words[of - 1])


@given(answers=st.lists(st.sampled_from([YES, EVEN, NO]), min_size=3))
def test_order_says_nothing(answers: list[Answer]) -> None:
    assert worth(_of(*answers)) == worth(_of(*answers[::-1]))


@given(
    answers=st.lists(st.sampled_from([YES, EVEN, NO]), min_size=8, max_size=8),
    left=st.integers(0, 7),
    first=st.sets(st.integers(0, 7), min_size=5),
)
def test_an_organisation_that_leaves_or_joins_moves_no_word(
    answers: list[Answer], left: int, first: set[int]
) -> None:
    """As long as the others say the same: before and after it, and with it in the middle."""
    said = _of(*answers)
    with_it = {one: said[one] for one in first | {left}}
    without = {one: said[one] for one in first - {left}}
    before, after = worth(with_it), worth(without, earlier=[with_it])
    joined = worth(with_it, earlier=[without])

    if before and after:
        assert before.clearly_yes is after.clearly_yes
        assert not after.others_even
    if joined and (alone := worth(without)):
        assert joined == Worth(clearly_yes=alone.clearly_yes, others_even=False)


def test_word_moves_when_organisations_think_again() -> None:
    half, most = _of(*[YES] * 3, *[EVEN] * 3), _of(*[YES] * 4, *[EVEN] * 2)

    assert worth(most, earlier=[half]) == Worth(clearly_yes=Part.MOST, others_even=False)
    assert worth(half, earlier=[most]) == Worth(clearly_yes=Part.HALF, others_even=True)


def test_others_say_nothing_of_a_crowd_of_others() -> None:
    """What wholly other organisations said earlier holds back no word."""
    others = {20 + number: YES for number in range(6)}

    assert worth(_of(*[EVEN] * 6), earlier=[others]) == Worth(clearly_yes=Part.FEWER, others_even=True)
