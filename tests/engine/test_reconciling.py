"""Messages that may have been lost: looked for where the platform can tell, else settled by policy."""

import asyncio
from datetime import datetime, timedelta

from bot.domain.deliveries import MessageState
from bot.engine.reconciling import reconcile
from bot.services.ports import Outgoing, Sent
from storage.database import Database
from tests.messengers import FakeMessenger
from tests.riverside import NOW
from tests.sending import LOST, SLACK, loop_of, say, states, step, words


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

    def test_platform_that_is_gone_leaves_it_to_the_policy(self, database: Database) -> None:
        messenger = FakeMessenger(after=lambda _: LOST)
        self.lose(database, messenger)

        assert self.run(database, messenger, after=60, connected=False) == 1
        assert (states(database), messenger.looked_for) == ([MessageState.SENT], [])

    def test_mistake_in_looking_for_one_keeps_no_other_unknown(self, database: Database) -> None:
        class Half(FakeMessenger):
            async def find(self, outgoing: Outgoing, *, since: float) -> Sent | None:
                if outgoing.message_id == 1:
                    raise KeyError("channel")
                return await super().find(outgoing, since=since)

        messenger = Half(after=lambda _: LOST)
        say(database, "Two.", to="U-ROB")
        self.lose(database, messenger)

        self.run(database, messenger, after=60)
        assert states(database) == [MessageState.UNKNOWN, MessageState.SENT]

        self.run(database, messenger, after=600)
        assert states(database) == [MessageState.SENT] * 2


def test_what_waits_for_a_platform_that_is_gone_is_given_up_after_a_day(database: Database) -> None:
    say(database, "Hello.")
    say(database, "Good.", installation_id=2)

    def run(after: timedelta) -> int:
        messengers = {(SLACK, 2): FakeMessenger()}
        return asyncio.run(reconcile(database=database, messengers=messengers, clock=lambda: NOW + after))

    assert [run(timedelta(days=1)), run(timedelta(days=1, seconds=1))] == [0, 1]
    assert states(database) == [MessageState.DEAD, MessageState.PENDING]


def test_trouble_with_settling_one_keeps_no_other_unknown(database: Database) -> None:
    messenger = FakeMessenger(after=lambda _: LOST)
    for to in ("U-MINA", "U-ROB"):
        say(database, "Hello.", to=to)
    step(loop_of(database, messenger))
    asked: list[int] = []

    def clock() -> datetime:
        asked.append(1)
        if len(asked) == 3:
            raise RuntimeError("no answer")
        return NOW + timedelta(minutes=1)

    asyncio.run(reconcile(database=database, messengers={(SLACK, 1): messenger}, clock=clock))

    assert states(database) == [MessageState.UNKNOWN, MessageState.SENT]
