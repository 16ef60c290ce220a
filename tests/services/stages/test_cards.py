"""The stage card: two people agree, or nothing changes."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.evidence import Stage
from bot.domain.permissions import Role
from bot.domain.stage_decisions import CardState, Choice
from bot.domain.stages import Verdict
from bot.errors import Refused
from bot.messages import plain
from bot.messages.model import Message
from bot.messages.stages.card import Settled, View
from bot.services import in_force, notices, readers
from bot.services.stages import cards, telling
from bot.services.stages.cards import Chosen
from storage import audit, deliveries, members, stages
from storage.database import Database
from tests import riverside
from tests.riverside import NOW, Riverside
from tests.services.stages.staged import LATER, add_card

CONFIRM, KEEP = Chosen(choice=Choice.CONFIRM), Chosen(choice=Choice.KEEP)
FLYING = Chosen(choice=Choice.ANOTHER, stage=Stage.FLYING, because=" It runs itself ")


def press(group: Riverside, who: str, seen: tuple[int, int], chosen: Chosen) -> View:
    return cards.press(database=group.database, viewer=group.viewer(who), seen=seen, chosen=chosen, now=LATER)


def show(group: Riverside, who: str = "sam") -> View:
    return cards.show(database=group.database, viewer=group.viewer(who), now=LATER)


def state(group: Riverside) -> list[CardState]:
    with group.database.read() as transaction:
        return [one.state for one in stages.cards(transaction, viewer=group.engine)]


def held(group: Riverside) -> Stage | None:
    with group.database.read() as transaction:
        return in_force.stage_of(transaction, viewer=group.engine)


def owed(group: Riverside, who: str) -> list[Delivery]:
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=group.engine)
    person_id = group.person(who).id
    return [one for one in found if one.owed.kind is DeliveryKind.STAGE and one.owed.person_id == person_id]


def said(group: Riverside, who: str) -> list[str]:
    with group.database.read() as transaction:
        reader = readers.of_member(transaction, viewer=group.engine, membership=group.members[who])
        found = [
            notices.write(transaction, reader=reader, delivery=one, now=LATER) for one in owed(group, who)
        ]
    return [
        plain.text(Message(opening="", blocks=one.blocks)).strip().split("\n")[0] if one else ""
        for one in found
    ]


def without_chair(group: Riverside) -> None:
    with group.database.write() as transaction:
        members.take_role(
            transaction,
            viewer=group.viewer("sam"),
            person_id=group.person("grace").id,
            role=Role.OBSERVER,
        )


def test_what_both_confirm_is_in_force_from_today(group: Riverside) -> None:
    card_id, version = add_card(group)

    first = press(group, "sam", (card_id, version), CONFIRM)
    between = held(group)
    second = press(group, "grace", (card_id, version + 1), CONFIRM)

    assert [(one.is_reader, one.stage) for one in first.shown] == [(True, Stage.FUNCTIONING)]
    assert (between, held(group), state(group)) == (None, Stage.FUNCTIONING, [CardState.AGREED])
    assert (second.card, second.in_force, second.since) == (None, Stage.FUNCTIONING, LATER.date())
    assert [(one.stage, one.since) for one in second.history] == [
        (Stage.FORMING, NOW.date()),
        (Stage.FUNCTIONING, LATER.date()),
    ]
    assert (first.settled, second.settled) == (None, Settled(stage=Stage.FUNCTIONING, is_kept=False))


def test_when_both_keep_it_nothing_begins_anew(group: Riverside) -> None:
    card_id, version = add_card(group)

    press(group, "grace", (card_id, version), KEEP)
    view = press(group, "sam", (card_id, version + 1), KEEP)

    assert (state(group), held(group)) == ([CardState.AGREED], None)
    assert view.settled == Settled(stage=Stage.FORMING, is_kept=True)


def test_when_the_two_differ_both_are_shown_both_and_nothing_changes(group: Riverside) -> None:
    card_id, version = add_card(group)

    press(group, "sam", (card_id, version), CONFIRM)
    hers = press(group, "grace", (card_id, version + 1), FLYING)
    his = show(group)

    assert (state(group), held(group)) == ([CardState.APART], None)
    assert {(one.name, one.stage, one.because) for one in hers.shown} == {
        ("Sam", Stage.FUNCTIONING, ""),
        ("Grace", Stage.FLYING, "It runs itself"),
    }
    assert [one.stage for one in his.shown] == [one.stage for one in hers.shown]
    assert said(group, "sam") == [
        "You and Grace see differently where things stand. Nothing changes until you two have talked."
    ]


def test_after_talking_somebody_presses_again_and_they_agree(group: Riverside) -> None:
    card_id, version = add_card(group)
    for step, (who, chosen) in enumerate((("sam", CONFIRM), ("grace", FLYING), ("sam", FLYING))):
        press(group, who, (card_id, version + step), chosen)

    with group.database.read() as transaction:
        [found] = stages.history(transaction, viewer=group.engine)
    assert (found.stage, found.because) == (Stage.FLYING, "It runs itself")
    assert said(group, "grace") == [
        "",
        "You and Sam agree on where things stand. I'll suggest what comes next.",
    ]


def test_one_who_has_not_pressed_is_not_shown_what_the_other_pressed(group: Riverside) -> None:
    seen = add_card(group)

    press(group, "sam", seen, CONFIRM)

    assert show(group, "grace").shown == ()
    assert said(group, "grace") == [
        "Sam has looked at where things stand. Now it's your turn. It will keep until you have a quiet moment."
    ]


def test_without_a_chair_the_runner_decides_alone(group: Riverside) -> None:
    without_chair(group)

    view = press(group, "sam", add_card(group), CONFIRM)

    assert (view.other, held(group), state(group)) == ("", Stage.FUNCTIONING, [CardState.AGREED])


def test_second_press_from_an_old_message_shows_how_things_stand(group: Riverside) -> None:
    card_id, version = add_card(group)
    press(group, "sam", (card_id, version), CONFIRM)

    view = press(group, "sam", (card_id, version), KEEP)

    assert (view.card, [one.stage for one in view.shown]) == ((card_id, version + 1), [Stage.FUNCTIONING])


def test_who_had_the_card_open_while_the_other_pressed_presses_just_once(group: Riverside) -> None:
    card_id, version = add_card(group)
    press(group, "sam", (card_id, version), CONFIRM)

    press(group, "grace", (card_id, version), CONFIRM)

    assert held(group) is Stage.FUNCTIONING


def test_card_that_somebody_else_changes_at_the_same_moment_stays_theirs(
    group: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "change_card", lambda *_, **__: False)

    view = press(group, "sam", add_card(group), CONFIRM)

    assert view.shown == ()


def test_whoever_cannot_be_written_to_is_owed_nothing(group: Riverside) -> None:
    with group.database.write() as transaction:
        telling.owe(transaction, viewer=group.engine, person_id=99, card_id=1, step=telling.ASKED, now=LATER)

    assert (owed(group, "sam"), owed(group, "grace")) == ([], [])


def test_another_stage_can_be_chosen_while_there_is_no_card(group: Riverside) -> None:
    first = press(group, "sam", (0, 0), FLYING)
    assert first.card is not None
    nothing_to_confirm = press(group, "grace", first.card, CONFIRM)
    again = press(group, "grace", (0, 0), FLYING)
    press(group, "grace", first.card, FLYING)

    assert (first.suggests, [one.stage for one in first.shown]) == (None, [Stage.FLYING])
    assert (nothing_to_confirm.shown, again.shown) == ((), ())
    assert (held(group), state(group)) == (Stage.FLYING, [CardState.AGREED])


def test_one_card_a_day_is_enough(group: Riverside) -> None:
    without_chair(group)
    press(group, "sam", (0, 0), FLYING)

    with pytest.raises(Refused, match="stage_settled_today") as refused:
        press(group, "sam", (0, 0), Chosen(choice=Choice.ANOTHER, stage=Stage.FAILING, because="No"))

    assert refused.value.field == "because"
    assert (held(group), state(group)) == (Stage.FLYING, [CardState.AGREED])


def test_nothing_is_confirmed_where_there_is_no_card(group: Riverside) -> None:
    assert press(group, "sam", (0, 0), CONFIRM).card is None


@pytest.mark.parametrize(
    ("chosen", "key"),
    [
        (Chosen(choice=Choice.ANOTHER), "stage_needed"),
        (Chosen(choice=Choice.ANOTHER, stage=Stage.FLYING, because="  "), "stage_reason_needed"),
        (Chosen(choice=Choice.ANOTHER, stage=Stage.FLYING, because="x" * 10_000), "too_long"),
    ],
)
def test_another_stage_needs_a_name_and_a_reason(group: Riverside, chosen: Chosen, key: str) -> None:
    seen = add_card(group)

    with pytest.raises(Refused) as refused:
        press(group, "sam", seen, chosen)

    assert refused.value.key == key
    assert show(group).shown == ()


@pytest.mark.parametrize("who", ["mina", "rob"])
def test_card_is_for_runner_and_chair(group: Riverside, who: str) -> None:
    seen = add_card(group)

    with pytest.raises(Refused, match="not_for_your_role"):
        show(group, who)
    with pytest.raises(Refused, match="not_for_your_role"):
        press(group, who, seen, CONFIRM)


def test_draft_is_too_young_to_tell(database: Database) -> None:
    draft = riverside.build(database)

    view = show(draft)

    assert (view.proposal.verdict, view.since, view.card) == (Verdict.TOO_EARLY, None, None)


def test_audit_keeps_who_pressed_and_no_words(group: Riverside) -> None:
    press(group, "sam", add_card(group), FLYING)

    with group.database.read() as transaction:
        since = NOW - timedelta(days=1)
        actors = audit.actors_of(transaction, viewer=group.engine, act="stage_pressed", since=since)
    assert actors == {group.person("sam").id}


def test_notice_of_a_card_is_not_said_when_it_is_settled_or_pressed(group: Riverside) -> None:
    card_id, version = add_card(group)
    with group.database.write() as transaction:
        for who in ("sam", "grace"):
            telling.owe(
                transaction,
                viewer=group.engine,
                person_id=group.person(who).id,
                card_id=card_id,
                step=telling.ASKED,
                now=LATER,
            )
    before = said(group, "sam"), said(group, "grace")
    press(group, "sam", (card_id, version), KEEP)
    between = said(group, "sam"), said(group, "grace")
    press(group, "grace", (card_id, version + 1), KEEP)

    assert all(len(one) == 1 and one[0].startswith("One for you and") for one in before)
    assert between[0] == [""]
    assert [bool(one) for one in between[1]] == [False, True]
    assert said(group, "grace") == ["", ""]
