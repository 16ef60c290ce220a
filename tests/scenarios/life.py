"""Time passes for a whole year: what is due is sent by the real engine, people press buttons, the process restarts."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from bot.domain.deliveries import Delivery
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent
from bot.domain.stuck import BECAUSE
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter
from bot.engine.sweeps import HOUR, Sweep, run_once, sweeps
from bot.messages.model import Button, Item
from bot.services.ports import Outgoing
from handlers.conversations.incoming import Incoming, Place, Press, Sender, Submit
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage import deliveries, upcoming
from storage.commitments import of_share
from tests.messengers import FakeMessenger
from tests.opened import connect
from tests.scenarios import world
from tests.scenarios.world import EVERYBODY, Group, Somebody

MINUTE: Final = timedelta(minutes=1)
ABOUT_NO_SHARE: Final = frozenset(
    {
        Intent.ANSWER_CHECK_IN,
        Intent.CHECK_IN,
        Intent.STAGE_STEP,
        Intent.MILESTONE,
        Intent.CELEBRATE,
        Intent.LOOK_BACK,
    }
)
"""What is pressed in an item that is no action."""

_AFTER_A_CRASH: Final = tuple(timedelta(seconds=seconds) for seconds in (150, 240, 330, 700))
"""A claim has run out, the message may be looked for, it is sent again, and whatever that made due."""


class InTurn(ThreadPoolExecutor):
    """Runs what belongs into a thread at once, so that a year is the same every time."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever waits for the thread gets it.
            future.set_exception(error)
        return future


class Crash(BaseException):
    """The process dies."""


@dataclass
class Life:
    """One run of the year. `arrived` has what reached the platform, and when; `done` the spans in which shares were done."""

    url: str
    seed: int
    crashes: int
    now: datetime = world.START
    ends: datetime = world.END
    arrived: list[tuple[datetime, Outgoing]] = field(default_factory=list)
    done: list[tuple[int, datetime, datetime | None]] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)
    restarts: int = 0
    presses: int = 0
    moments: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self._runner = asyncio.Runner()
        self._runner.get_loop().set_default_executor(InTurn())
        self._messenger = FakeMessenger(after=self._arrive)
        self._dies: str | None = None
        self._crash_at: list[datetime] = []
        self._people = {one.external_id: one for one in EVERYBODY}
        self._open()

    def _open(self) -> None:
        self.database = connect(self.url)
        self._router = Router(routes=ROUTES, database=self.database)

    def at(self, when: datetime, happens: Callable[[], None]) -> None:
        """Let something happen at an instant."""
        heapq.heappush(self._events, (when, next(self._count), happens))

    def live(self, installation_id: int) -> None:
        """Let the year pass. Everything planned with `at` happens in its time."""
        self._installation_id = installation_id
        span = (self.ends - timedelta(days=14) - world.START) / MINUTE
        self._crash_at = sorted(
            world.START + MINUTE * self.random.uniform(0, span) for _ in range(self.crashes)
        )
        while (following := self._following()) is not None and following < self.ends:
            self.now = following
            while self._events and self._events[0][0] <= self.now:
                heapq.heappop(self._events)[2]()
            self._pass()
        self.now = self.ends
        self._runner.close()

    def _following(self) -> datetime | None:
        with self.database.read() as transaction:
            due = upcoming.next_after(transaction, viewer=ENGINE, after=self.now)
        planned = self._events[0][0] if self._events else None
        return min((one for one in (due, planned) if one is not None), default=None)

    def _pass(self) -> None:
        """Do what is due at this moment, unless the process dies in the middle of it."""
        self.moments += 1
        table = self._table()
        if self._crash_at and self._crash_at[0] <= self.now:
            self._crash_at.pop(0)
            self._die(table)
            return
        for _ in range(20):
            if not self._runner.run(run_once(table)):
                return
        raise AssertionError("the sweeps never come to rest")

    def _die(self, table: tuple[Sweep, ...]) -> None:
        """Stop between two sweeps, before a message has reached the platform, or before its answer has reached us."""
        self._dies = self.random.choice(["between", "before", "after"])
        if self._dies == "between":
            for sweep in table[: self.random.randrange(len(table))]:
                self._runner.run(_run(sweep))
        else:
            self._messenger.before = self._before
            for _ in range(3):
                self._runner.run(run_once(table))
        self._dies = None
        self._messenger.before = lambda _: None
        self.restarts += 1
        self.database.close()
        self._open()
        for later in _AFTER_A_CRASH:
            self.at(self.now + later, lambda: None)

    def _table(self) -> tuple[Sweep, ...]:
        messengers = {(AddressKind.SLACK, self._installation_id): self._messenger}
        loop = DeliveryLoop(
            database=self.database,
            messengers=messengers,
            clock=lambda: self.now,
            limiter=Limiter(paces={}),
        )
        table = sweeps(
            database=self.database,
            clock=lambda: self.now,
            messengers=messengers,
            files={},
            loop=loop,
            every=15.0,
        )
        # What is done every hour is done about as often here.
        return tuple(sweep for sweep in table if sweep.every < HOUR or self.moments % 50 == 0)

    def _before(self, _: Outgoing) -> BaseException | None:
        return Crash() if self._dies == "before" else None

    def _arrive(self, outgoing: Outgoing) -> BaseException | None:
        self.arrived.append((self.now, outgoing))
        reader = self._people.get(f"U-{outgoing.conversation.split('-', 1)[1]}")
        if reader is not None and self.random.random() < reader.replies:
            self._reply(reader, outgoing)
        return Crash() if self._dies == "after" else None

    def _reply(self, reader: Somebody, outgoing: Outgoing) -> None:
        """Somebody presses a button of what they were sent, minutes or days later; one in five presses twice."""
        items = [block for block in outgoing.content.blocks if isinstance(block, Item)]
        buttons = [button for item in items for button in (*item.buttons, *item.more)]
        if not buttons or (outgoing.edits is not None and self.random.random() < 0.7):
            return
        button = self.random.choice(buttons)
        name = outgoing.edits or f"ts.{outgoing.message_id}"
        when = self.now + MINUTE * self.random.choice([1, 4, 30, 120, 600, 1500, 3000])
        for again in range(self.random.choice([1, 1, 1, 1, 2])):
            self.at(when + again * MINUTE, lambda: self.press(reader, button, name))

    def press(self, reader: Somebody, button: Button, message: str | None) -> None:
        """Press a button, or send the form that it opens."""
        self.presses += 1
        common = {
            "intent": button.intent,
            "partnership_id": button.partnership_id,
            "arg": button.arg,
            "message": message,
        }
        if button.opens:
            self.say(reader, Submit(**self._arrival(reader), **common, values=self._form(button.intent)))  # type: ignore[arg-type]  # Made of the fields of both.
        else:
            self.say(reader, Press(**self._arrival(reader), **common))  # type: ignore[arg-type]  # As above.
        about = button.arg.split(".")[0]
        if about.isdigit():
            self._note_done(int(about))

    def submit(
        self, reader: Somebody, intent: Intent, group: Group, values: dict[str, tuple[str, ...]]
    ) -> None:
        """Send a form."""
        arrival = self._arrival(reader)
        self.say(reader, Submit(**arrival, intent=intent, partnership_id=group.id, values=values))  # type: ignore[arg-type]  # As above.

    def say(self, reader: Somebody, incoming: Incoming) -> None:
        """Let something come in; a platform may send it twice."""
        for _ in range(self.random.choice([1, 1, 1, 2])):
            self._router.answer(incoming, now=self.now, rides=frozenset())

    def _arrival(self, reader: Somebody) -> dict[str, object]:
        sender = Sender(
            kind=AddressKind.SLACK,
            installation_id=self._installation_id,
            external_id=reader.external_id,
        )
        conversation = reader.external_id.replace("U-", "D-", 1)
        place = Place(conversation=conversation, private=True)
        return {"sender": sender, "place": place, "key": f"in-{next(self._count)}"}

    def _form(self, intent: Intent) -> dict[str, tuple[str, ...]]:
        day = self.now.date() + timedelta(days=self.random.randint(2, 30))
        match intent:
            case Intent.MORE_TIME | Intent.SUGGEST_DATE:
                return {"date": (day.isoformat(),), "reason": ("Two of us are away.",)}
            case Intent.STUCK:
                return {"because": (self.random.choice(BECAUSE),), "words": ("It is hard.",)}
            case _:
                return {"words": ("Not quite.",), "person": ("U-OMAR",)}

    def _note_done(self, share_id: int) -> None:
        """Keep since when, and until when, a share was done."""
        with self.database.read() as transaction:
            _, share = of_share(transaction, viewer=ENGINE, share_id=share_id)
        is_done = share.state.value == "done"
        known = next((at for at, one in enumerate(self.done) if one[0] == share_id and one[2] is None), None)
        if is_done and known is None:
            self.done.append((share_id, self.now, None))
        elif not is_done and known is not None:
            self.done[known] = (share_id, self.done[known][1], self.now)

    def ledger(self) -> list[Delivery]:
        """Return every delivery of the year."""
        with self.database.read() as transaction:
            return list(deliveries.ledger(transaction, viewer=ENGINE))


async def _run(sweep: Sweep) -> int:
    return await sweep.run()


def open_day(random: Random, now: datetime, *, ahead: tuple[int, int]) -> date:
    """Return a weekday some days ahead."""
    day = now.date() + timedelta(days=random.randint(*ahead))
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
