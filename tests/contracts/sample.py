"""The sample year with somebody who writes down every answer, and who then presses everything that stands on the pages."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from bot import app as house
from bot.messages.model import Message
from bot.services import pages
from handlers.conversations.router import Route, Router
from handlers.web.demo.opening import SAMPLE_DAY
from storage.database import Database
from tests.contracts.crawler import Crawler
from tests.contracts.recorder import Recorder

_INSTALLATION: Final = 1
_PEOPLE: Final = ("sam", "mina", "kwame", "jo", "grace")


def play(recorder: Recorder, routes: tuple[Route, ...], folder: Path) -> None:
    """Play the year through these routes, to which the recorder listens, and press everything that stands there at its end."""
    before, house.ROUTES = house.ROUTES, routes  # type: ignore[attr-defined]  # The demo takes its table from there.
    try:
        asyncio.run(_act(folder))
    finally:
        house.ROUTES = before  # type: ignore[attr-defined]  # As it was.
    _crawl(recorder, routes, folder / "sample-year.db", SAMPLE_DAY)


async def _act(folder: Path) -> None:
    demo = house.build_demo(folder=folder, from_beginning=False, ready=lambda: None)
    async with demo.router.lifespan_context(demo):
        pass


def _crawl(recorder: Recorder, routes: tuple[Route, ...], file: Path, now: datetime) -> None:
    at_hand = file.with_suffix(".at-hand")

    @contextmanager
    def fresh() -> Iterator[Router]:
        for left in (at_hand, Path(f"{at_hand}-wal"), Path(f"{at_hand}-shm")):
            left.unlink(missing_ok=True)
        at_hand.write_bytes(file.read_bytes())
        database = Database.connect(f"sqlite:///{at_hand}")
        try:
            yield Router(routes=routes, database=database)
        finally:
            database.close()

    crawler = Crawler(fresh=fresh, heard=recorder.heard, installation_id=_INSTALLATION, now=now)
    database = Database.connect(f"sqlite:///{file}")
    try:
        for who in _PEOPLE:
            messages, partnership_id = _page(database, who)
            crawler.crawl(who, messages, partnership_id=partnership_id)
    finally:
        database.close()


def _page(database: Database, who: str) -> tuple[list[tuple[str, Message]], int | None]:
    """Return what stands on somebody's page, newest first, and their partnership."""
    page = pages.read(database=database, installation_id=_INSTALLATION, reader=who, most=1000)
    partnership_id = page.belongings[0].partnership.id if page.belongings else None
    return [(f"m{one.id}", one.message) for one in reversed(page.shown)], partnership_id
