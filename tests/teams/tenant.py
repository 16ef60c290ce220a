"""Teams as the bot meets it: activities in, a connector that answers out, a real database between."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.clock import Clock
from bot.domain.deliveries import StoredMessage
from bot.domain.permissions import ENGINE
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter
from bot.engine.ways import Ways
from handlers.conversations.router import Route, Router
from handlers.teams.app import Teams
from handlers.teams.elements import CONTENT_TYPE
from handlers.teams.manifest import PATH
from storage import messages as stored_messages
from storage.database import Database
from tests.teams import cards
from tests.teams.connector import StandIn

Data = dict[str, Any]

CLIENT_ID = "6f5a1f5e-0000-4000-8000-00000000b0b0"
NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


@dataclass
class Tenant:
    """The two ends: `teams` receives what is posted here, `server` is asked by it."""

    teams: Teams
    server: StandIn
    database: Database
    client: httpx.AsyncClient
    clock: Clock
    problems: list[str] = field(default_factory=list)

    async def send(self, activity: Data, **headers: str) -> httpx.Response:
        """Post an activity as Teams does, from this server, and look at the card of whatever dialog comes back."""
        body = json.dumps({**activity, "serviceUrl": self.server.service_url}).encode()
        answer = await self.raw(body, **headers)
        self.problems += [fault for card in shown(answer) for fault in cards.faults(card)]
        return answer

    async def raw(self, body: bytes, **headers: str) -> httpx.Response:
        return await self.client.post(
            PATH, content=body, headers={"content-type": "application/json", **headers}
        )

    async def deliver(self) -> None:
        """Send what is queued, without waiting for anybody's pace."""
        ways = Ways({self.teams.kind: self.teams.messengers})
        loop = DeliveryLoop(
            database=self.database, messengers=ways, clock=self.clock, limiter=Limiter(paces={})
        )
        while await loop.step():
            pass

    async def settle(self) -> None:
        """Wait for what is done after answers."""
        await self.teams.drain()

    def queued(self) -> list[StoredMessage]:
        """Return what waits to be sent, oldest first."""
        with self.database.write() as transaction:
            return [*stored_messages.claimable(transaction, viewer=ENGINE, now=self.clock(), limit=100)]

    def openings(self) -> list[tuple[str, str]]:
        """Return to whom each waiting message goes and how it begins."""
        return [(one.to.external_id, (one.content or {})["opening"]) for one in self.queued()]


def shown(answer: httpx.Response) -> list[Data]:
    """Return the card of the dialog in an answer, if there is one."""
    if not answer.content:
        return []
    value = (answer.json().get("task") or {}).get("value")
    card = value.get("card") if isinstance(value, dict) else None
    return [card["content"]] if card and card["contentType"] == CONTENT_TYPE else []


@asynccontextmanager
async def meeting(
    database: Database, *routes: Route, server: StandIn | None = None, clock: Clock = lambda: NOW, **more: Any
) -> AsyncIterator[Tenant]:
    """Start the platform with these conversations, against a server of its own."""
    server = server or StandIn()
    async with server.serving():
        options: Data = {"client_id": CLIENT_ID, "secret": "", "unauthenticated": True, **more}
        router = Router(routes=routes, database=database)
        teams = Teams(database=database, router=router, clock=clock, **options)
        app = Starlette(routes=teams.routes)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bywhen.test") as client:
            tenant = Tenant(teams=teams, server=server, database=database, client=client, clock=clock)
            try:
                await teams.start()
                yield tenant
            finally:
                await teams.stop()
        assert server.problems == []
        assert tenant.problems == []
