"""What each stage changes, cell by cell of the table, and nothing else."""

from dataclasses import fields

import pytest

from bot.domain.evidence import Stage
from bot.domain.stage_manners import AS_SET, MANNERS, Past, StageManners, Step, stage_manners


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
