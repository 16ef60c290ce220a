"""What is said of a stage card outside of it: that one waits, how it ended, and the stage in force on Home. No stage in a list."""

from datetime import date
from typing import Final

from bot.domain.evidence import Stage
from bot.domain.mornings import Rank
from bot.messages.model import Block, Buttons, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.stage_evidence import NOT_A_MARK, STAGES
from bot.messages.stages.card import View, look_button
from bot.messages.words import near

_KEEPS: Final = "It will keep until you have a quiet moment."


def card_notice(view: View) -> Notice:
    """Say that a card waits to be looked at."""
    return _notice(view, _waiting(view))


def apart_notice(view: View) -> Notice:
    """Say that the two have pressed differently."""
    said = (
        f"You and {view.other} see differently where things stand. Nothing changes until you two have talked."
    )
    return _notice(view, said)


def agreed_notice(view: View) -> Notice:
    """Say that the two have agreed."""
    said = f"You and {view.other} agree on where things stand. I'll suggest what comes next."
    return _notice(view, said, asks=False)


def home(
    *, partnership_id: int, today: date, stage: Stage | None, since: date | None, waiting: View | None = None
) -> tuple[Block, ...]:
    """Return the stage as Home shows it to runner and chair, if somebody has said one, and the card that waits."""
    said: list[Block] = []
    if stage is not None:
        when = "" if since is None else f", since {near(since, today=today)}"
        words = f"{STAGES[stage]}{when}. {NOT_A_MARK}"
        said.append(Paragraph(text=(Strong("Where things stand: "), words)))
    if waiting is not None:
        said.append(Paragraph(text=(_waiting(waiting),)))
    return (*said, Buttons(buttons=(look_button(partnership_id),))) if said else ()


def _waiting(view: View) -> str:
    if view.other_has_pressed:
        return f"{view.other} has looked at where things stand. Now it's your turn. {_KEEPS}"
    whose = f"One for you and {view.other} to look at" if view.other else "One for you to look at"
    return f"{whose}: where do things stand? {_KEEPS}"


def _notice(view: View, said: str, *, asks: bool = True) -> Notice:
    blocks = (Paragraph(text=(said,)), Buttons(buttons=(look_button(view.partnership_id),)))
    return Notice(blocks=blocks, rank=Rank.CAN_WAIT, asks=asks)
