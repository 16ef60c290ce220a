"""Conversations that say what they are told to, told through Teams."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.domain.permissions import Intent
from bot.messages.model import Button, Buttons, Field, FieldKind, Form, Item, Message
from handlers.conversations.router import Route
from handlers.teams import ids
from storage.database import Database
from tests.teams.connector import StandIn
from tests.teams.tenant import Tenant, meeting

DONE = Button(label="Done", intent=Intent.DONE, arg="12.1", primary=True)
ADD = Button(label="Add something", intent=Intent.ADD, opens=True)
ITEM = Item(subject="share:12", title="Send R&D <data>", buttons=(DONE,))
HELLO = Message(opening="Hello <at>everybody</at>.", blocks=(ITEM, Buttons(buttons=(ADD,))))
WHAT = Field(name="what", label="What", kind=FieldKind.LINE, required=True)
FORM = Form(intent=Intent.ADD, title="Add to the timetable", submit="Add", fields=(WHAT,))
BROKEN = replace(FORM, fields=(replace(WHAT, error="It needs a title."),))
TYPED = {**ids.of_form(FORM, message=None), "what": "Data"}


def play(
    database: Database,
    story: Callable[[Tenant], Awaitable[None]],
    *routes: Route,
    server: StandIn | None = None,
    **more: Any,
) -> None:
    """Tell a story through Teams, whose conversations are these."""

    async def run() -> None:
        async with meeting(database, *routes, server=server, **more) as tenant:
            await story(tenant)

    asyncio.run(run())
