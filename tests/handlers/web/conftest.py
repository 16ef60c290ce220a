"""Pages over a real database, with a few small conversations in place of ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette

from bot.domain.installations import Entry
from bot.domain.permissions import Intent
from bot.errors import Refused
from bot.messages.model import Button, Buttons, Field, FieldKind, Form, Item, Message
from bot.services import directory
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, File, Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say, SendFile
from handlers.conversations.router import Route, Router, Scope
from handlers.web.app import WebPages
from storage.database import Database
from tests.handlers.web.browser import Browser
from tests.handlers.web.guests import guests

__all__ = ["guests"]

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
ITEM = Item(subject="share:1", title="Send course data", lines=(("By Friday",),))
DONE = Button(label="Done", intent=Intent.DONE, arg="1.1", spoken="Done: course data")


@dataclass
class Log:
    """What the conversations were told."""

    came: list[object] = field(default_factory=list)
    fails: Exception | None = None


@dataclass
class Site:
    client: Browser
    pages: WebPages
    log: Log
    now: datetime = NOW

    def address(self, reader: str = "sam") -> str:
        return f"/p/{self.pages.links.token(reader=reader, now=self.now)}"

    def key(self, reader: str = "sam", page: str | None = None) -> str:
        """The key of a rendering, as it stands in the page."""
        html = page or self.client.get(self.address(reader)).text
        found = re.search(r'name="key"[^>]* value="([^"]+)"', html)
        assert found is not None
        return found[1]


def _form(values: dict[str, tuple[str, ...]] | None = None) -> Form:
    asked = (
        Field(name="what", label="What", kind=FieldKind.LINE, required=True),
        Field(name="who", label="Who", kind=FieldKind.PERSON),
    )
    form = Form(intent=Intent.ADD, title="Add to the timetable", submit="Put it in", fields=asked)
    return form.having(values=values or {}, errors={})


def _routes(log: Log) -> tuple[Route, ...]:
    def hello(call: Call[Command]) -> Reply:
        if log.fails:
            raise log.fails
        log.came.append(call.incoming)
        item = Item(subject=ITEM.subject, title=ITEM.title, lines=ITEM.lines, buttons=(DONE,), more=(DONE,))
        message = Message(opening="Hello, this is yours.", blocks=(item, Buttons(buttons=(DONE,))))
        return Say(message=message)

    def done(call: Call[Press]) -> Reply:
        log.came.append(call.incoming)
        return Replace(item=Item(subject=ITEM.subject, title=ITEM.title, lines=(("It is done.",),)))

    def ask(call: Call[Press]) -> Reply:
        return OpenForm(form=_form())

    def add(call: Call[Submit]) -> Reply:
        if not call.incoming.values.get("what"):
            raise Refused("name_needed", field="what")
        log.came.append(call.incoming)
        return Say(message=Message(opening="It is in."))

    def take(call: Call[File]) -> Reply:
        log.came.append(call.incoming)
        return Say(message=Message(opening=f"Thank you for {call.incoming.name}."))

    def export(call: Call[Command]) -> Reply:
        message = Message(opening="Here is the timetable.")
        return SendFile(name="Riverside to share.xlsx", content=b"PK-workbook", message=message)

    anyone = Scope.ANYONE
    return (
        Route(kind=Command, intent=Intent.HELP, answer=hello, scope=anyone),
        Route(kind=Press, intent=Intent.DONE, answer=done, scope=anyone, writes=True),
        Route(kind=Press, intent=Intent.ADD, answer=ask, scope=anyone),
        Route(
            kind=Submit,
            intent=Intent.ADD,
            answer=add,
            scope=anyone,
            writes=True,
            form=lambda call, key: _form(),
        ),
        Route(kind=File, intent=Intent.IMPORT, answer=take, scope=anyone, writes=True),
        Route(kind=Command, intent=Intent.EXPORT, answer=export, scope=anyone),
    )


@pytest.fixture
def site(database: Database) -> Iterator[Site]:
    log = Log()
    pages = WebPages(
        database=database,
        router=Router(routes=_routes(log), database=database),
        clock=lambda: NOW,
        secret="a secret that is long enough to sign",
        public_url="https://bywhen.example.org",
        is_open=True,
    )
    client = Browser(Starlette(routes=pages.routes))
    client.run(pages.start())
    names = {"sam": "Sam Hallam", "mina": "Mina Iqbal"}
    listed = [
        Entry(external_id=one, name=name, email=None, zone=None, left=False, is_bot=False)
        for one, name in names.items()
    ]
    directory.sync(database=database, installation_id=pages.installation_id, listed=listed, now=NOW)
    yield Site(client=client, pages=pages, log=log)
    client.run(pages.stop())
    client.close()
