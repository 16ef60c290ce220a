"""Somebody has left the platform on which they were reached: what their runner reads."""

from bot.domain.permissions import Intent
from bot.messages import menu
from bot.messages.model import Block, Buttons, Paragraph, Strong
from bot.messages.words import number


def gone(*, partnership_id: int, name: str, partner: str, held: int) -> tuple[Block, ...]:
    """Say who is there no longer, and how many actions are still with them. `partner` is "" for nobody's."""
    who = f"{name}, {partner}," if partner else name
    count = "One action is" if held == 1 else f"{number(held).capitalize()} actions are"
    return (
        Paragraph(
            text=(Strong(who), " has left the chat where I wrote to them, so nothing reaches them now.")
        ),
        Paragraph(text=(f"{count} still theirs. Could somebody else take over?",)),
        Buttons(buttons=(menu.button(Intent.TIMETABLE, partnership_id=partnership_id),)),
    )
