"""Teams: one route for all that comes in, and what the core needs to reach out. Wiring only."""

from typing import Final

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.services.ports import Database
from handlers.conversations.router import NoRoute, Router
from handlers.teams import about, answering, shape
from handlers.teams.answering import MALFORMED, Answer
from handlers.teams.connection import Connection, Door, Unsure
from handlers.teams.listeners import Listeners, Malformed
from handlers.teams.manifest import PATH
from handlers.teams.messenger import FileLink
from handlers.teams.shape import Activity
from handlers.teams.tenants import Tenants

log = structlog.get_logger()

_LARGEST: Final = 1024 * 1024


class Teams:
    """The platform. Each tenant is an installation, known from the first thing that it sends."""

    kind: Final = AddressKind.TEAMS
    is_connected: Final = True

    def __init__(
        self,
        *,
        database: Database,
        router: Router,
        clock: Clock,
        client_id: str,
        secret: str,
        tenant_id: str = "",
        unauthenticated: bool = False,
        file_link: FileLink | None = None,
    ) -> None:
        """Serve the app of this id. `unauthenticated` lets anybody speak for anybody: for a rehearsal at one's own desk."""
        self._connection = Connection(client_id=client_id, secret=secret, tenant_id=tenant_id)
        self._door = Door(None if unauthenticated else client_id)
        self._tenants = Tenants(
            database=database, connection=self._connection, clock=clock, file_link=file_link
        )
        self._listeners = Listeners(database=database, router=router, clock=clock, tenants=self._tenants)
        self._is_open_to_all = unauthenticated
        self._has_started = False
        self.messengers = self._tenants.messengers
        self.directories = self._tenants.directories
        self.files = self._tenants.files
        self.routes: list[BaseRoute] = [Route(PATH, self._receive, methods=["POST"]), about.ROUTE]

    async def start(self) -> None:
        """Connect the tenants of before, and listen."""
        await self._tenants.connect_known()
        self._has_started = True
        log.info("teams_started", tenants=len(self.messengers))
        if self._is_open_to_all:
            log.warning("teams_lets_anybody_speak_for_anybody")

    async def stop(self) -> None:
        """Finish what is being done, and hang up."""
        await self.drain()
        await self._connection.close()

    async def drain(self) -> None:
        """Wait for what is still being done after answers."""
        await self._listeners.drain()

    async def _receive(self, request: Request) -> Response:
        """Answer one request from Teams; what is not from Teams is told so, and nothing of it is logged."""
        if not self._has_started:
            return Response(status_code=503)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        activity = shape.read(body)
        if activity is None:
            log.warning("teams_activity_malformed")
            return Response(status_code=400)
        try:
            admitted = await self._door.admits(
                request.headers.get("authorization", ""), service_url=activity["serviceUrl"]
            )
        except Unsure:
            log.warning("teams_keys_not_to_be_had", exc_info=True)
            return Response(status_code=503)
        if not admitted:
            return Response(status_code=401)
        return _response(await self._answer(activity))

    async def _answer(self, activity: Activity) -> Answer:
        """Answer what Teams sends. What it does not send is no mistake of ours."""
        try:
            return await self._listeners.answer(activity)
        except (Malformed, NoRoute):
            log.warning("teams_activity_malformed", type=activity["type"])
            return MALFORMED
        except Exception as error:  # noqa: BLE001 - the edge: it is logged once, and whoever waits for an answer gets one.
            return _mistake(activity, error)


def _mistake(activity: Activity, error: Exception) -> Answer:
    log.error("teams_activity_failed", type=activity["type"], name=activity.get("name"), exc_info=error)
    return answering.to_mistake(activity)


def _response(answer: Answer) -> Response:
    if answer.body is None:
        return Response(status_code=answer.status)
    return JSONResponse(answer.body, status_code=answer.status)


async def _body(request: Request) -> bytes | None:
    """Return the body, None for one that is larger than anything Teams sends."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            return None
    return bytes(body)
