"""What each stage changes, cell by cell of the table, and nothing else."""

from dataclasses import fields

import pytest

from bot.domain.deliveries import DeliveryKind
from bot.domain.evidence import Stage
from bot.domain.importance import Importance
from bot.domain.stage_manners import (
    AS_SET,
    MANNERS,
    Past,
    StageManners,
    Step,
    is_held_back,
    may_be_posted,
    stage_manners,
    waits,
)


@pytest.mark.parametrize(
    ("stage", "changed"),
    [
        (None, {}),
        (Stage.FORMING, {"why_in_full": True, "past": Past.RUNNER_ONLY}),
        (
            Stage.FRUSTRATION,
            {
                "plain": True,
                "good_news_only": True,
                "past": Past.RUNNER_ONLY,
                "most_steps": 2,
                "steps_by_runner": True,
            },
        ),
        (Stage.FUNCTIONING, {}),
        (Stage.FLYING, {"once_a_week": True}),
        (Stage.FAILING, {"past": Past.NOBODY, "critical_only": True}),
    ],
)
def test_each_stage_changes_what_its_row_says(stage: Stage | None, changed: dict[str, object]) -> None:
    manners = stage_manners(stage)

    found = {
        field.name: getattr(manners, field.name)
        for field in fields(StageManners)
        if field.name != "steps" and getattr(manners, field.name) != getattr(AS_SET, field.name)
    }
    assert found == changed


def test_every_stage_asks_something_of_the_runner() -> None:
    assert all(one.steps for one in MANNERS.values())
    assert set(MANNERS) == set(Stage)
    assert {step for one in MANNERS.values() for step in one.steps} == set(Step)


def test_where_nobody_has_said_how_it_goes_nothing_is_asked() -> None:
    assert AS_SET.steps == ()


NORMAL, CRITICAL = Importance.NORMAL, Importance.CRITICAL


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(
    ("kind", "importance", "held_back", "waiting"),
    [
        (DeliveryKind.REMINDER, NORMAL, True, False),
        (DeliveryKind.AFTER, NORMAL, True, False),
        (DeliveryKind.REMINDER, CRITICAL, False, False),
        (DeliveryKind.AFTER, Importance.BOARD, False, False),
        (DeliveryKind.ASK, NORMAL, False, True),
        (DeliveryKind.ASK, CRITICAL, False, False),
        (DeliveryKind.KEPT, NORMAL, False, True),
        (DeliveryKind.ANSWER, NORMAL, False, False),
        (DeliveryKind.CONCERN, NORMAL, False, False),
        (DeliveryKind.EFFECT, NORMAL, False, False),
        (DeliveryKind.HELLO, NORMAL, False, False),
        (DeliveryKind.CHECKIN, NORMAL, True, False),
        (DeliveryKind.LOOK_BACK, NORMAL, True, False),
        (DeliveryKind.FOREWARNED, NORMAL, True, False),
        (DeliveryKind.FOREWARNED, CRITICAL, False, False),
        (DeliveryKind.MILESTONE, NORMAL, False, True),
        (DeliveryKind.SIDE, NORMAL, False, True),
        (DeliveryKind.TAKE_UP, NORMAL, False, True),
        (DeliveryKind.THANKS, CRITICAL, False, True),
        (DeliveryKind.MOVED, NORMAL, False, True),
        (DeliveryKind.MOVED, CRITICAL, False, False),
        (DeliveryKind.CHANGED, NORMAL, False, True),
    ],
)
def test_only_while_it_fails_critical_dates_and_answers_are_all(
    stage: Stage, kind: DeliveryKind, importance: Importance, *, held_back: bool, waiting: bool
) -> None:
    manners, fails = MANNERS[stage], stage is Stage.FAILING

    assert is_held_back(manners, kind=kind, importance=importance) is (held_back and fails)
    assert waits(manners, kind=kind, importance=importance) is (waiting and fails)


@pytest.mark.parametrize("stage", Stage)
def test_only_in_hard_times_rooms_hear_good_news_alone(stage: Stage) -> None:
    posted = {
        kind: may_be_posted(MANNERS[stage], kind=kind)
        for kind in (DeliveryKind.CELEBRATION, DeliveryKind.QUICK_WINS, DeliveryKind.SUMMARY)
    }

    assert set(posted.values()) == {True}
    assert may_be_posted(MANNERS[stage], kind=DeliveryKind.QUIET) is (stage is not Stage.FRUSTRATION)
