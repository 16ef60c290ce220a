"""What stands around a message that goes by mail: its subject, the way to the page, and how to stop for a week."""

from dataclasses import replace
from typing import Final

from bot.messages import plain
from bot.messages.entry import WORDS
from bot.messages.model import Block, Button, Buttons, Item, Message
from bot.messages.quiet import NOT_THIS_WEEK

LANGUAGE: Final = "en-GB"
"""The language of all letters, as mail and HTML call it."""

OPEN: Final = WORDS["open"]
ABOVE: Final = "All of this stands on your page too, with buttons to answer."
OURS: Final = "The link is yours alone, and works for sixty days. Please don't pass it on."
NO_REPLY: Final = "I'm a bot and can't read letters, so please answer on your page."
PAUSE: Final = NOT_THIS_WEEK
PAUSED: Final = "Too much just now? I'll write nothing more before Monday, and nobody asks you why."

ASKED: Final = "Would you like a quiet week?"
ASKED_MORE: Final = "Press the button, and I'll write nothing unasked before Monday. Nothing is lost, and nobody asks you why."
PAUSE_GONE: Final = (
    "This link has done its time.",
    "Please use the one in my last letter to you.",
)


def subject(message: Message) -> str:
    """Return the subject of a letter: the first sentence, which a stranger may see."""
    return " ".join(message.opening.split()).removesuffix(".")


def on_page(block: Block) -> str:
    """Return what can be pressed below a part of a message, once one is on the page; "" where nothing can."""
    match block:
        case Item():
            return _on_page((*block.buttons, *block.more))
        case Buttons():
            return _on_page(block.buttons)
        case _:
            return ""


def text(message: Message, *, page: str, pause: str) -> str:
    """Return a letter as nothing but text. `page` and `pause` are addresses; `pause` "" where none is offered."""
    parts = (
        message.opening,
        f"{OPEN}: {page}",
        *(_of_block(block) for block in message.blocks),
        f"{ABOVE}\n{OPEN}: {page}",
        f"{OURS} {NO_REPLY}",
        f"{PAUSED}\n{PAUSE}: {pause}" if pause else "",
    )
    return "\n\n".join(part for part in parts if part.strip())


def _of_block(block: Block) -> str:
    if isinstance(block, Buttons):
        return on_page(block)
    bare = replace(block, buttons=(), more=()) if isinstance(block, Item) else block
    return "\n".join(part for part in (plain.of_block(bare), on_page(block)) if part)


def _on_page(buttons: tuple[Button, ...]) -> str:
    labels = ", ".join(button.label for button in buttons)
    return f"On your page: {labels}." if labels else ""
