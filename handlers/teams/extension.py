"""**Track this** and **Log this**, which Teams shows in the menu of what somebody wrote. Pure: data in, values out."""

import html
import re
from datetime import datetime
from typing import Any, Final

from bot.domain.permissions import Intent
from handlers.conversations import tracking

FETCH: Final = "composeExtension/fetchTask"
SUBMIT: Final = "composeExtension/submitAction"
TRACK_THIS: Final = "track_this"
LOG_THIS: Final = "log_this"

_TAG: Final = re.compile(r"<[^>]*>")
_BETWEEN: Final = ":"


def about(value: dict[str, Any], *, conversation: str) -> tuple[Intent, str]:
    """Return what is asked of a message, and what is carried of it. Raises KeyError or TypeError for another shape.

    For the log nothing of what was written is read.
    """
    message = value["messagePayload"]
    writer = ((message.get("from") or {}).get("user") or {}).get("id") or ""
    if value["commandId"] == LOG_THIS:
        return Intent.LOG, tracking.logged(writer=writer, at=_stamp(message.get("createdDateTime")))
    reference = f"{conversation}.{message['id']}".replace(_BETWEEN, "_")
    words = _plain((message.get("body") or {}).get("content") or "")
    return Intent.TRACK, tracking.written(writer=writer, reference=reference, words=words)


def _plain(content: str) -> str:
    """Return what was written, without its markup: a name that was called stays, as any other word."""
    return " ".join(html.unescape(_TAG.sub(" ", content)).split())


def _stamp(written_at: str | None) -> str:
    """Return when something was written, in seconds; "" where Teams does not say."""
    try:
        return str(int(datetime.fromisoformat(written_at or "").timestamp()))
    except ValueError:
        return ""
