"""The demo: the pages of everybody, with a bar to switch between them and to move the clock."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.types import Receive, Scope, Send

from bot.domain.partnerships import PartnershipState
from bot.messages import demo as wording
from bot.services import rehearsals
from bot.services.pages import Page
from bot.services.rehearsals import Reader
from handlers.conversations.incoming import Place
from handlers.web import incoming, views
from handlers.web.app import WebPages, guarded
from handlers.web.demo.cast import CAST, RUNNER
from handlers.web.demo.clock import ZONE, Step
from handlers.web.demo.opening import Opening
from handlers.web.demo.stage import House, Stage
from handlers.web.guard import Gone, Guard, nowhere
from handlers.web.incoming import NotUnderstood
from handlers.web.views import Around, Back

_SAMPLE: Final = Path(__file__).parents[1] / "sample" / "riverside-progression-group.xlsx"
_TELEPHONES: Final = {player.id: player for player in CAST if not player.email}
_ORGANISATIONS: Final = {player.id: player.organisation for player in CAST}

_FIRST_TUESDAY: Final = date(2026, 9, 15)
_STEPS: Final = {step.value: step for step in Step}
_OPENINGS: Final = {opening.value: opening for opening in Opening}
_GONE: Final = Gone(sentences=wording.STARTED_AGAIN, back=Back(address="/", label=wording.OPEN))
_GUARD: Final = Guard(gone=_GONE)

Furnish = Callable[[Opening], Awaitable[House]]


class Demo:
    """The demo as an ASGI application; `ready` is called once it stands. It implements `handlers.web.answering.Surroundings` for its own pages."""

    def __init__(self, *, furnish: Furnish, secret: str, opening: Opening, ready: Callable[[], None]) -> None:
        self._furnish = furnish
        self._opening = opening
        self._secret = secret
        self._runs = count(1)
        self._ready = ready
        self._stage: Stage | None = None
        self._routes = Router()
        self._looked: dict[str, int] = {}
        self._said = ""
        self.app = Starlette(
            routes=[
                Route("/", guarded(self._home, _GUARD), methods=["GET"]),
                Route(
                    "/demo/riverside-progression-group.xlsx", guarded(self._workbook, _GUARD), methods=["GET"]
                ),
                Route("/demo/{token}/clock", guarded(self._move, _GUARD), methods=["POST"]),
                Route("/demo/{token}/beginning", guarded(self._ask_first, _GUARD), methods=["GET"]),
                Route("/demo/{token}/beginning", guarded(self._begin_again, _GUARD), methods=["POST"]),
                Route("/demo/{token}/sample", guarded(self._sample, _GUARD), methods=["POST"]),
                Mount("/", app=self._pages),
            ],
            lifespan=self._lifespan,
            exception_handlers=nowhere(_GUARD),
        )

    @property
    def stage(self) -> Stage:
        if self._stage is None:
            raise RuntimeError("the demo has not started yet")
        return self._stage

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await self.begin(self._opening)
        self._ready()
        yield
        await self.end()

    async def begin(self, opening: Opening) -> None:
        """Set the stage anew."""
        house = await self._furnish(opening)
        platform = WebPages(
            database=house.database,
            router=house.router,
            clock=house.clock,
            # No page of an earlier run acts in this one.
            secret=f"{self._secret}-{next(self._runs)}",
            public_url="",
            surroundings=self,
            gone=_GONE,
            is_open=True,
        )
        self._stage = Stage(house=house, platform=platform)
        self._routes = Router(routes=platform.routes)
        self._looked, self._said = {}, ""
        await self._stage.set(opening)

    async def end(self) -> None:
        """Close the database of this run."""
        await run_in_threadpool(self.stage.house.database.close)

    async def _pages(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._routes(scope, receive, send)

    # What stands around the pages.

    async def settled(self) -> None:
        await self.stage.settle()

    async def drawn(self, page: Page, reader: str) -> Around:
        readers = await self._readers()
        self._looked[reader] = next((one.messages for one in readers if one.external_id == reader), 0)
        now = self.stage.house.clock().astimezone(ZONE)
        bar = views.drawn(
            "demo.html",
            demo=wording.WORDS,
            people=[self._seen(one) for one in _with_telephones(readers)],
            reader=reader,
            now=now,
            token=self._token(reader),
            said=self._said,
        )
        if reader in _TELEPHONES:
            player = _TELEPHONES[reader]
            said = wording.by_telephone(
                name=player.name, telephone=player.telephone, runner=RUNNER.name.split(" ", 1)[0]
            )
            telephone = views.drawn("telephone.html", said=said)
            return Around(bar=bar, guide=telephone, name=player.name, silent=True)
        if reader != RUNNER.id:
            return Around(bar=bar)
        guide = views.drawn(
            "guide.html", demo=wording.WORDS, token=self._token(reader), next=_next(page, now.date())
        )
        return Around(bar=bar, guide=guide)

    def _seen(self, one: Reader) -> dict[str, object]:
        return {
            "id": one.external_id,
            "name": one.name,
            "organisation": _ORGANISATIONS.get(one.external_id, ""),
            "address": f"/p/{self._token(one.external_id)}",
            "by_telephone": one.external_id in _TELEPHONES,
            "new": max(one.messages - self._looked.get(one.external_id, 0), 0),
        }

    async def _readers(self) -> tuple[Reader, ...]:
        return await run_in_threadpool(
            rehearsals.readers,
            database=self.stage.house.database,
            installation_id=self.stage.pages.installation_id,
        )

    def _token(self, reader: str) -> str:
        return self.stage.pages.links.token(reader=reader, now=self.stage.house.clock())

    # What the bar does.

    async def _home(self, _: Request) -> Response:
        return RedirectResponse(f"/p/{self._token(RUNNER.id)}", 303)

    async def _workbook(self, _: Request) -> Response:
        return FileResponse(_SAMPLE, filename=_SAMPLE.name)

    async def _move(self, request: Request) -> Response:
        reader = self._reader(request)
        async with request.form() as form:
            step = _STEPS.get(str(form.get("step")))
        if step is None:
            raise NotUnderstood("a step that is on no page")
        before = {one.external_id: one.messages for one in await self._readers()}
        await self.stage.move(step)
        readers = await self._readers()
        counts = {
            one.name: one.messages - before.get(one.external_id, 0)
            for one in readers
            if one.messages > before.get(one.external_id, 0)
        }
        self._said = wording.sent(counts, closed=await self._closed(readers))
        return RedirectResponse(f"/p/{self._token(reader)}", 303)

    async def _closed(self, readers: tuple[Reader, ...]) -> str:
        """Why all partners are shut on the day that the clock shows, "" where one is open."""
        person_id = next((one.person_id for one in readers if one.external_id == RUNNER.id), None)
        if person_id is None:
            return ""
        return await run_in_threadpool(
            rehearsals.all_closed,
            database=self.stage.house.database,
            person_id=person_id,
            today=self.stage.house.clock().astimezone(ZONE).date(),
        )

    async def _ask_first(self, request: Request) -> Response:
        """Ask before everything that was pressed is gone."""
        token = self._token(self._reader(request))
        opening = _opening(request.query_params.get("opening"))
        return HTMLResponse(
            views.drawn("beginning.html", demo=wording.WORDS, token=token, opening=opening.value)
        )

    async def _begin_again(self, request: Request) -> Response:
        self._reader(request)
        async with request.form() as form:
            opening = _opening(form.get("opening"))
        await self.end()
        await self.begin(opening)
        return RedirectResponse(f"/p/{self._token(RUNNER.id)}", 303)

    async def _sample(self, request: Request) -> Response:
        """Send the sample workbook as the reader would."""
        reader = self._reader(request)
        page = incoming.Page(
            installation_id=self.stage.pages.installation_id,
            reader=reader,
            place=Place(conversation=reader, private=True),
            key=_SAMPLE.name + str(self.stage.house.clock()),
        )
        file = incoming.attached(page, name=_SAMPLE.name, content=_SAMPLE.read_bytes())
        return await self.stage.pages.answering.answer(request, file)

    def _reader(self, request: Request) -> str:
        return self.stage.pages.links.reader(request.path_params["token"], now=self.stage.house.clock())


def _opening(chosen: object) -> Opening:
    return _OPENINGS.get(str(chosen), Opening.BEGINNING)


def _with_telephones(readers: tuple[Reader, ...]) -> list[Reader]:
    """Everybody in the order of the cast, who has a telephone only among them; then who came later."""
    known = {one.external_id: one for one in readers}
    cast = [
        known.pop(player.id, Reader(external_id=player.id, name=player.name, person_id=None, messages=0))
        for player in CAST
    ]
    return [*cast, *known.values()]


def _next(page: Page, today: date) -> str:
    """Return what the runner may try next: all of it at first, then one thing, in the end nothing."""
    if not any(one.partnership.state is PartnershipState.DRAFT for one in page.belongings):
        return "look" if today < _FIRST_TUESDAY else ""
    return "doors" if len(page.shown) > 1 else "all"
