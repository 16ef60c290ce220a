"""The stage card as it is read and pressed, and the stage in force on Home, for runner and chair."""

import pytest

from bot.domain.evidence import Stage
from bot.domain.stage_decisions import Choice
from bot.errors import Refused
from bot.messages import plain
from bot.services.stages import screens
from bot.services.stages.cards import Chosen
from storage.database import Database
from tests import riverside
from tests.riverside import NOW, Riverside
from tests.services.stages.staged import LATER, add_card, put_in_force


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


def test_card_is_shown_and_decided_with_what_is_next_under_it(database: Database) -> None:
    group = riverside.build(database, opened=True)
    seen = add_card(group)
    confirm = Chosen(choice=Choice.CONFIRM)

    before = plain.text(screens.card(database=database, viewer=group.viewer("sam"), now=LATER))
    after = [
        screens.decide(database=database, viewer=group.viewer(who), seen=seen, chosen=confirm, now=LATER)
        for who in ("sam", "grace")
    ]
    view = screens.view(database=database, viewer=group.viewer("sam"), now=LATER)

    assert plain.text(after[0]) != before
    assert view.in_force is Stage.FUNCTIONING
    assert "You and Sam agree. Now: Functioning" in plain.text(after[1])


def test_card_is_not_for_partners(database: Database) -> None:
    group = riverside.build(database, opened=True)

    with pytest.raises(Refused) as refused:
        screens.card(database=database, viewer=group.viewer("mina"), now=LATER)

    assert refused.value.key == "not_for_your_role"
