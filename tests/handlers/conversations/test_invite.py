"""Inviting, joining and letting in, as they come in from a room and from private chats."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.permissions import Intent
from bot.errors import Refused
from bot.messages import plain
from bot.services.answers import CONTENT
from handlers.conversations import invite
from handlers.conversations.incoming import Place
from handlers.conversations.replies import Nothing, Say
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from tests import calls, council
from tests.council import KIT, PRIYA, Council, code_in
from tests.office import Office
from tests.pressing import answer
from tests.riverside import NOW, Riverside

MENTIONED = Place(conversation="C-FAIR", private=False, overheard=True)


@pytest.fixture
def them(group: Riverside) -> Council:
    return council.connect(group)


def _queued(them: Council, words: str, *, place: Place = MENTIONED) -> dict[str, str]:
    """What goes where when nothing rides in the answer, as where the bot is mentioned in a room."""
    typed = calls.command(them.installation_id, PRIYA, words, place=place)
    known = replace(typed, sender=replace(typed.sender, name="Priya Anand"))
    router = Router(routes=ROUTES, database=them.database)
    assert router.answer(known, now=NOW, rides=frozenset()) == Nothing()
    sent = Office(them.database).send(NOW)
    return {
        one.conversation: plain.text(one.content)
        for one in sent
        if one.installation_id == them.installation_id
    }


def test_room_that_was_mentioned_in_hears_that_it_waits(them: Council) -> None:
    said = _queued(them, f"join {council.invite(them.group)}")

    assert said == {
        "C-FAIR": (
            "Thank you. I've asked whoever gave out this code.\n\nI say nothing here before they let you in."
        )
    }


def test_room_hears_nothing_of_a_code_that_is_none(them: Council) -> None:
    said = _queued(them, "join 0000-0000")

    assert said["C-FAIR"] == "That's one for the two of us. I've opened it in our private chat."
    assert said[PRIYA].startswith("I don't know that code.")


def test_room_hears_nothing_of_a_code_for_an_address(them: Council) -> None:
    sent = calls.submit(
        them.group.installation_id,
        "U-MINA",
        Intent.SETTINGS,
        where="elsewhere",
        days=("1",),
        hour="LUNCH",
    )
    said = _queued(them, f"join {code_in(answer(them.group, sent))}")

    assert said["C-FAIR"] == "That's one for the two of us. I've opened it in our private chat."
    assert "both are you" in said[PRIYA]


def test_code_that_was_overheard_in_the_runners_room_stays_private(group: Riverside) -> None:
    overheard = Place(conversation="C-RIVERSIDE", private=False, overheard=True)
    typed = calls.command(group.installation_id, "U-SAM", "invite", place=overheard)
    Router(routes=ROUTES, database=group.database).answer(typed, now=NOW, rides=frozenset())

    said = {one.conversation: plain.text(one.content) for one in Office(group.database).send(NOW)}

    assert "join " not in said["C-RIVERSIDE"]
    assert "join " in said["U-SAM"]


def test_same_command_sent_again_makes_no_second_code(group: Riverside) -> None:
    typed = calls.command(group.installation_id, "U-SAM", "invite")
    router = Router(routes=ROUTES, database=group.database)

    first, again = (router.answer(typed, now=NOW, rides=frozenset({Say})) for _ in range(2))

    assert code_in(first) == code_in(again)
    assert council.newest(group) == 1


def test_card_is_replaced_by_what_came_of_it(them: Council) -> None:
    """The runner's card has no buttons left that do nothing."""
    number = council.knock(them)
    office = Office(them.database)
    [(_, asked)] = office.live(NOW, NOW)
    pressed = calls.press(
        them.group.installation_id,
        "U-SAM",
        Intent.LET_IN,
        arg=f"not_now:{number}",
        place=Place(conversation="D-SAM", private=True),
    )
    named = replace(pressed, message=f"{NOW.timestamp():.0f}.{asked.message_id}")

    Router(routes=ROUTES, database=them.database).answer(named, now=NOW, rides=frozenset())

    edits = [one for one in office.send(NOW) if one.edits]
    assert [CONTENT.validate_python(one.content).opening for one in edits] == ["That room stays outside."]


def test_form_of_a_room_that_is_settled_is_not_shown_again(them: Council) -> None:
    number = council.knock(them)
    council.not_now(them.group, number)
    sent = calls.submit(them.group.installation_id, "U-SAM", Intent.LET_IN, arg=str(number))

    with pytest.raises(Refused, match="code_gone"):
        invite.form(calls.call(them.database, sent), "name_needed")


@pytest.mark.parametrize("words", ["", "help", "mine", "home"])
def test_who_waits_is_told_nothing_by_other_words(them: Council, words: str) -> None:
    council.knock(them)

    reply: Any = them.say(KIT, words)

    assert "Riverside" not in plain.text(reply.message)


def test_stranger_has_a_button_for_a_code(them: Council) -> None:
    reply = them.say(PRIYA, "help", place=calls.PRIVATE)

    assert "[I have a code]" in plain.text(reply.message)
