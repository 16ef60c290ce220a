"""What meetings show, where they are kept."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.domain.evidence import Direction
from bot.domain.signals import meetings
from bot.domain.stage_facts import Meeting
from tests.domain.signals.leaning import figure, leans
from tests.domain.stages.made import LAST_TERM, facts, meeting


@pytest.mark.parametrize(
    ("came", "says"),
    [([6], "-Fa"), ([4], "-Fa"), ([3], ""), ([2, 2], "+Fa"), ([2, 4], ""), ([5, 2], "-Fa"), ([], "")],
)
def test_who_comes(came: Sequence[int], says: str) -> None:
    held = tuple(
        meeting(day, came=count) for day, count in zip((date(2027, 1, 12), LAST_TERM), came, strict=False)
    )

    evidence = meetings.attendance(facts(meetings=held))

    assert leans(evidence) == says
    assert evidence is None or figure(evidence) == (came[0], 6)


def test_who_comes_is_compared_with_the_time_before() -> None:
    evidence = meetings.attendance(facts(meetings=(meeting(LAST_TERM, came=6), meeting(came=4))))

    assert evidence is not None
    assert evidence.direction is Direction.DOWN


@pytest.mark.parametrize(
    ("asked", "backed", "doubted", "says"),
    [
        (6, 5, 1, "+Fu"),
        (6, 4, 1, "-Fu -Fl"),
        (6, 3, 3, "+Fr -Fu -Fl"),
        (6, 0, 0, "-Fu -Fl"),
        (0, 0, 0, ""),
    ],
)
def test_whether_decisions_are_backed(asked: int, backed: int, doubted: int, says: str) -> None:
    held = meeting(asked_to_back=asked, backed=backed, doubted=doubted)

    assert leans(meetings.doubts(facts(meetings=(held,)))) == says


@pytest.mark.parametrize(
    ("held", "says"),
    [
        ([(90, 45), (90, 60)], "+Fr"),
        ([(90, 40), (90, 60)], ""),
        ([(90, 60)], ""),
        ([(90, 60), (0, 0)], ""),
        ([], ""),
    ],
)
def test_meetings_about_ourselves(held: Sequence[tuple[int, int]], says: str) -> None:
    made: list[Meeting] = [
        meeting(day, minutes=minutes, minutes_about_ourselves=inward)
        for day, (minutes, inward) in zip((date(2027, 1, 12), LAST_TERM), held, strict=False)
    ]

    assert leans(meetings.inward(facts(meetings=tuple(made)))) == says


def test_meetings_of_long_ago_say_nothing() -> None:
    assert meetings.attendance(facts(meetings=(meeting(date(2026, 5, 12)),))) is None
