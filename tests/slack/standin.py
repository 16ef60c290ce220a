"""A server that speaks Slack's Web API as far as we use it, and misbehaves when it is told to.

Unlike a real one it throttles, refuses, loses its answers and forgets triggers on demand, so that what is
promised about each of these can be proved.
"""

import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.slack import limits
from tests.slack.granting import Grants

Data = dict[str, Any]
Misbehaviour = Callable[["StandIn", web.Request, Data], Awaitable[web.StreamResponse]]

TOKEN = "xoxb-stand-in"
WORKSPACE = {"team_id": "T1", "team": "County", "user_id": "UBOT", "bot_id": "BBOT", "user": "bywhen"}


def refusing(code: str) -> Misbehaviour:
    """Refuse the call with an error of Slack's."""

    async def misbehave(server: "StandIn", request: web.Request, arguments: Data) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": code})

    return misbehave


def throttling(seconds: str) -> Misbehaviour:
    """Say that this is too often."""

    async def misbehave(server: "StandIn", request: web.Request, arguments: Data) -> web.StreamResponse:
        answer = {"ok": False, "error": "ratelimited"}
        return web.json_response(answer, status=429, headers={"Retry-After": seconds})

    return misbehave


def failing(status: int, body: str = "", content_type: str = "text/html") -> Misbehaviour:
    """Answer with a page in place of data."""

    async def misbehave(server: "StandIn", request: web.Request, arguments: Data) -> web.StreamResponse:
        return web.Response(status=status, text=body, content_type=content_type)

    return misbehave


async def losing_the_answer(server: "StandIn", request: web.Request, arguments: Data) -> web.StreamResponse:
    """Do what was asked, and hang up before answering."""
    await server.obey(request, arguments)
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@dataclass
class StandIn:
    """The server: what it was asked, what stands in its conversations, and how it will misbehave."""

    calls: list[tuple[str, Data]] = field(default_factory=list)
    messages: dict[str, list[Data]] = field(default_factory=lambda: defaultdict(list))
    members: list[Data] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, web.Response | bytes] = field(default_factory=dict)
    responses: list[Data] = field(default_factory=list)
    rooms: dict[str, bool] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    callers: list[tuple[str, str]] = field(default_factory=list)
    grants: Grants = field(default_factory=Grants)
    teams: dict[str, list[Data]] = field(default_factory=dict)
    page: int = 1000
    shares_at_once: bool = True
    url: str = ""
    _misbehaviour: dict[str, deque[Misbehaviour]] = field(default_factory=lambda: defaultdict(deque))
    _count: int = 0

    def will(self, method: str, *misbehaviour: Misbehaviour) -> None:
        """Misbehave at the next calls of a method, once for each."""
        self._misbehaviour[method].extend(misbehaviour)

    def asked(self, method: str) -> list[Data]:
        """Return the arguments of all calls of a method."""
        return [arguments for name, arguments in self.calls if name == method]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["StandIn"]:
        app = web.Application()
        app.router.add_post("/api/{method}", self._call)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_post("/respond", self._respond)
        app.router.add_get("/files/{file}", self._file)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def obey(self, request: web.Request, arguments: Data) -> web.Response:
        method, authorization = request.match_info["method"], request.headers.get("Authorization", "")
        if method == "oauth.v2.access":
            answer = self.grants.exchange(arguments)
        elif method == "auth.test":
            answer = self.grants.whose(authorization, WORKSPACE)
        else:
            answer = getattr(self, "_" + method.replace(".", "_"))(arguments)
        return web.json_response({"ok": True, **answer} if "error" not in answer else {"ok": False, **answer})

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.calls.append((method, arguments))
        self.tokens.append(request.headers.get("Authorization"))
        authorization = request.headers.get("Authorization", "")
        self.callers.append((method, authorization.removeprefix("Bearer ")))
        self.problems += limits.in_call(method, arguments)
        if self.grants.refuses(authorization):
            return web.json_response({"ok": False, "error": "token_revoked"})
        if self._misbehaviour[method]:
            return await self._misbehaviour[method].popleft()(self, request, arguments)
        return await self.obey(request, arguments)

    async def _upload(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers.get("Authorization"))
        if self._misbehaviour["upload"]:
            await self._misbehaviour["upload"].popleft()(self, request, {})
            return web.Response(status=500)
        self.uploads[request.match_info["file"]] = await request.read()
        return web.Response(text="OK")

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        answer = await request.json()
        self.problems += limits.in_answer(answer)
        if self._misbehaviour["respond"]:
            return await self._misbehaviour["respond"].popleft()(self, request, answer)
        self.responses.append(answer)
        return web.Response(text="ok")

    async def _file(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers.get("Authorization"))
        content = self.files[request.match_info["file"]]
        return content if isinstance(content, web.Response) else web.Response(body=content)

    def _auth_teams_list(self, arguments: Data) -> Data:
        return {"teams": [{"id": team} for team in self.teams], "response_metadata": {"next_cursor": ""}}

    def _users_list(self, arguments: Data) -> Data:
        listed = self.teams[arguments["team_id"]] if "team_id" in arguments else self.members
        start = int(arguments.get("cursor") or 0)
        following = str(start + self.page) if start + self.page < len(listed) else ""
        return {
            "members": listed[start : start + self.page],
            "response_metadata": {"next_cursor": following},
        }

    def _chat_postMessage(self, arguments: Data) -> Data:  # noqa: N802 - named as Slack's method is
        channel = _direct(arguments["channel"])
        message = {**arguments, "ts": self._stamp(), "channel": channel}
        self.messages[channel].append(message)
        return {"channel": channel, "ts": message["ts"]}

    def _chat_update(self, arguments: Data) -> Data:
        for message in self.messages[arguments["channel"]]:
            if message["ts"] == arguments["ts"]:
                message.update(arguments)
                return {"channel": arguments["channel"], "ts": arguments["ts"]}
        return {"error": "message_not_found"}

    def _conversations_history(self, arguments: Data) -> Data:
        newest = [*reversed(self.messages[arguments["channel"]])]
        start = int(arguments.get("cursor") or 0)
        end = start + int(arguments["limit"])
        following = str(end) if end < len(newest) else ""
        return {"messages": newest[start:end], "response_metadata": {"next_cursor": following}}

    def _conversations_open(self, arguments: Data) -> Data:
        return {"channel": {"id": _direct(arguments["users"])}}

    def _conversations_info(self, arguments: Data) -> Data:
        if arguments["channel"] not in self.rooms:
            return {"error": "channel_not_found"}
        return {"channel": {"id": arguments["channel"], "is_member": self.rooms[arguments["channel"]]}}

    def _files_getUploadURLExternal(self, arguments: Data) -> Data:  # noqa: N802 - named as Slack's method is
        return {"upload_url": f"{self.url}/upload/F1", "file_id": "F1"}

    def _files_completeUploadExternal(self, arguments: Data) -> Data:  # noqa: N802 - named as Slack's method is
        shares = {"private": {arguments["channel_id"]: [{"ts": self._stamp()}]}}
        shown = {"shares": shares} if self.shares_at_once else {}
        return {"files": [{**file, **shown} for file in arguments["files"]]}

    def _users_info(self, arguments: Data) -> Data:
        found = [one for one in self.members if one["id"] == arguments["user"]]
        return {"user": found[0]} if found else {"error": "user_not_found"}

    def _views_open(self, arguments: Data) -> Data:
        return {"view": {"id": "V1", "hash": "1.h"}}

    def _views_update(self, arguments: Data) -> Data:
        return {"view": {"id": arguments["view_id"], "hash": "2.h"}}

    def _views_publish(self, arguments: Data) -> Data:
        return {"view": {"id": "VHOME", "hash": "3.h"}}

    def _stamp(self) -> str:
        self._count += 1
        return f"{1000 + self._count}.000000"


def _direct(channel: str) -> str:
    return f"D-{channel}" if channel.startswith("U") else channel


async def _arguments(request: web.Request) -> Data:
    """Read arguments as Slack does: from the address, and from a form whose nested values are JSON, or from JSON."""
    if request.content_type == "application/json":
        return {**request.query, **await request.json()}
    sent = {**request.query, **await request.post()}
    return {name: _nested(str(value)) for name, value in sent.items()}


def _nested(value: str) -> Any:
    return json.loads(value) if value[:1] in ("[", "{") else value
