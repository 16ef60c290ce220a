"""What a message does with its parts."""

import pytest

from bot.messages.model import Item, Message, Note


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("2. Send course data", "Send course data", "2. Send course data"),
        ("12. Send course data", "Send course data", "12. Send course data"),
        ("Send course data", "Send course data", "Send course data"),
        ("2. Courses", "2. Courses", "2. Courses"),
        ("1. 2. Courses", "2. Courses", "1. 2. Courses"),
        ("Send all course data", "course data", "course data"),
    ],
)
def test_replaced_item_keeps_its_number(old: str, new: str, shown: str) -> None:
    note = Note(text=("That's everything.",))
    other = Item(subject="share:2", title="3. Proof-read")
    message = Message(opening="Hello.", blocks=(Item(subject="share:1", title=old), other, note))

    replaced = message.replacing(Item(subject="share:1", title=new, lines=(("It's done.",),)))

    done = Item(subject="share:1", title=shown, lines=(("It's done.",),))
    assert replaced == Message(opening="Hello.", blocks=(done, other, note))


def test_message_without_the_item_stays_as_it_is() -> None:
    message = Message(opening="Hello.", blocks=(Item(subject="share:1", title="1. Send course data"),))

    assert message.replacing(Item(subject="share:2", title="Proof-read")) == message
