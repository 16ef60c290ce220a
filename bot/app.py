"""The composition root: settings → database → platforms → router → engine → one application."""

import asyncio
import shutil
from collections import ChainMap
from collections.abc import AsyncIterator, Callable, Mapping, MutableMapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date
from itertools import count, repeat
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, Final, Protocol
from uuid import UUID

import structlog
from pydantic import HttpUrl, SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.config import Settings
from bot.domain.people import AddressKind
from bot.engine import listing, mailbox
from bot.engine.delivery import DeliveryLoop
from bot.engine.embedded import EmbeddedEngine
from bot.engine.sweeps import HOUR, Sweep, run_once, sweeps
from bot.engine.ways import Ways
from bot.services import rehearsals, workbook
from bot.services.ledger import lines
from bot.services.ledger.lines import Line, Wanted
from bot.services.mail import connecting
from bot.services.ports import Database, Directory, FileSource, Messenger
from bot.services.workbook import Copy
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage.engine import migrate
from storage.readiness import is_ready

if TYPE_CHECKING:
    from handlers.slack.installs import Installs

log = structlog.get_logger()

_ROUNDS: Final = 100


class Platform(Protocol):
    """A way in and out. What it has, by the numbers of its installations, may come and go while it runs."""

    @property
    def kind(self) -> AddressKind: ...
    @property
    def messengers(self) -> Mapping[int, Messenger]: ...
    @property
    def directories(self) -> Mapping[int, Directory]: ...
    @property
    def files(self) -> MutableMapping[int, FileSource]: ...
    @property
    def routes(self) -> Sequence[BaseRoute]: ...
    @property
    def is_connected(self) -> bool: ...
    async def start(self) -> None: ...
    async def stop(self) -> None: ...


def build(settings: Settings, *, clock: Clock) -> Starlette:
    """Return the application that serves all that is configured. The database must be up to date."""
    database = Database.connect(settings.database_url)
    router = Router(routes=ROUTES, database=database)
    platforms = _platforms(settings, database=database, router=router, clock=clock)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(database.close)
            if not settings.has_mail:
                await asyncio.to_thread(connecting.end, database=database, now=clock())
            for platform in platforms:
                await platform.start()
                stack.push_async_callback(platform.stop)
            engine = _engine(settings, database=database, platforms=platforms, clock=clock)
            await engine.start()
            stack.push_async_callback(engine.stop)
            log.info("ready", platforms=[platform.kind.value for platform in platforms])
            yield

    routes = [route for platform in platforms for route in platform.routes]
    health = _health(database, platforms)
    return Starlette(routes=[*health, *routes], lifespan=lifespan, exception_handlers=_nowhere(settings))


def build_demo(
    *,
    folder: Path,
    from_beginning: bool,
    ready: Callable[[], None],
    playing: Callable[[date], None] = lambda _: None,
) -> Starlette:
    """Return the demo, whose databases live in `folder`. It calls `ready` once it can be looked at.

    `playing` is told the first day of each month as the sample year comes to it.
    """
    from handlers.web.demo.app import Demo
    from handlers.web.demo.clock import MovableClock
    from handlers.web.demo.opening import Opening
    from handlers.web.demo.stage import House

    runs = count(1)
    kept = folder / "sample-year.db"

    async def furnish(opening: Opening) -> House:
        file = folder / f"demo-{next(runs)}.db"
        is_played = opening is Opening.SAMPLE_YEAR and kept.exists()
        if is_played:
            await asyncio.to_thread(shutil.copyfile, kept, file)
        url = f"sqlite:///{file}"
        await asyncio.to_thread(migrate, url)
        database, clock = Database.connect(url), MovableClock()
        return House(
            database=database,
            router=Router(routes=ROUTES, database=database),
            clock=clock,
            settle=lambda pages: _settle(database, pages, clock),
            is_played=is_played,
            keep=lambda: rehearsals.keep(database=database, file=kept),
            playing=playing,
        )

    opening = Opening.BEGINNING if from_beginning else Opening.SAMPLE_YEAR
    return Demo(furnish=furnish, secret=token_urlsafe(32), opening=opening, ready=ready).app


def export(settings: Settings, *, partnership: str, clock: Clock) -> Copy:
    """Return the workbook to share of the partnership of this name. Raises LookupError where there is no one such."""
    database = Database.connect(settings.database_url)
    try:
        return workbook.for_operator(database=database, name=partnership, now=clock())
    finally:
        database.close()


def ledger(settings: Settings, *, wanted: Wanted, clock: Clock) -> tuple[Line, ...]:
    """Return where each message went. Raises LookupError where nothing fits the names that are wanted."""
    database = Database.connect(settings.database_url)
    try:
        return lines.read(database=database, wanted=wanted, now=clock())
    finally:
        database.close()


def slack_manifest(public_url: HttpUrl | None, *, installs: bool = False) -> dict[str, Any]:
    """Return the manifest of the Slack app for where this is served; None where Slack need not find it.

    `installs`: other workspaces may install it.
    """
    from handlers.slack.manifest import manifest

    return manifest(str(public_url) if public_url else None, installs=installs)


def teams_package(client_id: UUID, public_url: HttpUrl) -> bytes:
    """Return the package of the Teams app for where this is served."""
    from handlers.teams.manifest import package

    return package(client_id=client_id, public_url=str(public_url))


def _platforms(
    settings: Settings, *, database: Database, router: Router, clock: Clock
) -> tuple[Platform, ...]:
    found: list[Platform] = []
    if settings.has_slack or settings.has_slack_installs:
        from handlers.slack.app import Slack

        slack = Slack(
            database=database,
            router=router,
            clock=clock,
            token=_plain(settings.slack_bot_token),
            signing_secret=_plain(settings.slack_signing_secret),
            app_token=_plain(settings.slack_app_token),
            api_url=str(settings.slack_api_url),
            installs=_slack_installs(settings) if settings.has_slack_installs else None,
        )
        found.append(slack)
    if settings.teams_client_id and settings.has_teams:
        from handlers.teams.app import Teams

        teams = Teams(
            database=database,
            router=router,
            clock=clock,
            client_id=str(settings.teams_client_id),
            secret=_plain(settings.teams_client_secret),
            tenant_id=str(settings.teams_tenant_id or ""),
            unauthenticated=settings.teams_unauthenticated,
            file_link=_file_link(settings, clock),
        )
        found.append(teams)
    if settings.public_url and settings.secret_key:
        found += _pages(
            settings,
            database=database,
            router=router,
            clock=clock,
            public_url=str(settings.public_url),
            key=settings.secret_key.get_secret_value(),
        )
    return tuple(found)


def _pages(
    settings: Settings, *, database: Database, router: Router, clock: Clock, public_url: str, key: str
) -> list[Platform]:
    """Return people's own pages, and the letters that lead to them."""
    from handlers.web.app import WebPages

    pages = WebPages(
        database=database,
        router=router,
        clock=clock,
        secret=key,
        old_secrets=settings.old_secrets,
        public_url=public_url,
    )
    if settings.smtp_url is None or settings.mail_from is None:
        return [pages]
    from handlers.web.mail import Mail

    mail = Mail(
        database=database,
        router=router,
        clock=clock,
        pages=pages,
        public_url=public_url,
        smtp_url=settings.smtp_url.get_secret_value(),
        sender=settings.mail_from,
    )
    return [pages, mail]


def _slack_installs(settings: Settings) -> "Installs":
    """Return what lets other workspaces install us: it is all set, or nobody asks for it."""
    from bot.services.vault import Vault
    from handlers.slack.installs import Installs

    key = _plain(settings.secret_key)
    return Installs(
        client_id=settings.slack_client_id or "",
        client_secret=_plain(settings.slack_client_secret),
        public_url=str(settings.public_url),
        secret=key,
        vault=Vault(key, old=settings.old_secrets),
    )


def _file_link(settings: Settings, clock: Clock) -> Callable[[int], str] | None:
    """Return what gives the address of the file of a message, where a platform can't carry it and there are pages."""
    if settings.public_url is None or settings.secret_key is None:
        return None
    from handlers.web.links import Links, file_addresses

    links = Links(settings.secret_key.get_secret_value(), before=settings.old_secrets)
    return file_addresses(links, public_url=str(settings.public_url), clock=clock)


def _nowhere(settings: Settings) -> Mapping[int, Callable[[Request, Exception], Response]]:
    """Return what answers where there is nothing: pages like all of ours, where there are any."""
    if not settings.has_pages:
        return {}
    from handlers.web.app import nowhere_of

    return nowhere_of(str(settings.public_url))


def _engine(
    settings: Settings, *, database: Database, platforms: Sequence[Platform], clock: Clock
) -> EmbeddedEngine:
    messengers = _ways(platforms)
    loop = DeliveryLoop(database=database, messengers=messengers, clock=clock)
    database.wake = loop.wake
    table = sweeps(
        database=database,
        clock=clock,
        messengers=messengers,
        files=ChainMap(*(platform.files for platform in platforms)),
        loop=loop,
        every=settings.sweep_seconds,
    )
    readers = [_reading(platform, database, clock) for platform in platforms]
    back = _coming_back(settings, database, clock)
    return EmbeddedEngine(sweeps=(*table, *readers, *back), loop=loop)


def _coming_back(settings: Settings, database: Database, clock: Clock) -> tuple[Sweep, ...]:
    """Look into our mailbox, where there is one."""
    if settings.imap_url is None or settings.mail_from is None:
        return ()
    from handlers.web.mailbox import ImapMailbox

    box = ImapMailbox(url=settings.imap_url.get_secret_value(), sender=settings.mail_from)
    return (mailbox.sweep(database=database, mailbox=box, clock=clock),)


def _ways(platforms: Sequence[Platform]) -> Ways:
    return Ways({platform.kind: platform.messengers for platform in platforms})


def _reading(platform: Platform, database: Database, clock: Clock) -> Sweep:
    """Keep what a platform lists, now and every hour."""

    async def read() -> int:
        return await listing.read(database=database, directories=platform.directories, clock=clock)

    return Sweep(name=f"directory of {platform.kind.value}", every=HOUR, run=read, apart=True)


async def _settle(database: Database, pages: Platform, clock: Clock) -> None:
    """Do everything that is due at the clock's time: what one round writes, the next one sends."""
    messengers = _ways([pages])
    loop = DeliveryLoop(database=database, messengers=messengers, clock=clock)
    table = sweeps(
        database=database, clock=clock, messengers=messengers, files=pages.files, loop=loop, every=0
    )
    # What comes round once an hour does so once for each instant of the clock.
    rounds = (table, *repeat(tuple(one for one in table if one.every < HOUR), _ROUNDS))
    for one in rounds:
        if await run_once(one) == 0:
            return
    log.warning("never_settled", rounds=_ROUNDS)


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret is not None else ""


def _health(database: Database, platforms: Sequence[Platform]) -> list[BaseRoute]:
    def alive(_: Request) -> Response:
        return PlainTextResponse("alive")

    def ready(_: Request) -> Response:
        if is_ready(database) and all(platform.is_connected for platform in platforms):
            return PlainTextResponse("ready")
        return PlainTextResponse("not ready", status_code=503)

    return [Route("/healthz", alive), Route("/readyz", ready)]
