"""What is reached, alone or together, and what lies ahead."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.domain.signals import milestones
from bot.domain.stage_facts import Milestone, Promise
from tests.domain.signals.leaning import figure, leans
from tests.domain.stages.made import (
    LAST_TERM,
    LAST_WEEK,
    LONG_AGO,
    NEXT_WEEK,
    TODAY,
    facts,
    milestone,
    promise,
)

AHEAD = Milestone(due=NEXT_WEEK)
BEHIND = Milestone(due=date(2027, 1, 11))
"""Four weeks ago, and not reached."""


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([milestone()], "+Fu"),
        ([milestone(date(2027, 1, 20), reached_on=LAST_WEEK)], "+Fu"),
        ([milestone(date(2027, 1, 11), reached_on=LAST_WEEK)], "-Fu -Fl"),
        ([milestone(), BEHIND], "-Fu -Fl"),
        ([Milestone(due=LAST_WEEK)], ""),
        ([AHEAD], ""),
        ([milestone(LONG_AGO)], ""),
        ([], ""),
    ],
    ids=["on its day", "near it", "long after it", "one behind", "just behind", "ahead", "long ago", "none"],
)
def test_milestones_of_these_weeks(given: Sequence[Milestone], says: str) -> None:
    assert leans(milestones.milestones(facts(milestones=tuple(given)))) == says


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([milestone(together=True)] * 2, "+Fl"),
        ([milestone(together=True), milestone()], ""),
        ([milestone(together=True), Milestone(due=NEXT_WEEK, together=True)], ""),
        ([milestone(together=True), milestone(date(2025, 3, 4), together=True)], ""),
        ([milestone(together=True), milestone(date(2027, 1, 4), reached_on=LAST_WEEK, together=True)], ""),
    ],
    ids=["two", "one alone", "one ahead", "one long ago", "one long after its day"],
)
def test_what_nobody_could_reach_alone(given: Sequence[Milestone], says: str) -> None:
    assert leans(milestones.together(facts(milestones=tuple(given)))) == says


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([milestone(is_quick_win=True)], "+Fu"),
        ([Milestone(due=NEXT_WEEK, is_quick_win=True)], ""),
        ([Milestone(due=date(2027, 6, 1), is_quick_win=True)], "+Fo +Fr"),
        ([milestone(LAST_TERM, is_quick_win=True)], "+Fo +Fr"),
        ([milestone()], "+Fo +Fr"),
        ([], ""),
    ],
    ids=["reached", "in sight", "far off", "long ago", "none quick", "none at all"],
)
def test_quick_wins(given: Sequence[Milestone], says: str) -> None:
    assert leans(milestones.quick_win(facts(milestones=tuple(given)))) == says


@pytest.mark.parametrize(("given", "says"), [([milestone()], "-Fl"), ([milestone(), AHEAD], ""), ([], "")])
def test_what_lies_ahead(given: Sequence[Milestone], says: str) -> None:
    assert leans(milestones.ahead(facts(milestones=tuple(given)))) == says


@pytest.mark.parametrize(
    ("given", "promises", "says"),
    [
        ([milestone()], (), "-Fa"),
        ([milestone()], (promise(due=date(2026, 10, 1)),), "-Fa"),
        ([milestone()], (promise(done_on=TODAY),), "-Fa"),
        ([milestone()], (promise(due=NEXT_WEEK),), ""),
        ([milestone()], (promise(due=LAST_WEEK),), ""),
        ([milestone(), AHEAD], (), ""),
        ([milestone(date(2026, 4, 20))], (), ""),
        ([], (), ""),
    ],
    ids=[
        "all done",
        "forgotten",
        "done",
        "something due",
        "just passed",
        "more to come",
        "long ago",
        "nothing ever",
    ],
)
def test_rest_after_success(given: Sequence[Milestone], promises: tuple[Promise, ...], says: str) -> None:
    made = facts(milestones=tuple(given), promises=promises)

    evidence = milestones.resting(made)

    assert leans(evidence) == says
    assert milestones.rests(made) is bool(says)
    assert evidence is None or figure(evidence) == (1, None)
