"""One run of the demo from the beginning: a fresh partnership, a clock, and the days as they pass."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from starlette.concurrency import run_in_threadpool

from bot.domain.calendars import first_instant
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.domain.zones import HOME
from bot.services import directory, rehearsals
from bot.services.ports import Database
from handlers.conversations.incoming import Place, Sender, Submit
from handlers.conversations.replies import Nothing
from handlers.conversations.router import Router
from handlers.web.app import WebPages
from handlers.web.demo.cast import CHAIR, RUNNER, DemoDirectory
from handlers.web.demo.clock import BEGINNING, ZONE, MovableClock, Step, goal
from handlers.web.demo.opening import SAMPLE_DAY, Opening
from handlers.web.demo.story.actor import Actor
from handlers.web.demo.story.scenes import Scene
from handlers.web.demo.story.year import YEAR

ROOM: Final = "riverside-progression-group"
_RIDES: Final = frozenset({Nothing})
# The hours at which somebody may be written to, whatever waits and for whatever reason.
_STOPS: Final = (time(8), time(8, 30), time(12, 15), time(15, 45))


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the composition root furnishes for one run: a fresh database, the router, and what makes time pass.

    `settle` runs the sweeps and the delivery loop until nothing is due at the clock's time. `is_played` says that the
    sample year has been played in this database already; `keep` keeps it for the next time. `playing` is told the first
    day of each month as the year comes to it.
    """

    database: Database
    router: Router
    clock: MovableClock
    settle: Callable[[WebPages], Awaitable[None]]
    is_played: bool = False
    keep: Callable[[], None] = lambda: None
    playing: Callable[[date], None] = lambda _: None


class Stage:
    """The demo as it stands now."""

    def __init__(self, *, house: House, platform: WebPages) -> None:
        self.house = house
        self.pages = platform

    async def set(self, opening: Opening) -> None:
        """Set the stage for where the demo opens."""
        await self.pages.start()
        if self.house.is_played:
            self.house.clock.move(SAMPLE_DAY)
            return
        await self._begin()
        if opening is Opening.SAMPLE_YEAR:
            await self.play(YEAR, until=SAMPLE_DAY)
            await run_in_threadpool(self.house.keep)

    async def _begin(self) -> None:
        """Bring the people on, and let the runner start a draft of the partnership."""
        await run_in_threadpool(
            directory.sync,
            database=self.house.database,
            installation_id=self.pages.installation_id,
            listed=await DemoDirectory().people(),
            now=BEGINNING,
        )
        await run_in_threadpool(self._start)
        await self.settle()

    async def settle(self) -> None:
        """Send what is due now. Who has been given an e-mail address has a page from now on."""
        await run_in_threadpool(
            rehearsals.give_pages,
            database=self.house.database,
            installation_id=self.pages.installation_id,
            now=self.house.clock(),
        )
        await self.house.settle(self.pages)

    async def move(self, step: Step) -> None:
        """Move the clock, stopping at every instant at which something may be due."""
        end = goal(step, now=self.house.clock())
        while self.house.clock() < end:
            await self._pass(min(_next_stop(self.house.clock()), end))

    async def play(self, year: Sequence[Scene], *, until: datetime) -> None:
        """Let everything happen that happened in a year until an instant, in its time."""
        actor = Actor(
            database=self.house.database,
            router=self.house.router,
            installation_id=self.pages.installation_id,
            clock=self.house.clock,
        )
        month = None
        for one in year:
            if one.day.replace(day=1) != month:
                month = one.day.replace(day=1)
                self.house.playing(month)
            await self._pass(one.instant)
            await run_in_threadpool(one.act, actor)
            await self.settle()
        await self._pass(until)

    async def _pass(self, end: datetime) -> None:
        clock = self.house.clock
        while clock() < end:
            due = await run_in_threadpool(rehearsals.next_due, database=self.house.database, after=clock())
            clock.move(min(one for one in (due, end) if one is not None))
            await self.settle()

    def _start(self) -> None:
        sender = Sender(
            kind=AddressKind.WEB, installation_id=self.pages.installation_id, external_id=RUNNER.id
        )
        room = Place(conversation=ROOM, private=False, name=ROOM)
        start = Submit(sender=sender, place=room, key="start", intent=Intent.START, values=_PARTNERSHIP)
        self.house.router.answer(start, now=BEGINNING, rides=_RIDES)


_PARTNERSHIP: Final[dict[str, tuple[str, ...]]] = {
    "name": ("Riverside Progression Group",),
    "purpose": ("So that every student can see what comes next, and how to get there.",),
    "for_whom": ("Students in Year 11 and above, and their families",),
    "organisation": (RUNNER.organisation,),
    "runner": (f"web:{RUNNER.id}",),
    "runner_telephone": (RUNNER.telephone,),
    "runner_works_for_partner": ("no",),
    "chair": (f"web:{CHAIR.id}",),
    "chair_works_for_partner": ("no",),
    "zone": (HOME,),
    "country": ("United Kingdom",),
    "going": ("forming",),
    "region": ("England",),
}


def _next_stop(now: datetime) -> datetime:
    today = now.astimezone(ZONE).date()
    days = (today, today + timedelta(days=1))
    return min(
        instant for day in days for at in _STOPS if (instant := first_instant(on=day, at=at, zone=ZONE)) > now
    )
