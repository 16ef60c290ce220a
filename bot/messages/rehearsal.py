"""Messages shown as somebody else would get them: the real words, and nothing in them that can be pressed."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

from bot.domain.people import Membership
from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Message,
    Note,
    Option,
    Paragraph,
)

LABEL: Final = "Try it on me"


class Tried(Enum):
    """Which message is tried on."""

    HELLO = "hello"
    NEXT = "next"
    ASK = "ask"
    REMINDER = "reminder"
    AFTER = "after"


_LABELS: Final = {
    Tried.HELLO: "The hello",
    Tried.NEXT: "What goes out next",
    Tried.ASK: "Asking to accept",
    Tried.REMINDER: "A reminder before the date",
    Tried.AFTER: "When the date has gone by",
}


def form(*, partnership_id: int, people: Sequence[Membership]) -> Form:
    """Ask whose message, and which."""
    options = tuple(Option(value=str(one.person.id), label=one.person.name) for one in people)
    return Form(
        intent=Intent.TRY_IT,
        partnership_id=partnership_id,
        title=LABEL,
        submit="Show me",
        intro=(("I send it to you alone, in the real words. Nobody else gets anything.",),),
        fields=(
            Field(name="person", label="Whose", kind=FieldKind.CHOICE, options=options, required=True),
            Field(
                name="what",
                label="Which message",
                kind=FieldKind.CHOICE,
                value=(Tried.HELLO.value,),
                options=tuple(Option(value=tried.value, label=label) for tried, label in _LABELS.items()),
                required=True,
            ),
        ),
    )


def shown(*, partnership: str, first_name: str, messages: Sequence[Message]) -> Message:
    """Show messages as somebody would get them."""
    only_you = (
        "Only you see this, and its buttons are here to look at: they do nothing. Here are the real words."
    )
    blocks: list[Block] = [
        Paragraph(text=(only_you,)),
        Heading(text=f"This is what {first_name} would get. Nothing was sent to {first_name}."),
    ]
    for message in messages:
        blocks += [Paragraph(text=(message.opening,)), *inert(message.blocks)]
    return Message(opening=f"{partnership}: one to try on yourself.", blocks=tuple(blocks))


def inert(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks whose buttons are only named: pressed here they would act for somebody else."""
    return tuple(named for block in blocks for named in _named(block))


def words(message: Message) -> tuple[str, ...]:
    """Return what a message says, line by line, with its buttons named."""
    found = [message.opening]
    for block in inert(message.blocks):
        found += [one for one in plain.of_block(block).split("\n") if one.strip()]
    return tuple(found)


def _named(block: Block) -> tuple[Block, ...]:
    match block:
        case Buttons():
            return (Note(text=(_labels(block.buttons),)),)
        case Item(buttons=(), more=()):
            return (block,)
        case Item():
            lines = (*block.lines, (_labels((*block.buttons, *block.more)),))
            return (Item(subject=f"tried:{block.subject}", title=block.title, lines=lines),)
        case _:
            return (block,)


def _labels(buttons: Iterable[Button]) -> str:
    return " ".join(f"[{button.label}]" for button in buttons)
