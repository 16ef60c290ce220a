"""Slack: one route for all that comes in, and what the core needs to reach out. Wiring only."""

import asyncio
import json
from functools import partial
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
from bot.errors import DeliveryFailed
from bot.messages import installing as wording
from bot.services import removals
from bot.services.ports import Database
from handlers.conversations.router import Router
from handlers.slack import connection, listening, manifest, returning, shape, signature, workspace
from handlers.slack.failures import translated
from handlers.slack.incoming import Payload
from handlers.slack.installs import Granted, Installs
from handlers.slack.keeping import Keeping
from handlers.slack.oauth import OAuth
from handlers.slack.socket import SocketLink
from handlers.slack.workspaces import Connected, Workspaces

log = structlog.get_logger()

_LARGEST: Final = 1024 * 1024
_OF_AN_ODD_BODY: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
_LOOK_SECONDS: Final = 60.0
_LET_IN_NO_MORE: Final = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)


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
            self._looking = asyncio.create_task(self._keep_looking(self._keeping))
        self._has_started = True
        if self._link is not None:
            self._link.start()
        log.info("slack_started", installation_id=self.installation_id, by_socket=self._link is not None)

    async def stop(self) -> None:
        """Finish what is being said, and hang up."""
        if self._looking is not None:
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
        """Keep up with the workspaces that have installed us; done once a minute."""
        if self._keeping is not None:
            await self._keeping.look()

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
        await returning.come_back(connected, database=self._database, clock=self._clock)

    async def _installed(self, keeping: Keeping, granted: Granted) -> None:
        """Keep what somebody has just allowed, and find out who is there."""
        number = await keeping.keep(granted)
        connected = self._workspaces[number]
        await returning.come_back(connected, database=self._database, clock=self._clock)
        reading = returning.read_directory(connected, database=self._database, clock=self._clock)
        task = asyncio.create_task(reading)  # The loop itself holds a task only weakly.
        self._afterwards.add(task)
        task.add_done_callback(self._afterwards.discard)

    async def _taken_away(self, installation_id: int) -> None:
        """Let go of a workspace that took us away. What comes after we were added again is of before that."""
        connected = self._workspaces.get(installation_id)
        if connected is None or await _lets_us_in(connected):
            return
        async with self._workspaces.changing:
            await asyncio.to_thread(
                removals.removed,
                database=self._database,
                installation_id=installation_id,
                now=self._clock(),
            )
            self._workspaces.disconnect(installation_id)
            if self._keeping is not None:
                self._keeping.forget(installation_id)
        log.info("slack_taken_away", installation_id=installation_id)

    async def _keep_looking(self, keeping: Keeping) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await keeping.look()
            except Exception as error:  # noqa: BLE001 - the edge: it is logged once, and the next look comes.
                _note_failed_look(error)

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
        return _of_nobody(asked.body) if found is None else await found.bolt.async_dispatch(asked)


def _note_failed_look(error: Exception) -> None:
    log.error("slack_look_failed", exc_info=error)


def _of_nobody(payload: Payload) -> BoltResponse:
    """Answer what is for no workspace of ours: Slack checks the address, or people have taken us away."""
    if payload.get("type") == "url_verification":
        return BoltResponse(status=200, body=str(payload.get("challenge", "")))
    log.warning("slack_request_of_another_workspace", kind=payload.get("type"))
    if "command" in payload and "ssl_check" not in payload:
        return listening.say(wording.not_here())
    return BoltResponse(status=200)


async def _lets_us_in(connected: Connected) -> bool:
    """Say whether a workspace lets us in, as Slack sees it now. Raises `DeliveryFailed` where it does not say."""
    try:
        with translated():
            await connected.client.auth_test()
    except DeliveryFailed as failed:
        if failed.reason in _LET_IN_NO_MORE:
            return False
        raise
    return True


async def _body(request: Request) -> bytes | None:
    """Return the body, None for one that is larger than anything Slack sends."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            return None
    return bytes(body)
