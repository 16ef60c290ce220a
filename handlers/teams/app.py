"""Teams: one route for all that comes in, and what the core needs to reach out. Wiring only."""

from typing import Final

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.services.ports import Database
from handlers.conversations.router import Router
from handlers.teams import about, shape
from handlers.teams.answering import Answer
from handlers.teams.connection import Connection, Door, Unsure
from handlers.teams.listeners import Listeners
from handlers.teams.manifest import PATH
from handlers.teams.messenger import FileLink
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
        answer = await self._listeners.answer(activity)
        return Response(status_code=answer.status) if answer.body is None else _json(answer)


def _json(answer: Answer) -> Response:
    return JSONResponse(answer.body, status_code=answer.status)


async def _body(request: Request) -> bytes | None:
    """Return the body, None for one that is larger than anything Teams sends."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            return None
    return bytes(body)
