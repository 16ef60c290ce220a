"""Pages as an operator serves them: nobody is let in without a cookie. Mina is written to by e-mail, Ann is nobody's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from handlers.web.app import WebPages
from storage import people
from storage.database import Database
from storage.tables import MessageRow
from storage.tables.base import Base
from tests import promised, riverside
from tests.handlers.web.browser import Browser
from tests.riverside import NOW, Riverside

SECRET = "a secret that is long enough to sign"
SERVER = "https://bywhen.example.org"
EMAIL = "m.iqbal@castle.example"


@dataclass
class Guests:
    """The pages, and a browser that knows nothing yet."""

    group: Riverside
    pages: WebPages
    browser: Browser
    moments: list[datetime] = field(default_factory=lambda: [NOW])

    @property
    def now(self) -> datetime:
        return self.moments[-1]

    def pass_by(self, **time: float) -> None:
        self.moments.append(self.now + timedelta(**time))

    def token(self, reader: str = "mina") -> str:
        return self.pages.links.token(reader=reader, now=self.now)

    def key(self, address: str) -> str:
        """Return a key as it stands on the page at an address."""
        found = re.search(r'name="key"[^>]* value="([^"]+)"', self.browser.get(address).text)
        assert found is not None
        return found[1]

    def enter(self, token: str) -> httpx.Response:
        """Follow a link, and press the button."""
        return self.browser.post(f"/in/{token}", data={"key": self.key(f"/in/{token}")})

    def everything(self) -> dict[str, list[Any]]:
        """Return all that the database holds."""
        with self.group.database.read() as transaction:
            return {
                table.name: sorted(map(repr, transaction.connection.execute(select(table))))
                for table in Base.metadata.sorted_tables
            }

    def letters(self) -> list[Any]:
        """Return what was queued to e-mail addresses."""
        with self.group.database.read() as transaction:
            rows = select(MessageRow.__table__).where(MessageRow.recipient.startswith("email"))
            return list(transaction.connection.execute(rows.order_by(MessageRow.id)))


def give(group: Riverside, name: str, kind: AddressKind, at: str, installation_id: int | None) -> None:
    """Give somebody an address that works."""
    with group.database.write() as transaction:
        address = people.give_address(
            transaction,
            viewer=ENGINE,
            person_id=group.person(name).id,
            kind=kind,
            installation_id=installation_id,
            external_id=at,
        )
        transaction.connection.exec_driver_sql(
            f"UPDATE addresses SET usable = {'1' if transaction.connection.dialect.name == 'sqlite' else 'true'} "
            f"WHERE id = {address.id}"
        )


@pytest.fixture
def guests(database: Database) -> Iterator[Guests]:
    group = riverside.build(database, opened=True)
    promised.accepted(group)
    moments = [NOW]
    pages = WebPages(
        database=database,
        router=Router(routes=ROUTES, database=database),
        clock=lambda: moments[-1],
        secret=SECRET,
        public_url=SERVER,
    )
    browser = Browser(Starlette(routes=pages.routes), server=SERVER)
    browser.run(pages.start())
    give(group, "mina", AddressKind.WEB, "mina", pages.installation_id)
    give(group, "mina", AddressKind.EMAIL, EMAIL, None)
    give(group, "rob", AddressKind.WEB, "rob", pages.installation_id)
    yield Guests(group, pages, browser, moments)
    browser.close()
