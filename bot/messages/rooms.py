"""What is said in a room, where everybody reads."""

from bot.messages.model import Block, Message, Paragraph


def called(name: str) -> str:
    """Return a room within a sentence. A private one may be known to its platform by no name."""
    return f"the room “{name}”" if name else "your room"


def between_us() -> Message:
    """Return what a room hears instead of an answer that is not for everybody."""
    return Message(opening="That's one for the two of us. I've opened it in our private chat.")


def sent_privately() -> Message:
    """Return what the asker alone sees in a room when the answer went to their private chat."""
    return Message(opening="I've put it in our private chat.")


def let_me_in(command: str) -> Message:
    """Return what the asker alone sees in a room that the bot is not in. `command` is what lets it in there."""
    return Message(
        opening="I'm not in this room yet, so I can't post here.",
        blocks=(Paragraph(text=(f"Type {command} here, and I'm in.",)),),
    )


def closed_to_us(name: str) -> tuple[Block, ...]:
    """Return what a runner reads in their list when we can post in a room no more."""
    words = f"I can't post in {called(name)} any more. It was archived, I was taken out of it, or I'm not allowed there."
    return (
        Paragraph(text=(words,)),
        Paragraph(
            text=("Nothing private was lost. If you'd like me back, let me in again and mention me there.",)
        ),
    )


def for_members() -> Message:
    """Return what somebody of another organisation's workspace hears, of whom no partnership has told us."""
    return Message(
        opening="Hello. I'm Bywhen, and I help partnerships keep their dates.",
        blocks=(
            Paragraph(text=("I don't know you yet, so there is nothing I can show you.",)),
            Paragraph(text=("The person who runs the partnership can add you. Please ask them.",)),
        ),
    )
