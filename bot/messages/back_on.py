"""Before most partners close: when everybody is back, for the rooms and for the runner."""

from datetime import date

from bot.domain.dates import full
from bot.messages.model import Block, Message, Paragraph


def post(*, back: date) -> Message:
    """Return what every room reads on the last day before a break."""
    return Message(
        opening=f"Back on {_short(back)}.",
        blocks=(
            Paragraph(text=("Most of us are closed until then. I write to nobody who is closed.",)),
            Paragraph(text=("Those days don't count, so no date comes nearer meanwhile.",)),
        ),
    )


def of_morning(*, back: date) -> tuple[Block, ...]:
    """Say it in the runner's list, with what that means."""
    said = f"Most partners close after today, and are back on {_short(back)}."
    return (Paragraph(text=(f"{said} Until then I write to nobody who is closed.",)),)


def _short(day: date) -> str:
    return full(day).rsplit(" ", 1)[0]
