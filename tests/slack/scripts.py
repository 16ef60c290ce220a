"""Conversations that say what they are told to, and remember what they were asked."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.permissions import Intent
from bot.messages.model import Button, Field, FieldKind, Form, Message
from handlers.conversations.call import Call
from handlers.conversations.incoming import Incoming
from handlers.conversations.replies import Reply
from handlers.conversations.router import Route, Scope
from handlers.slack import ids
from storage.database import Database
from tests.slack import payloads
from tests.slack.standin import StandIn
from tests.slack.workspace import Workspace, meeting

HELLO = Message(opening="Hello <!channel>.")
WHAT = Field(name="what", label="What", kind=FieldKind.LINE, required=True)
FORM = Form(intent=Intent.ADD, title="Add to the timetable", submit="Add", fields=(WHAT,))
BROKEN = Form(
    intent=Intent.ADD, title="Broken", submit="Add", fields=(replace(WHAT, error="It needs a title."),)
)
ADD = ids.of_button(Button(label="Add", intent=Intent.ADD))
TYPED = {"what": {"type": "plain_text_input", "value": "Data"}}


@dataclass
class Script:
    """One conversation: what it answers, and what it was asked."""

    reply: Reply | Exception
    calls: list[Incoming] = field(default_factory=list)

    def __call__(self, call: Call[Incoming]) -> Reply:
        self.calls.append(call.incoming)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply


def route(kind: type[Incoming], intent: Intent | None, script: Script, *, writes: bool = False) -> Route:
    return Route(kind=kind, intent=intent, answer=script, scope=Scope.ANYONE, writes=writes)


def play(
    database: Database,
    story: Callable[[Workspace], Awaitable[None]],
    *routes: Route,
    server: StandIn | None = None,
) -> None:
    async def run() -> None:
        async with meeting(database, *routes, server=server) as workspace:
            await story(workspace)

    asyncio.run(run())


def shown_form() -> dict[str, Any]:
    """What Slack sends back of a form that we opened."""
    block = {"type": "input", "block_id": "what"}
    metadata = '{"form":"add||","conversation":"D1","private":true,"room":"","message":"11.22"}'
    return {"callback_id": "form", "private_metadata": metadata, "blocks": [block]}


def mention(words: str) -> dict[str, Any]:
    text = f"<@UBOT> {words}"
    return payloads.event(
        "AppMention", {"type": "app_mention", "channel": "C1", "user": "UMINA", "text": text, "bot_id": ""}
    )
