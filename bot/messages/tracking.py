"""**Track this**: somebody's words from a room, on their way into the timetable. Their writer is asked first."""

from typing import Final

from bot.domain.permissions import Intent
from bot.messages.model import Button, Buttons, Message, Paragraph, Strong

YES: Final = "yes"
NO: Final = "no"
_SPOKEN: Final = 60


def ask(*, partnership_id: int, partnership: str, asker: str, words: str) -> Message:
    """Ask somebody whether what they wrote should be in the timetable."""
    about = words if len(words) <= _SPOKEN else f"{words[:_SPOKEN]}…"
    return Message(
        opening=f"{partnership}: I have one question for you.",
        blocks=(
            Paragraph(text=("Shall I put this in the timetable for you?",)),
            Paragraph(text=("You can change the words and the date first. Nobody else sees it until then.",)),
            Paragraph(text=(f"{asker} asked me to. You wrote:",)),
            Paragraph(text=(Strong(words),)),
            Buttons(
                buttons=(
                    Button(
                        label="Yes, put it in",
                        intent=Intent.TRACK,
                        partnership_id=partnership_id,
                        arg=f"{YES}:{words}",
                        opens=True,
                        spoken=f"Yes, put it in: {about}",
                        primary=True,
                    ),
                    Button(
                        label="No, thank you",
                        intent=Intent.TRACK,
                        partnership_id=partnership_id,
                        arg=NO,
                        spoken=f"No, thank you: {about}",
                    ),
                )
            ),
        ),
    )


def asked(*, name: str) -> Message:
    """Tell whoever pressed that the writer is asked first. `name` is the writer's first name."""
    return Message(
        opening="It's their word to give, so I've asked.",
        blocks=(
            Paragraph(text=(f"I've asked {name} in private whether it should go in the timetable.",)),
            Paragraph(text=(f"Until {name} says yes, nobody else sees it.",)),
        ),
    )


def left_out() -> Message:
    """Say that nothing was put in."""
    return Message(opening="All right, I've put nothing in the timetable.")
