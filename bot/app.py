"""The composition root: settings → database → platforms → router → engine → one application."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date
from itertools import count, repeat
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Final, Protocol

import structlog
from pydantic import HttpUrl, SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.config import Settings
from bot.domain.people import AddressKind
from bot.engine.delivery import DeliveryLoop, Messengers
from bot.engine.embedded import EmbeddedEngine
from bot.engine.fetching import FileSources
from bot.engine.sweeps import HOUR, Sweep, run_once, sweeps
from bot.services import directory, rehearsals, workbook
from bot.services.ports import Database, Directory, FileSource, Messenger
from bot.services.workbook import Copy
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage.engine import migrate
from storage.readiness import is_ready

log = structlog.get_logger()

_ROUNDS: Final = 100


class Platform(Protocol):
    """A way in and out. `installation_id` is known once it has started."""

    @property
    def kind(self) -> AddressKind: ...
    @property
    def installation_id(self) -> int: ...
    @property
    def messenger(self) -> Messenger: ...
    @property
    def directory(self) -> Directory | None: ...
    @property
    def files(self) -> FileSource | None: ...
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
    return Starlette(routes=[*health, *routes], lifespan=lifespan)


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


def slack_manifest(public_url: HttpUrl | None) -> dict[str, Any]:
    """Return the manifest of the Slack app for where this is served; None where Slack need not find it."""
    from handlers.slack.manifest import manifest

    return manifest(str(public_url) if public_url else None)


def _platforms(
    settings: Settings, *, database: Database, router: Router, clock: Clock
) -> tuple[Platform, ...]:
    found: list[Platform] = []
    if settings.slack_bot_token and settings.has_slack:
        from handlers.slack.app import Slack

        slack = Slack(
            database=database,
            router=router,
            clock=clock,
            token=settings.slack_bot_token.get_secret_value(),
            signing_secret=_plain(settings.slack_signing_secret),
            app_token=_plain(settings.slack_app_token),
            api_url=str(settings.slack_api_url),
        )
        found.append(slack)
    if settings.public_url and settings.secret_key:
        from handlers.web.app import WebPages

        pages = WebPages(
            database=database,
            router=router,
            clock=clock,
            secret=settings.secret_key.get_secret_value(),
            public_url=str(settings.public_url),
        )
        found.append(pages)
    return tuple(found)


def _engine(
    settings: Settings, *, database: Database, platforms: Sequence[Platform], clock: Clock
) -> EmbeddedEngine:
    messengers = _messengers(platforms)
    loop = DeliveryLoop(database=database, messengers=messengers, clock=clock)
    database.wake = loop.wake
    table = sweeps(
        database=database,
        clock=clock,
        messengers=messengers,
        files=_files(platforms),
        loop=loop,
        every=settings.sweep_seconds,
    )
    readers = [
        _reading(listing, platform.installation_id, database, clock)
        for platform in platforms
        if (listing := platform.directory) is not None
    ]
    return EmbeddedEngine(sweeps=(*table, *readers), loop=loop)


def _messengers(platforms: Sequence[Platform]) -> Messengers:
    return {(platform.kind, platform.installation_id): platform.messenger for platform in platforms}


def _files(platforms: Sequence[Platform]) -> FileSources:
    """Where files are fetched; a platform that sends them along needs no such place."""
    return {platform.installation_id: platform.files for platform in platforms if platform.files is not None}


def _reading(listing: Directory, installation_id: int, database: Database, clock: Clock) -> Sweep:
    """Keep what a platform lists, now and every hour."""

    async def read() -> int:
        listed = await listing.people()
        await asyncio.to_thread(
            directory.sync, database=database, installation_id=installation_id, listed=listed, now=clock()
        )
        return len(listed)

    return Sweep(name=f"directory-{installation_id}", every=HOUR, run=read, apart=True)


async def _settle(database: Database, pages: Platform, clock: Clock) -> None:
    """Do everything that is due at the clock's time: what one round writes, the next one sends."""
    messengers = _messengers([pages])
    loop = DeliveryLoop(database=database, messengers=messengers, clock=clock)
    table = sweeps(
        database=database, clock=clock, messengers=messengers, files=_files([pages]), loop=loop, every=0
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
