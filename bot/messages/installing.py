"""What stands on the pages by which another Slack workspace adds the bot, and what is said where it is gone."""

from typing import Final

from bot.messages.model import Message, Paragraph

Sentences = tuple[str, str]
"""What is so, and what to do."""

ADD: Final = "Add to Slack"
AGAIN: Final = "Start again"
OPEN: Final = "Open Slack"

INVITATION: Final = (
    "Bywhen keeps your partnership's dates.",
    "Add it to your Slack workspace. It reads what people send it and press, and no other chat.",
)
NOT_ALLOWED: Final = (
    "Nothing was added.",
    "Slack says that you said no, or may not add apps. You can start again, or ask whoever looks after your workspace.",
)
NOT_FROM_HERE: Final = (
    "This page has done its work, or came from elsewhere.",
    "Nothing was changed. A try lasts ten minutes, works once, and stays in one browser.",
)
NOT_TAKEN: Final = (
    "Slack didn't let me in.",
    "Nothing was changed. Please start again.",
)
NOT_REACHED: Final = (
    "I can't reach Slack just now.",
    "Please start again in a few minutes.",
)
WENT_WRONG: Final = (
    "Something went wrong on my side.",
    "Please start again in a minute.",
)


def added(workspace: str) -> Sentences:
    """Return what is said to whoever has added the bot."""
    return (
        f"Bywhen is in {workspace} now.",
        "Invite it to the room of your partnership: type /invite @Bywhen there, then /bywhen help.",
    )


def not_here() -> Message:
    """Return what somebody hears whose workspace has taken the bot away, while its command still stands there."""
    return Message(
        opening="I'm not in this workspace any more.",
        blocks=(
            Paragraph(text=("Nothing of your timetable is lost.",)),
            Paragraph(text=("If you'd like me back, ask whoever looks after your workspace to add me.",)),
        ),
    )
