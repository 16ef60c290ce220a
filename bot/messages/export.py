"""The workbook out: which copy, and the line that goes along with it."""

from bot.domain.permissions import Intent
from bot.messages.model import Bullets, Button, Buttons, Message, Paragraph, Strong
from bot.messages.words import number

SHARE = "share"


def which(*, partnership_id: int, partnership: str) -> Message:
    """Offer both kinds of copy to who may have both."""
    share = Button(
        label="Copy to share",
        intent=Intent.EXPORT,
        partnership_id=partnership_id,
        arg=SHARE,
        spoken="Copy to share: the timetable as a workbook",
        primary=True,
    )
    mine = Button(
        label="My copy",
        intent=Intent.MY_COPY,
        partnership_id=partnership_id,
        spoken="My copy: the timetable as a workbook, for the runner and the chair only",
    )
    return Message(
        opening=f"{partnership}: the timetable as an Excel workbook.",
        blocks=(
            Bullets(
                items=(
                    (Strong("Copy to share"), ": pages made to print, with nothing private in them."),
                    (Strong("My copy"), ": with what changed, for the runner and the chair only."),
                )
            ),
            Paragraph(text=("Either comes to you alone.",)),
            Buttons(buttons=(share, mine)),
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


def own_copy(*, partnership: str, actions: int) -> Message:
    """Say what comes with the private file."""
    things = "one action" if actions == 1 else f"{number(actions)} actions"
    return Message(
        opening=f"{partnership}: here is your own copy, with {things}.",
        blocks=(
            Paragraph(text=("Its last page says what changed since the last one.",)),
            Paragraph(text=("It is for the runner and the chair only. Please don't forward it.",)),
        ),
    )
