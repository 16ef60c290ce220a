"""Which questions come round by round: over whole years, and along every path of stages."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.evidence import Stage
from bot.domain.questions import Question, QuestionKind, Shape
from bot.domain.turns import (
    Moment,
    PastRound,
    after_milestone,
    is_newcomers_day,
    questions_for,
)
from bot.messages.bank import CURRENT

TURNS, QUESTIONS = CURRENT.turns, CURRENT.questions
WORTH = ("worth_it", "worth_it_for_you")
FORMING, FRUSTRATION, FUNCTIONING, FLYING, FAILING = Stage
_YEAR = date(2026, 9, 1)


def a_year(
    stages: Sequence[Stage], *, began: date = _YEAR, past: tuple[PastRound, ...] = ()
) -> tuple[PastRound, ...]:
    """Play a school year and return all rounds that were asked, earlier ones first."""
    for number, stage in enumerate(stages):
        moment = Moment(stage=stage, year_began=began, rounds_left=len(stages) - number, past=past)
        keys = questions_for(moment, turns=TURNS, questions=QUESTIONS)
        if keys:
            opened_on = began + timedelta(days=35 + 45 * number)
            past = (*past, PastRound(opened_on=opened_on, stage=stage, keys=keys))
    return past


def test_sample_year() -> None:
    rounds = a_year([FORMING, FORMING, FRUSTRATION, FUNCTIONING, FUNCTIONING, FUNCTIONING])

    assert [one.keys for one in rounds] == [
        ("purpose", "trust", "clarity", "changed"),
        ("trust", "clarity", *WORTH),
        ("purpose", "trust", "clarity", *WORTH),
        ("commitment", "trust", *WORTH),
        ("commitment", "trust", "changed", "in_the_way"),
        ("purpose", "clarity", *WORTH, "start_today"),
    ]


_BEFORE = (PastRound(opened_on=date(2026, 3, 3), stage=FORMING, keys=TURNS.first),)


@pytest.mark.parametrize(
    ("stage", "first", "second"),
    [
        (FORMING, ("trust", "clarity", *WORTH), ("purpose", "clarity", "changed")),
        (FRUSTRATION, ("purpose", "trust", "clarity", *WORTH), ("purpose", "trust", "clarity", *WORTH)),
        (FUNCTIONING, ("commitment", "trust", *WORTH), ("commitment", "trust", "changed", "in_the_way")),
        (FLYING, (*WORTH, "in_plans", "differently"), (*WORTH, "in_plans", "load")),
    ],
)
def test_turns_of_a_stage(stage: Stage, first: tuple[str, ...], second: tuple[str, ...]) -> None:
    """With many rounds still to come nothing presses, and a stage asks what is its own."""
    year = a_year([stage] * 9, began=date(2026, 3, 3), past=_BEFORE)

    assert [year[1].keys[: len(first)], year[2].keys[: len(second)]] == [first, second]


def test_nothing_is_asked_in_failing() -> None:
    assert a_year([FAILING] * 6) == ()
    assert [one.stage for one in a_year([FORMING, FAILING, FAILING, FORMING])] == [FORMING, FORMING]


def test_year_of_one_round_begins_at_the_beginning() -> None:
    assert a_year([FLYING])[0].keys == TURNS.first


def test_last_round_leaves_out_what_was_asked() -> None:
    asked = PastRound(opened_on=_YEAR, stage=FLYING, keys=("start_today",))

    keys = questions_for(
        Moment(stage=FLYING, year_began=_YEAR, rounds_left=1, past=(asked,)), turns=TURNS, questions=QUESTIONS
    )

    assert keys == ("purpose", "clarity", *WORTH)


def test_filler_is_kept_back_when_all_were_asked() -> None:
    asked = PastRound(opened_on=_YEAR, stage=FLYING, keys=(*TURNS.fillers, "worth_it", "differently"))
    moment = Moment(stage=FLYING, year_began=_YEAR, rounds_left=20, past=(asked, asked))

    assert questions_for(moment, turns=TURNS, questions=QUESTIONS)[3] == "differently"


def _own(shape: Shape) -> Question:
    return Question(
        key="own", words="The room suits us.", why="So.", kind=QuestionKind.TO_RUNNER, shape=shape
    )


@pytest.mark.parametrize(
    ("before", "keys"),
    [
        (0, ("thanks", "surprise")),
        (1, ("surprise", "again")),
        (2, ("again", "thanks")),
        (3, ("thanks", "surprise")),
    ],
)
def test_two_questions_after_a_milestone(before: int, keys: tuple[str, ...]) -> None:
    assert after_milestone(before=before, turns=TURNS) == keys


@pytest.mark.parametrize(
    ("since", "today", "asked"),
    [
        (date(2027, 4, 20), date(2027, 5, 3), False),
        (date(2027, 5, 3), date(2027, 5, 4), True),
        (date(2027, 5, 4), date(2027, 7, 19), False),
        (date(2027, 7, 19), date(2027, 7, 20), True),
        (date(2027, 7, 20), date(2028, 1, 1), False),
    ],
)
def test_who_is_new_is_asked_twice(since: date, today: date, asked: bool) -> None:
    assert is_newcomers_day(joined_on=date(2027, 4, 20), since=since, today=today) is asked


STAGES = st.sampled_from([FORMING, FRUSTRATION, FUNCTIONING, FLYING])
YEARS = st.lists(st.lists(STAGES, min_size=4, max_size=6), min_size=1, max_size=3)
ANY_YEARS = st.lists(st.lists(st.sampled_from(Stage), min_size=1, max_size=7), min_size=1, max_size=3)


def play(years: Sequence[Sequence[Stage]]) -> list[list[PastRound]]:
    """The rounds of each year in turn."""
    past: tuple[PastRound, ...] = ()
    found = []
    for number, stages in enumerate(years):
        before = len(past)
        past = a_year(stages, began=date(2026 + number, 9, 1), past=past)
        found.append(list(past[before:]))
    return found


@given(years=YEARS)
def test_every_line_gets_two_points_a_year(years: list[list[Stage]]) -> None:
    """In a year of four rounds or more, whatever the stages are."""
    for rounds in play(years):
        times = Counter(key for one in rounds for key in one.keys)

        assert [key for key in TURNS.lines if times[key] < 2] == []


@given(years=ANY_YEARS)
def test_nothing_that_is_asked_once_a_year_comes_twice(years: list[list[Stage]]) -> None:
    for rounds in play(years):
        times = Counter(key for one in rounds for key in one.keys)

        assert [key for key in times if QUESTIONS[key].once_a_year and times[key] > 1] == []


@given(years=ANY_YEARS)
def test_round_is_three_screens_and_one_tap(years: list[list[Stage]]) -> None:
    for one in (one for rounds in play(years) for one in rounds):
        screens = [key for key in one.keys if QUESTIONS[key].on_screen_of is None]

        assert 3 <= len(screens) <= 4
        assert len(screens) == 3 or QUESTIONS[screens[-1]].is_one_tap
        assert len(set(one.keys)) == len(one.keys)
        assert ("worth_it" in one.keys) is ("worth_it_for_you" in one.keys)
        assert one.stage is not FAILING


@given(years=ANY_YEARS)
def test_questions_of_a_meeting_or_a_milestone_come_in_no_round(years: list[list[Stage]]) -> None:
    asked = {key for rounds in play(years) for one in rounds for key in one.keys}

    assert asked.isdisjoint({*TURNS.after_meeting, *TURNS.after_milestone, *TURNS.newcomers})
    assert {*TURNS.after_meeting, *TURNS.after_milestone, *TURNS.newcomers} == {
        "backing",
        "meeting",
        "thanks",
        "surprise",
        "again",
        "lost",
    }


@given(stages=st.lists(STAGES, min_size=6, max_size=6))
def test_worth_it_is_asked_at_least_every_third_time(stages: list[Stage]) -> None:
    rounds = a_year(stages)
    apart = [number for number, one in enumerate(rounds) if "worth_it" in one.keys]

    assert max(later - earlier for earlier, later in pairwise(apart)) <= 3
