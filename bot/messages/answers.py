"""What is said when the message that was pressed cannot be changed any more."""

from bot.messages.model import Item, Message


def alone(item: Item) -> Message:
    """Return a message that says nothing but how one action stands now."""
    return Message(opening="Here is how that one stands now.", blocks=(item,))


def changed() -> Message:
    """Return a message for an answer that came without words of its own."""
    return Message(opening="That's done.")


def receipt() -> Message:
    """Return the one line that stands for a change of a message that the platform did not take."""
    return Message(opening="Thank you. I've kept that, though I couldn't change my message above.")
