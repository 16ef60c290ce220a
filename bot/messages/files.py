"""What is said about a file that its reader may take or leave, where a platform asks them first."""

from typing import Final

from bot.messages.model import Message, Paragraph

OPEN: Final = "Open the file"
"""The label of what leads to a file."""


def left() -> Message:
    """Return what somebody reads who did not want a file."""
    return Message(
        opening="All right. I haven't saved that file anywhere.",
        blocks=(Paragraph(text=("If you'd like it after all, please ask me for it again.",)),),
    )


def not_saved() -> Message:
    """Return what somebody reads whose file could not be put among their own."""
    return Message(
        opening="I couldn't save that file for you.",
        blocks=(Paragraph(text=("Nothing is lost. Please ask me for it again in a minute.",)),),
    )
