"""The pages: one address a person, with their messages, every button and every form."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.messages import entry as wording
from bot.services import installations, pages
from bot.services.ports import Database, Directory, FileSource, Messenger
from handlers.conversations.router import Router
from handlers.web import guard as guarding
from handlers.web import views
from handlers.web.answering import Answering, Surroundings, number_in
from handlers.web.entry import Entry
from handlers.web.guard import Endpoint, Gone, Guard
from handlers.web.headers import for_pages, with_headers
from handlers.web.home import HomeAnswering
from handlers.web.limits import Limits
from handlers.web.links import Links
from handlers.web.messenger import WebMessenger

_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".png": "image/png",
}
"""What a file is, by the end of its name; a workbook unless it stands here."""
_HTTPS: Final = "https://"


class WebPages:
    """The platform of our own pages. Its messages need no sending: they stand in their reader's feed.

    Where they are `open`, as in the demo, a link alone opens a page, and nothing is counted.
    """

    kind = AddressKind.WEB
    is_connected = True

    def __init__(
        self,
        *,
        database: Database,
        router: Router,
        clock: Clock,
        secret: str,
        old_secrets: tuple[str, ...] = (),
        public_url: str,
        surroundings: Surroundings | None = None,
        gone: Gone | None = None,
        is_open: bool = False,
    ) -> None:
        self._database = database
        self._clock = clock
        self._public_url = public_url
        self.installation_id = 0
        self.messengers: dict[int, Messenger] = {}
        self.directories: dict[int, Directory] = {}
        self.files: dict[int, FileSource] = {}
        self.links = Links(secret, before=old_secrets)
        self._secure = public_url.startswith(_HTTPS)
        self._entry = Entry(
            database=database, clock=clock, links=self.links, limits=Limits(), secure=self._secure
        )
        self._is_open = is_open
        self._guard = Guard(gone=gone or Gone(), headers=for_pages(secure=self._secure))
        self.answering, self.home = (
            made(
                database=database,
                router=router,
                clock=clock,
                links=self.links,
                surroundings=surroundings,
            )
            for made in (Answering, HomeAnswering)
        )

    async def start(self) -> None:
        """Register the pages as an installation."""
        self.installation_id = await run_in_threadpool(
            installations.register,
            database=self._database,
            kind=self.kind,
            external_id="pages",
            name=self._public_url,
            bot_id="",
            now=self._clock(),
        )
        self.messengers[self.installation_id] = WebMessenger()
        for one in (self.answering, self.home, self._entry):
            one.installation_id = self.installation_id

    async def stop(self) -> None:
        """Nothing is open."""

    @property
    def routes(self) -> list[BaseRoute]:
        static = with_headers(StaticFiles(directory=views.PAGES / "static"), secure=self._secure)
        inside = self._guard if self._is_open else replace(self._guard, door=self._entry.door)
        return [
            Mount("/static", static, name="static"),
            *([] if self._is_open else self._ways_in()),
            Route("/p/{token}/files/{file}", guarded(self._file, inside), methods=["GET"]),
            *_places(self.home, "/p/{token}/home", guard=inside),
            *_places(self.answering, "/p/{token}", "/p/{token}/rooms/{room}", guard=inside),
        ]

    def _ways_in(self) -> list[BaseRoute]:
        entry, before = self._entry, replace(self._guard, door=self._entry.counted)
        file = replace(before, gone=Gone(sentences=wording.FILE_GONE))
        return [
            Route("/in/{token}", guarded(entry.ask, before), methods=["GET"]),
            Route("/in/{token}", guarded(entry.enter, before), methods=["POST"]),
            Route("/in/{token}/new", guarded(entry.renew, before), methods=["POST"]),
            Route("/f/{token}", guarded(self._linked_file, file), methods=["GET"]),
        ]

    async def _file(self, request: Request) -> Response:
        reader = self.links.reader(request.path_params["token"], now=self._clock())
        name, content = await run_in_threadpool(
            pages.file_of,
            database=self._database,
            installation_id=self.installation_id,
            reader=reader,
            message_id=number_in(request, "file"),
        )
        return _download(name, content)

    async def _linked_file(self, request: Request) -> Response:
        """The file of one message, for whom its platform could not bring it to."""
        message_id = self.links.file(request.path_params["token"], now=self._clock())
        name, content = await run_in_threadpool(
            pages.linked_file, database=self._database, message_id=message_id
        )
        return _download(name, content)


def nowhere_of(public_url: str) -> dict[int, Callable[[Request, Exception], Response]]:
    """Return what answers, by its code, at addresses of this server where there is nothing."""
    return guarding.nowhere(Guard(headers=for_pages(secure=public_url.startswith(_HTTPS))))


def guarded(endpoint: Endpoint, guard: Guard) -> Endpoint:
    """Return the endpoint behind the door of the pages: what is not ours stays outside, what goes wrong is said."""

    async def answer(request: Request) -> Response:
        response = await _answer(endpoint, request, guard)
        response.headers.update(guard.headers)
        return response

    return answer


async def _answer(endpoint: Endpoint, request: Request, guard: Guard) -> Response:
    try:
        refused = guarding.refused(request, guard)
        instead = await guard.door(request) if guard.door and not refused else refused
        return instead or await endpoint(request)
    except Exception as error:  # noqa: BLE001 - the edge: the person gets a sentence, and a mistake of ours is logged.
        return guarding.said(error, request, guard)


def _download(name: str, content: bytes) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    media_type = _MEDIA_TYPES.get(PurePath(name).suffix, _WORKBOOK)
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _places(answering: Answering, *places: str, guard: Guard) -> list[BaseRoute]:
    """The same endpoints at each place: the reader's Home, their own messages, a room."""
    return [
        route
        for place in places
        for route in (
            Route(place, guarded(answering.page, guard), methods=["GET"]),
            Route(f"{place}/feed", guarded(answering.feed, guard), methods=["GET"]),
            Route(f"{place}/press", guarded(answering.press, guard), methods=["POST"]),
            Route(f"{place}/form", guarded(answering.form, guard), methods=["POST"]),
            Route(f"{place}/say", guarded(answering.say, guard), methods=["POST"]),
        )
    ]
