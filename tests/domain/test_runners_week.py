"""What stands beside the dates of a runner's week."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.climate import Result
from bot.domain.commitments import ShareState
from bot.domain.evidence import Level
from bot.domain.milestones import Milestone, MilestoneState
from bot.domain.runners_week import ahead, levels, without_an_end, without_somebody
from tests.actions import COMMITMENT, SHARE, TODAY


def result(key: str, level: Level | None, *, option: str = "") -> Result:
    return Result(round_id=1, key=key, level=level, people=6, partners=3, option=option)


def test_levels_stand_in_the_order_of_their_questions_without_what_too_few_answered() -> None:
    found = levels(
        [
            result("trust", Level.MIXED),
            result("purpose", Level.MOST),
            result("clarity", None),
            result("load", Level.FEW),
            result("commitment", Level.FEW, option="Time"),
        ],
        keys=("purpose", "commitment", "trust", "clarity"),
    )

    assert found == (("purpose", Level.MOST), ("trust", Level.MIXED))


def milestone(number: int, due: date, state: MilestoneState = MilestoneState.PLANNED) -> Milestone:
    return Milestone(id=number, partnership_id=9, title=f"M{number}", due=due, state=state, version=1)


def test_next_two_planned_milestones_are_ahead() -> None:
    later, soon, today = date(2027, 3, 1), date(2026, 12, 1), TODAY
    found = ahead(
        [
            milestone(1, later),
            milestone(2, soon),
            milestone(3, today),
            milestone(4, date(2026, 11, 9)),
            milestone(5, today, MilestoneState.REACHED),
        ],
        today=TODAY,
    )

    assert found == (("M3", today), ("M2", soon))


@pytest.mark.parametrize("state", ShareState)
def test_open_action_without_a_person_or_an_end_is_loose(state: ShareState) -> None:
    loose = replace(
        COMMITMENT,
        wording=replace(COMMITMENT.wording, done_when=""),
        shares=(replace(SHARE, person_id=None, state=state), replace(SHARE, person_id=None, state=state)),
    )
    is_open = loose.shares[0].is_open

    assert without_somebody([loose, COMMITMENT]) == int(is_open)
    assert without_an_end([loose, COMMITMENT]) == int(is_open)


def test_action_that_somebody_holds_and_that_says_its_end_is_not_loose() -> None:
    assert (without_somebody([COMMITMENT]), without_an_end([COMMITMENT])) == (0, 0)
