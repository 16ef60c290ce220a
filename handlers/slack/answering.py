"""How a reply goes back to Slack: in the answer to the request, as a form, or by the address of the press."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryFailed
from bot.messages import about
from bot.messages.model import Form, Message
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Reply
from handlers.slack import blocks, connection, forms, ids
from handlers.slack.failures import translated

log = structlog.get_logger()

Answer = dict[str, Any]
"""The arguments of Bolt's `ack`: what rides in the answer."""

_OPENING_SECONDS: Final = 2.0
_TRIGGER_GONE: Final = frozenset({"expired_trigger_id", "trigger_expired"})
_TRIGGER_USED: Final = frozenset({"exchanged_trigger_id", "trigger_exchanged"})
CLEAR: Final[Answer] = {"response_action": "clear"}


def to_asker(message: Message) -> Answer:
    """Return an answer that the asker alone sees."""
    return {"response_type": "ephemeral", **blocks.payload(message)}


def to_form(reply: Reply, *, shown: Mapping[str, Any], origin: ids.Origin) -> Answer:
    """Return the answer to a form that was sent: what needs mending, another form, or nothing more."""
    match reply:
        case FormErrors() if forms.asks_what(reply.form, dict(shown)) and forms.errors(reply.form):
            return {"response_action": "errors", "errors": forms.errors(reply.form)}
        case FormErrors() | OpenForm():
            return {"response_action": "update", "view": forms.view(reply.form, origin=origin)}
        case Nothing():
            return CLEAR
        case _:
            raise TypeError(f"{reply.kind} does not ride in the answer to a form")


async def open_form(client: AsyncWebClient, *, trigger_id: str, form: Form, origin: ids.Origin) -> bool:
    """Open a form within two seconds, for the trigger lives three. Returns whether it opened."""
    shown = forms.view(form, origin=origin)
    try:
        async with asyncio.timeout(_OPENING_SECONDS):
            with translated():
                await client.views_open(trigger_id=trigger_id, view=shown)
    except TimeoutError:
        log.warning("slack_form_not_opened", intent=form.intent.value, reason="timeout")
        return False
    except DeliveryFailed as failed:
        if failed.reason in _TRIGGER_USED:
            return True  # The same request has come again, and its form is open.
        level = log.info if failed.reason in _TRIGGER_GONE else log.error
        level("slack_form_not_opened", intent=form.intent.value, reason=failed.reason)
        return False
    return True


async def open_notice(client: AsyncWebClient, *, trigger_id: str, message: Message) -> bool:
    """Say something where nothing but a window can: after a shortcut. Returns whether Slack took it."""
    return await _in_window(client.views_open(trigger_id=trigger_id, view=_notice(message)))


async def change_window(
    client: AsyncWebClient, *, view_id: str, shown: Message | Form, origin: ids.Origin
) -> bool:
    """Put a form, or some words, in the place of what a window shows. Returns whether Slack took it."""
    view = forms.view(shown, origin=origin) if isinstance(shown, Form) else _notice(shown)
    return await _in_window(client.views_update(view_id=view_id, view=view))


def _notice(message: Message) -> forms.View:
    return forms.notice(message, title=about.NAME)


async def _in_window(call: Awaitable[object]) -> bool:
    try:
        async with asyncio.timeout(_OPENING_SECONDS):
            with translated():
                await call
    except TimeoutError:
        log.warning("slack_window_not_shown", reason="timeout")
        return False
    except DeliveryFailed as failed:
        log.warning("slack_window_not_shown", reason=failed.reason)
        return False
    return True


async def respond(client: AsyncWebClient, *, url: str, message: Message, replaces: bool) -> bool:
    """Say something by the address that came with a command or a press. Returns whether Slack took it."""
    answer = {**to_asker(message), "replace_original": replaces}
    try:
        with translated():
            async with connection.session_of(client).post(url, json=answer) as taken:
                return taken.status == 200
    except DeliveryFailed as failed:
        log.warning("slack_response_not_taken", reason=failed.reason)
        return False
