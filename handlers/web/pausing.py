"""A quiet week by one press in a letter, or by the button that mail programs make of it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.messages import letter as wording
from bot.messages import plain, quiet
from bot.messages.model import Buttons, Paragraph
from bot.services import identity
from bot.services import links as services
from bot.services import quiet as quieting
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
        return await self._answer(request, quiet.ME)

    async def write_again(self, request: Request) -> Response:
        """Write to the reader again: it was a mistake, theirs or their mail program's."""
        return await self._answer(request, quiet.AGAIN)

    async def is_offered(self, reader: str) -> bool:
        """Say whether a letter to this reader offers a pause."""
        return await run_in_threadpool(self._is_offered, reader)

    async def _answer(self, request: Request, arg: str) -> Response:
        token = request.path_params["token"]
        issued = self._links.pause(token)
        self._limits.count(PER_LINK, f"pause {issued.reader}")
        if not await self._counts(issued):
            return problem(wording.PAUSE_GONE, 410)
        reply = await run_in_threadpool(
            self._router.answer, self._press(issued, arg), now=self._clock(), rides=frozenset({Say})
        )
        if not isinstance(reply, Say):
            raise TypeError(f"a quiet week is answered in words, and not by {type(reply).__name__}")
        said = reply.message
        sentences = [plain.of_block(one) for one in said.blocks if isinstance(one, Paragraph)]
        if any(isinstance(one, Buttons) for one in said.blocks):
            return HTMLResponse(views.paused([said.opening, *sentences], token=token))
        return problem((said.opening, " ".join(sentences)), 200)

    async def _counts(self, issued: Issued) -> bool:
        """Say whether a link still does, as it would to the page itself."""
        owner = await run_in_threadpool(
            services.owner,
            database=self._database,
            installation_id=self.installation_id,
            reader=issued.reader,
        )
        return owner is not None and not issued.is_over(now=self._clock(), since=owner.since)

    def _is_offered(self, reader: str) -> bool:
        caller = identity.recognise(
            database=self._database,
            kind=AddressKind.WEB,
            installation_id=self.installation_id,
            external_id=reader,
            room=None,
        )
        return quieting.is_offered(database=self._database, caller=caller)

    def _press(self, issued: Issued, arg: str) -> Press:
        sender = Sender(kind=AddressKind.WEB, installation_id=self.installation_id, external_id=issued.reader)
        return Press(
            sender=sender,
            place=Place(conversation=issued.reader, private=True),
            # Each press does what it says, for the other one may have come between.
            key=f"pause {arg} {issued.reader} {self._clock().isoformat()}",
            intent=Intent.NOT_THIS_WEEK,
            arg=arg,
        )
