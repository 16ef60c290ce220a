"""Slack as the bot meets it: signed requests in, a server that answers out, a real database between."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette

from bot.domain.deliveries import StoredMessage
from bot.domain.permissions import ENGINE
from handlers.conversations.router import Route, Router
from handlers.slack.app import Slack
from storage import messages as stored_messages
from storage.database import Database
from tests.slack import limits
from tests.slack.standin import TOKEN, StandIn

Data = dict[str, Any]

SECRET = "a-signing-secret"
NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
PATH = "/slack/events"


@dataclass
class Workspace:
    """The two ends: `slack` receives what is posted here, `server` is asked by it."""

    slack: Slack
    server: StandIn
    database: Database
    client: httpx.AsyncClient
    problems: list[str] = field(default_factory=list)

    async def command(self, payload: Data) -> httpx.Response:
        return await self._post(urlencode(payload), "application/x-www-form-urlencoded")

    async def interaction(self, payload: Data) -> httpx.Response:
        body = urlencode({"payload": json.dumps(payload)})
        return await self._post(body, "application/x-www-form-urlencoded")

    async def event(self, payload: Data, **headers: str) -> httpx.Response:
        return await self._post(json.dumps(payload), "application/json", **headers)

    async def raw(self, body: str, headers: dict[str, str]) -> httpx.Response:
        return await self.client.post(PATH, content=body, headers=headers)

    def queued(self) -> list[StoredMessage]:
        """Return what waits to be sent, oldest first."""
        with self.database.write() as transaction:
            return [*stored_messages.claimable(transaction, viewer=ENGINE, now=NOW, limit=100)]

    def openings(self) -> list[tuple[str, str]]:
        """Return to whom each waiting message goes and how it begins."""
        return [(one.to.external_id, (one.content or {})["opening"]) for one in self.queued()]

    async def _post(self, body: str, kind: str, **headers: str) -> httpx.Response:
        answer = await self.raw(body, {**signed(body), "content-type": kind, **headers})
        if answer.headers.get("content-type", "").startswith("application/json"):
            self.problems += limits.in_answer(answer.json())
        return answer


def signed(body: str, *, at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    """Return the headers with which Slack proves that a request is its own."""
    timestamp = str(int(at.timestamp()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": str(signature)}


@asynccontextmanager
async def meeting(
    database: Database, *routes: Route, server: StandIn | None = None
) -> AsyncIterator[Workspace]:
    """Start the platform with these conversations, against a server of its own."""
    server = server or StandIn()
    async with server.serving():
        slack = Slack(
            database=database,
            router=Router(routes=routes, database=database),
            clock=lambda: NOW,
            token=TOKEN,
            signing_secret=SECRET,
            api_url=f"{server.url}/api/",
        )
        app = Starlette(routes=slack.routes)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bywhen.test") as client:
            workspace = Workspace(slack=slack, server=server, database=database, client=client)
            try:
                await slack.start()
                yield workspace
            finally:
                await slack.stop()
        assert server.problems == []
        assert workspace.problems == []
