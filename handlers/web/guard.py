"""What keeps outside what is not ours, and what is said where something goes wrong."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.domain.ids import id_of
from bot.errors import Busy
from bot.messages import page as wording
from bot.services import pages
from handlers.conversations.router import NoRoute
from handlers.web import views
from handlers.web.headers import ON_PAGES
from handlers.web.incoming import NotUnderstood
from handlers.web.limits import TooOften
from handlers.web.links import NotOurs
from handlers.web.views import Back

log = structlog.get_logger()

Endpoint = Callable[[Request], Awaitable[Response]]
Door = Callable[[Request], Awaitable[Response | None]]
"""Asked before an endpoint: what it answers instead, None where whoever asks may go on."""

_LARGEST: Final = 10 * 1024 * 1024
_PAGE: Final = re.compile(r"/(?:p|in)/([^/]+)|/demo/([^/]+)/")
"""An address that names somebody's page. The links to a pause and to a file have a token too, and it opens no page."""
_NOWHERE: Final = {404: wording.NOT_HERE, 405: wording.NOT_TO_OPEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What is said to whom a link leads nowhere, and where they may go on."""

    sentences: tuple[str, str] = wording.GONE
    back: Back | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """How endpoints are guarded: who is let in, what is said to whom a link leads nowhere, what goes along."""

    gone: Gone = Gone()
    door: Door | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: ON_PAGES)


_OUTSIDE: Final[dict[type[Exception], tuple[tuple[str, str], int]]] = {
    NotUnderstood: (wording.NOT_FROM_HERE, 400),
    pages.NotThere: (wording.NOT_HERE, 404),
    NoRoute: (wording.NOT_FROM_HERE, 400),
    Busy: (wording.WENT_WRONG, 503),
}


def problem(sentences: tuple[str, str], status: int, back: Back | None = None) -> Response:
    """Return a page that says what cannot be done; it takes the place of all that a script has shown."""
    return over_all(HTMLResponse(views.problem(sentences, back=back), status))


def over_all(response: Response) -> Response:
    """Let an answer take the place of all that stands on the page, whatever has asked for it."""
    response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response


def refused(request: Request, guard: Guard) -> Response | None:
    """Return what is said to a request that no page of ours has sent, None to any other one."""
    if request.method != "POST":
        return None
    if not _comes_from_here(request):
        return problem(wording.NOT_FROM_HERE, 403, _back(request, guard.gone))
    if not 0 <= _length(request) <= _LARGEST:
        return problem(wording.TOO_BIG, 413, _back(request, guard.gone))
    return None


def said(error: Exception, request: Request, guard: Guard) -> Response:
    """Return what is said where an endpoint came to nothing. A mistake of ours is logged."""
    back = _back(request, guard.gone)
    match error:
        case HTTPException():
            # A body that is no form: Starlette says so while it reads it.
            return problem(wording.NOT_FROM_HERE, error.status_code, back)
        case NotOurs():
            return problem(guard.gone.sentences, 410, guard.gone.back)
        case TooOften():
            wait = problem(error.sentences, 429, back)
            wait.headers["Retry-After"] = str(error.seconds)
            return wait
    if type(error) in _OUTSIDE:
        return problem(*_OUTSIDE[type(error)], back)
    log.error("page_failed", exc_info=error)
    return problem(wording.WENT_WRONG, 500, back)


def nowhere(guard: Guard) -> dict[int, Callable[[Request, Exception], Response]]:
    """Return what answers, by its code, where there is nothing, and where only the press of a button leads."""

    def answer(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        page = problem(_NOWHERE[error.status_code], error.status_code, _back(request, guard.gone))
        page.headers.update({**(error.headers or {}), **guard.headers})
        return page

    return dict.fromkeys(_NOWHERE, answer)


def _back(request: Request, gone: Gone) -> Back | None:
    """Return the way to the page that an address names; where it names none, the way in, if there is one."""
    named = _PAGE.match(request.scope["path"])
    return Back(address=f"/p/{quote(named[named.lastindex or 1], safe='')}") if named else gone.back


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
