"""Which partnership is meant, where several fit."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.permissions import Intent
from bot.messages import menu
from bot.messages.model import Button, Buttons, Message


def which(*, names: Mapping[int, str], intent: Intent | None, arg: str = "") -> Message:
    """Ask which partnership; each button asks for the same thing again, in that one."""
    wanted = intent or Intent.HELP
    buttons = tuple(
        replace(_button(wanted, partnership_id), label=name, arg=arg)
        for partnership_id, name in sorted(names.items(), key=lambda one: one[1].casefold())
    )
    return Message(opening="Which partnership is this about?", blocks=(Buttons(buttons=buttons),))


def _button(intent: Intent, partnership_id: int) -> Button:
    return Button(label="", intent=intent, partnership_id=partnership_id, opens=intent in menu.OPENS)
