"""How it feels, over time."""

from dataclasses import replace

import pytest

from bot.domain.climate import Result, Trend, direction, trend
from bot.domain.evidence import Direction, Level

NOW = Result(round_id=3, key="trust", level=Level.MIXED, people=9, partners=5)
BEFORE = replace(NOW, round_id=1, level=Level.MOST)


@pytest.mark.parametrize(
    ("before", "now", "way"),
    [
        (Level.MOST, Level.MOST, Direction.STEADY),
        (Level.MOST, Level.MIXED, Direction.DOWN),
        (Level.MOST, Level.FEW, Direction.DOWN),
        (Level.MIXED, Level.FEW, Direction.DOWN),
        (Level.MIXED, Level.MOST, Direction.UP),
        (Level.FEW, Level.MIXED, Direction.UP),
        (Level.FEW, Level.FEW, Direction.STEADY),
    ],
)
def test_direction(before: Level, now: Level, way: Direction) -> None:
    assert direction(before=before, now=now) is way


def test_first_time_has_nothing_beside_it() -> None:
    assert trend(NOW, earlier=[]) == Trend(key="trust", option="", level=Level.MIXED)


def test_it_stands_beside_the_last_time_it_was_shown() -> None:
    hidden = replace(NOW, round_id=2, level=None)
    other = replace(NOW, round_id=2, key="clarity", level=Level.FEW)
    ticked = replace(NOW, round_id=2, option="Money", level=Level.FEW)

    found = trend(NOW, earlier=[replace(BEFORE, round_id=0, level=Level.FEW), BEFORE, hidden, other, ticked])

    assert found == Trend(key="trust", option="", level=Level.MIXED, before=BEFORE, direction=Direction.DOWN)


def test_what_was_not_shown_has_no_trend() -> None:
    assert trend(replace(NOW, level=None), earlier=[BEFORE]) is None
