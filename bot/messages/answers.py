"""What is said when the message that was pressed cannot be changed any more."""

from typing import Final

from bot.messages.model import Item, Message, Paragraph

# A notification shows the first words of a message; no title may stand among them.
_AGAIN: Final = "I couldn't change the message that you pressed, so I'm showing you this one thing from it again, as it is today."


def alone(item: Item, *, is_pressed: bool = True) -> Message:
    """Return a message that says nothing but how one action stands now. `is_pressed`: in a message that can't be changed."""
    again = (Paragraph(text=(_AGAIN,)),) if is_pressed else ()
    return Message(opening="Here is how that one stands now.", blocks=(*again, item))


def changed() -> Message:
    """Return a message for an answer that came without words of its own."""
    return Message(opening="That's done.")


def receipt() -> Message:
    """Return the one line that stands for a change of a message that the platform did not take."""
    return Message(opening="Thank you. I've kept that, though I couldn't change my message above.")


def received() -> Message:
    """Return the word that whoever pressed a button sees below it, until the message itself has changed."""
    return Message(opening="I've got that.")
