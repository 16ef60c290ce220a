"""A check-in as somebody meets it who is asked: on Home, and when they type `checkin`."""

from dataclasses import dataclass
from datetime import date

from bot.domain.rounds import Standing
from bot.messages.checkins.ask import Asked, waiting
from bot.messages.checkins.said import kept
from bot.messages.model import Item, Message, Paragraph
from bot.messages.words import near


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The open check-in as it stands with one person, None where they are not asked; `next_on` is the day of the next one.

    `is_open`: one is open, whether they are asked in it or not.
    """

    partnership: str
    today: date
    asked: Asked | None = None
    standing: Standing = Standing.ASKED
    is_open: bool = False
    next_on: date | None = None


def item(mine: Mine) -> Item | None:
    """Return the open check-in with its buttons: to answer, or to change what was answered."""
    if mine.asked is None:
        return None
    if mine.standing is Standing.ASKED:
        return waiting(mine.asked)
    return kept(mine.asked, standing=mine.standing, changed=True)


def on_home(mine: Mine) -> tuple[Item, ...]:
    """Return what stands on Home: the open check-in until it has been answered, or left out."""
    if mine.asked is None or mine.standing not in (Standing.ASKED, Standing.LATER):
        return ()
    return (waiting(mine.asked),)


def message(mine: Mine) -> Message:
    """Return what `checkin` shows to a partner."""
    there = item(mine)
    if there is not None:
        return Message(opening=f"{mine.partnership}: the check-in is open.", blocks=(there,))
    return Message(
        opening=f"{mine.partnership}: there is no check-in for you to answer just now.",
        blocks=(Paragraph(text=(_next(mine),)),),
    )


def closed(round_id: int) -> Item:
    """Return what stands in place of a check-in that is closed: without its buttons."""
    return Item(
        subject=f"round:{round_id}",
        title="Check-in",
        lines=(("This one is closed, and that's all right. I'll bring the next one in good time.",),),
    )


def _next(mine: Mine) -> str:
    if mine.is_open:
        return "The one that is open went out before you joined. The next one will be with you."
    if mine.next_on is None:
        return "I bring the next one in a message of mine, once a half-term."
    return f"I bring the next one in my first message from {near(mine.next_on, today=mine.today)} on."
