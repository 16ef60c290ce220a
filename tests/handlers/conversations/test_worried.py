"""Words that sound like a worry: a form is offered, and the words are neither kept nor said again."""

from dataclasses import replace
from typing import Any, Final

import pytest
from sqlalchemy import select

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.concerns.forms import DANGER
from bot.messages.model import Buttons, Message
from bot.services.answers import CONTENT
from handlers.conversations import commands
from handlers.conversations.incoming import Incoming, Place, Text
from handlers.conversations.replies import OpenForm, Say
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage.database import Database
from storage.tables import Base, MessageRow
from tests import calls
from tests.pressing import answer
from tests.riverside import NOW, ROOM, Riverside, install

SAID: Final = "I am worried about Sam and the register"
IN_ROOM: Final = Place(conversation=ROOM, private=False, name="#riverside")


def _typed(group: Riverside, words: str, *, place: Place = calls.PRIVATE) -> Message:
    reply = answer(group, calls.command(group.installation_id, "U-MINA", words, place=place))
    assert isinstance(reply, Say)
    return reply.message


def _offered(message: Message) -> list[Any]:
    return [one for block in message.blocks if isinstance(block, Buttons) for one in block.buttons]


@pytest.mark.parametrize(
    "words",
    [
        SAID,
        "Worried!",
        "help, I'm unhappy with how this goes",
        "we would like to complain",
        "I want to make a complaint",
        "I have concerns about the chair",
        "somebody is being bullied",
        "this is harassment",
        "a safeguarding matter",
        "@bywhen it worries me",
    ],
)
def test_worry_is_offered_a_form_without_its_words(group: Riverside, words: str) -> None:
    said = _typed(group, words)

    assert said.opening == "If something worries you, you can tell somebody in private."
    [button] = _offered(said)
    assert (button.label, button.intent, button.opens) == ("Raise a concern", Intent.CONCERN, True)
    text = plain.text(said)
    assert DANGER in text
    assert words not in text
    assert "I didn't understand" not in text


@pytest.mark.parametrize(
    "words", ["dance", "help", "thanks", "add Ring the worried parents by Friday", "timetable of complaints"]
)
def test_other_words_are_no_worry(words: str) -> None:
    assert not commands.is_worried(words)


def test_button_opens_the_form(group: Riverside) -> None:
    [button] = _offered(_typed(group, SAID))

    pressed = calls.press(
        group.installation_id, "U-MINA", button.intent, arg=button.arg, partnership_id=button.partnership_id
    )

    assert isinstance(answer(group, pressed), OpenForm)


def test_word_of_ours_still_opens_it_at_once(group: Riverside) -> None:
    reply = answer(group, calls.command(group.installation_id, "U-MINA", f"concern {SAID}"))

    assert isinstance(reply, OpenForm)


def test_room_is_told_only_where_it_is(group: Riverside) -> None:
    said = _typed(group, SAID, place=IN_ROOM)

    assert _offered(said) == []
    assert plain.text(said).splitlines() == [
        "That's one for the two of us.",
        "",
        "If something worries you, open Home in our private chat. You choose there who hears it.",
    ]


def test_room_that_overheard_it_reads_nothing_of_it(group: Riverside) -> None:
    place = replace(IN_ROOM, overheard=True)
    said = calls.command(group.installation_id, "U-MINA", SAID, place=place)

    Router(routes=ROUTES, database=group.database).answer(
        replace(said, said=SAID, key="key:1"), now=NOW, rides=frozenset()
    )

    with group.database.read() as transaction:
        rows = transaction.connection.execute(select(MessageRow.content).order_by(MessageRow.id)).scalars()
        in_room, in_private = [plain.text(CONTENT.validate_python(content)) for content in rows]
    assert in_room.strip() == "That's one for the two of us. I've opened it in our private chat."
    assert "open Home in our private chat" in in_private


def test_nothing_keeps_the_words(group: Riverside) -> None:
    said = calls.command(group.installation_id, "U-MINA", SAID)

    arrived: tuple[Incoming, ...] = (
        replace(said, said=SAID, key="key:1"),
        Text(sender=said.sender, place=said.place, key="key:2", words=SAID, said=SAID),
    )
    for sent in arrived:
        Router(routes=ROUTES, database=group.database).answer(sent, now=NOW, rides=frozenset())

    with group.database.read() as transaction:
        kept = "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in transaction.connection.execute(select(table))
        )
    assert "tell somebody in private" in kept
    assert "the register" not in kept


def test_somebody_in_no_partnership_hears_who_i_am(database: Database) -> None:
    sent = calls.command(install(database), "U-NOBODY", SAID)

    reply = Router(routes=ROUTES, database=database).answer(sent, now=NOW, rides=frozenset({Say}))

    assert isinstance(reply, Say)
    assert reply.message.opening.startswith("Hello. I'm Bywhen")
