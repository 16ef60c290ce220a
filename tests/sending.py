"""Sending in tests: what is queued, a loop over fake platforms, and what became of each message."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.domain.deliveries import MessageState
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter
from bot.errors import DeliveryFailed
from bot.messages.model import Message
from bot.services import answers
from bot.services.answers import Asker
from storage import messages
from storage.database import Database
from tests.messengers import FakeMessenger
from tests.riverside import NOW

SLACK = AddressKind.SLACK
LOST = DeliveryFailed("timed out", unknown=True)


def say(
    database: Database, words: str, *, to: str = "U-MINA", now: datetime = NOW, installation_id: int = 1
) -> None:
    asker = Asker(
        kind=SLACK, installation_id=installation_id, external_id=to, conversation=None, key=f"{to} {words}"
    )
    answers.say(database=database, to=asker, content=Message(opening=words), now=now)


def loop_of(
    database: Database,
    messenger: FakeMessenger,
    *,
    clock: Callable[[], datetime] = lambda: NOW,
    limiter: Limiter | None = None,
    **others: FakeMessenger,
) -> DeliveryLoop:
    """Return a loop that sends through installation 1; `others` are those of installation 2 and so on."""
    messengers = {(SLACK, number): one for number, one in enumerate([messenger, *others.values()], start=1)}
    return DeliveryLoop(
        database=database, messengers=messengers, clock=clock, limiter=limiter or Limiter(paces={})
    )


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
