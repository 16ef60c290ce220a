"""The demo over a real database and the real conversations; what makes time pass is counted in place of run."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from handlers.web.app import WebPages
from handlers.web.demo.app import Demo
from handlers.web.demo.clock import MovableClock
from handlers.web.demo.opening import Opening
from handlers.web.demo.stage import House
from tests.handlers.web.browser import Browser
from tests.opened import connect


@dataclass
class Theatre:
    demo: Demo
    browser: Browser
    settled: list[datetime] = field(default_factory=list)

    def address(self, reader: str, *, under: str = "p") -> str:
        stage = self.demo.stage
        token = stage.pages.links.token(reader=reader, now=stage.house.clock())
        return f"/{under}/{token}"


@pytest.fixture
def theatre(sqlite_template: Path, tmp_path: Path) -> Iterator[Theatre]:
    runs = count(1)

    async def furnish(_: Opening) -> House:
        path = shutil.copyfile(sqlite_template, tmp_path / f"demo-{next(runs)}.db")
        database, clock = connect(f"sqlite:///{path}"), MovableClock()

        async def settle(_: WebPages) -> None:
            found.settled.append(clock())

        router = Router(routes=ROUTES, database=database)
        return House(database=database, router=router, clock=clock, settle=settle)

    demo = Demo(
        furnish=furnish,
        secret="a secret that is long enough",
        opening=Opening.BEGINNING,
        ready=lambda: None,
    )
    found = Theatre(demo=demo, browser=Browser(demo.app))
    found.browser.run(demo.begin(Opening.BEGINNING))
    found.settled.clear()
    yield found
    found.browser.run(demo.end())
    found.browser.close()
