"""A code is typed: in a room that waits then, in the wrong place, once more, too late, and by somebody who guesses."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent
from handlers.conversations.incoming import Place
from handlers.conversations.replies import FormErrors, OpenForm, Say
from storage import invitations, members, rooms
from tests import calls, council
from tests.calls import PRIVATE
from tests.council import KIT, OTHER_ROOM, PRIYA, Council, invite, words
from tests.elsewhere import valley_link
from tests.office import Office, openings, said
from tests.pressing import answer, errors
from tests.riverside import NOW, ROOM, Riverside

WAITS = "Thank you. I've asked whoever gave out this code."
USED = "That code has been used already, and each one works once."
WRONG = "join 0000-0000"


@pytest.fixture
def them(group: Riverside) -> Council:
    return council.connect(group)


def _typed(group: Riverside, who: str, words_typed: str, *, room: str = ROOM) -> Any:
    place = Place(conversation=room, private=False)
    return answer(group, calls.command(group.installation_id, who, words_typed, place=place))


def test_room_waits_and_the_runner_alone_is_asked(them: Council, office: Office) -> None:
    code = invite(them.group)

    reply = them.say(PRIYA, f"join {code.lower().replace('-', ' ')}")

    assert reply == Say(message=reply.message, in_room=True, anywhere=True)
    assert reply.message.opening == WAITS
    tried = office.run(NOW)
    assert openings(tried) == [("sam", "Riverside Progression Group: a room would like to join.")]
    asked = "Priya Anand typed a code in the room “county-fair” in Slack, at County Council."
    assert asked in said(tried, "sam")
    assert "It used a code of yours." in said(tried, "sam")


def test_whoever_waits_learns_nothing_of_the_partnership(them: Council) -> None:
    code = invite(them.group)

    heard = words(them.say(PRIYA, f"join {code}"))

    assert [one for one in ("Riverside", "Sam", "Hallam", "office", "Castle") if one in heard] == []


def test_waiting_room_hears_nothing(them: Council, office: Office) -> None:
    council.knock(them)

    posted = office.live(NOW, NOW + timedelta(days=8), step=timedelta(hours=6))

    heard = [one for _, one in posted if one.installation_id == them.installation_id]
    assert heard == []
    with them.database.read() as transaction:
        assert [one.external_id for one in rooms.all_of(transaction, viewer=them.group.engine)] == [ROOM]
        assert len(members.all_of(transaction, viewer=them.group.engine)) == len(them.group.members)


def test_whoever_waits_may_look_at_nothing(them: Council) -> None:
    council.knock(them)

    reply = them.say(PRIYA, "timetable")

    assert (
        reply.message.opening
        == (
            "You aren't in a partnership with me yet. You can start one, or ask your runner to add you."
        ).partition(". ")[0]
        + "."
    )


def test_the_same_code_in_the_same_room_says_that_it_waits(them: Council, office: Office) -> None:
    code = invite(them.group)
    them.say(PRIYA, f"join {code}")

    reply = them.say(KIT, f"join {code}")

    assert reply.message.opening == "I've asked already, and I'm waiting for an answer."
    assert len(office.run(NOW)) == 1


def test_another_code_of_the_same_organisation_is_kept(them: Council) -> None:
    council.knock(them)
    second = invite(them.group)

    reply = them.say(KIT, f"join {second}", place=OTHER_ROOM)

    assert reply.message.opening == "I've asked already, and I'm waiting for an answer."
    council.not_now(them.group, council.newest(them.group) - 1)
    assert them.say(KIT, f"join {second}", place=OTHER_ROOM).message.opening == WAITS


def test_code_is_used_once(them: Council) -> None:
    code = invite(them.group)
    them.say(PRIYA, f"join {code}")

    assert them.say(PRIYA, f"join {code}", place=OTHER_ROOM).message.opening == USED


@pytest.mark.parametrize("let_in", [True, False])
def test_code_is_used_up_once_it_is_decided_upon(them: Council, *, let_in: bool) -> None:
    code = invite(them.group)
    them.say(PRIYA, f"join {code}")
    number = council.newest(them.group)
    if let_in:
        council.let_in(them.group, number)
    else:
        council.not_now(them.group, number)

    assert them.say(PRIYA, f"join {code}", place=OTHER_ROOM).message.opening == USED


def test_code_lasts_a_week(them: Council) -> None:
    code = invite(them.group)

    late = them.say(PRIYA, f"join {code}", now=NOW + timedelta(days=7))
    in_time = them.say(PRIYA, f"join {code}", now=NOW + timedelta(days=7, seconds=-1))

    assert late.message.opening == "That code has done its time."
    assert in_time.message.opening == WAITS


def test_code_that_was_taken_back_is_worth_nothing(them: Council) -> None:
    code = invite(them.group)
    number = council.newest(them.group)
    pressed = calls.press(them.group.installation_id, "U-SAM", Intent.INVITE, arg=f"back:{number}")
    answer(them.group, pressed)

    assert them.say(PRIYA, f"join {code}").message.opening == "That code was taken back."


@pytest.mark.parametrize("words_typed", ["join the meeting", "join 7KQ2-MW4", "join 7KQ2-MW4U"])
def test_what_is_no_code_counts_as_none(them: Council, words_typed: str) -> None:
    for _ in range(6):
        reply = them.say(PRIYA, words_typed)

    assert reply.message.opening == "I couldn't read that as a code."


def test_five_wrong_codes_a_day(them: Council) -> None:
    right = invite(them.group)
    told = [them.say(PRIYA, WRONG).message.opening for _ in range(5)]

    sixth = them.say(PRIYA, f"join {right}")
    somebody_else = them.say(KIT, WRONG)
    next_day = them.say(PRIYA, f"join {right}", now=NOW + timedelta(days=1))

    assert told == ["I don't know that code."] * 5
    assert sixth.message.opening == "That's enough codes for today."
    assert somebody_else.message.opening == "I don't know that code."
    assert next_day.message.opening == WAITS


def test_wrong_codes_leave_nobody_behind(them: Council) -> None:
    them.say(PRIYA, WRONG)

    assert them.person(PRIYA) is None


def test_form_asks_for_a_code_and_counts_with_it(them: Council) -> None:
    opened = them.say(PRIYA, "join")
    sent = calls.submit(them.installation_id, PRIYA, Intent.JOIN, place=council.ROOM, code="0000 0000")
    wrong = them.answer(sent)
    mended = replace(sent, values={"code": (invite(them.group),)})

    assert isinstance(opened, OpenForm)
    assert isinstance(wrong, FormErrors)
    assert errors(wrong) == {
        "code": "I don't know that code. Please look at it once more: you can try four more today."
    }
    assert wrong.form.fields[0].value == ("0000 0000",)
    assert them.answer(mended).message.opening == WAITS


def test_form_comes_back_for_what_is_no_code(them: Council) -> None:
    sent = calls.submit(them.installation_id, PRIYA, Intent.JOIN, code="the code")

    assert errors(them.answer(sent)) == {"code": "I couldn't read that as a code. It looks like 7KQ2-MW4D."}


def test_button_opens_the_form(them: Council) -> None:
    assert isinstance(them.answer(calls.press(them.installation_id, PRIYA, Intent.JOIN)), OpenForm)


def test_in_private_somebody_hears_where_to_type_it(them: Council) -> None:
    code = invite(them.group)

    in_private = them.say(PRIYA, f"join {code}", place=PRIVATE)

    assert in_private.message.opening == "That code is for a room."
    assert them.say(PRIYA, f"join {code}").message.opening == WAITS


def test_on_the_web_somebody_hears_where_to_type_it(group: Riverside) -> None:
    pages = council.connect(group, kind=AddressKind.WEB, external_id="pages")

    assert pages.say(PRIYA, f"join {invite(group)}").message.opening == "That code is for a room."


def test_room_of_the_partnership_itself_is_in(group: Riverside) -> None:
    reply = _typed(group, "U-ROB", f"join {invite(group)}")

    assert (
        reply.message.opening
        == "This room is in already, so the code is still good for another organisation."
    )


def test_room_of_another_partnership_is_taken(group: Riverside) -> None:
    valley = valley_link(group)
    with group.database.write() as transaction:
        rooms.add(
            transaction,
            viewer=valley.viewer("rob"),
            installation_id=group.installation_id,
            external_id="C-VALLEY",
            name="#valley",
        )

    reply = _typed(group, "U-LEFT", f"join {invite(group)}", room="C-VALLEY")

    assert reply.message.opening == "A partnership meets in this room already, and a room has one only."


def test_room_that_two_workspaces_share_is_in_already(them: Council) -> None:
    shared = Place(conversation=ROOM, private=False, name="riverside")

    reply = them.say(PRIYA, f"join {invite(them.group)}", place=shared)

    assert (
        reply.message.opening
        == "This room is in already, so the code is still good for another organisation."
    )


def test_second_room_of_one_workspace_is_not_needed(group: Riverside) -> None:
    reply = _typed(group, "U-ROB", f"join {invite(group)}", room="C-ELSEWHERE")

    assert reply.message.opening == "Your workspace has a room with me for this already."


def test_second_room_takes_the_place_of_one_that_is_archived(them: Council) -> None:
    council.let_in(them.group, council.knock(them))
    with them.database.write() as transaction:
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=them.installation_id,
            external_id=council.ROOM.conversation,
            usable=False,
        )

    assert them.say(KIT, f"join {invite(them.group)}", place=OTHER_ROOM).message.opening == WAITS


def test_who_has_left_opens_nothing(them: Council) -> None:
    reply = _typed(them.group, "U-LEFT", f"join {invite(them.group)}", room="C-NEW")

    assert reply.message.opening == "Your workspace has a room with me for this already."


def test_room_whose_code_somebody_else_uses_in_the_same_instant_is_told_so(
    them: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = invite(them.group)
    monkeypatch.setattr(invitations, "use", lambda *_, **__: False)

    assert them.say(PRIYA, f"join {code}").message.opening == USED
