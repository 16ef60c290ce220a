"""The workbook out: which copy, and the line that goes along with it."""

from bot.domain.permissions import Intent
from bot.messages.model import Button, Buttons, Message, Paragraph
from bot.messages.words import number

SHARE = "share"


def which(*, partnership_id: int, partnership: str) -> Message:
    """Offer the one kind of copy that there is."""
    share = Button(
        label="Copy to share",
        intent=Intent.EXPORT,
        partnership_id=partnership_id,
        arg=SHARE,
        spoken="Copy to share: the timetable as a workbook",
        primary=True,
    )
    return Message(
        opening=f"{partnership}: the timetable as an Excel workbook.",
        blocks=(
            Paragraph(
                text=(
                    "It has two pages, made to print: who does what by when, and the same by partner.",
                    " It comes to you alone.",
                )
            ),
            Buttons(buttons=(share,)),
        ),
    )


def copy(*, partnership: str, actions: int) -> Message:
    """Say what comes with the file."""
    if not actions:
        return Message(
            opening=f"{partnership}: here is your copy to share.",
            blocks=(Paragraph(text=("There is nothing in the timetable yet, so its pages are empty.",)),),
        )
    things = "one action" if actions == 1 else f"{number(actions)} actions"
    return Message(
        opening=f"{partnership}: here is your copy to share, with {things}.",
        blocks=(Paragraph(text=("Everybody may see it. There is nothing private in it.",)),),
    )
