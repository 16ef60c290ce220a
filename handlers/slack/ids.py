"""What buttons and forms carry through Slack and back: written here, read here."""

import json
from dataclasses import dataclass

from bot.domain.ids import id_of
from bot.domain.permissions import Intent
from bot.messages.model import Button, Form
from handlers.conversations.incoming import Place

SLASH_COMMAND = "/bywhen"
INVITE = "/invite @Bywhen"
FORM = "form"
NEW_ACTION = "new_action"
TRACK_THIS = "track_this"
LOG_THIS = "log_this"
INPUT = "input"
METADATA_EVENT = "bywhen"
"""The type of a message's metadata; its payload holds nothing but an opaque key."""

_SEPARATOR = "|"


class Unreadable(ValueError):
    """Something that this version of the bot has not written, or writes no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a button or a form is about."""

    intent: Intent
    partnership_id: int | None
    arg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a form was opened: the place, and the message whose button opened it, or the Home tab."""

    place: Place
    message: str | None = None
    at_home: bool = False


def of_button(button: Button) -> str:
    """Return the value that a button, or a line of a menu, carries."""
    return _write(Carried(intent=button.intent, partnership_id=button.partnership_id, arg=button.arg))


def action_id(button: Button, position: int) -> str:
    """Return the name of a button; no two in one row have the same."""
    return f"{button.intent.value}:{position}"


def read(value: str) -> Carried:
    """Return what a button carries. Raises `Unreadable` for one that this version does not know."""
    parts = value.split(_SEPARATOR, 2)
    try:
        intent, partnership_id, arg = parts
        carried = Carried(intent=Intent(intent), partnership_id=id_of(partnership_id), arg=arg)
    except ValueError as error:
        raise Unreadable(value) from error
    if partnership_id and carried.partnership_id is None:
        raise Unreadable(value)
    return carried


def of_form(form: Form, origin: Origin) -> str:
    """Return the private metadata of a form."""
    carried = Carried(intent=form.intent, partnership_id=form.partnership_id, arg=form.arg)
    place = origin.place
    return json.dumps(
        {
            "form": _write(carried),
            "conversation": place.conversation,
            "private": place.private,
            "room": place.name,
            "message": origin.message,
            **({"at_home": True} if origin.at_home else {}),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_form(metadata: str) -> tuple[Carried, Origin]:
    """Return what a form is about and where it was opened. Raises `Unreadable`."""
    try:
        kept = json.loads(metadata)
        place = Place(conversation=kept["conversation"], private=kept["private"], name=kept["room"])
        origin = Origin(place=place, message=kept["message"], at_home=kept.get("at_home") is True)
        return read(kept["form"]), origin
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise Unreadable(metadata) from error


def _write(carried: Carried) -> str:
    return _SEPARATOR.join((carried.intent.value, str(carried.partnership_id or ""), carried.arg))
