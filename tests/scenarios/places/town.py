"""One server of ours with every platform that it has, and what stands behind each: two workspaces, a tenant, a mail server.

Time is moved from one instant at which something is due to the next; at each the engine's own sweeps do what there is.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

import httpx
from aiohttp import web
from starlette.applications import Starlette

from bot.domain.permissions import ENGINE
from bot.engine import listing, mailbox
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter
from bot.engine.sweeps import HOUR, Sweep, run_once, sweeps
from bot.engine.ways import Ways
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from handlers.slack.app import Slack
from handlers.teams.app import Teams
from handlers.web.app import WebPages
from handlers.web.links import file_addresses
from handlers.web.mail import Mail
from handlers.web.mailbox import ImapMailbox
from storage import upcoming
from storage.database import Database
from tests.mail import mailbox as letterbox
from tests.mail import postbox
from tests.mail.mailbox import Letterbox
from tests.mail.postbox import Postbox
from tests.slack import installing, limits, standin
from tests.slack.standin import TOKEN
from tests.slack.workspace import SECRET
from tests.teams import connector
from tests.teams.tenant import CLIENT_ID

Data = dict[str, Any]

START: Final = datetime(2026, 9, 3, 8, 0, tzinfo=UTC)
SERVER: Final = "https://bywhen.test"
SENDER: Final = "Bywhen <bywhen@office.example>"
HERE, THERE = "T1", "T2"
"""The workspace of who runs it, and the other one."""

_KEY: Final = "k" * 32
_ROUNDS: Final = 30


@dataclass
class Clock:
    """The time that everybody lives by."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class TwoWorkspaces(standin.StandIn):
    """Slack with people of two workspaces. Whom it `refuses` it takes no message for, ever again."""

    people: dict[str, list[Data]] = field(default_factory=dict)
    refuses: dict[str, str] = field(default_factory=dict)

    async def obey(self, request: web.Request, arguments: Data) -> web.Response:
        if request.match_info["method"] == "users.list":
            asker = self.grants.whose(request.headers.get("Authorization", ""), standin.WORKSPACE)
            members = self.people[asker["team_id"]]
            return web.json_response(
                {"ok": True, "members": members, "response_metadata": {"next_cursor": ""}}
            )
        refused = self.refuses.get(str(arguments.get("channel", "")).removeprefix("D-"))
        if request.match_info["method"] == "chat.postMessage" and refused:
            return web.json_response({"ok": False, "error": refused})
        return await super().obey(request, arguments)


@dataclass
class Town:
    """Everything that runs. `client` reaches our server from outside."""

    database: Database
    clock: Clock
    slack: Slack
    teams: Teams
    pages: WebPages
    mail: Mail
    workspaces: TwoWorkspaces
    tenant: connector.StandIn
    postbox: Postbox
    letterbox: Letterbox
    app: Starlette
    client: httpx.AsyncClient
    problems: list[str] = field(default_factory=list)
    last_day: date = date.min

    def __post_init__(self) -> None:
        platforms = (self.slack, self.teams, self.pages, self.mail)
        ways = Ways({one.kind: one.messengers for one in platforms})
        self._loop = DeliveryLoop(
            database=self.database, messengers=ways, clock=self.clock, limiter=Limiter(paces={})
        )
        self._table = sweeps(
            database=self.database,
            clock=self.clock,
            messengers=ways,
            files={},
            loop=self._loop,
            every=15.0,
        )

    async def list_people(self) -> None:
        """Keep who is in each workspace and in each tenant, as is done every hour."""
        for platform in (self.slack, self.teams):
            await listing.read(database=self.database, directories=platform.directories, clock=self.clock)

    async def look_into_mailbox(self) -> None:
        """Take in what has come back by mail, as is done every minute."""
        box = ImapMailbox(url=self.letterbox.url, sender=SENDER)
        assert await mailbox.look_in(database=self.database, mailbox=box, clock=self.clock)

    async def deliver(self) -> None:
        """Send what is queued."""
        await self.slack.settle()
        await self.teams.drain()
        while await self._loop.step():
            pass

    async def settle(self) -> None:
        """Do all that is due now. What comes round by the hour does so once a day here."""
        await self.deliver()
        today = self.clock().date()
        table = self._table if today != self.last_day else _often(self._table)
        self.last_day = today
        for _ in range(_ROUNDS):
            if not await run_once(table):
                return
            table = _often(self._table)
        raise AssertionError("the sweeps never come to rest")

    async def live(self, until: datetime) -> None:
        """Let time pass."""
        while (following := self._following()) is not None and following <= until:
            self.clock.now = following
            await self.settle()
        self.clock.now = until
        await self.settle()

    def _following(self) -> datetime | None:
        with self.database.read() as transaction:
            return upcoming.next_after(transaction, viewer=ENGINE, after=self.clock.now)

    def look_at(self, answer: httpx.Response) -> None:
        """Hold what Slack is answered against its limits."""
        if answer.headers.get("content-type", "").startswith("application/json"):
            self.problems += limits.in_answer(answer.json())


def _often(table: tuple[Sweep, ...]) -> tuple[Sweep, ...]:
    return tuple(one for one in table if one.every < HOUR)


def _platforms(
    database: Database, clock: Clock, *, slack: TwoWorkspaces, smtp: Postbox
) -> tuple[Slack, Teams, WebPages, Mail]:
    """Return every platform, as an operator has set them."""
    router = Router(routes=ROUTES, database=database)
    common: Data = {"database": database, "router": router, "clock": clock}
    pages = WebPages(**common, secret=_KEY, public_url=SERVER)
    workspaces = Slack(
        **common,
        token=TOKEN,
        signing_secret=SECRET,
        api_url=f"{slack.url}/api/",
        installs=installing.settings(key=_KEY),
    )
    teams = Teams(
        **common,
        client_id=CLIENT_ID,
        secret="",
        unauthenticated=True,
        file_link=file_addresses(pages.links, public_url=SERVER, clock=clock),
    )
    mail = Mail(**common, pages=pages, public_url=SERVER, smtp_url=smtp.url, sender=SENDER)
    return workspaces, teams, pages, mail


@asynccontextmanager
async def town(database: Database) -> AsyncIterator[Town]:
    """Start everything, and see at the end that nothing was sent which a platform would refuse."""
    clock = Clock()
    workspaces, tenant, box = TwoWorkspaces(), connector.StandIn(), Postbox()
    workspaces.grants.workspaces[TOKEN] = {**standin.WORKSPACE, "team": "Partnership office"}
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(workspaces.serving())
        await stack.enter_async_context(tenant.serving())
        await stack.enter_async_context(postbox.opened(box))
        letters = await stack.enter_async_context(letterbox.opened())
        slack, teams, pages, mail = platforms = _platforms(database, clock, slack=workspaces, smtp=box)
        app = Starlette(routes=[route for one in platforms for route in one.routes])
        client = await stack.enter_async_context(
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=SERVER)
        )
        for one in platforms:
            await one.start()
            stack.push_async_callback(one.stop)
        there = Town(
            database=database,
            clock=clock,
            slack=slack,
            teams=teams,
            pages=pages,
            mail=mail,
            workspaces=workspaces,
            tenant=tenant,
            postbox=box,
            letterbox=letters,
            app=app,
            client=client,
        )
        yield there
    assert [*workspaces.problems, *tenant.problems, *there.problems] == []
