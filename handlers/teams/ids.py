"""What buttons and forms carry through Teams and back: written here, read here."""

import re
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.ids import id_of
from bot.domain.permissions import Intent
from bot.messages.model import Button, Form

KEY: Final = "bywhen"
"""Under this name stands what is ours; beside it Teams puts what was typed, by the names of the fields."""

_SEPARATOR: Final = "|"
_MESSAGE: Final = "message"
_FORM: Final = "form"
_FETCH: Final = {"msteams": {"type": "task/fetch"}}
_PERSON: Final = re.compile(r"29:.+|[0-9a-f]+(-[0-9a-f]+){4}", re.IGNORECASE | re.DOTALL)
_ROOM: Final = "19:"


class Unreadable(ValueError):
    """Something that this version of the bot has not written, or writes no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a button or a form is about. `message` is the one whose button opened the form, None where none did."""

    intent: Intent
    partnership_id: int | None
    arg: str
    is_form: bool = False
    message: str | None = None


def is_person(name: str) -> bool:
    """Say whether Teams calls a person so; a conversation has a name of another kind."""
    return _PERSON.fullmatch(name) is not None


def is_room(name: str) -> bool:
    """Say whether Teams calls a conversation of several people so."""
    return name.startswith(_ROOM)


def of_button(button: Button) -> dict[str, Any]:
    """Return the data that a button carries. One that opens a form asks Teams for a dialog."""
    ours = {KEY: {"value": _write(button.intent, button.partnership_id, button.arg)}}
    return {**ours, **_FETCH} if button.opens else ours


def of_form(form: Form, *, message: str | None) -> dict[str, Any]:
    """Return the data that a form carries, with the message whose button opened it."""
    value = _write(form.intent, form.partnership_id, form.arg)
    return {KEY: {"value": value, _FORM: True, _MESSAGE: message}}


def read(data: object) -> Carried:
    """Return what came back. Raises `Unreadable` for what this version does not know."""
    ours = data.get(KEY) if isinstance(data, dict) else None
    if not isinstance(ours, dict) or not isinstance(ours.get("value"), str):
        raise Unreadable("nothing of ours")
    message = ours.get(_MESSAGE)
    if message is not None and not isinstance(message, str):
        raise Unreadable("a message without a name")
    intent, partnership_id, arg = _parts(ours["value"])
    return Carried(
        intent=intent,
        partnership_id=partnership_id,
        arg=arg,
        is_form=ours.get(_FORM) is True,
        message=message,
    )


def _parts(value: str) -> tuple[Intent, int | None, str]:
    try:
        word, number, arg = value.split(_SEPARATOR, 2)
        intent, partnership_id = Intent(word), id_of(number)
    except ValueError as error:
        raise Unreadable(value) from error
    if number and partnership_id is None:
        raise Unreadable(value)
    return intent, partnership_id, arg


def _write(intent: Intent, partnership_id: int | None, arg: str) -> str:
    return _SEPARATOR.join((intent.value, str(partnership_id or ""), arg))
