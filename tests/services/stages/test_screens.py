"""The stage in force on Home, for runner and chair."""

import pytest

from bot.domain.evidence import Stage
from bot.services.stages import screens
from storage.database import Database
from tests import riverside
from tests.riverside import NOW, Riverside
from tests.services.stages.staged import put_in_force


@pytest.mark.parametrize(
    ("who", "stage", "shown"),
    [
        ("sam", Stage.FLYING, True),
        ("grace", Stage.FLYING, True),
        ("mina", Stage.FLYING, False),
        ("sam", None, False),
    ],
)
def test_home_has_the_stage_for_runner_and_chair(
    database: Database, who: str, stage: Stage | None, *, shown: bool
) -> None:
    group = riverside.build(database, opened=True)
    if stage is not None:
        put_in_force(group, stage)

    assert bool(_home(group, who)) is shown


def test_home_of_a_draft_has_none(database: Database) -> None:
    draft = riverside.build(database)
    put_in_force(draft, Stage.FLYING)

    assert _home(draft, "sam") == ()


def _home(group: Riverside, who: str) -> tuple[object, ...]:
    with group.database.read() as transaction:
        return screens.home(transaction, viewer=group.viewer(who), now=NOW)
