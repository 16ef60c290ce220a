"""Slack: one route for all that comes in, and what the core needs to reach out. Wiring only."""

import asyncio
import json
from collections.abc import Coroutine
from functools import partial
from itertools import count
from typing import Any, Final

import structlog
from slack_bolt import BoltResponse
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.messages import installing as wording
from bot.services.ports import Database
from handlers.conversations.router import Router
from handlers.slack import connection, listening, manifest, returning, shape, signature, workspace
from handlers.slack.incoming import Payload
from handlers.slack.installs import Granted, Installs
from handlers.slack.keeping import Keeping
from handlers.slack.leaving import Leaving
from handlers.slack.oauth import OAuth
from handlers.slack.returning import Returning
from handlers.slack.socket import SocketLink
from handlers.slack.workspaces import Workspaces

log = structlog.get_logger()

_LARGEST: Final = 1024 * 1024
_OF_AN_ODD_BODY: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
_CHECK: Final = "url_verification"
_LOOK_SECONDS: Final = 60.0
_LOOKS_BEFORE_ASKING: Final = 60


class Slack:
    """The platform. One workspace is let in by `token`, others by `installs`; `installation_id` is that of the first."""

    kind: Final = AddressKind.SLACK

    def __init__(
        self,
        *,
        database: Database,
        router: Router,
        clock: Clock,
        signing_secret: str,
        api_url: str,
        token: str = "",
        app_token: str = "",
        installs: Installs | None = None,
    ) -> None:
        """Listen over HTTP; with `app_token` by a connection of our own instead, and then nothing need be signed."""
        self._database = database
        self._clock = clock
        self._secret = signing_secret
        self._token = token
        # Without a token of anybody: it asks for what is ours, and holds the session that all share.
        self._client = connection.prepare(token="", api_url=api_url)
        self._workspaces = Workspaces(
            base=self._client,
            database=database,
            router=router,
            clock=clock,
            taken_away=self._taken_away,
        )
        self.messengers = self._workspaces.messengers
        self.directories = self._workspaces.directories
        self.files = self._workspaces.files
        self.installation_id = 0
        self._has_started = False
        self._link = SocketLink(self._client, app_token=app_token, answer=self._answer) if app_token else None
        self.routes = [] if self._link else [Route(manifest.PATH, self._receive, methods=["POST"])]
        self._keeping: Keeping | None = None
        if installs is not None:
            self._let_install(installs)
        self._returning = Returning(database=database, clock=clock, workspaces=self._workspaces)
        self._leaving = Leaving(
            database=database, clock=clock, workspaces=self._workspaces, keeping=self._keeping
        )
        self._looking: asyncio.Task[None] | None = None
        self._afterwards: set[asyncio.Task[None]] = set()

    @property
    def is_connected(self) -> bool:
        """Whether what Slack sends reaches us, as far as we can know."""
        return self._link is None or self._link.is_connected

    async def start(self) -> None:
        """Connect to every workspace that lets us in, and listen. Raises `DeliveryFailed` when Slack does not take our token."""
        connection.open_session(self._client)
        if self._token:
            await self._connect_own()
        if self._keeping is not None:
            await self._keeping.look()
            self._later(self._catch_up())
        self._looking = asyncio.create_task(self._keep_looking())
        self._has_started = True
        if self._link is not None:
            self._link.start()
        log.info("slack_started", installation_id=self.installation_id, by_socket=self._link is not None)

    async def stop(self) -> None:
        """Finish what is being said, and hang up."""
        if self._looking is not None:
            async with self._workspaces.changing:  # A token that works once may just be on its way.
                self._looking.cancel()
            await asyncio.wait([self._looking])
        if self._link is not None:
            await self._link.stop()
        await self.settle()
        await connection.close_session(self._client)

    async def settle(self) -> None:
        """Wait for what is still being done after answers."""
        await asyncio.gather(*self._afterwards, return_exceptions=True)
        await self._workspaces.drain()

    async def look(self) -> None:
        """Keep up with the workspaces that have installed us, and with their rooms; done once a minute."""
        if self._keeping is not None:
            await self._keeping.look()
        await self._returning.look_again()

    def _let_install(self, settings: Installs) -> None:
        keeping = Keeping(
            client=self._client,
            database=self._database,
            clock=self._clock,
            settings=settings,
            workspaces=self._workspaces,
        )
        pages = OAuth(
            client=self._client,
            database=self._database,
            clock=self._clock,
            settings=settings,
            installed=partial(self._installed, keeping),
        )
        self._keeping = keeping
        self.routes += pages.routes

    async def _connect_own(self) -> None:
        """Connect to the workspace whose token the operator has set."""
        client = connection.beside(self._client, token=self._token)
        found = await workspace.recognise(client=client, database=self._database, now=self._clock())
        self.installation_id = found.installation_id
        connected = self._workspaces.connect(found, token=self._token)
        await self._returning.come_back(connected)

    async def _installed(self, keeping: Keeping, granted: Granted) -> None:
        """Keep what somebody has just allowed, and find out who is there."""
        number = await keeping.keep(granted)
        connected = self._workspaces[number]
        await self._returning.come_back(connected)
        self._later(returning.read_directory(connected, database=self._database, clock=self._clock))

    async def _taken_away(self, installation_id: int) -> None:
        await self._leaving.taken_away(installation_id)

    async def _catch_up(self) -> None:
        """Find out what happened while we were not there: who took us away, and who has us again."""
        await self._leaving.ask_all()
        for number in self._workspaces.numbers:
            if number != self.installation_id and (connected := self._workspaces.get(number)):
                await self._returning.come_back(connected)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_heard(work))  # The loop itself holds a task only weakly.
        self._afterwards.add(task)
        task.add_done_callback(self._afterwards.discard)

    async def _keep_looking(self) -> None:
        for number in count(1):
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await self.look()
                if self._keeping is not None and number % _LOOKS_BEFORE_ASKING == 0:
                    await self._leaving.ask_all()
            except Exception as error:  # noqa: BLE001 - the edge: it is logged once, and the next look comes.
                _note_failed("slack_look_failed", error)

    async def _answer(self, payload: Payload) -> dict[str, Any] | None:
        """Answer what came by our own connection; None for what should come again. It is from Slack: we have asked for it."""
        if not self._has_started or not shape.has_shape(payload):
            log.warning("slack_request_malformed")
            return {}
        try:
            answer = await self._dispatched(AsyncBoltRequest(mode="socket_mode", body=payload))
        except _OF_AN_ODD_BODY:
            log.warning("slack_request_malformed", exc_info=True)
            return {}
        if answer.status >= 500:
            return None
        return {"payload": json.loads(answer.body)} if answer.status == 200 and answer.body else {}

    async def _receive(self, request: Request) -> Response:
        """Answer one request from Slack; what is not from Slack is told so, and nothing of it is read or logged."""
        if not self._has_started:
            return Response(status_code=503)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        genuine = signature.is_genuine(
            body=body,
            timestamp=request.headers.get("x-slack-request-timestamp", ""),
            signature=request.headers.get("x-slack-signature", ""),
            secret=self._secret,
            now=self._clock(),
        )
        if not genuine:
            log.warning("slack_signature_not_ours", size=len(body))
            return Response(status_code=401)
        if not shape.is_slacks(body, content_type=request.headers.get("content-type", "")):
            log.warning("slack_request_malformed")
            return Response(status_code=400)
        try:
            answer = await self._dispatched(to_async_bolt_request(request, body))
        except _OF_AN_ODD_BODY:
            log.warning("slack_request_malformed", exc_info=True)
            return Response(status_code=400)
        return to_starlette_response(answer)

    async def _dispatched(self, asked: AsyncBoltRequest) -> BoltResponse:
        """Answer through the Bolt of a workspace. What our listeners raise it answers; what gets out is of an odd body."""
        found = await self._workspaces.whose(asked.body, is_alone=self._keeping is None)
        if found is None and self._keeping is not None and asked.body.get("type") != _CHECK:
            await self._keeping.look()  # Another process may have let them install us a moment ago.
            found = await self._workspaces.whose(asked.body, is_alone=False)
        return _of_nobody(asked.body) if found is None else await found.bolt.async_dispatch(asked)


async def _heard(work: Coroutine[Any, Any, None]) -> None:
    """Do what is done after answers: what goes wrong there is heard of by nobody else."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - the edge: it is logged once, and nobody waits for it.
        _note_failed("slack_afterwards_failed", error)


def _note_failed(event: str, error: Exception) -> None:
    log.error(event, exc_info=error)


def _of_nobody(payload: Payload) -> BoltResponse:
    """Answer what is for no workspace of ours: Slack checks the address, or people have taken us away."""
    if payload.get("type") == _CHECK:
        return BoltResponse(status=200, body=str(payload.get("challenge", "")))
    log.warning("slack_request_of_another_workspace", kind=payload.get("type"))
    if "command" in payload and "ssl_check" not in payload:
        return listening.say(wording.not_here())
    return BoltResponse(status=200)


async def _body(request: Request) -> bytes | None:
    """Return the body, None for one that is larger than anything Slack sends."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            return None
    return bytes(body)
