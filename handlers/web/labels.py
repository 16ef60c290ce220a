"""What stood on a button that was pressed."""

from collections.abc import Iterator

from bot.messages import menu
from bot.messages.model import Button, Buttons, Item, Message
from handlers.web.incoming import About


def label(message: Message, pressed: str) -> str:
    """Return how the button that sent this was labelled, with what it was about; "" where none such stands there."""
    return next((said for button, said in _buttons(message) if str(About.of(button)) == pressed), "")


def of_menu(pressed: str) -> str:
    """Return how a button of the menu is labelled."""
    return menu.LABELS.get(About.read(pressed).intent, "")


def _buttons(message: Message) -> Iterator[tuple[Button, str]]:
    for block in message.blocks:
        match block:
            case Item():
                for button in (*block.buttons, *block.more):
                    yield button, f"{button.label}: {block.unnumbered}"
            case Buttons():
                for button in block.buttons:
                    yield button, button.label
