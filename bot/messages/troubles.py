"""What is said when something of ours went wrong."""

from bot.messages.model import Message, Paragraph

TITLE = "Not this time"


def ours() -> Message:
    """Return what somebody sees when a mistake of ours stopped what they asked for; nothing was written."""
    return Message(
        opening="Something went wrong on my side.",
        blocks=(Paragraph(text=("Nothing was changed. Please try again in a minute.",)),),
    )
