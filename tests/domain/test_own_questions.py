"""A question that a runner adds."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis.strategies import text

from bot.domain.own_questions import MOST_WORDS, SHAPES, OwnQuestion, check, key_of
from bot.domain.questions import AGREE_WORDS, Question, QuestionKind, Shape
from bot.errors import Refused

OWN = OwnQuestion(
    key="own-7",
    words="  The room suits\n all of us. ",
    why="So that we book the right one.",
    kind=QuestionKind.NUMBERS_ONLY,
    shape=Shape.AGREE,
)
_CHOICE = replace(OWN, shape=Shape.CHOICE, options=("Castle", " Meadow ", ""))


def test_question_is_asked_as_it_was_meant() -> None:
    assert check(OWN, can_be_secret=True) == Question(
        key="own-7",
        words="The room suits all of us.",
        why="So that we book the right one.",
        kind=QuestionKind.NUMBERS_ONLY,
        shape=Shape.AGREE,
        options=AGREE_WORDS,
    )


def test_options_are_tidied() -> None:
    assert check(_CHOICE, can_be_secret=True).options == ("Castle", "Meadow")


def test_line_has_no_options() -> None:
    own = replace(_CHOICE, shape=Shape.LINE, kind=QuestionKind.ORGANISATION)

    assert check(own, can_be_secret=True).options == ()


@pytest.mark.parametrize(
    ("changes", "key", "field"),
    [
        ({"words": " "}, "question_words_needed", "words"),
        ({"words": "?!"}, "question_words_needed", "words"),
        ({"why": ""}, "question_why_needed", "why"),
        ({"words": "x" * 151}, "too_long", "words"),
        ({"why": "x" * 151}, "too_long", "why"),
        ({"shape": Shape.LINE}, "question_kind_cannot", "kind"),
        ({"shape": Shape.PERSON, "kind": QuestionKind.TO_RUNNER}, "question_kind_cannot", "kind"),
        ({"shape": Shape.CHOICE}, "question_options", "options"),
        ({"shape": Shape.CHOICE, "options": ("One", "Two")}, None, None),
        ({"shape": Shape.CHOICE, "options": ("Same",)}, "question_options", "options"),
        (
            {"shape": Shape.CHOICE, "options": ("Yes", "No", "yes ", "Perhaps")},
            "question_options_twice",
            "options",
        ),
        (
            {"shape": Shape.CHOICE, "options": ("Next  week", "Next week")},
            "question_options_twice",
            "options",
        ),
        ({"shape": Shape.CHOICE, "options": tuple("abcdefg")}, "question_options", "options"),
        ({"shape": Shape.CHOICE, "options": ("a", "b" * 61)}, "too_long", "options"),
    ],
)
def test_what_cannot_be_asked(changes: dict[str, object], key: str | None, field: str | None) -> None:
    own = replace(OWN, **changes)  # type: ignore[arg-type]  # Each case changes other fields.
    if key is None:
        assert check(own, can_be_secret=True).options == ("One", "Two")
        return

    with pytest.raises(Refused) as caught:
        check(own, can_be_secret=True)

    assert (caught.value.key, caught.value.field) == (key, field)


def test_secret_answers_are_not_promised_to_too_few() -> None:
    with pytest.raises(Refused, match="question_too_few_of_us"):
        check(OWN, can_be_secret=False)

    assert check(replace(OWN, kind=QuestionKind.TO_RUNNER), can_be_secret=False)


def test_no_secret_answer_is_in_words() -> None:
    assert SHAPES[QuestionKind.NUMBERS_ONLY].isdisjoint({Shape.LINE, Shape.PERSON, Shape.TICKS})


@pytest.mark.parametrize(
    "words",
    [
        "The room suits us",
        " the ROOM suits us. ",
        "The room: suits us!",
        "The ro\u200bom suits us",
        "Theroom suitsus",
        "Ｔｈｅ room suits us",
    ],
)
def test_same_words_are_the_same_question(words: str) -> None:
    """Else a second report of it would not be held against the first."""
    assert key_of(words) == key_of("The room suits us")
    assert key_of("The hall suits us") != key_of(words)


@given(words=text(max_size=MOST_WORDS))
def test_key_is_short_and_plain_whatever_is_asked(words: str) -> None:
    assert re.fullmatch(r"own_[0-9a-f]{16}", key_of(words))


@given(words=text(alphabet="abc 4.,?!-", max_size=20), other=text(alphabet="abc 4.,?!-", max_size=20))
def test_other_letters_are_another_question(words: str, other: str) -> None:
    is_same = re.sub(r"\W", "", words) == re.sub(r"\W", "", other)

    assert (key_of(words) == key_of(other)) is is_same
