"""What the people of Riverside type, press and send, through the table of routes, and what they read."""

from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any, Final

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import Form, Item
from bot.services.presses import Pressed
from handlers.conversations.incoming import Incoming, Submit
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from tests import calls
from tests.riverside import NOW, Riverside

_ALL: Final[frozenset[type[Reply]]] = frozenset({Say, Replace, OpenForm, FormErrors, SendFile, Nothing})
_KEYS: Final = count()


def answer(riverside: Riverside, incoming: Incoming, *, now: datetime = NOW) -> Any:
    fresh_key = replace(incoming, key=f"key:{next(_KEYS)}")
    return Router(routes=ROUTES, database=riverside.database).answer(fresh_key, now=now, rides=_ALL)


def press(
    riverside: Riverside,
    who: str,
    intent: Intent,
    pressed: Pressed,
    word: str = "",
    *,
    now: datetime = NOW,
) -> Any:
    arg = f"{pressed.share_id}.{pressed.version}" + (f".{word}" if word else "")
    sent = calls.press(riverside.installation_id, who, intent, arg=arg)
    return answer(riverside, sent, now=now)


def submit(riverside: Riverside, who: str, intent: Intent, pressed: Pressed, **values: str) -> Any:
    arg = f"{pressed.share_id}.{pressed.version}"
    sent = calls.submit(riverside.installation_id, who, intent, arg=arg)
    return answer(riverside, _with(sent, values))


def _with(sent: Submit, values: dict[str, str]) -> Submit:
    return replace(sent, values={name: (value,) for name, value in values.items()})


def said(reply: Any) -> str:
    assert isinstance(reply, Replace)
    assert isinstance(reply.item, Item)
    return plain.line(reply.item.lines[0])


def errors(reply: Any) -> dict[str, str]:
    assert isinstance(reply, FormErrors)
    return {field.name: field.error for field in reply.form.fields if field.error}


def labels(form: Form) -> list[str]:
    return [field.label for field in form.fields]


def add_action(riverside: Riverside, **values: str) -> Any:
    filled = {
        "what": "Send course data",
        "partner": str(riverside.castle_id),
        "by_when": "2026-11-27",
        **values,
    }
    sent = calls.submit(riverside.installation_id, "U-SAM", Intent.ADD)
    return answer(riverside, _with(sent, filled))
