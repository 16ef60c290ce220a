"""Who decides: runner and chair, whatever the doors; and a card of other people is asked anew."""

import pytest
from sqlalchemy import update

from bot.domain.deliveries import DeliveryKind
from bot.domain.evidence import Stage
from bot.domain.people import AddressKind
from bot.domain.permissions import Role, Viewer
from bot.domain.stage_decisions import CardState, Choice
from bot.errors import Refused
from bot.messages import plain
from bot.messages.stages import card as wording
from bot.messages.stages.card import Other, View
from bot.services import in_force
from bot.services.stages import cards, screens, telling
from bot.services.stages.cards import Chosen
from storage import audit, deliveries, members, stages
from storage.tables import AddressRow, MembershipRow
from tests.riverside import Riverside
from tests.services.stages.staged import LATER, add_card

CONFIRM, KEEP = Chosen(choice=Choice.CONFIRM), Chosen(choice=Choice.KEEP)


def viewer(group: Riverside, who: str) -> Viewer:
    """Whoever it is, in the role that they have now."""
    with group.database.read() as transaction:
        found = members.member(transaction, viewer=group.engine, person_id=group.person(who).id)
    assert found is not None
    return found.viewer


def press(group: Riverside, who: str, seen: tuple[int, int], chosen: Chosen = CONFIRM) -> View:
    return cards.press(
        database=group.database, viewer=viewer(group, who), seen=seen, chosen=chosen, now=LATER
    )


def show(group: Riverside, who: str = "sam") -> View:
    return cards.show(database=group.database, viewer=viewer(group, who), now=LATER)


def by_phone(group: Riverside, seen: tuple[int, int], who: str = "sam") -> View:
    return cards.say_for_chair(database=group.database, viewer=viewer(group, who), seen=seen, now=LATER)


def look(group: Riverside) -> bool:
    with group.database.write() as transaction:
        return cards.look(transaction, viewer=group.engine, now=LATER)


def held(group: Riverside) -> Stage | None:
    with group.database.read() as transaction:
        return in_force.stage_of(transaction, viewer=group.engine)


def take(group: Riverside, **roles: Role) -> None:
    with group.database.write() as transaction:
        for who, role in roles.items():
            members.take_role(transaction, viewer=group.engine, person_id=group.person(who).id, role=role)


def shut(group: Riverside, who: str) -> None:
    with group.database.write() as transaction:
        one = MembershipRow.person_id == group.person(who).id
        transaction.connection.execute(update(MembershipRow).where(one).values(doors_open=False))


def give_telephone(group: Riverside, who: str) -> None:
    with group.database.write() as transaction:
        one = AddressRow.person_id == group.person(who).id
        transaction.connection.execute(update(AddressRow).where(one).values(kind=AddressKind.TELEPHONE))


def heard(group: Riverside, who: str) -> list[str]:
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=group.engine)
    person_id = group.person(who).id
    return [
        one.owed.step
        for one in found
        if one.owed.kind is DeliveryKind.STAGE and one.owed.person_id == person_id
    ]


def test_chair_whose_doors_are_shut_decides_all_the_same(group: Riverside) -> None:
    shut(group, "grace")
    view = press(group, "sam", add_card(group))

    assert (held(group), view.other, view.other_is) == (None, "Grace", Other.NOT_WRITTEN_TO)
    words = plain.text(wording.message(view))
    assert "Until then nothing changes. I don't write to Grace yet, for the doors are still shut." in words

    assert view.card is not None
    press(group, "grace", view.card)
    assert held(group) is Stage.FUNCTIONING


def test_new_chair_is_asked_anew_and_nothing_pressed_before_counts(group: Riverside) -> None:
    card_id, version = add_card(group)
    press(group, "sam", (card_id, version))
    take(group, grace=Role.OBSERVER, rob=Role.CHAIR)

    fresh = show(group, "rob")
    mine = press(group, "rob", (card_id, version))
    between = held(group)
    his = press(group, "sam", (card_id, version), KEEP)

    assert (fresh.card, fresh.shown) == ((card_id, version + 2), ())
    assert (mine.card, mine.shown, between) == (fresh.card, (), None)
    assert (his.card, his.shown) == (fresh.card, ())
    press(group, "rob", (card_id, version + 2))
    press(group, "sam", (card_id, version + 2))
    assert held(group) is Stage.FUNCTIONING


def test_new_chair_who_looks_first_presses_just_once(group: Riverside) -> None:
    add_card(group)
    take(group, grace=Role.OBSERVER, rob=Role.CHAIR)
    fresh = show(group, "rob").card
    assert fresh is not None

    view = press(group, "rob", fresh)

    assert [one.stage for one in view.shown] == [Stage.FUNCTIONING]


def test_new_runner_reads_nothing_that_the_one_before_has_pressed(group: Riverside) -> None:
    seen = add_card(group)
    because = "Sam's own reason"
    press(group, "sam", seen, Chosen(choice=Choice.ANOTHER, stage=Stage.FLYING, because=because))
    press(group, "grace", (seen[0], 2), KEEP)
    take(group, sam=Role.MEMBER, rob=Role.RUNNER)

    words = plain.text(wording.message(show(group, "rob"))) + plain.text(
        wording.message(show(group, "grace"))
    )

    assert because not in words
    assert "until you two have talked" not in words
    with pytest.raises(Refused, match="not_for_your_role"):
        press(group, "sam", seen)


def test_when_the_chair_leaves_the_runner_presses_anew_and_alone(group: Riverside) -> None:
    card_id, version = add_card(group)
    press(group, "sam", (card_id, version))
    take(group, grace=Role.OBSERVER)

    old = press(group, "sam", (card_id, version + 1))
    between = held(group)
    assert old.card is not None
    new = press(group, "sam", old.card)

    assert (old.card, old.shown, between) == ((card_id, version + 2), (), None)
    assert (new.in_force, new.other, new.card) == (Stage.FUNCTIONING, "", None)


def test_card_of_other_people_is_asked_anew_by_the_sweep_and_the_new_one_hears(group: Riverside) -> None:
    card_id, version = add_card(group)
    press(group, "sam", (card_id, version))
    take(group, grace=Role.OBSERVER, rob=Role.CHAIR)

    assert (look(group), look(group)) == (True, False)

    assert (heard(group, "rob"), heard(group, "sam")) == ([f"{telling.ASKED}:{version + 2}"], [])
    with group.database.read() as transaction:
        [card] = stages.cards(transaction, viewer=group.engine)
        renewed = audit.firsts(transaction, viewer=group.engine, act="stage_card_renewed")
    assert list(renewed) == [f"stage_card:{card_id}"]
    assert (card.state, card.version) == (CardState.OPEN, version + 2)
    assert card.deciders == {group.person("sam").id, group.person("rob").id}


def test_press_on_a_card_that_is_settled_shows_how_things_stand(group: Riverside) -> None:
    card_id, version = add_card(group)
    press(group, "sam", (card_id, version))
    press(group, "grace", (card_id, version))

    late = press(group, "sam", (card_id, version), KEEP)

    assert (late.card, late.in_force) == (None, Stage.FUNCTIONING)


def test_whoever_is_quicker_asks_it_anew(group: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    add_card(group)
    take(group, grace=Role.OBSERVER)
    monkeypatch.setattr(stages, "renew_card", lambda *_, **__: False)

    look(group)

    assert heard(group, "sam") == []


def test_what_a_chair_says_on_the_telephone_is_kept_and_marked(group: Riverside) -> None:
    give_telephone(group, "grace")
    view = press(group, "sam", add_card(group))
    words = plain.text(wording.message(view))
    assert "I can't write to Grace: a call will tell." in words
    assert "[Grace says the same]" in words

    assert view.card is not None
    then = by_phone(group, view.card)
    said = screens.say_for_chair(
        database=group.database, viewer=group.viewer("sam"), seen=view.card, now=LATER
    )
    assert "Functioning, since Thursday 19 November" in plain.text(said)

    assert (then.in_force, then.because, held(group)) == (
        Stage.FUNCTIONING,
        "said on the telephone",
        Stage.FUNCTIONING,
    )


def test_one_press_alone_changes_nothing_where_the_chair_is_rung(group: Riverside) -> None:
    give_telephone(group, "grace")
    seen = add_card(group)

    before = by_phone(group, seen)
    press(group, "sam", seen)
    outdated = by_phone(group, seen)

    assert (before.shown, held(group)) == ((), None)
    assert [one.is_reader for one in outdated.shown] == [True]


def test_nobody_speaks_for_a_chair_who_can_press(group: Riverside) -> None:
    view = press(group, "sam", add_card(group))
    assert view.card is not None

    by_phone(group, view.card)

    assert held(group) is None
    assert "Grace says the same" not in plain.text(wording.message(show(group)))


@pytest.mark.parametrize("role", [Role.CHAIR, Role.DEPUTY_RUNNER, Role.MEMBER])
def test_only_the_runner_says_what_the_chair_said(group: Riverside, role: Role) -> None:
    give_telephone(group, "grace")
    seen = add_card(group)
    press(group, "sam", seen)
    if role is not Role.CHAIR:
        take(group, rob=role)

    with pytest.raises(Refused, match="not_for_your_role"):
        by_phone(group, (seen[0], 2), "grace" if role is Role.CHAIR else "rob")

    assert held(group) is None


def test_without_a_card_or_a_chair_there_is_nothing_to_say(group: Riverside) -> None:
    give_telephone(group, "grace")
    assert by_phone(group, add_card(group)).shown == ()
    take(group, grace=Role.OBSERVER)
    fresh = show(group).card
    assert fresh is not None
    press(group, "sam", fresh)

    assert by_phone(group, fresh).card is None
