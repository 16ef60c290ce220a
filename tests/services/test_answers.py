"""Answers: queued once for what they answer, and the message that was pressed changed in place."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.deliveries import MessageKind, StoredMessage
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent
from bot.messages import answers as answer_words
from bot.messages.model import Button, Item, Message
from bot.services import answers
from bot.services.answers import CONTENT, Asker
from storage import messages
from storage.database import Database
from tests import riverside
from tests.office import Office
from tests.riverside import NOW, Riverside

MINUTE = timedelta(minutes=1)
DATA = Item(subject="share:1", title="Send course data", buttons=(Button(label="Done", intent=Intent.DONE),))
PROSPECTUS = Item(subject="share:2", title="Proof-read the joint prospectus")
LIST = Message(opening="Two things are yours.", blocks=(DATA, PROSPECTUS))
DONE = replace(DATA, lines=(("Thank you. It's done.",),), buttons=())


@pytest.fixture
def group(database: Database) -> Riverside:
    return riverside.build(database)


@pytest.fixture
def mina(group: Riverside) -> Asker:
    return Asker(
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id="U-MINA",
        conversation="D-MINA",
        key="press-1",
    )


def queued(group: Riverside) -> list[StoredMessage]:
    with group.database.write() as transaction:
        return list(messages.claimable(transaction, viewer=ENGINE, now=NOW + MINUTE, limit=9))


def words(message: StoredMessage) -> Message:
    return CONTENT.validate_python(message.content)


def replaced(
    group: Riverside,
    to: Asker,
    *,
    pressed: str | None,
    item: Item | None = DONE,
    content: Message | None = None,
) -> list[StoredMessage]:
    answers.replace(
        database=group.database, to=to, pressed=pressed, item=item, content=content, now=NOW + MINUTE
    )
    return queued(group)


def test_answer_goes_to_the_asker_in_private(group: Riverside, mina: Asker) -> None:
    answers.say(database=group.database, to=mina, content=LIST, now=NOW)

    [message] = queued(group)
    assert (message.kind, words(message), message.conversation) == (MessageKind.ANSWER, LIST, "D-MINA")
    assert message.person_id == group.person("mina").id


def test_answer_to_somebody_in_a_room_goes_to_them_alone(group: Riverside, mina: Asker) -> None:
    answers.say(database=group.database, to=replace(mina, conversation=None), content=LIST, now=NOW)

    assert [one.conversation for one in queued(group)] == ["U-MINA"]


def test_answer_to_a_stranger_is_said_all_the_same(group: Riverside, mina: Asker) -> None:
    answers.say(database=group.database, to=replace(mina, external_id="U-NEW"), content=LIST, now=NOW)

    [message] = queued(group)
    assert (message.person_id, message.address_id) == (None, None)


def test_same_key_is_answered_once(group: Riverside, mina: Asker) -> None:
    for _ in range(2):
        answers.say(database=group.database, to=mina, content=LIST, now=NOW)

    assert len(queued(group)) == 1


def test_file_goes_along_with_its_words(group: Riverside, mina: Asker) -> None:
    answers.send_file(database=group.database, to=mina, name="copy.xlsx", file=b"PK", content=LIST, now=NOW)

    assert [(one.file, words(one)) for one in queued(group)] == [(("copy.xlsx", b"PK"), LIST)]


@pytest.fixture
def sent(group: Riverside, mina: Asker) -> str:
    """The list has reached Mina; this is what the platform calls it."""
    answers.say(database=group.database, to=mina, content=LIST, now=NOW)
    office = Office(group.database)
    [outgoing] = office.send(NOW)
    with group.database.read() as transaction:
        external_id = messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id).external_id
    assert external_id is not None
    return external_id


def test_pressed_item_is_changed_in_place(group: Riverside, mina: Asker, sent: str) -> None:
    [edit] = replaced(group, replace(mina, key="press-2"), pressed=sent)

    assert (edit.kind, edit.edits, edit.conversation) == (MessageKind.EDIT, sent, "D-MINA")
    assert words(edit) == replace(LIST, blocks=(DONE, PROSPECTUS))


def test_second_press_finds_the_first_one_kept(group: Riverside, mina: Asker, sent: str) -> None:
    replaced(group, replace(mina, key="press-2"), pressed=sent)
    finished = replace(PROSPECTUS, lines=(("Thank you. It's done.",),))

    Office(group.database).send(NOW + MINUTE)
    [edit] = replaced(group, replace(mina, key="press-3"), pressed=sent, item=finished)

    assert words(edit) == replace(LIST, blocks=(DONE, finished))


def test_whole_message_is_changed(group: Riverside, mina: Asker, sent: str) -> None:
    other = Message(opening="The whole timetable.")

    [edit] = replaced(group, replace(mina, key="press-2"), pressed=sent, item=None, content=other)

    assert (edit.kind, words(edit)) == (MessageKind.EDIT, other)


@pytest.mark.parametrize("pressed", [None, "another"])
def test_message_that_cannot_be_found_is_said_anew(
    group: Riverside, mina: Asker, sent: str, pressed: str | None
) -> None:
    [message] = replaced(group, replace(mina, key="press-2"), pressed=pressed)

    assert message.kind is MessageKind.ANSWER
    assert words(message) == answer_words.alone(DONE, is_pressed=pressed is not None)


def test_item_that_the_message_does_not_have_is_said_anew(group: Riverside, mina: Asker, sent: str) -> None:
    elsewhere = replace(DONE, subject="share:9")

    [message] = replaced(group, replace(mina, key="press-2"), pressed=sent, item=elsewhere)

    assert message.kind is MessageKind.ANSWER


def test_press_in_a_room_changes_no_private_message(group: Riverside, mina: Asker, sent: str) -> None:
    in_room = replace(mina, key="press-2", conversation=None)

    assert [one.kind for one in replaced(group, in_room, pressed=sent)] == [MessageKind.ANSWER]


def test_message_that_cannot_be_found_is_said_whole(group: Riverside, mina: Asker) -> None:
    whole = replaced(group, mina, pressed=None, item=None, content=LIST)
    nothing = replaced(group, replace(mina, key="press-2"), pressed=None, item=None)

    assert [words(one) for one in whole] == [LIST]
    assert [one.part for one in nothing] == ["press-1"]


def test_answer_without_words_of_its_own_says_that_it_is_done(group: Riverside, mina: Asker) -> None:
    [message] = replaced(group, mina, pressed=None, item=None)

    assert words(message) == Message(opening="That's done.")


def test_answer_carries_what_it_answers(group: Riverside, mina: Asker) -> None:
    answers.say(database=group.database, to=replace(mina, said="timetable"), content=LIST, now=NOW)

    [message] = queued(group)
    assert words(message) == replace(LIST, answering="timetable")


def test_message_that_is_changed_keeps_what_it_answers(group: Riverside, mina: Asker) -> None:
    answers.say(database=group.database, to=replace(mina, said="mine"), content=LIST, now=NOW)
    [outgoing] = Office(group.database).send(NOW)
    with group.database.read() as transaction:
        name = messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id).external_id

    press = replace(mina, key="press-2", said="Done")
    [changed] = replaced(group, press, pressed=name, item=None, content=Message(opening="All done."))

    assert (words(changed).opening, words(changed).answering) == ("All done.", "mine")
