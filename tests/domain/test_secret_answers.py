"""What is left of secret answers when a round closes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from bot.domain.climate import Result, leading
from bot.domain.evidence import Level
from bot.domain.question_answers import Answer, Typed, read
from bot.domain.questions import Question, QuestionKind, Shape
from bot.domain.secret_answers import Closing, Link, Secret, close
from bot.messages.bank import CURRENT

TRUST, IN_THE_WAY = CURRENT.questions["trust"], CURRENT.questions["in_the_way"]
PARTNERS: Mapping[int, int | None] = {1: None, 2: 10, 3: 10, 4: 11, 5: 12, 6: 13}


def closing(
    answers: Mapping[int, Answer], *, key: str = "trust", partners: Mapping[int, int | None] = PARTNERS
) -> Closing:
    return Closing(
        round_id=7,
        links=tuple(Link(person_id=one, token=f"t{one}") for one in answers),
        secrets=tuple(Secret(token=f"t{one}", key=key, answer=said) for one, said in answers.items()),
        partners=partners,
    )


def values(*said: int) -> dict[int, Answer]:
    return {number: Answer(value=value) for number, value in enumerate(said, start=1)}


def test_word_stays_and_no_answer_does() -> None:
    (result,) = close(closing(values(5, 4, 4, 4, 2, 1)), questions=[TRUST], earlier={})

    assert result == Result(
        round_id=7,
        key="trust",
        level=Level.MOST,
        people=6,
        partners=4,
        heard=frozenset({1, 2, 3, 4, 5, 6}),
    )


@pytest.mark.parametrize(
    ("said", "level"),
    [((4, 4, 4, 4, 3, 3), Level.MOST), ((4, 4, 4, 3, 3, 3), Level.MIXED), ((3, 3, 3, 3, 3, 4), Level.FEW)],
)
def test_mostly_and_completely_agree(said: Sequence[int], level: Level) -> None:
    (result,) = close(closing(values(*said)), questions=[TRUST], earlier={})

    assert result.level is level


_OWN = Question(
    key="own_room",
    words="Which room suits you?",
    why="So that we book it.",
    kind=QuestionKind.NUMBERS_ONLY,
    shape=Shape.CHOICE,
    options=("Yes", "No", "Perhaps"),
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((1, 1, 1, 1, 2, 3), "Yes"),
        ((2, 2, 2, 2, 1, 3), "No"),
        ((3, 3, 3, 3, 3, 3), "Perhaps"),
        ((1, 1, 1, 2, 2, 2), ""),
        ((1, 1, 1, 1), None),
    ],
)
def test_answer_that_most_chose_leads_whichever_it_is(said: Sequence[int], expected: str | None) -> None:
    found = close(closing(values(*said), key="own_room"), questions=[_OWN], earlier={})

    assert [one.option for one in found] == ["Yes", "No", "Perhaps"]
    assert leading(found) == expected


def test_one_who_thinks_again_does_not_move_the_answer_that_leads() -> None:
    first = close(closing(values(1, 1, 1, 1, 2, 2), key="own_room"), questions=[_OWN], earlier={})
    before = {(one.key, one.option): [one] for one in first}

    again = close(closing(values(1, 1, 1, 2, 2, 2), key="own_room"), questions=[_OWN], earlier=before)

    assert (leading(first), leading(again)) == ("Yes", "Yes")


def test_two_answers_that_both_stand_as_most_lead_neither() -> None:
    found = [
        Result(round_id=7, key="own_room", option=option, level=Level.MOST, people=6, partners=4)
        for option in ("Yes", "No")
    ]

    assert leading(found) == ""


def test_too_few_leave_nothing_but_their_number() -> None:
    (result,) = close(closing(values(5, 5, 5, 5)), questions=[TRUST], earlier={})

    assert (result.level, result.people, result.partners, result.heard) == (None, 4, 2, frozenset())


def test_nobody_answers() -> None:
    (result,) = close(closing({}), questions=[TRUST], earlier={})

    assert (result.level, result.people) == (None, 0)


def test_who_skips_a_question_is_not_in_it() -> None:
    both = closing(values(5, 4, 4, 4, 2, 1))
    (result,) = close(
        replace(both, links=(*both.links, Link(person_id=9, token="t9"))), questions=[TRUST], earlier={}
    )

    assert result.people == 6


def test_who_has_left_between_question_and_answer_is_not_counted() -> None:
    staying = {one: partner for one, partner in PARTNERS.items() if one != 6}
    (result,) = close(closing(values(4, 4, 4, 4, 2, 1), partners=staying), questions=[TRUST], earlier={})

    assert (result.people, result.level, 6 in result.heard) == (5, Level.MOST, False)


def test_answer_without_a_link_is_nobodys() -> None:
    made = closing(values(4, 4, 4, 4, 2))
    stray = Secret(token="stray", key="trust", answer=Answer(value=1))

    (result,) = close(replace(made, secrets=(*made.secrets, stray)), questions=[TRUST], earlier={})

    assert result.people == 5


def test_earlier_reports_of_the_same_question_are_looked_at() -> None:
    (first,) = close(closing(values(4, 4, 4, 4, 1, 1)), questions=[TRUST], earlier={})
    without = closing({one: said for one, said in values(4, 4, 4, 4, 1, 1).items() if one != 1})

    (later,) = close(without, questions=[TRUST], earlier={("trust", ""): [first]})
    (alone,) = close(without, questions=[TRUST], earlier={("clarity", ""): [first]})

    assert (first.level, later.level, alone.level) == (Level.MOST, Level.MOST, Level.MIXED)


def test_every_thing_to_tick_is_a_question_of_its_own() -> None:
    ticked = {
        number: read(IN_THE_WAY, Typed(ticks=ticks))
        for number, ticks in enumerate(
            [("Money", "Not enough time"), ("Money",), ("Money",), ("Money", "We hear too late"), (), ()],
            start=1,
        )
    }
    answers = {number: answer or Answer(ticks=("Nothing much",)) for number, answer in ticked.items()}
    results = close(closing(answers, key="in_the_way"), questions=[IN_THE_WAY], earlier={})

    levels = {one.option: one.level for one in results}
    assert list(levels) == list(IN_THE_WAY.options)
    assert levels["Money"] is Level.MOST
    assert {level for option, level in levels.items() if option != "Money"} == {Level.FEW}


def test_two_questions_have_a_result_each() -> None:
    results = close(
        closing(values(4, 4, 4, 4, 4)), questions=[TRUST, CURRENT.questions["clarity"]], earlier={}
    )

    assert [(one.key, one.people) for one in results] == [("trust", 5), ("clarity", 0)]
