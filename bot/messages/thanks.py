"""**Say thank you**: in people's own words and under their name. The bot makes up none of it."""

from collections.abc import Sequence
from typing import Final

from bot.domain.permissions import Intent
from bot.messages.model import Block, Field, FieldKind, Form, Message, Option, Paragraph

LONGEST: Final = 600
_AS_IT_IS: Final = (
    "It goes in your own words and under your name. I add nothing to them, and nobody else reads "
    "what you have written."
)


def form(*, partnership_id: int, arg: str, whom: Sequence[tuple[str, str]]) -> Form:
    """Return the form. `whom` has partners and people there, each with what is sent back."""
    return Form(
        intent=Intent.THANK,
        partnership_id=partnership_id,
        arg=arg,
        title="Say thank you",
        submit="Pass it on",
        intro=(("I pass it on in your own words, under your name. I add nothing to it.",),),
        fields=(
            Field(
                name="whom",
                label="To whom",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=value, label=label) for value, label in whom),
                required=True,
            ),
            Field(
                name="words",
                label="In your words",
                kind=FieldKind.LINES,
                hint="For example: Thank you for the cover photos. Everybody picks the book up because of them.",
                required=True,
                max_length=LONGEST,
            ),
        ),
    )


def passed_on(*, partnership: str, to: str, by_runner: str) -> Message:
    """Say to the sender what happens with it. `by_runner` is the runner's first name where it is read out."""
    how = (
        f"{to} can't be written to, so it is on {by_runner}'s list, to be read out."
        if by_runner
        else f"{to} will read it in the next message from me."
    )
    return Message(
        opening=f"{partnership}: I'll pass it on.",
        blocks=(
            Paragraph(text=(_AS_IT_IS,)),
            Paragraph(text=(how,)),
        ),
    )


def told(*, sender: str, words: str) -> tuple[Block, ...]:
    """To whom it is for: in the sender's words, under the sender's name."""
    return (Paragraph(text=(f"{sender} asked me to pass this on: “{words}”",)),)


def to_read_out(*, sender: str, to: str, words: str, is_own: bool) -> tuple[Block, ...]:
    """To the runner: for somebody who can't be written to."""
    asked = "You asked me" if is_own else f"{sender} asked me"
    return (Paragraph(text=(f"{asked} to pass this on to {to}, who can't be written to: “{words}”",)),)


def photo_to_post(*, title: str, who: str, is_one: bool) -> tuple[Block, ...]:
    """To the runner: who has a telephone only has not seen what was celebrated."""
    has = "has" if is_one else "have"
    seen = f"{who} {has} a telephone only, and {has}n't seen this: {title}"
    return (Paragraph(text=(f"{seen} You could print the picture and post it.",)),)
