"""The pages and the letters of one server, as an operator has them. Mina has left Slack, and is written to by e-mail."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter
from bot.engine.ways import Ways
from bot.services import envelopes, planning
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from handlers.web.app import WebPages, nowhere_of
from handlers.web.mail import Mail
from storage import people
from storage.database import Database
from storage.tables.base import Base
from tests import planned, riverside
from tests.handlers.web.browser import Browser
from tests.mail.postbox import HOST, Postbox, opened
from tests.planned import DUE
from tests.riverside import Riverside

SECRET = "a secret that is long enough to sign"
SERVER = "https://bywhen.example.org"
MINA = "m.iqbal@castle.example"
SENDER = "Bywhen <bywhen@office.example>"
TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
FRIDAY_BEFORE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass
class Post:
    """Everything of the server, and the mail server to which it hands its letters."""

    group: Riverside
    pages: WebPages
    mail: Mail
    browser: Browser
    postbox: Postbox
    moments: list[datetime] = field(default_factory=lambda: [TUESDAY])

    @property
    def now(self) -> datetime:
        return self.moments[-1]

    def pass_by(self, **time: float) -> None:
        self.moments.append(self.now + timedelta(**time))

    def owe_envelope(self) -> None:
        """Mina's envelope of this Tuesday is queued, with a reminder in it."""
        commitment = planned.add(self.group, due=DUE)
        planned.plan(self.group, planning.plan_reminders, commitment, now=FRIDAY_BEFORE)
        self.gather()

    def gather(self) -> None:
        mina = self.group.person("mina").id
        envelopes.post(database=self.group.database, person_ids=[mina], now=self.now)

    def send(self) -> None:
        """Send what is queued, through the mail server and onto the pages."""
        ways = Ways({one.kind: one.messengers for one in (self.pages, self.mail)})
        loop = DeliveryLoop(
            database=self.group.database,
            messengers=ways,
            clock=lambda: self.now,
            limiter=Limiter(paces={}),
        )

        async def step() -> None:
            async with opened(self.postbox):
                await loop.step()

        asyncio.run(step())

    def letters(self) -> list[EmailMessage]:
        return self.postbox.to(MINA)

    def everything(self) -> dict[str, list[Any]]:
        """Return all that the database holds."""
        with self.group.database.read() as transaction:
            return {
                table.name: sorted(map(repr, transaction.connection.execute(select(table))))
                for table in Base.metadata.sorted_tables
            }


def _free_port() -> int:
    async def look() -> int:
        async with opened(Postbox()) as postbox:
            return postbox.port

    return asyncio.run(look())


def leave_slack(group: Riverside, external_id: str = "U-MINA") -> None:
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=[external_id],
            usable=False,
        )


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    group = riverside.build(database, opened=True)
    moments = [TUESDAY]
    router = Router(routes=ROUTES, database=database)
    pages = WebPages(
        database=database, router=router, clock=lambda: moments[-1], secret=SECRET, public_url=SERVER
    )
    postbox = Postbox(port=_free_port())
    mail = Mail(
        database=database,
        router=router,
        clock=lambda: moments[-1],
        pages=pages,
        public_url=SERVER,
        smtp_url=f"smtp://{HOST}:{postbox.port}",
        sender=SENDER,
    )
    app = Starlette(routes=[*pages.routes, *mail.routes], exception_handlers=nowhere_of(SERVER))
    browser = Browser(app, server=SERVER)
    browser.run(pages.start())
    browser.run(mail.start())
    leave_slack(group)
    with database.write() as transaction:
        people.give_address(
            transaction,
            viewer=ENGINE,
            person_id=group.person("mina").id,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id=MINA,
        )
    yield Post(group=group, pages=pages, mail=mail, browser=browser, postbox=postbox, moments=moments)
    browser.run(mail.stop())
    browser.close()
