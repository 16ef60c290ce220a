"""Side by side: for the runner at once, for all once every partner has agreed, and for no partner once one takes it back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.permissions import Role, Viewer
from bot.domain.question_answers import Answer
from bot.errors import Refused
from bot.messages import plain
from bot.messages.checkins import side as wording
from bot.messages.model import Message
from bot.services import notices, readers
from bot.services.checkins import siding
from storage import deliveries, members, partners
from storage.database import Database
from tests import riverside, summed
from tests.riverside import Riverside
from tests.summed import AFTER, AUTUMN

GIVES = Answer(value=1, ticks=("Our own people learn",))


@pytest.fixture
def group(database: Database) -> Riverside:
    made = riverside.build(database, opened=True)
    sides = {made.castle_id: {"worth_it": GIVES}, made.brook_lane_id: {"worth_it": summed.EVEN}}
    summed.round_in(made, sides=sides)
    return made


_NOTHING_OF_MINE: Final = "You have answered nothing yet that would stand beside Castle College."


def _screen(group: Riverside, name: str) -> wording.Side:
    return siding.screen(database=group.database, viewer=group.viewer(name))


def _agree(group: Riverside, name: str, partner_id: int) -> wording.Side:
    return siding.agree(database=group.database, viewer=group.viewer(name), partner_id=partner_id, now=AFTER)


def _all_agree(group: Riverside) -> None:
    _agree(group, "mina", group.castle_id)
    _agree(group, "sam", group.brook_lane_id)


def _owed(group: Riverside) -> list[Delivery]:
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    return [one for one in ledger if one.owed.kind is DeliveryKind.SIDE]


def test_the_runner_sees_it_at_once(group: Riverside) -> None:
    words = plain.text(wording.message(_screen(group, "sam")))

    assert "It gives more than it takes" in words
    assert "Our own people learn" not in words
    assert "Still to say so: Brook Lane Training and Castle College." in words


@pytest.mark.parametrize("name", ["mina", "rob", "dee"])
def test_no_partner_does_before_all_have_agreed(group: Riverside, name: str) -> None:
    _agree(group, "mina", group.castle_id)

    side = _screen(group, name)

    assert (side.rows, side.picks) == (None, ())
    assert "It gives" not in plain.text(wording.message(side))


@pytest.mark.parametrize("name", ["grace", "mina", "rob", "dee"])
def test_all_do_once_all_have_agreed(group: Riverside, name: str) -> None:
    _all_agree(group)

    words = plain.text(wording.message(_screen(group, name)))

    assert "It gives more than it takes" in words
    assert "All partners have agreed" in words


def test_one_takes_it_back_and_nobody_sees_it(group: Riverside) -> None:
    _all_agree(group)
    siding.take_back(
        database=group.database, viewer=group.viewer("mina"), partner_id=group.castle_id, now=AFTER
    )

    assert _screen(group, "rob").rows is None
    assert _screen(group, "sam").waits_for == (group.castle_id,)


def test_a_partner_that_joins_later_is_asked_too(group: Riverside) -> None:
    _all_agree(group)
    with group.database.write() as transaction:
        partners.add(transaction, viewer=group.viewer("sam"), name="Meadow College")

    assert _screen(group, "rob").rows is None


def test_the_newest_answer_of_each_partner_counts(group: Riverside) -> None:
    before = {group.castle_id: {"worth_it": Answer(value=3), "changed": Answer(value=1)}}
    summed.round_in(group, on=AUTUMN, sides=before)

    with group.database.read() as transaction:
        found = siding.answers_of(transaction, viewer=group.viewer("sam"))

    said = {(one.partner_id, one.key): one.answer for one in found.sides}
    assert said[group.castle_id, "worth_it"] == GIVES
    assert said[group.castle_id, "changed"] == Answer(value=1)


def test_what_a_partner_has_not_said_stands_as_not_said(group: Riverside) -> None:
    summed.round_in(group, on=AUTUMN, sides={group.castle_id: {"changed": Answer(value=1)}})

    assert ("Brook Lane Training", "Not said", "About even") in wording.table(_screen(group, "sam")).rows


def test_the_words_that_somebody_wrote_never_stand_there(group: Riverside) -> None:
    said = {group.castle_id: {"changed": Answer(value=2, line="The principal leaves")}}
    summed.round_in(group, on=AUTUMN, sides=said)
    _all_agree(group)

    assert "principal" not in plain.text(wording.message(_screen(group, "rob")))


def test_each_co_ordinator_who_can_be_written_to_is_asked_once_a_day(group: Riverside) -> None:
    asked = siding.ask(database=group.database, viewer=group.viewer("sam"), now=AFTER)
    siding.ask(database=group.database, viewer=group.viewer("sam"), now=AFTER)

    assert (asked.whom, asked.by_hand) == (("Castle College",), ("Brook Lane Training",))
    [owed] = _owed(group)
    assert owed.owed.person_id == group.person("mina").id
    assert "Is that fine with Castle College?" in _written(group, owed)


def test_who_is_asked_reads_what_would_be_shown_of_their_own(group: Riverside) -> None:
    siding.ask(database=group.database, viewer=group.viewer("sam"), now=AFTER)
    [owed] = _owed(group)

    for said in (_written(group, owed), plain.text(wording.message(_screen(group, "mina")))):
        assert "Of what you have answered, this would stand beside Castle College:" in said
        assert "What it does for them: It gives more than it takes" in said
        assert "About even" not in said
        assert "It will have what each partner has said" in said
        assert "It has what" not in said
    assert "would stand" not in plain.text(wording.message(_agree(group, "mina", group.castle_id)))


def test_who_is_asked_before_anything_was_answered_reads_that(database: Database) -> None:
    early = riverside.build(database, opened=True)

    assert _NOTHING_OF_MINE in plain.text(wording.message(_screen(early, "mina")))


def test_who_is_asked_learns_nothing_of_another_partner_from_their_own_row(database: Database) -> None:
    made = riverside.build(database, opened=True)
    before = plain.text(wording.message(_screen(made, "mina")))
    summed.round_in(made, sides={made.brook_lane_id: {"changed": Answer(value=1)}})

    assert plain.text(wording.message(_screen(made, "mina"))) == before


def test_whoever_speaks_for_a_partner_now_reads_nothing_that_somebody_else_answered(group: Riverside) -> None:
    rob = group.viewer("rob")
    with group.database.write() as transaction:
        for name, role in (("mina", Role.MEMBER), ("rob", Role.CO_ORDINATOR)):
            person_id = group.person(name).id
            members.take_role(transaction, viewer=group.engine, person_id=person_id, role=role)

    side = siding.screen(database=group.database, viewer=replace(rob, role=Role.CO_ORDINATOR))

    words = plain.text(wording.message(side))
    assert _NOTHING_OF_MINE in words
    assert "It gives more than it takes" not in words


def test_who_has_agreed_meanwhile_is_asked_no_more(group: Riverside) -> None:
    siding.ask(database=group.database, viewer=group.viewer("sam"), now=AFTER)
    [owed] = _owed(group)
    _agree(group, "mina", group.castle_id)
    again = siding.ask(database=group.database, viewer=group.viewer("sam"), now=AFTER)

    assert _written(group, owed) == ""
    assert again.whom == ()


def test_a_draft_asks_nobody(database: Database) -> None:
    group = riverside.build(database)

    asked = siding.ask(database=group.database, viewer=group.viewer("sam"), now=AFTER)

    assert asked.by_hand == ("Brook Lane Training", "Castle College")


def test_a_second_press_changes_nothing(group: Riverside) -> None:
    assert _agree(group, "mina", group.castle_id) == _agree(group, "mina", group.castle_id)


_ACTS: dict[str, Callable[[Riverside, Viewer], object]] = {
    "ask": lambda group, viewer: siding.ask(database=group.database, viewer=viewer, now=AFTER),
    "agree": lambda group, viewer: siding.agree(
        database=group.database, viewer=viewer, partner_id=group.castle_id, now=AFTER
    ),
    "take back": lambda group, viewer: siding.take_back(
        database=group.database, viewer=viewer, partner_id=group.castle_id, now=AFTER
    ),
}


@pytest.mark.parametrize("act", _ACTS)
@pytest.mark.parametrize("name", ["grace", "rob", "dee"])
def test_a_partner_is_spoken_for_by_its_co_ordinator(group: Riverside, act: str, name: str) -> None:
    with pytest.raises(Refused) as refused:
        _ACTS[act](group, group.viewer(name))

    assert refused.value.key == "not_for_your_role"


@pytest.mark.parametrize("act", _ACTS)
def test_the_deputy_runner_speaks_for_nobody_on_the_telephone(group: Riverside, act: str) -> None:
    with group.database.write() as transaction:
        members.take_role(
            transaction, viewer=group.engine, person_id=group.person("rob").id, role=Role.DEPUTY_RUNNER
        )
    deputy = replace(group.viewer("rob"), role=Role.DEPUTY_RUNNER)

    with pytest.raises(Refused) as refused:
        _ACTS[act](group, deputy)

    assert refused.value.key == "not_for_your_role"
    assert _screen(group, "sam").waits_for == (group.brook_lane_id, group.castle_id)
    side = siding.screen(database=group.database, viewer=deputy)
    assert (side.rows, side.may_ask, side.own_id) == (None, False, None)


def test_the_runner_says_nothing_for_a_partner_that_can_be_written_to(group: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        _agree(group, "sam", group.castle_id)

    assert (refused.value.key, refused.value.parameters) == ("side_is_theirs", {"partner": "Castle College"})
    assert _screen(group, "sam").waits_for == (group.brook_lane_id, group.castle_id)


def test_the_runner_takes_back_what_a_partner_takes_back_on_the_telephone(group: Riverside) -> None:
    _all_agree(group)
    siding.take_back(
        database=group.database, viewer=group.viewer("sam"), partner_id=group.castle_id, now=AFTER
    )

    assert _screen(group, "rob").rows is None


def test_the_office_is_no_partner(group: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        _agree(group, "sam", group.office_id)

    assert refused.value.key == "partner_gone"


def _written(group: Riverside, owed: Delivery) -> str:
    with group.database.read() as transaction:
        mina = readers.reader(transaction, viewer=group.engine, person_id=group.person("mina").id)
        assert mina is not None
        notice = notices.write(transaction, reader=mina, delivery=owed, now=AFTER)
    return plain.text(Message(opening="", blocks=notice.blocks)) if notice else ""


def test_what_somebody_else_has_answered_since_does_not_let_the_earlier_stand(database: Database) -> None:
    group = riverside.build(database, opened=True)
    summed.round_in(group, on=AUTUMN, sides={group.castle_id: {"worth_it": GIVES}})
    assert "It gives more than it takes" in plain.text(wording.message(_screen(group, "mina")))

    rob_speaks = replace(group, members={"rob": group.members["rob"], **group.members})
    summed.round_in(rob_speaks, sides={group.castle_id: {"worth_it": summed.EVEN}})

    words = plain.text(wording.message(_screen(group, "mina")))
    assert _NOTHING_OF_MINE in words
    assert "It gives more than it takes" not in words
