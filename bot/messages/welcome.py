"""The welcome in a room, posted when the doors open."""

from typing import Final

from bot.domain.partnerships import Partnership
from bot.domain.people import Person
from bot.domain.permissions import Intent
from bot.messages.model import Block, Bullets, Button, Buttons, Message, Paragraph, Strong

_WHEN_I_WRITE: Final = (
    "On Tuesdays and Thursdays I send you a short private list of what is yours. "
    "I write on another day only if something can't wait."
)
_WHAT_I_SEE: Final = "I don't read your chat. I see what you send me and what you press."
_WHEN_I_LOOK: Final = " I look in this room only to check that my own posts arrived."


def message(*, partnership: Partnership, runner: Person | None, looks: bool) -> Message:
    """Return the first post in a partnership's room. `looks`: its platform lets us look there for our own posts."""
    return Message(
        opening=f"Hello. I'm Bywhen, and I'm here to help {partnership.name} keep its dates.",
        blocks=(
            Paragraph(text=(_who_asked_me(runner),)),
            Paragraph(text=(Strong("What I do"),)),
            Bullets(items=((_WHEN_I_WRITE,), ("When we get something done together, I say so here.",))),
            Paragraph(text=(Strong("What I don't do"),)),
            Bullets(
                items=(
                    (_WHAT_I_SEE + _WHEN_I_LOOK if looks else _WHAT_I_SEE,),
                    ("I don't chase anybody in this room.",),
                    ("I don't take silence for a yes.",),
                )
            ),
            Paragraph(text=(Strong("If a date won't work,"), _no_blame(runner))),
            *_ring_instead(partnership, runner),
            Buttons(
                buttons=(
                    Button(
                        label="See the timetable",
                        intent=Intent.TIMETABLE,
                        partnership_id=partnership.id,
                        primary=True,
                    ),
                    Button(label="Choose when I write to you", intent=Intent.SETTINGS, opens=True),
                )
            ),
        ),
    )


def _who_asked_me(runner: Person | None) -> str:
    look_after = "to look after the timetable: who does what, by when."
    if runner is None:
        return f"I'm a bot. I was asked {look_after}"
    return f"I'm a bot. {runner.name} runs this group day to day, and asked me {look_after}"


def _no_blame(runner: Person | None) -> str:
    ring = f" Then {runner.first_name} gives you a ring." if runner else ""
    return (
        " tell me before it comes and we'll find another. That is never counted as late. "
        f"If a date goes by and I've heard nothing, I ask you once more.{ring}"
    )


def _ring_instead(partnership: Partnership, runner: Person | None) -> tuple[Block, ...]:
    number = partnership.profile.runner_telephone
    if runner is None or not number:
        return ()
    ring = f"Ring {runner.first_name} on {number} and say so."
    return (Paragraph(text=(f"Would you rather have a phone call than a message? {ring}",)),)
