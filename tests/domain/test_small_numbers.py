"""What may be said of how many gave an answer, over all groups of up to twelve and everything they can have said."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.anonymity import FEWEST_PEOPLE, Tally
from bot.domain.small_numbers import FEWEST, Part, answered, are_many, in_words

LARGEST = 12
OUTCOMES = [(count, of) for of in range(LARGEST + 1) for count in range(of + 1)]


@pytest.mark.parametrize("of", range(FEWEST))
def test_nothing_is_said_of_fewer_than_five(of: int) -> None:
    assert not are_many(of)
    assert {in_words(count, of=of) for count in range(of + 1)} == {None}


@pytest.mark.parametrize("of", range(FEWEST, LARGEST + 1))
def test_all_and_none_are_told_by_no_word(of: int) -> None:
    """Whoever hears the word cannot know that it was all of them, or none."""
    assert in_words(of, of=of) is in_words(of - 1, of=of) is Part.MOST
    assert in_words(0, of=of) is in_words(1, of=of) is in_words(2, of=of) is Part.FEWER


@pytest.mark.parametrize(("count", "of"), [one for one in OUTCOMES if are_many(one[1])])
def test_words_are_true(count: int, of: int) -> None:
    said = in_words(count, of=of)

    assert (said is Part.MOST) is (2 * count > of)
    assert (said is Part.HALF) is (2 * count == of)
    assert (said is Part.FEWER) is (2 * count < of)


@pytest.mark.parametrize("of", range(FEWEST, LARGEST + 1))
def test_no_level_of_people_tells_all_or_none_either(of: int) -> None:
    levels = [Tally(agree=count, people=of).level for count in range(of + 1)]

    assert levels[0] is levels[1]
    assert levels[-1] is levels[-2]


def test_levels_of_people_begin_at_the_same_number() -> None:
    assert FEWEST_PEOPLE == FEWEST


@given(of=st.integers(FEWEST, 200))
def test_more_of_them_never_sounds_like_fewer(of: int) -> None:
    order = [Part.FEWER, Part.HALF, Part.MOST]
    said = [order.index(part) for count in range(of + 1) if (part := in_words(count, of=of))]

    assert len(said) == of + 1
    assert all(one <= other for one, other in pairwise(said))


@given(of=st.integers(0, LARGEST), data=st.data())
def test_the_figure_that_may_be_told_is_a_word_of_so_many_answers(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    said = answered(count, of=of)

    assert (said is None) is (of < FEWEST)
    assert said is None or (said.part, said.answers) == (in_words(count, of=of), of)
