"""**I'm also somewhere else**: the code for one's other address, and where somebody is written to first."""

from collections.abc import Sequence
from typing import Final

from bot.domain.dates import full
from bot.domain.invitations import Code, Whereabouts
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.messages.joining import TOOLS
from bot.messages.model import Button, Buttons, Field, FieldKind, Message, Option, Paragraph, Strong
from bot.messages.words import and_list, begin

ELSEWHERE: Final = "elsewhere"
PREFER: Final = "prefer:"
"""What the choice and the buttons carry; the number of the address follows."""

LABEL: Final = "I'm also somewhere else"

_TWO: Final = 2
_IN: Final = {
    AddressKind.SLACK: "in Slack",
    AddressKind.TEAMS: "in Teams",
    AddressKind.EMAIL: "by e-mail",
    AddressKind.WEB: "on my page",
    AddressKind.TELEPHONE: "by telephone",
}


def field(places: Sequence[Whereabouts]) -> Field:
    """Return the question where somebody is written to, with the places that are known."""
    chosen = next((str(one.address_id) for one in places if one.is_preferred), None)
    return Field(
        name="where",
        label="Where I write to you",
        kind=FieldKind.CHOICE,
        options=(
            *(Option(value=str(one.address_id), label=called(one)) for one in places),
            Option(value=ELSEWHERE, label=LABEL),
        ),
        value=(chosen,) if chosen else (),
        hint="I give you a code for your other place. The rest of your answers is kept too.",
    )


def called(place: Whereabouts) -> str:
    """Return a place as people tell it from another: "Slack, Castle College"."""
    tool = begin(TOOLS[place.kind])
    return tool if place.kind is AddressKind.WEB else f"{tool}, {place.name}"


def code(made: Code) -> Message:
    """Give the code for one's other address, which is said this once."""
    return Message(
        opening="Here is a code for your other place.",
        blocks=(
            Paragraph(text=("Write this to me there, in private:",)),
            Paragraph(text=(Strong(f"join {made.code}"),)),
            Paragraph(
                text=(f"It works once, until {full(made.until)}. Then I know that both of them are you.",)
            ),
            Paragraph(text=("Keep it to yourself: whoever types it counts as you.",)),
        ),
    )


def one_person(*, places: Sequence[Whereabouts], is_told: bool = False) -> Message:
    """Say that two are one, and ask where I write first. `is_told`: it is said where they did not ask just now."""
    opening = (
        "Somebody has used your code, so two places are yours."
        if is_told
        else "Thank you. I know now that both are you."
    )
    there = and_list([called(one) for one in places if not one.is_here])
    lines = [
        "You get everything once. Where shall I write? If I can't reach you there, I try the other.",
        f"Your other place is {there}." if len(places) == _TWO else f"Your other places are {there}.",
    ]
    if is_told:
        lines.append("If that wasn't you, please tell whoever runs your partnership at once.")
    return Message(
        opening=opening,
        blocks=(
            *(Paragraph(text=(line,)) for line in lines),
            Buttons(buttons=tuple(_choice(one, places) for one in places)),
        ),
    )


def _choice(place: Whereabouts, places: Sequence[Whereabouts]) -> Button:
    there = "there" if len(places) == _TWO else _IN[place.kind]
    return Button(
        label=f"Write to me {'here' if place.is_here else there}",
        intent=Intent.SETTINGS,
        arg=f"{PREFER}{place.address_id}",
        spoken=f"Write to me at {called(place)}",
        primary=place.is_here,
    )


def preferred(place: Whereabouts) -> Message:
    """After the choice."""
    return Message(
        opening="I'll write to you there first.",
        blocks=(Paragraph(text=(f"That is {called(place)}. You can change it under settings.",)),),
    )
