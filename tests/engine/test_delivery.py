"""The loop that sends: woken by a commit, many conversations at once, each in order, and what fails is settled."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.deliveries import MessageState
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter, Pace
from bot.engine.reconciling import reconcile
from bot.errors import DeliveryFailed
from bot.messages.model import Message
from bot.services import answers, outbox
from bot.services.answers import Asker
from bot.services.ports import Outgoing
from storage import messages
from storage.database import Database
from tests.messengers import FakeMessenger
from tests.riverside import NOW

SLACK = AddressKind.SLACK
UNPACED = Limiter(paces={})
LOST = DeliveryFailed("timed out", unknown=True)


def say(database: Database, words: str, *, to: str = "U-MINA", now: datetime = NOW) -> None:
    asker = Asker(kind=SLACK, installation_id=1, external_id=to, conversation=None, key=f"{to} {words}")
    answers.say(database=database, to=asker, content=Message(opening=words), now=now)


def loop_of(
    database: Database,
    messenger: FakeMessenger,
    *,
    clock: Callable[[], datetime] = lambda: NOW,
    limiter: Limiter = UNPACED,
) -> DeliveryLoop:
    return DeliveryLoop(database=database, messengers={(SLACK, 1): messenger}, clock=clock, limiter=limiter)


def step(loop: DeliveryLoop) -> int:
    return asyncio.run(loop.step())


def words(messenger: FakeMessenger) -> list[str]:
    return [one.content.opening for one in messenger.arrived]


def states(database: Database) -> list[MessageState]:
    with database.read() as transaction:
        return [
            messages.get(transaction, viewer=ENGINE, message_id=number).state for number in _numbers(database)
        ]


def _numbers(database: Database) -> list[int]:
    found: list[int] = []
    with database.read() as transaction:
        while True:
            try:
                messages.get(transaction, viewer=ENGINE, message_id=len(found) + 1)
            except LookupError:
                return found
            found.append(len(found) + 1)


def test_what_is_queued_is_sent_once(database: Database) -> None:
    say(database, "Hello.")
    messenger = FakeMessenger()
    loop = loop_of(database, messenger)

    assert (step(loop), step(loop)) == (1, 0)
    assert (words(messenger), states(database)) == (["Hello."], [MessageState.SENT])


def test_order_is_kept_within_a_conversation(database: Database) -> None:
    for text in ("One.", "Two.", "Three."):
        say(database, text)
    messenger = FakeMessenger()
    loop = loop_of(database, messenger)

    assert [step(loop) for _ in range(4)] == [1, 1, 1, 0]
    assert words(messenger) == ["One.", "Two.", "Three."]


def test_many_conversations_go_at_once(database: Database) -> None:
    for number in range(5):
        say(database, "Hello.", to=f"U-{number}")
    messenger = FakeMessenger(takes=0.05)

    assert (step(loop_of(database, messenger)), messenger.most_at_once) == (5, 5)


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (DeliveryFailed("refused", permanent=True), MessageState.DEAD),
        (DeliveryFailed("patience", retry_after=30.0), MessageState.PENDING),
        (LOST, MessageState.UNKNOWN),
    ],
)
def test_failure_is_settled_by_what_is_known(
    database: Database, failure: DeliveryFailed, state: MessageState
) -> None:
    say(database, "Hello.")

    step(loop_of(database, FakeMessenger(before=lambda _: failure)))

    assert states(database) == [state]


def test_mistake_in_a_messenger_holds_up_nobody_else(database: Database) -> None:
    say(database, "Bad.", to="U-ROB")
    say(database, "Good.")

    def trips(outgoing: Outgoing) -> Exception | None:
        return RuntimeError("a mistake") if outgoing.content.opening == "Bad." else None

    step(loop_of(database, FakeMessenger(before=trips)))

    assert states(database) == [MessageState.SENDING, MessageState.SENT]


def test_platform_that_is_not_connected_is_waited_for(database: Database) -> None:
    say(database, "Hello.")
    loop = DeliveryLoop(database=database, messengers={}, clock=lambda: NOW, limiter=UNPACED)

    assert step(loop) == 1
    assert states(database) == [MessageState.PENDING]
    assert outbox.ready(database=database, now=NOW + timedelta(minutes=9), limit=5) == ()


def test_platform_that_asks_for_patience_gets_it_for_all(database: Database) -> None:
    say(database, "One.")
    say(database, "Two.", to="U-ROB")
    paced = Limiter(paces={SLACK: Pace(conversation=0.0, installation=0.0)})
    messenger = FakeMessenger(before=lambda _: DeliveryFailed("patience", retry_after=600.0))
    loop = loop_of(database, messenger, limiter=paced)
    step(loop)

    say(database, "Three.", to="U-SAM")
    step(loop)

    assert states(database) == [MessageState.PENDING] * 3
    assert outbox.ready(database=database, now=NOW + timedelta(seconds=590), limit=5) == ()


def test_turn_that_is_near_is_waited_for(database: Database) -> None:
    say(database, "One.")
    say(database, "Two.", to="U-ROB")
    messenger = FakeMessenger()
    paced = Limiter(paces={SLACK: Pace(conversation=0.0, installation=0.05)})

    assert step(loop_of(database, messenger, limiter=paced)) == 2
    assert sorted(words(messenger)) == ["One.", "Two."]


def test_commit_wakes_the_loop_and_stopping_lets_what_is_on_its_way_arrive(database: Database) -> None:
    messenger = FakeMessenger(takes=0.05)
    loop = loop_of(database, messenger)
    database.wake = loop.wake

    async def story() -> None:
        running = asyncio.create_task(loop.run())
        await asyncio.sleep(0.05)
        await asyncio.to_thread(say, database, "Hello.")
        async with asyncio.timeout(4):
            while messenger.at_once == 0:
                await asyncio.sleep(0.005)
        loop.stop()
        await running

    asyncio.run(story())

    assert (words(messenger), states(database)) == (["Hello."], [MessageState.SENT])


def test_stopping_leaves_what_has_not_begun_for_the_next_start(database: Database) -> None:
    say(database, "One.")
    say(database, "Two.", to="U-ROB")
    messenger = FakeMessenger()
    paced = Limiter(paces={SLACK: Pace(conversation=0.0, installation=15.0)})
    loop = loop_of(database, messenger, limiter=paced)

    async def story() -> None:
        running = asyncio.create_task(loop.run())
        async with asyncio.timeout(4):
            while not messenger.arrived:
                await asyncio.sleep(0.005)
            loop.stop()
            await running

    asyncio.run(story())

    assert states(database) == [MessageState.SENT, MessageState.PENDING]


def test_loop_takes_no_more_than_it_can_carry(database: Database) -> None:
    for number in range(40):
        say(database, "Hello.", to=f"U-{number}")
    messenger = FakeMessenger(takes=0.05)
    loop = loop_of(database, messenger)

    async def story() -> tuple[int, int]:
        first = await loop.step(wait=False)
        return first, await loop.step(wait=False)

    assert asyncio.run(story()) == (32, 0)


def test_loop_outlives_a_database_that_does_not_answer(database: Database) -> None:
    messenger = FakeMessenger()
    asked: list[datetime] = []

    def clock() -> datetime:
        asked.append(NOW)
        if len(asked) == 1:
            raise RuntimeError("no answer")
        return NOW

    loop = loop_of(database, messenger, clock=clock)
    database.wake = loop.wake

    async def story() -> None:
        running = asyncio.create_task(loop.run())
        while not asked:
            await asyncio.sleep(0.005)
        await asyncio.to_thread(say, database, "Hello.")
        async with asyncio.timeout(4):
            while not messenger.arrived:
                await asyncio.sleep(0.005)
        loop.stop()
        await running

    asyncio.run(story())

    assert words(messenger) == ["Hello."]


def test_waking_before_the_loop_runs_does_nothing(database: Database) -> None:
    loop_of(database, FakeMessenger()).wake()


class TestLostAnswers:
    """The platform may have taken it: it is looked for, and repeated only if it is certainly not there."""

    def run(
        self, database: Database, messenger: FakeMessenger, *, after: float, connected: bool = True
    ) -> int:
        later = NOW + timedelta(seconds=after)
        messengers = {(SLACK, 1): messenger} if connected else {}
        return asyncio.run(reconcile(database=database, messengers=messengers, clock=lambda: later))

    def lose(self, database: Database, messenger: FakeMessenger) -> None:
        say(database, "Hello.")
        step(loop_of(database, messenger))

    def test_message_that_is_there_is_not_repeated(self, database: Database) -> None:
        messenger = FakeMessenger(after=lambda _: LOST)
        self.lose(database, messenger)

        assert self.run(database, messenger, after=60) == 1
        assert (states(database), len(messenger.arrived)) == ([MessageState.SENT], 1)

    def test_message_is_not_looked_for_too_early(self, database: Database) -> None:
        messenger = FakeMessenger(after=lambda _: LOST)
        self.lose(database, messenger)

        assert self.run(database, messenger, after=59) == 0
        assert messenger.looked_for == []

    def test_message_that_is_not_there_is_sent_again(self, database: Database) -> None:
        messenger = FakeMessenger(before=lambda _: LOST)
        self.lose(database, messenger)
        self.run(database, messenger, after=60)
        messenger.before = lambda _: None

        step(loop_of(database, messenger, clock=lambda: NOW + timedelta(seconds=61)))

        assert words(messenger) == ["Hello."]

    def test_platform_is_asked_from_a_little_before_the_attempt(self, database: Database) -> None:
        messenger = FakeMessenger(after=lambda _: LOST)
        self.lose(database, messenger)

        self.run(database, messenger, after=60)

        assert messenger.looked_for == [(1, NOW.timestamp() - 5)]

    def test_platform_that_cannot_tell_is_asked_for_ten_minutes_before_the_policy_decides(
        self, database: Database
    ) -> None:
        messenger = FakeMessenger(after=lambda _: LOST, can_tell=False)
        self.lose(database, messenger)

        self.run(database, messenger, after=60)
        assert states(database) == [MessageState.UNKNOWN]

        self.run(database, messenger, after=600)
        assert (states(database), len(messenger.arrived)) == ([MessageState.SENT], 1)

    def test_platform_that_is_gone_leaves_it_unknown(self, database: Database) -> None:
        messenger = FakeMessenger(after=lambda _: LOST)
        self.lose(database, messenger)

        assert self.run(database, messenger, after=60, connected=False) == 1
        assert states(database) == [MessageState.UNKNOWN]
