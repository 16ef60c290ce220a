"""From a request of a page to the conversations, and from their reply to what the page shows next."""

from dataclasses import dataclass
from typing import Final, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.clock import Clock
from bot.domain.ids import id_of
from bot.messages.model import Form, Message
from bot.services import pages
from bot.services.pages import Page
from bot.services.ports import Database
from handlers.conversations.cleaning import cleaned
from handlers.conversations.incoming import Incoming, Place
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Reply
from handlers.conversations.router import Router
from handlers.web import incoming, labels, views
from handlers.web.incoming import NotUnderstood
from handlers.web.links import Links
from handlers.web.views import Around, View

_RIDES: Final[frozenset[type[Reply]]] = frozenset({FormErrors, Nothing, OpenForm})

_ALONE: Final = Around()


class Surroundings(Protocol):
    """What stands around the pages where they are not alone: in the demo."""

    async def settled(self) -> None:
        """Called after every answer, before the page is shown again."""

    async def drawn(self, page: Page, reader: str) -> Around:
        """Return what stands around this page of this reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which page, and which place on it, a request is about."""

    reader: str
    base: str
    room: int | None
    is_home: bool = False

    @property
    def here(self) -> str:
        if self.is_home:
            return f"{self.base}/home"
        return self.base if self.room is None else f"{self.base}/rooms/{self.room}"


class Answering:
    """The endpoints of a page. Give it its `installation_id` before the first request."""

    def __init__(
        self,
        *,
        database: Database,
        router: Router,
        clock: Clock,
        links: Links,
        surroundings: Surroundings | None,
    ) -> None:
        self.installation_id = 0
        self._database = database
        self._router = router
        self._clock = clock
        self._links = links
        self._surroundings = surroundings

    async def page(self, request: Request) -> Response:
        """Show the page."""
        where = self.where(request)
        before = request.query_params.get("before", "")
        view = await self.view(where, before=id_of(before))
        return HTMLResponse(views.whole(view))

    async def feed(self, request: Request) -> Response:
        """Show the messages anew, if they are no longer what the browser has."""
        view = await self.view(self.where(request))
        if views.state(view.page) == request.query_params.get("seen"):
            return Response(status_code=204)
        return HTMLResponse(views.feed(view))

    async def press(self, request: Request) -> Response:
        """A button."""
        async with request.form() as form:
            page = await self._sent_from(request, form)
            button, message = _text(form, incoming.BUTTON), _text(form, incoming.MESSAGE)
            standing = await self.standing(self.where(request), message)
            said = labels.label(standing, button) if standing else ""
            if not message:
                said = said or labels.of_menu(button)
            sent = incoming.pressed(page, button=button, message=message, said=said)
        return await self.answer(request, sent, message=sent.message or "")

    async def form(self, request: Request) -> Response:
        """A form. One that holds a file is the file, whatever else it asks."""
        async with request.form() as form:
            page = await self._sent_from(request, form)
            file = await _file(form)
            if file is not None:
                return await self.answer(request, incoming.attached(page, name=file[0], content=file[1]))
            sent = incoming.submitted(
                page,
                form=_text(form, "form"),
                message=_text(form, incoming.MESSAGE),
                answers=_answers(form),
                people=await self._references(page.reader),
                said=_text(form, incoming.SAID),
            )
        return await self.answer(request, sent, message=sent.message or "")

    async def say(self, request: Request) -> Response:
        """A line typed, a word of the menu, or a file."""
        async with request.form() as form:
            page = await self._sent_from(request, form)
            file = await _file(form)
            if file is not None:
                return await self.answer(request, incoming.attached(page, name=file[0], content=file[1]))
            return await self.answer(request, incoming.typed(page, words=_text(form, incoming.WORDS)))

    async def answer(self, request: Request, sent: Incoming, *, message: str = "") -> Response:
        """Pass on what came in from a page, and show what follows. What a room is not told stands in private."""
        where = self.where(request)
        before = "" if where.room is None else await self._said_aside(where.reader)
        reply = await run_in_threadpool(self._router.answer, sent, now=self._clock(), rides=_RIDES)
        if self._surroundings is not None:
            await self._surroundings.settled()
        if isinstance(reply, OpenForm | FormErrors):
            return await self._show_form(request, where, reply.form, message)
        if where.room is not None and await self._said_aside(where.reader) != before:
            return _lead(request, where.base)
        view = await self.view(where)
        if not _is_htmx(request):
            changed = message or next((f"m{one.id}" for one in reversed(view.page.shown)), "feed")
            return RedirectResponse(f"{where.here}#{changed}", 303)
        return HTMLResponse(views.feed(view) + views.key_again(view), headers=_with("answered"))

    async def _said_aside(self, reader: str) -> str:
        """Return a short name of what somebody was told in private."""
        page = await run_in_threadpool(
            pages.read, database=self._database, installation_id=self.installation_id, reader=reader
        )
        return views.state(page)

    async def _show_form(self, request: Request, where: Where, form: Form, message: str) -> Response:
        people = await self._pickable(where.reader)
        view = await self.view(where, form=form, message=message, people=people)
        if _is_htmx(request):
            return HTMLResponse(views.form(view), headers=_with("asked") | {"HX-Retarget": "#dialog"})
        return HTMLResponse(views.whole(view))

    async def view(
        self,
        where: Where,
        *,
        before: int | None = None,
        form: Form | None = None,
        message: str = "",
        people: dict[str, str] | None = None,
    ) -> View:
        """Return what is shown at a place."""
        page = await run_in_threadpool(
            pages.read,
            database=self._database,
            installation_id=self.installation_id,
            reader=where.reader,
            room=where.room,
            before=before,
        )
        around = self._surroundings
        drawn = await around.drawn(page, where.reader) if around else _ALONE
        return View(
            page=page,
            base=where.base,
            here=where.here,
            key=self._links.key(reader=where.reader),
            before=before,
            form=form,
            message=message,
            people=people or {},
            around=drawn,
        )

    async def standing(self, where: Where, message: str) -> Message | None:
        """Return the message in which a button stood, None where it stands no more."""
        number = incoming.number_of(message)
        if number is None:
            return None
        return await run_in_threadpool(
            pages.standing,
            database=self._database,
            installation_id=self.installation_id,
            reader=where.reader,
            room=where.room,
            message_id=number,
        )

    def where(self, request: Request) -> Where:
        """Return whose page it is, and which place on it. Raises `NotOurs`."""
        token = request.path_params["token"]
        reader = self._links.reader(token, now=self._clock())
        room = number_in(request, "room") if "room" in request.path_params else None
        return Where(reader=reader, base=f"/p/{token}", room=room)

    async def _sent_from(self, request: Request, form: FormData) -> incoming.Page:
        """Return the page that sent this, proved by the key that was given to it."""
        where = self.where(request)
        place = Place(conversation=where.reader, private=True)
        if where.room is not None:
            page = await run_in_threadpool(
                pages.read,
                database=self._database,
                installation_id=self.installation_id,
                reader=where.reader,
                room=where.room,
            )
            if page.room is not None:
                place = Place(conversation=page.room.external_id, private=False, name=page.room.name)
        key = self._links.opened(_text(form, incoming.KEY), reader=where.reader)
        return incoming.Page(installation_id=self.installation_id, reader=where.reader, place=place, key=key)

    async def _pickable(self, reader: str) -> dict[str, str]:
        """Who can be picked: by what words each is, by address reference."""
        return await run_in_threadpool(
            pages.pickable, database=self._database, installation_id=self.installation_id, reader=reader
        )

    async def _references(self, reader: str) -> dict[str, str]:
        """Who is meant by those words; the first reference to somebody counts."""
        pickable = await self._pickable(reader)
        return {name: reference for reference, name in reversed(pickable.items())}


def number_in(request: Request, name: str) -> int:
    """Return the number of ours that stands in the address. Raises `NotThere` for what is none."""
    number = id_of(request.path_params[name])
    if number is None:
        raise pages.NotThere(f"no {name} has such a number")
    return number


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    if isinstance(value, UploadFile):
        raise NotUnderstood("a file where words should be")
    return cleaned(value or "")


def _answers(form: FormData) -> list[tuple[str, str]]:
    return [(cleaned(name), cleaned(value)) for name, value in form.multi_items() if isinstance(value, str)]


async def _file(form: FormData) -> tuple[str, bytes] | None:
    value = form.get(incoming.ATTACHED)
    if not isinstance(value, UploadFile) or not value.filename:
        return None
    return value.filename, await value.read()


def _is_htmx(request: Request) -> bool:
    return "hx-request" in request.headers


def _lead(request: Request, address: str) -> Response:
    """Lead the browser to another page of the reader's."""
    if _is_htmx(request):
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


def _with(event: str) -> dict[str, str]:
    """Tell the browser what happened. Without a target this goes into the feed, whatever has become of the button."""
    return {"HX-Reswap": "innerHTML", "HX-Trigger-After-Swap": event}
