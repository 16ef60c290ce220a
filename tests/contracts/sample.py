"""The sample year with somebody who writes down every answer, and who then presses everything that stands on the pages."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from bot import app as house
from bot.messages.model import Message
from bot.services import pages
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from handlers.web.demo.opening import SAMPLE_DAY
from storage.database import Database
from tests.contracts.crawler import Crawler
from tests.contracts.recorder import Recorder

_INSTALLATION: Final = 1
_PEOPLE: Final = ("sam", "mina", "kwame", "jo", "grace")


@dataclass(frozen=True)
class Sample:
    """The year as the demo has played and kept it, and what was answered in it.

    `months` are those that were told of while it was played, and `date.max` when it could be looked at.
    """

    file: Path
    recorder: Recorder
    months: tuple[date, ...]


def play(folder: Path) -> Sample:
    """Play the year, with somebody who writes down every answer."""
    recorder, months = Recorder(), list[date]()
    before, house.ROUTES = house.ROUTES, recorder.listening(ROUTES)  # type: ignore[attr-defined]  # The demo takes its table from there.
    try:
        asyncio.run(_act(folder, months))
    finally:
        house.ROUTES = before  # type: ignore[attr-defined]  # As it was.
    return Sample(file=folder / "sample-year.db", recorder=recorder, months=tuple(months))


async def _act(folder: Path, months: list[date]) -> None:
    demo = house.build_demo(
        folder=folder, from_beginning=False, ready=lambda: months.append(date.max), playing=months.append
    )
    async with demo.router.lifespan_context(demo):
        pass


def press_everything(sample: Sample) -> None:
    """Press all that stands on the pages at the year's end, each time in a copy of it, and write down the answers too."""
    _crawl(sample.recorder, sample.file, SAMPLE_DAY)


def _crawl(recorder: Recorder, file: Path, now: datetime) -> None:
    routes, at_hand = recorder.listening(ROUTES), file.with_suffix(".at-hand")

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
