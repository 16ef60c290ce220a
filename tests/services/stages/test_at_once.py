"""Two who decide press at the same moment: both are kept, with their reasons. And what is said is said once."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep

import pytest

from bot.domain.evidence import Stage
from bot.domain.stage_decisions import Choice, Outcome, Press, decide
from bot.messages.stages.card import View
from bot.services import readers
from bot.services.stages import cards, telling
from bot.services.stages.cards import Chosen
from storage import deliveries, stages
from tests.riverside import Riverside
from tests.services.stages.staged import LATER, add_card

CONFIRM = Chosen(choice=Choice.CONFIRM)


def another(stage: Stage) -> Chosen:
    return Chosen(choice=Choice.ANOTHER, stage=stage, because="It runs itself")


def press(group: Riverside, who: str, seen: tuple[int, int], chosen: Chosen) -> View:
    return cards.press(database=group.database, viewer=group.viewer(who), seen=seen, chosen=chosen, now=LATER)


def test_who_presses_while_the_other_does_is_not_lost(
    group: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, begun = add_card(group), list[Future[View]]()
    with ThreadPoolExecutor(1) as pool:

        def slowly(*, presses: Mapping[int, Press], deciders: frozenset[int]) -> Outcome:
            if not begun:
                begun.append(pool.submit(press, group, "sam", seen, CONFIRM))
                sleep(0.3)
            return decide(presses=presses, deciders=deciders)

        monkeypatch.setattr(cards, "decide", slowly)
        press(group, "grace", seen, another(Stage.FLYING))
        begun[0].result(20)

    with group.database.read() as transaction:
        found = stages.presses(transaction, viewer=group.engine, card_id=seen[0])
    assert {one: pressed.because for one, pressed in found.items()} == {
        group.person("grace").id: "It runs itself",
        group.person("sam").id: "",
    }


def test_that_they_differ_is_said_once_of_several_presses(group: Riverside) -> None:
    card_id, version = add_card(group)
    chosen = (CONFIRM, another(Stage.FLYING), another(Stage.FRUSTRATION), CONFIRM, another(Stage.FAILING))
    for step, one in enumerate(chosen):
        press(group, "grace" if step % 2 else "sam", (card_id, version + step), one)

    with group.database.read() as transaction:
        reader = readers.of_member(transaction, viewer=group.engine, membership=group.members["grace"])
        owed = [
            one
            for one in deliveries.ledger(transaction, viewer=group.engine)
            if one.owed.person_id == group.person("grace").id and one.owed.step.startswith("apart")
        ]
        said = [telling.write_notice(transaction, reader, one, LATER) for one in owed]
    assert [one is not None for one in said] == [False, True]
