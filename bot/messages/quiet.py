"""**Not today** and **Not this week**: the buttons, what stands after them, and what the runner sees of it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.mornings import Rank
from bot.domain.people import Membership
from bot.domain.permissions import Intent
from bot.domain.quiet import Rest, Rested, Stays
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Fragments,
    Message,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.notices import Notice
from bot.messages.words import and_list

NOT_TODAY: Final = "Not today"
NOT_THIS_WEEK: Final = "Not this week"
WRITE_AGAIN: Final = "Write to me again"

ME: Final = "me"
AGAIN: Final = "again"
"""What the buttons carry: for oneself, and **Write to me again**."""

_STAYS: Final = {
    Stays.LAST_DAY: "It's close now, so I'm leaving it with you. If the date won't work, press Need more time.",
    Stays.TWICE: "It has rested twice, so I'm leaving it with you. If the date won't work, press Need more time.",
}


def foot(*, share_ids: Sequence[int]) -> Buttons:
    """Return what stands at the foot of an envelope. `share_ids` are the actions that may rest."""
    arg = ".".join(str(share_id) for share_id in share_ids)
    today = Button(
        label=NOT_TODAY, intent=Intent.NOT_TODAY, arg=arg, spoken="Not today: bring these up again later"
    )
    week = Button(
        label=NOT_THIS_WEEK,
        intent=Intent.NOT_THIS_WEEK,
        arg=ME,
        spoken="Not this week: nothing more until Monday",
    )
    return Buttons(buttons=(today, week) if share_ids else (week,))


def quiet(*, until: date) -> Message:
    """After **Not this week**."""
    again = Button(label=WRITE_AGAIN, intent=Intent.NOT_THIS_WEEK, arg=AGAIN)
    return Message(
        opening=f"That's fine. I won't write to you before {_day(until)}.",
        blocks=(
            Paragraph(text=("What is due waits until then, and nothing is lost. Nobody asks you why.",)),
            Paragraph(text=("You can still ask me for anything, and I answer at once.",)),
            Buttons(buttons=(again,)),
        ),
    )


def writing_again() -> Message:
    """After **Write to me again**."""
    return Message(
        opening="I'll write to you again.",
        blocks=(Paragraph(text=("What has been waiting comes on your next regular day.",)),),
    )


def rested(*, found: Sequence[Rested]) -> Message:
    """After **Not today**: until when each rests, and why something stays."""
    days = sorted({one.rest.until for one in found if one.rest.until is not None})
    if not found:
        return Message(opening="That's settled already, so there is nothing to put off.")
    if not days:
        opening = "I can't put that off any more, and here is why."
    elif len(days) == 1:
        opening = f"That's fine. I'll bring it up again on {_day(days[0])}."
    else:
        opening = "That's fine. I'll bring these up again later."
    blocks: list[Block] = [
        Paragraph(text=("Nobody else hears of this, and nobody asks you why. It is all still yours to do.",))
    ]
    if len(found) > 1 or not days:
        blocks.append(Bullets(items=tuple(_line(one) for one in found)))
    return Message(opening=opening, blocks=tuple(blocks))


def form(*, partnership_id: int, people: Sequence[Membership]) -> Form:
    """Return the form with which the runner lets somebody have a quiet week."""
    options = tuple(Option(value=str(one.person.id), label=one.person.name) for one in people)
    return Form(
        intent=Intent.NOT_THIS_WEEK,
        partnership_id=partnership_id,
        title=NOT_THIS_WEEK,
        submit="Keep quiet until Monday",
        intro=(("For somebody who has a hard week. I don't tell them, and I keep no reason.",),),
        fields=(Field(name="person", label="Who", kind=FieldKind.CHOICE, options=options, required=True),),
    )


def quiet_for(*, name: str, until: date) -> Message:
    """Say to the runner for whom it is quiet, and until when."""
    return Message(
        opening=f"I've noted it. Nothing goes out before {_day(until)}.",
        blocks=(
            Paragraph(text=("Nobody is told, and no reason is kept. What is due waits until then.",)),
            Paragraph(
                text=("This is for ", Strong(name), ". If something can't wait, you'll find it in your list.")
            ),
        ),
    )


def back(*, names: Sequence[str], on: date) -> Notice:
    """Tell the runner who is back on a day, and nothing else."""
    verb = "is" if len(names) == 1 else "are"
    return Notice(
        blocks=(Paragraph(text=(f"{and_list(names)} {verb} back on {_day(on)}.",)),),
        rank=Rank.CAN_WAIT,
        asks=False,
    )


def warning_that_waits(*, name: str, on: date, title: str, due: date) -> Notice:
    """Tell the runner of a critical date that comes before somebody is back."""
    words: Fragments = (
        f"{name} is back on {_day(on)}. Before that I was to remind them of ",
        Strong(title),
        f", by {_day(due)}. A call may be worth making.",
    )
    return Notice(blocks=(Paragraph(text=words),), rank=Rank.AT_RISK)


def call_worth_making(*, name: str) -> Notice:
    """Ask the runner to ring somebody from whom nothing has come."""
    words = f"I've heard nothing from {name} lately, so I write once a week now. A call may be worth making."
    return Notice(blocks=(Paragraph(text=(words,)),), rank=Rank.CALL)


def _line(one: Rested) -> Fragments:
    return (Strong(one.title), f": {_until(one.rest)}")


def _until(rest: Rest) -> str:
    if rest.until is not None:
        return f"again on {_day(rest.until)}."
    return _STAYS[rest.stays or Stays.LAST_DAY]


def _day(day: date) -> str:
    return full(day).rsplit(" ", 1)[0]
