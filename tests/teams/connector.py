"""A server that speaks Teams' connector as far as we use it, and misbehaves when it is told to.

Unlike a real one it throttles, refuses and loses its answers on demand, so that what is promised about each of these
can be proved. Every card that it is sent is held against the schema.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from handlers.teams.elements import CONTENT_TYPE
from tests.teams import cards

Data = dict[str, Any]
Misbehaviour = Callable[["StandIn", web.Request, Data], Awaitable[web.StreamResponse]]

_LARGEST = 100 * 1024


def refusing(status: int, code: str = "") -> Misbehaviour:
    """Refuse the call, with an error of Teams' where there is a code."""

    async def misbehave(server: "StandIn", request: web.Request, sent: Data) -> web.StreamResponse:
        if not code:
            return web.Response(status=status, text="<html>no</html>", content_type="text/html")
        return web.json_response({"error": {"code": code, "message": "No."}}, status=status)

    return misbehave


def throttling(seconds: str) -> Misbehaviour:
    """Say that this is too often."""

    async def misbehave(server: "StandIn", request: web.Request, sent: Data) -> web.StreamResponse:
        return web.json_response({}, status=429, headers={"Retry-After": seconds})

    return misbehave


def answering(body: str) -> Misbehaviour:
    """Answer with something that is no answer."""

    async def misbehave(server: "StandIn", request: web.Request, sent: Data) -> web.StreamResponse:
        return web.Response(text=body, content_type="application/json")

    return misbehave


def taking(seconds: float) -> Misbehaviour:
    """Take one's time."""

    async def misbehave(server: "StandIn", request: web.Request, sent: Data) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return server.obey(request, sent)

    return misbehave


async def losing_the_answer(server: "StandIn", request: web.Request, sent: Data) -> web.StreamResponse:
    """Do what was asked, and hang up before answering."""
    server.obey(request, sent)
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@dataclass
class StandIn:
    """The server: what it was asked, what stands in its conversations, and how it will misbehave.

    `members` has who is in a conversation, `channels` those of a team, `files` what can be downloaded, `uploads` what was put there.
    """

    calls: list[tuple[str, Data]] = field(default_factory=list)
    activities: dict[str, list[Data]] = field(default_factory=lambda: defaultdict(list))
    members: dict[str, list[Data]] = field(default_factory=dict)
    channels: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, bytes] = field(default_factory=dict)
    ranges: list[str | None] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    page: int = 500
    url: str = ""
    _misbehaviour: dict[str, deque[Misbehaviour]] = field(default_factory=lambda: defaultdict(deque))
    _count: int = 0

    @property
    def service_url(self) -> str:
        return f"{self.url}/uk/"

    def will(self, what: str, *misbehaviour: Misbehaviour) -> None:
        """Misbehave at the next calls: "open", "post", "put", "members", "channels", "file" or "upload", once for each."""
        self._misbehaviour[what].extend(misbehaviour)

    def asked(self, what: str) -> list[Data]:
        """Return what was sent with all calls of a kind."""
        return [sent for name, sent in self.calls if name == what]

    def said(self, conversation: str) -> list[str]:
        """Return what can be read in a conversation, a message each."""
        return [words(one) for one in self.activities[conversation]]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["StandIn"]:
        app = web.Application()
        place = "/uk/v3/conversations"
        app.router.add_post(place, self._doing("open"))
        app.router.add_post(place + "/{conversation}/activities", self._doing("post"))
        app.router.add_put(place + "/{conversation}/activities/{activity}", self._doing("put"))
        app.router.add_get(place + "/{conversation}/pagedMembers", self._doing("members"))
        app.router.add_get("/uk/v3/teams/{conversation}/conversations", self._doing("channels"))
        app.router.add_get("/files/{file}", self._file)
        app.router.add_put("/upload/{file}", self._upload)
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

    def obey(self, request: web.Request, sent: Data) -> web.Response:
        """Do what is asked, and answer as Teams does."""
        what = self.calls[-1][0]
        conversation = request.match_info.get("conversation", "")
        answer: Data | None = getattr(self, f"_{what}")(conversation, request, sent)
        if answer is None:
            return web.json_response({"error": {"code": "NotFound", "message": "No."}}, status=404)
        return web.json_response(answer, status=201 if what in ("open", "post") else 200)

    def _doing(self, what: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            body = await request.read()
            sent = await request.json() if body else {**request.query}
            self.calls.append((what, sent))
            self.tokens.append(request.headers.get("Authorization"))
            self.problems += _faults(body, sent)
            if self._misbehaviour[what]:
                return await self._misbehaviour[what].popleft()(self, request, sent)
            return self.obey(request, sent)

        return answer

    def _open(self, conversation: str, request: web.Request, sent: Data) -> Data:
        (member,) = sent["members"]
        return {"id": f"a:{member['id']}"}

    def _post(self, conversation: str, request: web.Request, sent: Data) -> Data:
        self._count += 1
        name = str(1_700_000_000_000 + self._count)
        self.activities[conversation].append({**sent, "id": name})
        return {"id": name}

    def _put(self, conversation: str, request: web.Request, sent: Data) -> Data | None:
        name = request.match_info["activity"]
        for at, one in enumerate(self.activities[conversation]):
            if one["id"] == name:
                self.activities[conversation][at] = {**sent, "id": name}
                return {"id": name}
        return None

    def _members(self, conversation: str, request: web.Request, sent: Data) -> Data | None:
        if conversation not in self.members:
            return None
        everybody, start = self.members[conversation], int(sent.get("continuationToken") or 0)
        end = start + min(self.page, int(sent["pageSize"]))
        following = {"continuationToken": str(end)} if end < len(everybody) else {}
        return {"members": everybody[start:end], **following}

    def _channels(self, team: str, request: web.Request, sent: Data) -> Data | None:
        if team not in self.channels:
            return None
        return {"conversations": [{"id": one} for one in self.channels[team]]}

    async def _file(self, request: web.Request) -> web.StreamResponse:
        self.tokens.append(request.headers.get("Authorization"))
        if self._misbehaviour["file"]:
            return await self._misbehaviour["file"].popleft()(self, request, {})
        return web.Response(body=self.files[request.match_info["file"]])

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        self.tokens.append(request.headers.get("Authorization"))
        content = await request.read()
        if self._misbehaviour["upload"]:
            return await self._misbehaviour["upload"].popleft()(self, request, {})
        self.uploads[request.match_info["file"]] = content
        self.ranges.append(request.headers.get("Content-Range"))
        return web.Response(status=201)


def words(activity: Data) -> str:
    """Return what can be read of an activity: its text and its cards."""
    drawn = [cards.words(one) for one in _cards(activity)]
    return "\n".join([*([activity["text"]] if activity.get("text") else []), *drawn])


def _cards(activity: Data) -> list[Data]:
    attached = activity.get("attachments") or []
    return [one["content"] for one in attached if one["contentType"] == CONTENT_TYPE]


def _faults(body: bytes, sent: Data) -> list[str]:
    large = ["larger than Teams takes"] if len(body) > _LARGEST else []
    return [*large, *(fault for card in _cards(sent) for fault in cards.faults(card))]
