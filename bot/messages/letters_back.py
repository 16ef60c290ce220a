"""What has come back by mail: to who wrote it, and to who runs the partnership."""

from collections.abc import Sequence
from typing import Final

from bot.domain.permissions import Intent
from bot.messages.model import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Message,
    Paragraph,
    Strong,
)
from bot.messages.words import and_list

_ANOTHER: Final = "Another address"


def cannot_read(*, readers: Sequence[str]) -> Message:
    """Return the one letter to who has written back. `readers` are those whose lists show their words, none where nobody does."""
    if readers:
        passed_on = f"{and_list(readers)} can read what you wrote. Nobody else can."
    else:
        passed_on = (
            "Nobody has read what you wrote. If it matters, please ring whoever runs your partnership."
        )
    return Message(
        opening="I'm a bot and can't read letters.",
        blocks=(
            Paragraph(text=(passed_on,)),
            Paragraph(text=("What I've asked you waits on your page, with a button for each answer.",)),
        ),
    )


def replied(*, who: str, words: str) -> tuple[Block, ...]:
    """Say to the runner what somebody wrote back to a letter; `words` "" where they are not for the runner."""
    if words:
        return (Paragraph(text=(Strong(who), " replied to my letter:")), Paragraph(text=(f"“{words}”",)))
    return (
        Paragraph(
            text=(Strong(who), " replied to my letter. I can't show the words. A call may be worth making.")
        ),
    )


def refused(*, partnership_id: int, person_id: int, who: str, email: str, said: str) -> tuple[Block, ...]:
    """Say to the runner that nobody is reached at an e-mail address, why, and what to do."""
    mend = Button(
        label=_ANOTHER,
        intent=Intent.NEW_EMAIL,
        partnership_id=partnership_id,
        arg=str(person_id),
        opens=True,
        spoken=f"Another address for {who}",
    )
    return (
        Paragraph(text=("My letters to ", Strong(who), f" come back. Nobody is reached at {email}.")),
        Paragraph(text=(f"The mail server said: “{said}” Please ring them, and give me another address.",)),
        Buttons(buttons=(mend,)),
    )


def form(*, partnership_id: int, person_id: int, name: str, email: str) -> Form:
    """Return the form **Another address** for somebody to whom letters come back."""
    return Form(
        intent=Intent.NEW_EMAIL,
        partnership_id=partnership_id,
        arg=str(person_id),
        title=_ANOTHER,
        submit="Write there",
        intro=(
            ("My letters to ", Strong(name), f" come back from {email}."),
            ("Is it right after all? Then send it as it is, and I'll try again.",),
        ),
        fields=(
            Field(name="email", label="E-mail address", kind=FieldKind.LINE, value=(email,), required=True),
        ),
    )


def given(*, name: str, email: str) -> Message:
    """Say that somebody is written to at another address from now on."""
    return Message(
        opening="I've noted the address.",
        blocks=(Paragraph(text=("I'll write to ", Strong(name), f" at {email} from now on.")),),
    )
