"""A quiet week by one press in a letter, or by the button that mail programs make of it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.messages import letter as wording
from bot.messages import plain, quiet
from bot.services import links as services
from bot.services.ports import Database
from handlers.conversations.incoming import Place, Press, Sender
from handlers.conversations.replies import Say
from handlers.conversations.router import Router
from handlers.web import views
from handlers.web.guard import problem
from handlers.web.limits import PER_ADDRESS, PER_LINK, Limits
from handlers.web.links import Issued, Links


class Pausing:
    """Asks, and does it once it is pressed: to follow the link changes nothing. Give it its `installation_id` first.

    Mail programs press by themselves when their reader unsubscribes, so neither a cookie nor a key is needed.
    """

    def __init__(self, *, database: Database, router: Router, clock: Clock, links: Links) -> None:
        self.installation_id = 0
        self._database = database
        self._router = router
        self._clock = clock
        self._links = links
        self._limits = Limits()

    async def counted(self, request: Request) -> Response | None:
        """Let through whose address hasn't asked too often."""
        self._limits.count(PER_ADDRESS, f"address {request.client.host if request.client else ''}")
        return None

    async def ask(self, request: Request) -> Response:
        """Ask whether they would like it."""
        token = request.path_params["token"]
        if not await self._counts(self._links.pause(token)):
            return problem(wording.PAUSE_GONE, 410)
        return HTMLResponse(views.pause(token=token))

    async def pause(self, request: Request) -> Response:
        """Leave the reader in peace until Monday."""
        issued = self._links.pause(request.path_params["token"])
        self._limits.count(PER_LINK, f"pause {issued.reader}")
        if not await self._counts(issued):
            return problem(wording.PAUSE_GONE, 410)
        reply = await run_in_threadpool(
            self._router.answer, self._press(issued), now=self._clock(), rides=frozenset({Say})
        )
        if not isinstance(reply, Say):
            raise TypeError(f"a quiet week is answered in words, and not by {type(reply).__name__}")
        said = reply.message
        return problem((said.opening, plain.of_block(said.blocks[0]) if said.blocks else ""), 200)

    async def _counts(self, issued: Issued) -> bool:
        """Say whether a link still does, as it would to the page itself."""
        owner = await run_in_threadpool(
            services.owner,
            database=self._database,
            installation_id=self.installation_id,
            reader=issued.reader,
        )
        return owner is not None and not issued.is_over(now=self._clock(), since=owner.since)

    def _press(self, issued: Issued) -> Press:
        sender = Sender(kind=AddressKind.WEB, installation_id=self.installation_id, external_id=issued.reader)
        return Press(
            sender=sender,
            place=Place(conversation=issued.reader, private=True),
            # Pressed twice in one minute, it is one press.
            key=f"pause {issued.reader} {self._clock():%Y-%m-%d %H:%M}",
            intent=Intent.NOT_THIS_WEEK,
            arg=quiet.ME,
        )
