"""Slack's other end of Socket Mode: it says hello, sends envelopes, asks for renewal, falls silent, or dies."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Data = dict[str, Any]

APP_TOKEN = "xapp-stand-in"
_PATIENCE = 10.0


@dataclass
class Sockets:
    """The server: who is connected, and what they have answered.

    `greets` says whether a new connection is said hello to, and `mute` that it hears nothing at all; `refusals` are the errors with which the next addresses
    are refused; `pongs` whether pings are answered; `workspace` what `auth.test` answers.
    """

    greets: bool = True
    mute: bool = False
    pongs: bool = True
    workspace: Data = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    connections: list[web.WebSocketResponse] = field(default_factory=list)
    answers: list[Data] = field(default_factory=list)
    url: str = ""
    _heard: asyncio.Condition = field(default_factory=asyncio.Condition)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Sockets"]:
        app = web.Application()
        app.router.add_post("/api/apps.connections.open", self._open)
        app.router.add_post("/api/auth.test", self._test)
        app.router.add_post("/api/users.list", self._list)
        app.router.add_get("/link", self._link)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        try:
            yield self
        finally:
            for one in self.connections:
                await one.close()
            await runner.cleanup()

    async def send(self, envelope_id: str, payload: Data, *, kind: str = "events_api", on: int = -1) -> None:
        """Send an envelope by one of the connections."""
        envelope = {"type": kind, "envelope_id": envelope_id, "payload": payload}
        await self.connections[on].send_str(json.dumps(envelope))

    async def say(self, words: str, *, on: int = -1) -> None:
        """Send anything at all."""
        await self.connections[on].send_str(words)

    async def renew(self, reason: str = "refresh_requested", *, on: int = -1) -> None:
        """Ask for a new connection in place of this one."""
        await self.say(json.dumps({"type": "disconnect", "reason": reason}), on=on)

    def die(self, *, on: int = -1) -> None:
        """Cut the line without a word."""
        connection = self.connections[on]
        transport = connection._req.transport if connection._req else None
        assert transport is not None
        transport.abort()

    async def connected(self, count: int) -> None:
        """Wait for so many connections, over all."""
        await self._until(lambda: len(self.connections) >= count)

    async def answered(self, count: int) -> None:
        """Wait for so many answers."""
        await self._until(lambda: len(self.answers) >= count)

    async def _until(self, is_so: Any) -> None:
        async with asyncio.timeout(_PATIENCE), self._heard:
            await self._heard.wait_for(is_so)

    async def _tell(self) -> None:
        async with self._heard:
            self._heard.notify_all()

    async def _open(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers.get("Authorization"))
        if self.refusals:
            return web.json_response({"ok": False, "error": self.refusals.pop(0)})
        return web.json_response({"ok": True, "url": self.url.replace("http", "ws") + "/link"})

    async def _test(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, **self.workspace})

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "members": []})

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        connection = web.WebSocketResponse(autoping=self.pongs)
        await connection.prepare(request)
        self.connections.append(connection)
        if not self.mute:
            await connection.send_str('{"type":"hello"}' if self.greets else '{"type":"sorry"}')
        await self._tell()
        async for message in connection:
            if message.type is WSMsgType.TEXT:
                self.answers.append(json.loads(message.data))
                await self._tell()
        return connection
