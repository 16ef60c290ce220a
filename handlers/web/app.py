"""The pages: one address a person, with their messages, every button and every form."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.clock import Clock
from bot.domain.ids import id_of
from bot.domain.people import AddressKind
from bot.errors import Busy
from bot.messages import page as wording
from bot.services import installations, pages
from bot.services.ports import Database, Directory, FileSource, Messenger
from handlers.conversations.router import NoRoute, Router
from handlers.web import views
from handlers.web.answering import Answering, Surroundings, number_in
from handlers.web.home import HomeAnswering
from handlers.web.incoming import NotUnderstood
from handlers.web.links import Links, NotOurs
from handlers.web.messenger import WebMessenger
from handlers.web.views import Back

log = structlog.get_logger()

Endpoint = Callable[[Request], Awaitable[Response]]

_LARGEST: Final = 10 * 1024 * 1024
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".png": "image/png",
}
"""What a file is, by the end of its name; a workbook unless it stands here."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    # The address of a page is its key, so no other site may learn it.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What is said to whom a link leads nowhere, and where they may go on."""

    sentences: tuple[str, str] = wording.GONE
    back: Back | None = None


_GONE: Final = Gone()

_OUTSIDE: Final[dict[type[Exception], tuple[tuple[str, str], int]]] = {
    NotOurs: (wording.GONE, 410),
    NotUnderstood: (wording.NOT_FROM_HERE, 400),
    pages.NotThere: (wording.NOT_HERE, 404),
    NoRoute: (wording.NOT_FROM_HERE, 400),
    Busy: (wording.WENT_WRONG, 503),
}


class WebPages:
    """The platform of our own pages. Its messages need no sending: they stand in their reader's feed."""

    kind = AddressKind.WEB
    is_connected = True

    def __init__(
        self,
        *,
        database: Database,
        router: Router,
        clock: Clock,
        secret: str,
        public_url: str,
        surroundings: Surroundings | None = None,
        gone: Gone = _GONE,
    ) -> None:
        self._database = database
        self._clock = clock
        self._public_url = public_url
        self._gone = gone
        self.installation_id = 0
        self.messengers: dict[int, Messenger] = {}
        self.directories: dict[int, Directory] = {}
        self.files: dict[int, FileSource] = {}
        self.links = Links(secret)
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
        self.answering.installation_id = self.home.installation_id = self.installation_id

    async def stop(self) -> None:
        """Nothing is open."""

    @property
    def routes(self) -> list[BaseRoute]:
        answering = self.answering
        return [
            Mount("/static", StaticFiles(directory=views.PAGES / "static"), name="static"),
            Route("/p/{token}/files/{file}", guarded(self._file, gone=self._gone), methods=["GET"]),
            *_places(self.home, "/p/{token}/home", gone=self._gone),
            *_places(answering, "/p/{token}", "/p/{token}/rooms/{room}", gone=self._gone),
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
        disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        media_type = _MEDIA_TYPES.get(PurePath(name).suffix, _WORKBOOK)
        return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _places(answering: Answering, *places: str, gone: Gone) -> list[BaseRoute]:
    """The same endpoints at each place: the reader's Home, their own messages, a room."""
    return [
        route
        for place in places
        for route in (
            Route(place, guarded(answering.page, gone=gone), methods=["GET"]),
            Route(f"{place}/feed", guarded(answering.feed, gone=gone), methods=["GET"]),
            Route(f"{place}/press", guarded(answering.press, gone=gone), methods=["POST"]),
            Route(f"{place}/form", guarded(answering.form, gone=gone), methods=["POST"]),
            Route(f"{place}/say", guarded(answering.say, gone=gone), methods=["POST"]),
        )
    ]


def guarded(endpoint: Endpoint, *, gone: Gone = _GONE) -> Endpoint:
    """Return the endpoint behind the door of the pages: what is not ours stays outside, what goes wrong is said."""

    async def answer(request: Request) -> Response:
        response = await _answer(endpoint, request, gone)
        response.headers.update(_HEADERS)
        return response

    return answer


async def _answer(endpoint: Endpoint, request: Request, gone: Gone) -> Response:
    back = _back(request, gone)
    if request.method == "POST" and not _comes_from_here(request):
        return _problem(wording.NOT_FROM_HERE, 403, back)
    if request.method == "POST" and not 0 <= _length(request) <= _LARGEST:
        return _problem(wording.TOO_BIG, 413, back)
    try:
        return await endpoint(request)
    except HTTPException as error:
        # A body that is no form: Starlette says so while it reads it.
        return _problem(wording.NOT_FROM_HERE, error.status_code, back)
    except tuple(_OUTSIDE) as error:
        sentences, status = _OUTSIDE[type(error)]
        if isinstance(error, NotOurs):
            sentences, back = gone.sentences, gone.back
        return _problem(sentences, status, back)
    except Exception as error:  # noqa: BLE001 - the edge: it is logged once, and the person gets a sentence.
        return _went_wrong(error, back)


def _went_wrong(error: Exception, back: Back | None) -> HTMLResponse:
    log.error("page_failed", exc_info=error)
    return _problem(wording.WENT_WRONG, 500, back)


def _back(request: Request, gone: Gone) -> Back | None:
    """Return the way to the page of whoever asks; where the address names none, the way in, if there is one."""
    token = request.path_params.get("token")
    return Back(address=f"/p/{quote(token, safe='')}") if token else gone.back


def _length(request: Request) -> int:
    """Return how long the body says it is; -1 where it does not say, which no browser leaves out."""
    length = id_of(request.headers.get("content-length", ""))
    return -1 if length is None else length


def _comes_from_here(request: Request) -> bool:
    """Say whether a page of ours sent this: browsers tell, in one header or the other."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")


def _problem(sentences: tuple[str, str], status: int, back: Back | None) -> HTMLResponse:
    return HTMLResponse(
        views.problem(sentences, back=back), status, {"HX-Retarget": "body", "HX-Reswap": "innerHTML"}
    )
