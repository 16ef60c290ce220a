"""The engine in this process: every sweep at once and then at its interval, and an end that lets messages arrive."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.domain.people import AddressKind
from bot.engine.delivery import DeliveryLoop
from bot.engine.embedded import EmbeddedEngine
from bot.engine.limiter import Limiter
from bot.engine.sweeps import Sweep
from bot.messages.model import Message
from bot.services import answers
from bot.services.answers import Asker
from storage.database import Database
from tests.messengers import FakeMessenger
from tests.riverside import NOW


def engine_of(
    database: Database, messenger: FakeMessenger, *table: Sweep
) -> tuple[EmbeddedEngine, DeliveryLoop]:
    loop = DeliveryLoop(
        database=database,
        messengers={(AddressKind.SLACK, 1): messenger},
        clock=lambda: NOW,
        limiter=Limiter(paces={}),
    )
    return EmbeddedEngine(sweeps=table, loop=loop), loop


async def until(there: Callable[[], object]) -> None:
    async with asyncio.timeout(4):
        while not there():
            await asyncio.sleep(0.005)


def counting(ran: list[str], name: str, *, fails: bool = False) -> Callable[[], Awaitable[int]]:
    async def run() -> int:
        ran.append(name)
        if fails:
            raise RuntimeError("a mistake")
        return len(ran)

    return run


def test_every_sweep_runs_at_once_and_again(database: Database) -> None:
    ran: list[str] = []
    engine, _ = engine_of(
        database,
        FakeMessenger(),
        Sweep(name="often", every=0.05, run=counting(ran, "often")),
        Sweep(name="rarely", every=3600.0, run=counting(ran, "rarely")),
    )

    async def story() -> None:
        await engine.start()
        await until(lambda: ran.count("often") >= 3)
        await engine.stop()

    asyncio.run(story())

    assert ran.count("rarely") == 1


def test_sweep_that_fails_is_tried_again(database: Database) -> None:
    ran: list[str] = []
    engine, _ = engine_of(
        database, FakeMessenger(), Sweep(name="bad", every=0.05, run=counting(ran, "bad", fails=True))
    )

    async def story() -> None:
        await engine.start()
        await until(lambda: len(ran) >= 2)
        await engine.stop()

    asyncio.run(story())

    assert set(ran) == {"bad"}


def test_sweeps_of_one_tick_take_turns_and_one_that_fails_keeps_none_from_theirs(database: Database) -> None:
    ran: list[str] = []

    def slowly(name: str) -> Callable[[], Awaitable[int]]:
        async def run() -> int:
            ran.append(f"{name} begun")
            await asyncio.sleep(0.05)
            ran.append(f"{name} done")
            return 1

        return run

    engine, _ = engine_of(
        database,
        FakeMessenger(),
        Sweep(name="check-ins", every=3600.0, run=slowly("check-ins")),
        Sweep(name="bad", every=3600.0, run=counting(ran, "bad", fails=True)),
        Sweep(name="envelopes", every=3600.0, run=slowly("envelopes")),
        Sweep(name="lost", every=3600.0, run=counting(ran, "lost"), apart=True),
    )

    async def story() -> None:
        await engine.start()
        await until(lambda: "envelopes done" in ran)
        await engine.stop()

    asyncio.run(story())

    in_turn = [one for one in ran if one != "lost"]
    assert in_turn == ["check-ins begun", "check-ins done", "bad", "envelopes begun", "envelopes done"]
    assert ran.index("lost") < ran.index("check-ins done")


def test_the_rest_of_a_round_does_not_begin_after_the_end(database: Database) -> None:
    ran: list[str] = []

    async def first() -> int:
        ran.append("first")
        await asyncio.sleep(0.1)
        return 0

    engine, _ = engine_of(
        database,
        FakeMessenger(),
        Sweep(name="first", every=3600.0, run=first),
        Sweep(name="second", every=3600.0, run=counting(ran, "second")),
    )

    async def story() -> None:
        await engine.start()
        await until(lambda: ran)
        await engine.stop()

    asyncio.run(story())

    assert ran == ["first"]


def test_commit_is_sent_without_waiting_for_a_sweep(database: Database) -> None:
    messenger = FakeMessenger(takes=0.02)
    engine, loop = engine_of(database, messenger)
    database.wake = loop.wake
    asker = Asker(
        kind=AddressKind.SLACK, installation_id=1, external_id="U-MINA", conversation=None, key="k1"
    )

    async def story() -> None:
        await engine.start()
        await asyncio.sleep(0.05)
        await asyncio.to_thread(
            answers.say, database=database, to=asker, content=Message(opening="Hello."), now=NOW
        )
        await until(lambda: messenger.at_once)
        await engine.stop()

    asyncio.run(story())

    assert [one.content.opening for one in messenger.arrived] == ["Hello."]


def test_end_waits_for_a_sweep_that_still_runs(database: Database) -> None:
    ran: list[str] = []

    def work() -> int:
        ran.append("begun")
        time.sleep(0.1)
        ran.append("done")
        return 1

    engine, _ = engine_of(
        database,
        FakeMessenger(),
        Sweep(name="slow", every=3600.0, run=lambda: asyncio.to_thread(work)),
    )

    async def story() -> list[str]:
        await engine.start()
        await until(lambda: ran)
        await engine.stop()
        return list(ran)

    assert asyncio.run(story()) == ["begun", "done"]


def test_no_sweep_begins_after_the_end(database: Database) -> None:
    ran: list[str] = []
    engine, _ = engine_of(
        database, FakeMessenger(), Sweep(name="often", every=0.02, run=counting(ran, "often"))
    )

    async def story() -> int:
        await engine.start()
        await until(lambda: ran)
        await engine.stop()
        at_the_end = len(ran)
        await asyncio.sleep(0.1)
        return len(ran) - at_the_end

    assert asyncio.run(story()) == 0
