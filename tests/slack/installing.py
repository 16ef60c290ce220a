"""Several workspaces that install us, as a browser and Slack do it: the page, the way back, and events from each."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from starlette.applications import Starlette

from bot.domain.people import AddressKind
from bot.services import installations
from bot.services.vault import Vault
from handlers.conversations.router import Route, Router
from handlers.slack.app import Slack
from handlers.slack.installs import Installs
from storage.database import Database
from tests.slack.granting import CLIENT_ID, CLIENT_SECRET
from tests.slack.standin import StandIn
from tests.slack.workspace import NOW, SECRET, Workspace

Data = dict[str, Any]
URL = "https://bywhen.test"
KEY = "k" * 32
OLD_KEY = "o" * 32


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class County(Workspace):
    """The two ends of them all; `client` is also a browser, which keeps its cookies."""

    clock: Clock = field(default_factory=Clock)

    async def state(self, browser: httpx.AsyncClient | None = None) -> str:
        """Open the page, and return what its link sends along to Slack."""
        page = await (browser or self.client).get("/slack/install")
        assert page.status_code == 200
        link = str(re.findall(r'href="([^"]+)"', page.text)[0])
        return parse_qs(urlsplit(link.replace("&amp;", "&")).query)["state"][0]

    async def come_back(self, **query: str) -> httpx.Response:
        return await self.client.get("/slack/oauth_redirect", params=query)

    async def install(self, team: str, **granted: Any) -> int:
        """Install us in a workspace, or in all of an organisation (`team` ""), and return the installation's number."""
        code = self.server.grants.allow(team, **granted)
        page = await self.come_back(code=code, state=await self.state())
        assert page.status_code == 200, page.text
        await self.slack.settle()
        external_id = team or granted["enterprise"]
        return self.numbers()[external_id]

    def numbers(self) -> dict[str, int]:
        """Return the installations in which we are, by what Slack calls them."""
        found = installations.connected(database=self.database, kind=AddressKind.SLACK)
        return {one.external_id: one.id for one in found}

    def callers(self, method: str) -> list[str]:
        """Return by which tokens a method was called."""
        return [token for name, token in self.server.callers if name == method]


def settings(*, key: str = KEY, old: tuple[str, ...] = ()) -> Installs:
    return Installs(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        public_url=f"{URL}/",
        secret=key,
        vault=Vault(key, old=old),
    )


@asynccontextmanager
async def county(
    database: Database,
    *routes: Route,
    server: StandIn,
    clock: Clock | None = None,
    token: str = "",
    installs: Installs | None = None,
) -> AsyncIterator[County]:
    """Start the platform where others may install us, against a server that serves already."""
    clock = clock or Clock()
    slack = Slack(
        database=database,
        router=Router(routes=routes, database=database),
        clock=clock,
        token=token,
        signing_secret=SECRET,
        api_url=f"{server.url}/api/",
        installs=installs or settings(),
    )
    transport = httpx.ASGITransport(app=Starlette(routes=slack.routes))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        there = County(slack=slack, server=server, database=database, client=client, clock=clock)
        try:
            await slack.start()
            yield there
        finally:
            await slack.stop()
    assert there.problems == []


def play(
    database: Database,
    story: Callable[[County], Awaitable[None]],
    *routes: Route,
    server: StandIn | None = None,
    token: str = "",
) -> None:
    """Tell a story in which workspaces come and go."""
    there = server or StandIn()

    async def run() -> None:
        async with there.serving(), county(database, *routes, server=there, token=token) as found:
            await story(found)
        assert there.problems == []

    asyncio.run(run())
