"""A message as nothing but text: for screen readers, notifications and mail. The same words as in the blocks."""

from collections.abc import Iterable
from typing import Final, assert_never

from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Fragments,
    Heading,
    Item,
    Message,
    Note,
    Paragraph,
    Strong,
    Table,
)

_PICTURE: Final = ".png"


def text(message: Message) -> str:
    """Return the whole message, its parts a blank line apart; what can be pressed stands in brackets."""
    parts = (message.opening, *(of_block(block) for block in message.blocks))
    return "\n\n".join(part for part in parts if part.strip())


def of_picture(message: Message, *, name: str) -> str:
    """Return in words what a picture shows: all that stands below the first part of its message.

    `name` is that of the file that comes with the message; "" where it is no picture.
    """
    if not name.endswith(_PICTURE):
        return ""
    parts = [said for block in message.blocks[1:] if (said := of_block(block).strip())]
    return "\n".join(parts) or message.opening


def of_block(block: Block) -> str:
    """Return one part of a message; empty where there is nothing in it."""
    match block:
        case Paragraph() | Note():
            return line(block.text)
        case Heading():
            return block.text
        case Bullets():
            return "\n".join(f"• {line(item)}" for item in block.items)
        case Item():
            lines = [one for one in map(line, block.lines) if one.strip()]
            return "\n".join((block.title, *lines, *_buttons((*block.buttons, *block.more))))
        case Buttons():
            return "\n".join(_buttons(block.buttons))
        case Table():
            return "\n".join((block.caption, *(_row(block.columns, row) for row in block.rows)))
        case _:
            assert_never(block)


def line(fragments: Fragments) -> str:
    """Return a line of running text."""
    return "".join(one.text if isinstance(one, Strong) else one for one in fragments)


def _buttons(buttons: Iterable[Button]) -> tuple[str, ...]:
    shown = " ".join(f"[{button.label}]" for button in buttons)
    return (shown,) if shown else ()


def _row(columns: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """Return a row as it is read aloud: each cell after the heading of its column."""
    return "; ".join(f"{column}: {cell}" for column, cell in zip(columns, cells, strict=True) if cell.strip())
