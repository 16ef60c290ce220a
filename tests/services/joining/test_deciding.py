"""**Let them in** or **Not now** once something has changed: another room, another answer, somebody who is there already."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent, Role
from handlers.conversations.replies import Replace, Say
from storage import installations, members, partners, people, rooms
from tests import calls, council
from tests.council import OTHER_ROOM, PRIYA, ROOM, Council, words
from tests.elsewhere import valley_link
from tests.office import Office, openings, said
from tests.pressing import answer
from tests.riverside import NOW, Riverside


@pytest.fixture
def them(group: Riverside) -> Council:
    return council.connect(group)


def _press(group: Riverside, number: int | str, *, who: str = "U-SAM") -> Any:
    return answer(group, calls.press(group.installation_id, who, Intent.LET_IN, arg=str(number)))


def _partners(group: Riverside) -> dict[str, Any]:
    with group.database.read() as transaction:
        return {one.name: one for one in partners.all_of(transaction, viewer=group.viewer("sam"))}


def _role_of(them: Council, who: str) -> tuple[Role, int | None] | None:
    person = them.person(who)
    assert person is not None
    with them.database.read() as transaction:
        found = members.member(transaction, viewer=them.group.engine, person_id=person.id)
    return None if found is None else (found.role, found.partner_id)


def test_room_that_has_joined_another_partnership_meanwhile(them: Council) -> None:
    number = council.knock(them)
    valley = valley_link(them.group)
    with them.database.write() as transaction:
        rooms.add(
            transaction,
            viewer=valley.viewer("rob"),
            installation_id=them.installation_id,
            external_id=ROOM.conversation,
            name="#fair",
        )

    reply = council.let_in(them.group, number)

    assert isinstance(reply, Say)
    assert reply.message.opening == ("Their room, or another one of theirs, has joined a partnership by now.")
    assert "County Council" not in _partners(them.group)


def test_second_room_of_theirs_that_waited_too(them: Council) -> None:
    first = council.knock(them)
    council.not_now(them.group, first)
    second = council.knock(them, place=OTHER_ROOM)
    with them.database.write() as transaction:
        rooms.add(
            transaction,
            viewer=them.group.viewer("sam"),
            installation_id=them.installation_id,
            external_id="C-THIRD",
            name="third",
        )

    assert council.let_in(them.group, second).message.opening == (
        "Their room, or another one of theirs, has joined a partnership by now."
    )


def test_second_answer_changes_nothing(them: Council) -> None:
    number = council.knock(them)
    council.let_in(them.group, number)

    again = (
        council.let_in(them.group, number, organisation="Another"),
        council.not_now(them.group, number, who="U-GRACE"),
        _press(them.group, number),
    )

    assert [one.message.opening for one in again] == ["Somebody has answered that already."] * 3
    assert all("The room is in." in words(one) for one in again)
    assert "Another" not in _partners(them.group)


def test_not_now_leaves_the_room_outside(them: Council, office: Office) -> None:
    number = council.knock(them)
    office.run(NOW)

    reply = council.not_now(them.group, number)

    assert isinstance(reply, Replace)
    assert words(reply).startswith("That room stays outside.")
    assert "The room stays outside" in words(council.let_in(them.group, number))
    told = office.run(NOW)
    assert openings(told) == [("priya", "That code didn't open anything.")]
    heard = said(told, "priya")
    assert [one for one in ("Riverside", "Sam", "Hallam", "office", "Castle") if one in heard] == []


@pytest.mark.parametrize("arg", ["", "x", "4711", "not_now:4711", "not_now:"])
def test_button_of_something_that_is_not_there(group: Riverside, arg: str) -> None:
    assert _press(group, arg).message.opening == "That code isn't open any more."


def test_form_that_was_settled_while_it_was_open(them: Council) -> None:
    """What the form says of itself is mended where it stands; what is settled is said instead."""
    number = council.knock(them)
    form = _press(them.group, number).form
    council.not_now(them.group, number)

    sent = calls.submit(them.group.installation_id, "U-SAM", Intent.LET_IN, arg=form.arg, partner="x")

    assert answer(them.group, sent).message.opening == "Somebody has answered that already."


def test_co_ordinator_lets_nobody_in(them: Council) -> None:
    number = council.knock(them)

    assert _press(them.group, number, who="U-MINA").message.opening == (
        "That one is for somebody else in this partnership."
    )


def test_invitation_of_another_partnership_is_not_there(them: Council) -> None:
    number = council.knock(them)
    valley = valley_link(them.group)

    pressed = calls.press(
        them.group.installation_id,
        "U-ROB",
        Intent.LET_IN,
        arg=f"not_now:{number}",
        partnership_id=valley.partnership_id,
    )

    assert answer(them.group, pressed).message.opening == "That code isn't open any more."


def test_joiner_who_cannot_be_reached_any_more_is_let_in_all_the_same(them: Council, office: Office) -> None:
    number = council.knock(them)
    office.run(NOW)
    with them.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=them.installation_id,
            external_ids=[PRIYA],
            usable=False,
        )

    council.let_in(them.group, number)

    assert [one.conversation for one in office.run(NOW)] == [ROOM.conversation]


def test_member_already_keeps_what_they_are(them: Council) -> None:
    """Priya is in for nobody in particular; from now on she works for the council, in the role she had."""
    number = council.knock(them)
    priya = them.person(PRIYA)
    assert priya is not None
    with them.database.write() as transaction:
        members.add(
            transaction,
            viewer=them.group.viewer("sam"),
            person_id=priya.id,
            role=Role.OBSERVER,
            partner_id=None,
        )

    reply = council.let_in(them.group, number)

    assert "Priya Anand is with them." in words(reply)
    assert _role_of(them, PRIYA) == (Role.OBSERVER, _partners(them.group)["County Council"].id)


def test_workspace_without_a_name_leaves_the_name_open(them: Council) -> None:
    with them.database.write() as transaction:
        installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id="T-COUNCIL",
            name="",
            bot_id="U-BYWHEN-TOO",
            now=NOW,
        )

    opened = _press(them.group, council.knock(replace(them)))

    assert opened.form.fields[1].value == ()
