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


def one_person(*, places: Sequence[Whereabouts], told_of: int | None = None) -> Message:
    """Say that two are one, and ask where I write first. `told_of`: of this code, where they did not ask just now."""
    opening = (
        "Somebody has used your code, so two places are yours."
        if told_of is not None
        else "Thank you. I know now that both are you."
    )
    there = and_list([called(one) for one in places if not one.is_here])
    lines = [
        "You get everything once. Where shall I write? If I can't reach you there, I try the other.",
        f"Your other place is {there}." if len(places) == _TWO else f"Your other places are {there}.",
    ]
    not_me: tuple[Button, ...] = ()
    if told_of is not None:
        lines.append("If that wasn't you, say so: I take the new place away again at once.")
        not_me = (Button(label="That wasn't me", intent=Intent.NOT_ME, arg=str(told_of)),)
    return Message(
        opening=opening,
        blocks=(
            *(Paragraph(text=(line,)) for line in lines),
            Buttons(buttons=(*(_choice(one, places) for one in places), *not_me)),
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


def not_mine(*, places: Sequence[Whereabouts], is_told: bool) -> Message:
    """After **That wasn't me**. `is_told`: somebody who runs a partnership of theirs hears of it."""
    lines = [
        "Please look at what is yours: somebody may have pressed something in your name.",
        f"I write nothing to {_all(places)} any more. What I sent there stays where it is.",
    ]
    if is_told:
        lines.append("I've told whoever runs your partnership.")
    return Message(
        opening="Thank you. I've taken that away again.",
        blocks=tuple(Paragraph(text=(line,)) for line in lines),
    )


def not_theirs(*, person: str, places: Sequence[Whereabouts]) -> Message:
    """To the runner, after **That wasn't me**."""
    return Message(
        opening="Somebody had used a code that wasn't theirs. It's put right: I took that place away again.",
        blocks=(
            Paragraph(text=("There is nothing for you to do.",)),
            Paragraph(
                text=(
                    f"{person} had nothing to do with {_all(places)}. I write nothing to them there any more.",
                )
            ),
        ),
    )


def _all(places: Sequence[Whereabouts]) -> str:
    return and_list([called(one) for one in places])
