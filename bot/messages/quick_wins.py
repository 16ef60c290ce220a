"""Quick wins: told in one line on Fridays; and a question to the runner when none is in sight."""

from collections.abc import Sequence
from typing import Final

from bot.domain.permissions import Intent
from bot.messages import menu
from bot.messages.celebration import sentence
from bot.messages.milestone import NEW
from bot.messages.model import Block, Bullets, Button, Buttons, Message, Paragraph
from bot.messages.words import number

_WHY: Final = "Small things that everybody can see keep a partnership going."


def post(titles: Sequence[str]) -> Message:
    """Return the one line that every room reads on a Friday."""
    if len(titles) == 1:
        return Message(opening=f"A quick win this week: {sentence(titles[0])}")
    return Message(
        opening=f"{number(len(titles)).capitalize()} quick wins this week.",
        blocks=(Bullets(items=tuple((sentence(title),) for title in titles)),),
    )


def none_in_sight(*, partnership_id: int, weeks: int) -> tuple[Block, ...]:
    """Ask the runner to pick one."""
    pick = Button(
        label="Add a milestone", intent=Intent.MILESTONE, partnership_id=partnership_id, arg=NEW, opens=True
    )
    show = menu.button(Intent.MILESTONE, partnership_id=partnership_id)
    asked = f"No quick win is in sight for {number(weeks)} weeks of term. {_WHY} Could you pick one?"
    return Paragraph(text=(asked,)), Buttons(buttons=(pick, show))
