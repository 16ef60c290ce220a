"""Slack: one route for all that comes in, and what the core needs to reach out. Wiring only."""

import json
import logging
import re
from typing import Any, Final

import structlog
from slack_bolt import BoltResponse
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.messages import troubles
from bot.services.ports import Database, Directory, FileSource, Messenger
from handlers.conversations.router import Router
from handlers.slack import answering, connection, forms, ids, manifest, shape, signature, workspace
from handlers.slack.directory import SlackDirectory
from handlers.slack.files import SlackFiles
from handlers.slack.incoming import Malformed, Payload
from handlers.slack.listeners import Listeners
from handlers.slack.messenger import SlackMessenger
from handlers.slack.socket import SocketLink

log = structlog.get_logger()

_LARGEST: Final = 1024 * 1024
_OF_AN_ODD_BODY: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
_ANY: Final = re.compile(".*", re.DOTALL)


class Slack:
    """The platform. `installation_id` is known once it has started."""

    kind: Final = AddressKind.SLACK

    def __init__(
        self,
        *,
        database: Database,
        router: Router,
        clock: Clock,
        token: str,
        signing_secret: str,
        api_url: str,
        app_token: str = "",
    ) -> None:
        """Listen over HTTP; with `app_token` by a connection of our own instead, and then nothing need be signed."""
        self._database = database
        self._router = router
        self._clock = clock
        self._secret = signing_secret
        self._client = connection.prepare(token=token, api_url=api_url)
        self.messengers: dict[int, Messenger] = {}
        self.directories: dict[int, Directory] = {}
        self.files: dict[int, FileSource] = {}
        self._link = SocketLink(self._client, app_token=app_token, answer=self._answer) if app_token else None
        over_http = [Route(manifest.PATH, self._receive, methods=["POST"])]
        self.routes = [] if self._link else over_http
        self.installation_id = 0
        self._listeners: Listeners | None = None
        self._bolt: AsyncApp | None = None

    @property
    def is_connected(self) -> bool:
        """Whether what Slack sends reaches us, as far as we can know."""
        return self._link is None or self._link.is_connected

    async def start(self) -> None:
        """Find out whose token ours is, and listen. Raises `DeliveryFailed` when Slack does not take it."""
        connection.open_session(self._client)
        found = await workspace.recognise(client=self._client, database=self._database, now=self._clock())
        self.installation_id = found.installation_id
        self.messengers[found.installation_id] = SlackMessenger(self._client)
        self.directories[found.installation_id] = SlackDirectory(self._client)
        self.files[found.installation_id] = SlackFiles(self._client)
        self._listeners = Listeners(
            client=self._client,
            database=self._database,
            router=self._router,
            clock=self._clock,
            workspace=found,
        )
        self._bolt = _bolt(self._listeners, found, token=str(self._client.token))
        if self._link is not None:
            self._link.start()
        log.info("slack_started", installation_id=found.installation_id, by_socket=self._link is not None)

    async def stop(self) -> None:
        """Finish what is being said, and hang up."""
        if self._link is not None:
            await self._link.stop()
        if self._listeners is not None:
            await self._listeners.drain()
        await connection.close_session(self._client)

    async def _answer(self, payload: Payload) -> dict[str, Any] | None:
        """Answer what came by our own connection; None for what should come again. It is from Slack: we have asked for it."""
        if self._bolt is None or not shape.has_shape(payload):
            log.warning("slack_request_malformed")
            return {}
        try:
            answer = await self._bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=payload))
        except _OF_AN_ODD_BODY:
            log.warning("slack_request_malformed", exc_info=True)
            return {}
        if answer.status >= 500:
            return None
        return {"payload": json.loads(answer.body)} if answer.status == 200 and answer.body else {}

    async def _receive(self, request: Request) -> Response:
        """Answer one request from Slack; what is not from Slack is told so, and nothing of it is read or logged."""
        if self._bolt is None:
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
        return await _dispatched(self._bolt, request, body)


async def _dispatched(bolt: AsyncApp, request: Request, body: bytes) -> Response:
    """Answer through Bolt. What our own listeners raise goes to `_failed`; what gets out is Bolt's, of an odd body."""
    try:
        answer = await bolt.async_dispatch(to_async_bolt_request(request, body))
    except _OF_AN_ODD_BODY:
        log.warning("slack_request_malformed", exc_info=True)
        return Response(status_code=400)
    return to_starlette_response(answer)


def _bolt(listeners: Listeners, found: workspace.Workspace, *, token: str) -> AsyncApp:
    """Return Bolt with one listener for each kind of request; which conversation answers is the router's."""

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=found.team_id,
            bot_token=token,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
        )

    bolt = AsyncApp(
        name="bywhen",  # Without one, Bolt looks through the sources of every module for who has called it.
        logger=logging.getLogger("slack_bolt"),  # Bolt would give a logger of its own the level of the root.
        authorize=authorize,
        process_before_response=True,  # The answer is the receipt of the commit.
        request_verification_enabled=False,  # Done ahead of Bolt, which would log the body and trip over a word.
    )
    bolt.command(_ANY)(listeners.command)
    bolt.action(_ANY)(listeners.press)
    bolt.shortcut(_ANY)(listeners.shortcut)
    bolt.view(ids.FORM)(listeners.submit)
    bolt.event(_ANY)(listeners.event)
    bolt.error(_failed)
    return bolt


async def _failed(error: Exception, body: Payload) -> BoltResponse:
    """Log a mistake of ours once, and tell the person where the answer can carry it.

    An event is answered with 500, so that Slack sends it again. What Slack does not send is no mistake of ours.
    """
    if isinstance(error, Malformed):
        log.warning("slack_request_malformed")
        return BoltResponse(status=400)
    kind = body.get("type") or ("command" if "command" in body else "unknown")
    log.error("slack_request_failed", kind=kind, exc_info=error)
    match kind:
        case "command":
            return _json({**answering.to_asker(troubles.ours())})
        case "view_submission":
            notice = forms.notice(troubles.ours(), title=troubles.TITLE)
            return _json({"response_action": "update", "view": notice})
        case _:
            return BoltResponse(status=500)


def _json(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200,
        body=bytes(JSONResponse(answer).body).decode(),
        headers={"content-type": "application/json"},
    )


async def _body(request: Request) -> bytes | None:
    """Return the body, None for one that is larger than anything Slack sends."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            return None
    return bytes(body)
