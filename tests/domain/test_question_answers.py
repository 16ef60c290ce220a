"""What somebody answers: read, checked, kept, and nothing lost."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.question_answers import MOST_NAME, MOST_WORDS, Answer, Typed, agrees, read
from bot.domain.questions import Passing, QuestionKind, kind_when_asked
from bot.errors import Refused
from bot.messages.bank import CURRENT

QUESTIONS = CURRENT.questions


@pytest.mark.parametrize("key", QUESTIONS)
def test_nothing_is_skip(key: str) -> None:
    assert read(QUESTIONS[key], Typed()) is None
    assert read(QUESTIONS[key], Typed(option="  ", line=" \n ")) is None


@pytest.mark.parametrize(
    ("key", "typed", "answer"),
    [
        ("trust", Typed(option="Mostly"), Answer(value=4)),
        ("trust", Typed(option=" Not at all "), Answer(value=1)),
        ("load", Typed(option="About right"), Answer(value=2)),
        (
            "worth_it",
            Typed(option="About even", ticks=("Our people's time", "Our own people learn")),
            Answer(value=2, ticks=("Our own people learn", "Our people's time")),
        ),
        (
            "changed",
            Typed(option="Yes", ticks=("Money",), line=" Travel money ends. "),
            Answer(value=2, ticks=("Money",), line="Travel money ends."),
        ),
        (
            "in_the_way",
            Typed(ticks=("Money", "Not enough time")),
            Answer(ticks=("Not enough time", "Money")),
        ),
        ("in_the_way", Typed(ticks=("Money", "Money", "Money")), Answer(ticks=("Money",))),
        ("easier", Typed(line="Fewer papers"), Answer(line="Fewer papers")),
        (
            "thanks",
            Typed(person="Lee West", line="for the room", passing="with_name"),
            Answer(person="Lee West", line="for the room", passing=Passing.WITH_NAME),
        ),
        (
            "surprise",
            Typed(line="The bus came", passing="without_name"),
            Answer(line="The bus came", passing=Passing.WITHOUT_NAME),
        ),
    ],
)
def test_answer_is_read_and_kept(key: str, typed: Typed, answer: Answer) -> None:
    found = read(QUESTIONS[key], typed)

    assert found == answer
    assert Answer.of_kept(json.loads(json.dumps(answer.as_kept()))) == answer


@pytest.mark.parametrize(
    ("key", "typed", "refused"),
    [
        ("trust", Typed(option="Perhaps"), ("answer_unknown", {"answer": "Perhaps"})),
        ("easier", Typed(option="Mostly"), ("answer_unknown", {"answer": "Mostly"})),
        ("in_the_way", Typed(option="Money"), ("answer_unknown", {"answer": "Money"})),
        ("worth_it", Typed(ticks=("Gold",)), ("answer_unknown", {"answer": "Gold"})),
        ("trust", Typed(ticks=("Mostly",)), ("answer_unknown", {"answer": "Mostly"})),
        (
            "in_the_way",
            Typed(ticks=("Money", "Not enough time", "Nothing much")),
            ("answer_too_many", {"most": 2}),
        ),
        ("trust", Typed(line="It was Rob"), ("answer_unknown", {"answer": "It was Rob"})),
        ("trust", Typed(person="Rob"), ("answer_unknown", {"answer": "Rob"})),
        ("surprise", Typed(line="x", passing="with_name"), ("answer_unknown", {"answer": "with_name"})),
        ("easier", Typed(line="x" * 10_000), ("too_long", {"length": 10_000, "most": MOST_WORDS})),
        ("thanks", Typed(person="x" * 151), ("too_long", {"length": 151, "most": MOST_NAME})),
    ],
)
def test_what_does_not_fit_is_said(key: str, typed: Typed, refused: tuple[str, dict[str, object]]) -> None:
    with pytest.raises(Refused) as caught:
        read(QUESTIONS[key], typed)

    assert (caught.value.key, caught.value.parameters) == refused
    assert caught.value.field == key


@pytest.mark.parametrize("length", [MOST_WORDS, MOST_WORDS + 4])
def test_spaces_around_take_no_room(length: int) -> None:
    found = read(QUESTIONS["easier"], Typed(line=" " * (length - MOST_WORDS) + "x" * MOST_WORDS))

    assert found == Answer(line="x" * MOST_WORDS)


@given(
    value=st.none() | st.integers(1, 5),
    ticks=st.lists(st.text(min_size=1), max_size=3).map(tuple),
    line=st.text(),
    person=st.text(),
    passing=st.none() | st.sampled_from(Passing),
)
def test_whatever_is_kept_comes_back(
    value: int | None, ticks: tuple[str, ...], line: str, person: str, passing: Passing | None
) -> None:
    answer = Answer(value=value, ticks=ticks, line=line, person=person, passing=passing)

    assert Answer.of_kept(json.loads(json.dumps(answer.as_kept()))) == answer


@pytest.mark.parametrize(
    ("key", "agreeing"),
    [
        ("trust", {"Mostly", "Completely"}),
        ("worth_it_for_you", {"It gives more than it takes"}),
        ("meeting", {"Yes"}),
        ("start_today", {"Yes, just like this"}),
    ],
)
def test_who_agrees(key: str, agreeing: set[str]) -> None:
    question = QUESTIONS[key]
    found = {
        option
        for option in question.options
        if (answer := read(question, Typed(option=option))) and agrees(question, answer)
    }

    assert found == agreeing


def test_ticks_alone_neither_agree_nor_disagree() -> None:
    assert not agrees(QUESTIONS["in_the_way"], Answer(ticks=("Money",)))


@pytest.mark.parametrize(
    ("key", "can_be_secret", "kind"),
    [
        ("trust", True, QuestionKind.NUMBERS_ONLY),
        ("trust", False, QuestionKind.TO_RUNNER),
        ("worth_it", False, QuestionKind.ORGANISATION),
        ("easier", False, QuestionKind.TO_RUNNER),
    ],
)
def test_among_too_few_nothing_is_secret(key: str, can_be_secret: bool, kind: QuestionKind) -> None:
    assert kind_when_asked(QUESTIONS[key], can_be_secret=can_be_secret) is kind


def test_what_takes_words_is_no_single_tap() -> None:
    slow = [one.key for one in QUESTIONS.values() if not one.is_one_tap]

    assert slow == ["easier", "thanks", "surprise", "again"]
