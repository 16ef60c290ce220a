"""The sweeps: one visible table, run in its order, each doing nothing the second time."""

import asyncio

import pytest

from bot.domain.people import AddressKind
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter
from bot.engine.sweeps import Sweep, run_once, sweeps
from bot.services import planning
from storage.database import Database
from tests import riverside
from tests.messengers import FakeMessenger
from tests.riverside import NOW, Riverside


@pytest.fixture
def group(database: Database) -> Riverside:
    found = riverside.build(database, opened=True)
    with database.write() as transaction:
        planning.open_doors(transaction, viewer=found.viewer("sam"), person_ids=[], now=NOW)
    return found


def table(group: Riverside, messenger: FakeMessenger) -> tuple[Sweep, ...]:
    messengers = {(AddressKind.SLACK, group.installation_id): messenger}
    loop = DeliveryLoop(
        database=group.database,
        messengers=messengers,
        clock=lambda: NOW,
        limiter=Limiter(paces={}),
    )
    return sweeps(
        database=group.database,
        clock=lambda: NOW,
        messengers=messengers,
        files={},
        loop=loop,
        every=15.0,
    )


def test_one_round_sends_what_is_due_and_the_next_finds_nothing(group: Riverside) -> None:
    messenger = FakeMessenger()
    round_of = table(group, messenger)

    async def rounds() -> list[int]:
        return [await run_once(round_of) for _ in range(2)]

    first, second = asyncio.run(rounds())

    # One morning looked at, a welcome and a list queued, and both sent.
    assert (first, second) == (5, 0)
    assert sorted(one.conversation for one in messenger.arrived) == [riverside.ROOM, "U-SAM"]


def test_table_names_every_sweep_once(group: Riverside) -> None:
    names = [sweep.name for sweep in table(group, FakeMessenger())]

    assert len(names) == len(set(names))
    assert [name for name in names if name in {"mornings", "rooms", "envelopes", "send"}] == [
        "mornings",
        "rooms",
        "envelopes",
        "send",
    ]
