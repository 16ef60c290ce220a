"""The loop that sends: woken by a commit, many conversations at once, each in order, and what fails is settled."""

import asyncio
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.domain.deliveries import MessageState, Way
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter, Pace
from bot.engine.reconciling import reconcile
from bot.errors import DeliveryFailed
from bot.services import outbox
from bot.services.ports import Messenger, Outgoing
from storage.database import Database
from tests.messengers import FakeMessenger
from tests.riverside import NOW
from tests.sending import LOST, SLACK, loop_of, say, states, step, words


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
    messenger = FakeMessenger(takes=10, waits_for=5)

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

    assert states(database) == [MessageState.UNKNOWN, MessageState.SENT]


def test_what_goes_through_no_installation_of_ours_is_left_alone(database: Database) -> None:
    say(database, "Hello.")
    loop = DeliveryLoop(database=database, messengers={}, clock=lambda: NOW)

    assert step(loop) == 0
    assert states(database) == [MessageState.PENDING]
    assert outbox.ready(database=database, now=NOW, limit=5) == (1,)


def test_what_was_claimed_before_its_installation_went_is_handed_back(database: Database) -> None:
    say(database, "One.")
    say(database, "Two.", to="U-ROB")
    messengers: dict[Way, Messenger] = {}

    def leave(_: Outgoing) -> None:
        messengers.clear()

    messenger = FakeMessenger(before=leave)
    messengers[SLACK, 1] = messenger
    loop = DeliveryLoop(
        database=database,
        messengers=messengers,
        clock=lambda: NOW,
        limiter=Limiter(paces={SLACK: Pace(conversation=0.0, installation=0.1)}),
    )
    step(loop)

    assert len(words(messenger)) == 1
    assert states(database) == [MessageState.SENT, MessageState.PENDING]


def test_platform_that_asks_for_patience_gets_it_for_all(database: Database) -> None:
    say(database, "One.")
    messenger = FakeMessenger(before=lambda _: DeliveryFailed("patience", retry_after=600.0))
    loop = loop_of(database, messenger)
    step(loop)

    say(database, "Two.", to="U-ROB")

    assert (step(loop), states(database)) == (0, [MessageState.PENDING] * 2)
    assert outbox.ready(database=database, now=NOW, limit=5) == (2,)


def test_message_that_has_to_wait_alone_holds_up_no_other(database: Database) -> None:
    say(database, "One.")
    messenger = FakeMessenger(before=lambda _: DeliveryFailed("not yet", retry_after=600.0, alone=True))
    loop = loop_of(database, messenger)
    step(loop)
    messenger.before = lambda _: None

    say(database, "Two.", to="U-ROB")
    step(loop)

    assert (words(messenger), states(database)) == (["Two."], [MessageState.PENDING, MessageState.SENT])


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"permanent": True, "unknown": True},
        {"permanent": True, "alone": True},
        {"unknown": True, "nobody": True},
    ],
)
def test_failure_that_contradicts_itself_is_a_mistake(known: dict[str, bool]) -> None:
    with pytest.raises(ValueError, match=r"say exactly one|asked to wait"):
        DeliveryFailed("why", **known)


def test_installation_that_asks_for_patience_holds_up_no_other(database: Database) -> None:
    for number in range(40):
        say(database, "Slow.", to=f"U-{number}")
    say(database, "Good.", installation_id=2)
    slow = FakeMessenger(before=lambda _: DeliveryFailed("patience", retry_after=600.0))
    other = FakeMessenger()
    loop = loop_of(database, slow, other=other)

    step(loop)

    assert words(other) == ["Good."]


def test_what_was_claimed_before_the_patience_was_asked_for_is_handed_back(database: Database) -> None:
    say(database, "One.")
    say(database, "Two.", to="U-ROB")
    tried: list[int] = []

    def asks(outgoing: Outgoing) -> DeliveryFailed:
        tried.append(outgoing.message_id)
        return DeliveryFailed("patience", retry_after=600.0)

    messenger = FakeMessenger(before=asks)
    paced = Limiter(paces={SLACK: Pace(conversation=0.0, installation=0.1)})
    lasting = NOW + outbox.LEASE + timedelta(seconds=1)

    step(loop_of(database, messenger, limiter=paced))

    assert (tried, states(database)) == ([1], [MessageState.PENDING] * 2)
    assert outbox.expire(database=database, now=lasting) == 0


def test_message_whose_claim_ran_out_meanwhile_is_not_sent(database: Database) -> None:
    say(database, "Hello.")
    messenger = FakeMessenger()
    times = iter([NOW, NOW, NOW + outbox.LEASE, NOW + outbox.LEASE])

    step(loop_of(database, messenger, clock=lambda: next(times)))

    assert (messenger.arrived, states(database)) == ([], [MessageState.PENDING])


def test_message_that_always_fails_is_given_up(database: Database) -> None:
    say(database, "Bad.")
    messenger = FakeMessenger(before=lambda _: RuntimeError("a mistake"))
    now = NOW
    for _ in range(outbox.MOST_ATTEMPTS + 1):
        step(loop_of(database, messenger, clock=partial(_at, now)))
        now += timedelta(minutes=1)
        asyncio.run(reconcile(database=database, messengers={(SLACK, 1): messenger}, clock=partial(_at, now)))

    assert states(database) == [MessageState.DEAD]
    assert len(messenger.looked_for) == outbox.MOST_ATTEMPTS


def test_patience_counts_as_no_attempt(database: Database) -> None:
    say(database, "Hello.")
    messenger = FakeMessenger(before=lambda _: DeliveryFailed("patience", retry_after=60.0))
    now = NOW
    for _ in range(outbox.MOST_ATTEMPTS + 1):
        step(loop_of(database, messenger, clock=partial(_at, now)))
        now += timedelta(minutes=1)
    messenger.before = lambda _: None

    step(loop_of(database, messenger, clock=lambda: now))

    assert words(messenger) == ["Hello."]


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
    messenger = FakeMessenger(takes=60.0)
    loop = loop_of(database, messenger)

    async def story() -> tuple[int, int]:
        first = await loop.step(wait=False)
        return first, await loop.step(wait=False)

    assert asyncio.run(story()) == (16, 0)


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


def test_message_of_which_nothing_can_be_noted_keeps_its_claim(database: Database) -> None:
    say(database, "Hello.")
    messenger = FakeMessenger()
    times = iter([NOW, NOW, NOW])

    def clock() -> datetime:
        try:
            return next(times)
        except StopIteration:
            raise RuntimeError("no answer") from None

    step(loop_of(database, messenger, clock=clock))

    assert (words(messenger), states(database)) == (["Hello."], [MessageState.SENDING])


def _at(now: datetime) -> datetime:
    return now
