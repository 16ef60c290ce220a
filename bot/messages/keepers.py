"""Asking who is runner now, when nobody has looked after a timetable for long (F12)."""

from datetime import date

from bot.domain.dates import full
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages import menu, succession
from bot.messages.model import Buttons, Paragraph
from bot.messages.notices import Notice


def question(*, partnership_id: int, since: date, is_chair: bool) -> Notice:
    """Ask the deputy runner, or the chair."""
    asked = f"I haven't heard from anybody who runs the timetable since {full(since)}. Who runs it now?"
    until = "Until I know, people get their own lists and nothing else."
    then = (
        "A call to the runner or the deputy may be worth making."
        if is_chair
        else "If it's you, open the timetable and carry on. That tells me."
    )
    return Notice(
        blocks=(
            Paragraph(text=(asked,)),
            Paragraph(text=(until,)),
            Paragraph(text=(then,)),
            Buttons(
                buttons=(
                    succession.button(partnership_id),
                    menu.button(Intent.TIMETABLE, partnership_id=partnership_id),
                )
            ),
        ),
        rank=Rank.WAITING,
    )
