"""A platform that does as it is told, in a small language, and the time that passes around it.

A script says for each conversation what becomes of one attempt after another: "U-MINA: lost ok; U-ROB: no".

- ok: it arrives.
- lost: it arrives, and the answer gets lost on the way back.
- gone: it never arrives, and nobody knows.
- no: the platform will never take it.
- wait: the platform asks for half a minute.
- crash: our own code makes a mistake before anything is sent.

What no script speaks of is ok.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.deliveries import MessageState
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter
from bot.engine.reconciling import reconcile
from bot.errors import DeliveryFailed
from bot.messages.model import Message
from bot.services import answers, outbox
from bot.services.answers import Asker
from bot.services.ports import Outgoing, Sent
from storage import messages
from storage.database import Database
from tests.riverside import NOW

SLACK: Final = AddressKind.SLACK
WORDS: Final = ("ok", "lost", "gone", "no", "wait", "crash")
_MINUTE: Final = timedelta(minutes=1)
_FAILURES: Final[Mapping[str, Exception]] = {
    "gone": DeliveryFailed("timed out", unknown=True),
    "no": DeliveryFailed("is_archived", permanent=True),
    "wait": DeliveryFailed("rate_limited", retry_after=30.0),
    "crash": RuntimeError("a mistake of ours"),
}


class Scripted:
    """Implements `bot.services.ports.Messenger`. `arrived` is what people would see, in order."""

    def __init__(self, script: str = "") -> None:
        self._words = _read(script)
        self.arrived: list[Outgoing] = []
        self.tried: list[str] = []

    async def send(self, outgoing: Outgoing) -> Sent:
        words = self._words[outgoing.conversation]
        word = words.popleft() if words else "ok"
        self.tried.append(word)
        if word in _FAILURES:
            raise _FAILURES[word]
        self.arrived.append(outgoing)
        if word == "lost":
            raise DeliveryFailed("timed out", unknown=True)
        return _sent(outgoing)

    async def find(self, outgoing: Outgoing, *, since: float) -> Sent | None:
        assert since <= NOW.timestamp() + 86_400
        return _sent(outgoing) if outgoing.key in {one.key for one in self.arrived} else None


@dataclass
class World:
    """A database, a scripted platform, and a clock that only `live` moves."""

    database: Database
    platform: Scripted
    now: datetime = NOW
    asked: int = 0

    def say(self, words: str, *, to: str = "U-MINA") -> None:
        """Queue an answer to somebody."""
        self.asked += 1
        key = f"{self.now.isoformat()} {self.asked}"
        asker = Asker(kind=SLACK, installation_id=1, external_id=to, conversation=None, key=key)
        answers.say(database=self.database, to=asker, content=Message(opening=words), now=self.now)

    def live(self, minutes: int) -> None:
        """Let so many minutes pass; in each of them everything is done that an engine does about messages."""
        with asyncio.Runner() as runner:
            for _ in range(minutes):
                runner.run(self._minute())
                self.now += _MINUTE

    def said(self, to: str = "U-MINA") -> list[str]:
        """Return what somebody has been told, in order."""
        return [one.content.opening for one in self.platform.arrived if one.conversation == to]

    def states(self) -> list[MessageState]:
        """Return the state of every message, in the order in which they were queued."""
        found: list[MessageState] = []
        with self.database.read() as transaction:
            try:
                while True:
                    one = messages.get(transaction, viewer=ENGINE, message_id=len(found) + 1)
                    found.append(one.state)
            except LookupError:
                return found

    async def _minute(self) -> None:
        messengers = {(SLACK, 1): self.platform}
        await asyncio.to_thread(outbox.expire, database=self.database, now=self.now)
        await reconcile(database=self.database, messengers=messengers, clock=lambda: self.now)
        # A loop of its own each minute: its pauses are measured on a real clock, which nobody moves.
        loop = DeliveryLoop(
            database=self.database,
            messengers=messengers,
            clock=lambda: self.now,
            limiter=Limiter(paces={}),
        )
        while await loop.step():
            pass


def _read(script: str) -> Mapping[str, deque[str]]:
    read: dict[str, deque[str]] = defaultdict(deque)
    for line in filter(None, script.split(";")):
        conversation, _, words = line.partition(":")
        read[conversation.strip()].extend(words.split())
    unknown = {word for words in read.values() for word in words} - set(WORDS)
    if unknown:
        raise ValueError(f"no words of a script: {sorted(unknown)}")
    return read


def _sent(outgoing: Outgoing) -> Sent:
    return Sent(external_id=f"ts.{outgoing.message_id}", conversation=outgoing.conversation)
