"""Stages that were agreed on, cards and what was pressed on them, and the steps of a stage."""

from datetime import date, timedelta

import pytest

from bot.domain.evidence import Stage
from bot.domain.permissions import myself
from bot.domain.stage_decisions import CardState, Choice, Press
from bot.errors import Refused
from storage import stages
from tests.riverside import NOW, Riverside

TODAY = NOW.date()
A_DAY = timedelta(days=1)


def add_card(group: Riverside, on: date = TODAY) -> int | None:
    with group.database.write() as transaction:
        return stages.add_card(
            transaction,
            viewer=group.engine,
            on=on,
            in_force=Stage.FORMING,
            suggests=Stage.FRUSTRATION,
            evidence={"verdict": "suggests"},
            deciders=[2, 1],
            now=NOW,
        )


def test_stages_are_kept_in_the_order_in_which_they_were_agreed_on(group: Riverside) -> None:
    with group.database.write() as transaction:
        for number, stage in enumerate((Stage.FORMING, Stage.FRUSTRATION)):
            stages.put_in_force(
                transaction,
                viewer=group.viewer("sam"),
                stage=stage,
                since=TODAY + A_DAY * number,
                because="We fell out",
                now=NOW,
            )
        found = stages.history(transaction, viewer=group.engine)

    assert [(one.stage, one.since) for one in found] == [
        (Stage.FORMING, TODAY),
        (Stage.FRUSTRATION, TODAY + A_DAY),
    ]
    assert {(one.because, one.card_id, one.agreed_at) for one in found} == {("We fell out", None, NOW)}


def test_stage_belongs_to_a_partnership(group: Riverside) -> None:
    with group.database.write() as transaction, pytest.raises(PermissionError):
        stages.put_in_force(transaction, viewer=myself(1), stage=Stage.FORMING, since=TODAY, now=NOW)


def test_card_keeps_its_evidence_and_one_a_day_is_enough(group: Riverside) -> None:
    first, again = add_card(group), add_card(group)

    with group.database.read() as transaction:
        [card] = stages.cards(transaction, viewer=group.engine)
    assert (card.id, again) == (first, None)
    assert (card.on, card.in_force, card.suggests) == (TODAY, Stage.FORMING, Stage.FRUSTRATION)
    assert (card.evidence, card.state, card.at) == ({"verdict": "suggests"}, CardState.OPEN, NOW)


def test_newer_card_takes_the_place_of_one_that_nobody_has_settled(group: Riverside) -> None:
    first, second = add_card(group), add_card(group, TODAY + A_DAY)

    with group.database.read() as transaction:
        found = {one.id: one.state for one in stages.cards(transaction, viewer=group.engine)}
    assert found == {first: CardState.REPLACED, second: CardState.OPEN}


def test_who_is_quicker_settles_a_card(group: Riverside) -> None:
    card_id = add_card(group) or 0
    sam = group.viewer("sam")

    with group.database.write() as transaction:
        changed = [
            stages.change_card(transaction, viewer=sam, card_id=card_id, version=1, state=state)
            for state in (CardState.APART, CardState.AGREED)
        ]
        found = stages.get_card(transaction, viewer=sam, card_id=card_id)
        changed.append(
            stages.change_card(
                transaction, viewer=sam, card_id=card_id, version=found.version, state=CardState.AGREED
            )
        )
        changed.append(
            stages.change_card(transaction, viewer=sam, card_id=card_id, version=3, state=CardState.OPEN)
        )

    assert changed == [True, False, True, False]


def test_card_is_asked_anew_once_with_nothing_pressed_on_it(group: Riverside) -> None:
    card_id = add_card(group) or 0
    other = add_card(group, TODAY + A_DAY) or 0
    keep = Press(choice=Choice.KEEP, stage=Stage.FORMING)
    sam, asks = group.viewer("sam"), [group.person("rob").id]

    with group.database.write() as transaction:
        for one in (card_id, other):
            stages.press(transaction, viewer=sam, card_id=one, pressed=keep, now=NOW)
        stages.change_card(transaction, viewer=sam, card_id=other, version=1, state=CardState.APART)
        renewed = [
            stages.renew_card(transaction, viewer=sam, card_id=one, version=version, deciders=asks)
            for one, version in ((other, 1), (other, 2), (other, 2), (card_id, 2))
        ]
        found = stages.get_card(transaction, viewer=sam, card_id=other)
        pressed = [stages.presses(transaction, viewer=sam, card_id=one) for one in (card_id, other)]

    assert renewed == [False, True, False, False]
    assert (found.state, found.version, found.deciders) == (CardState.OPEN, 3, frozenset(asks))
    assert pressed == [{sam.person_id: keep}, {}]


def test_somebody_who_presses_again_has_changed_their_mind(group: Riverside) -> None:
    card_id = add_card(group) or 0
    keep = Press(choice=Choice.KEEP, stage=Stage.FORMING)
    another = Press(choice=Choice.ANOTHER, stage=Stage.FLYING, because="It flies")

    with group.database.write() as transaction:
        for name, pressed in (("sam", keep), ("grace", keep), ("sam", another)):
            stages.press(transaction, viewer=group.viewer(name), card_id=card_id, pressed=pressed, now=NOW)
        found = stages.presses(transaction, viewer=group.engine, card_id=card_id)

    assert found == {group.person("sam").id: another, group.person("grace").id: keep}


def test_card_that_is_not_there(group: Riverside) -> None:
    with group.database.read() as transaction, pytest.raises(Refused) as refused:
        stages.get_card(transaction, viewer=group.engine, card_id=99)

    assert refused.value.key == "stage_card_gone"


def test_steps_of_a_stage(group: Riverside) -> None:
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        stage_id = stages.put_in_force(transaction, viewer=sam, stage=Stage.FORMING, since=TODAY, now=NOW)
        kept = [
            stages.keep_step(transaction, viewer=sam, stage_id=stage_id, step="meet_each", now=NOW)
            for _ in range(2)
        ]
        found = stages.steps(transaction, viewer=sam, stage_id=stage_id)
        nowhere = stages.keep_step(transaction, viewer=sam, stage_id=99, step="meet_each", now=NOW)

    assert (kept, found, nowhere) == ([True, True], {"meet_each": None}, False)
