"""**Invite an organisation**: a code is shown once; what is open is listed, and can be taken back."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.invitations import read_code
from bot.domain.permissions import Intent
from storage import invitations
from tests import calls, council
from tests.council import code_in, invite, words
from tests.elsewhere import valley_link
from tests.pressing import answer
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(days=6)


def _typed(group: Riverside, who: str = "U-SAM", *, now: Any = NOW) -> Any:
    return answer(group, calls.command(group.installation_id, who, "invite"), now=now)


def _press(group: Riverside, arg: str = "", *, who: str = "U-SAM") -> Any:
    return answer(group, calls.press(group.installation_id, who, Intent.INVITE, arg=arg))


def test_first_time_gives_a_code(group: Riverside) -> None:
    reply = _typed(group)

    code = code_in(reply)
    assert read_code(code) == code
    assert words(reply) == (
        "Riverside Progression Group: here is a code for one more organisation.\n\n"
        "Somebody there types this, in the room where they would like to hear from me:\n\n"
        f"join {code}\n\n"
        "It works once, until Thursday 17 September 2026.\n\n"
        "They bring me into that room first: in Slack they type /invite @Bywhen there, and in Teams they choose "
        "“Add to a team”. If I'm not in their Slack or Teams yet, whoever looks after that adds me.\n\n"
        "You are asked before they see anything. I can't show you this code again.\n\n"
        "[Take back]"
    )
    assert not reply.in_room


def test_code_itself_is_not_kept(group: Riverside) -> None:
    code = code_in(_typed(group))

    with group.database.read() as transaction:
        kept = transaction.connection.exec_driver_sql("select code_hash from invitations").scalar_one()
        found = invitations.behind_code(transaction, code=code)
    assert code.replace("-", "") not in kept
    assert found is not None


def test_second_time_shows_what_is_open_and_makes_none(group: Riverside) -> None:
    invite(group, "U-GRACE")

    shown = words(_typed(group))

    assert "Grace Obi made a code on Thursday 10 September 2026. Nobody has used it yet." in shown
    assert "It works until Thursday 17 September 2026." in shown
    assert "join " not in shown
    assert shown.endswith("[Take back]\n\n[Make another code]")


def test_another_code_is_made_by_its_button(group: Riverside) -> None:
    first = invite(group)

    reply = _press(group, "another")

    assert code_in(reply) != first
    assert "Nobody has used it yet." in words(reply)


def test_code_that_has_done_its_time_is_shown_no_more(group: Riverside) -> None:
    invite(group)

    assert "Nobody has used it yet." in words(_typed(group, now=LATER))
    assert code_in(_typed(group, now=LATER + timedelta(days=1)))


def test_menu_does_what_the_word_does(group: Riverside) -> None:
    assert code_in(_press(group))


def test_code_is_taken_back(group: Riverside) -> None:
    invite(group)
    invite(group)
    number = council.newest(group)

    said = [words(_press(group, f"back:{one}", who="U-GRACE")) for one in (number, number - 1, number)]

    first = "Riverside Progression Group: that code is worth nothing now.\n\nWhoever types it hears so, and nothing else."
    assert said == [
        f"{first} Codes still open: one.",
        f"{first} No other code is open.",
        "That code isn't open any more.\n\nType invite to see what is.",
    ]


def test_room_that_waits_stands_there_with_its_buttons(group: Riverside) -> None:
    council.knock(council.connect(group))

    shown = words(_typed(group))

    assert "Priya Anand typed a code in the room “county-fair” in Slack, at County Council." in shown
    assert "[Let them in] [Not now]" in shown


@pytest.mark.parametrize("arg", ["back:", "back:x", "back:4711"])
def test_code_that_is_not_there_is_not_taken_back(group: Riverside, arg: str) -> None:
    assert _press(group, arg).message.opening == "That code isn't open any more."


def test_another_partnership_sees_and_takes_back_nothing(group: Riverside) -> None:
    invite(group)
    number, valley = council.newest(group), valley_link(group)
    pressed = calls.press(
        group.installation_id,
        "U-ROB",
        Intent.INVITE,
        arg=f"back:{number}",
        partnership_id=valley.partnership_id,
    )

    assert answer(group, pressed).message.opening == "That code isn't open any more."
    assert "Nobody has used it yet." in words(_typed(group))


@pytest.mark.parametrize("who", ["U-MINA", "U-ROB"])
def test_only_who_runs_it_or_has_the_chair_invites(group: Riverside, who: str) -> None:
    assert _typed(group, who).message.opening == "That one is for somebody else in this partnership."
