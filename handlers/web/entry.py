"""The way in: a link says whose page it is, a button opens it, and a browser that was let in keeps a cookie."""

from datetime import datetime
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.clock import Clock
from bot.messages import entry as wording
from bot.services import links as services
from bot.services.links import Owner
from bot.services.ports import Database
from handlers.web import incoming, views
from handlers.web.guard import over_all, problem
from handlers.web.limits import NEW_LINKS, PER_ADDRESS, PER_LINK, PER_PAGE, Limits
from handlers.web.links import LIFE, Issued, Links, NotOurs

_COOKIE: Final = "bywhen"
_SECURE_COOKIE: Final = f"__Host-{_COOKIE}"


class Entry:
    """The way in to every page. Give it its `installation_id` before the first request.

    To follow a link changes nothing, whoever does: a program that looks through letters opens no page.
    """

    def __init__(
        self, *, database: Database, clock: Clock, links: Links, limits: Limits, secure: bool
    ) -> None:
        self.installation_id = 0
        self._database = database
        self._clock = clock
        self._links = links
        self._limits = limits
        self._secure = secure

    async def door(self, request: Request) -> Response | None:
        """Let through to a page whose link counts, from a browser that was let in to it; lead others to the way in."""
        token, now = request.path_params["token"], self._clock()
        issued = self._links.issued(token)
        owner = await self._owner(issued)
        if issued.is_over(now=now, since=owner.since):
            return self._over(token, issued, now)
        if not self._was_let_in(request, issued.reader, owner, now):
            return _lead(request, f"/in/{token}")
        if request.method == "POST":
            self._limits.count(PER_PAGE, f"page {issued.reader}")
        return None

    async def counted(self, request: Request) -> Response | None:
        """Let through whose address hasn't asked too often."""
        self._limits.count(PER_ADDRESS, f"address {request.client.host if request.client else ''}")
        return None

    async def ask(self, request: Request) -> Response:
        """Say whose page it is, and nothing else of it. Who was let in before goes straight on."""
        token, now = request.path_params["token"], self._clock()
        issued, owner = await self._asked(token)
        if issued.is_over(now=now, since=owner.since):
            return self._over(token, issued, now)
        if self._was_let_in(request, issued.reader, owner, now):
            return RedirectResponse(f"/p/{token}", 303)
        key = self._links.key(reader=issued.reader)
        return HTMLResponse(views.way_in(name=owner.name, token=token, key=key))

    async def enter(self, request: Request) -> Response:
        """Let a browser in, and lead it to the page."""
        token, now = request.path_params["token"], self._clock()
        issued, owner = await self._asked(token)
        if issued.is_over(now=now, since=owner.since):
            return self._over(token, issued, now)
        await self._proved(request, issued)
        led = RedirectResponse(f"/p/{token}", 303)
        led.set_cookie(
            self._cookie_name,
            self._links.cookie(reader=issued.reader, now=now),
            max_age=int(LIFE.total_seconds()),
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )
        return led

    async def renew(self, request: Request) -> Response:
        """Let a letter bring a new link to whose page it is. It is never shown here."""
        issued, _ = await self._asked(request.path_params["token"])
        await self._proved(request, issued)
        self._limits.count(NEW_LINKS, f"letters {issued.reader}", sentences=wording.ENOUGH_LINKS)
        is_mailed = await run_in_threadpool(
            services.renew,
            database=self._database,
            installation_id=self.installation_id,
            reader=issued.reader,
            now=self._clock(),
        )
        return problem(wording.ON_ITS_WAY if is_mailed else wording.NO_EMAIL, 200)

    @property
    def _cookie_name(self) -> str:
        """With this name a browser takes it from this very server alone, and by https."""
        return _SECURE_COOKIE if self._secure else _COOKIE

    async def _asked(self, token: str) -> tuple[Issued, Owner]:
        issued = self._links.issued(token)
        self._limits.count(PER_LINK, f"link {issued.reader}")
        return issued, await self._owner(issued)

    async def _owner(self, issued: Issued) -> Owner:
        owner = await run_in_threadpool(
            services.owner,
            database=self._database,
            installation_id=self.installation_id,
            reader=issued.reader,
        )
        if owner is None:
            raise NotOurs("the page is nobody's any more")
        return owner

    def _was_let_in(self, request: Request, reader: str, owner: Owner, now: datetime) -> bool:
        try:
            let_in = self._links.let_in(request.cookies.get(self._cookie_name, ""))
        except NotOurs:
            return False
        return let_in.reader == reader and not let_in.is_over(now=now, since=owner.since)

    def _over(self, token: str, issued: Issued, now: datetime) -> Response:
        sentences = wording.OVER if issued.is_over(now=now) else wording.WORTHLESS
        key = self._links.key(reader=issued.reader)
        return over_all(HTMLResponse(views.over(sentences, token=token, key=key), 410))

    async def _proved(self, request: Request, issued: Issued) -> None:
        """Let pass what was pressed on a page of ours. Raises `NotOurs`."""
        async with request.form() as form:
            key = form.get(incoming.KEY)
        self._links.opened(key if isinstance(key, str) else "", reader=issued.reader)


def _lead(request: Request, address: str) -> Response:
    if "hx-request" in request.headers:
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)
