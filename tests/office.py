"""The post office of the tests: does by hand, at a given time, what the engine's sweeps and its loop do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.deliveries import Delivery
from bot.domain.permissions import ENGINE
from bot.engine import posting
from bot.errors import DeliveryFailed
from bot.messages.plain import text
from bot.services import outbox
from bot.services.ports import Outgoing, Sent
from storage import deliveries as stored_deliveries
from storage.database import Database

_NIGHTLY = timedelta(hours=1)
Fate = Callable[[Outgoing], DeliveryFailed | None]


def arrives(_: Outgoing) -> DeliveryFailed | None:
    return None


@dataclass
class Office:
    """Everything that was sent, in order. `fate` says what becomes of each message."""

    database: Database
    fate: Fate = arrives
    sent: list[tuple[datetime, Outgoing]] = field(default_factory=list)

    def gather(self, now: datetime) -> int:
        """Let what is due become messages."""
        return (
            posting.write_mornings(database=self.database, now=now)
            + posting.post_in_rooms(database=self.database, now=now)
            + posting.post(database=self.database, now=now)
        )

    def send(self, now: datetime) -> list[Outgoing]:
        """Send what is queued, and return what was tried."""
        claimed = posting.claim(database=self.database, now=now, limit=50)
        for outgoing in claimed:
            self._settle(outgoing, now)
        return list(claimed)

    def run(self, now: datetime) -> list[Outgoing]:
        """Do everything that is due at this time, and return what was tried."""
        tried: list[Outgoing] = []
        while True:
            worked = self.gather(now)
            sent = self.send(now)
            tried += sent
            if not worked and not sent:
                return tried

    def live(
        self, start: datetime, end: datetime, *, step: timedelta = timedelta(minutes=15)
    ) -> list[tuple[datetime, Outgoing]]:
        """Let time pass, and return what was sent meanwhile."""
        before = len(self.sent)
        now, rests_until = start, start
        while now <= end:
            if now >= rests_until:
                self.run(now)
                rests_until = now + (_NIGHTLY if _is_night(now) else step)
            now += step
        return self.sent[before:]

    def ledger(self, share_id: int | None = None) -> list[Delivery]:
        """Return every delivery, in order of its instant."""
        with self.database.read() as transaction:
            return list(stored_deliveries.ledger(transaction, viewer=ENGINE, share_id=share_id))

    def _settle(self, outgoing: Outgoing, now: datetime) -> None:
        failure = self.fate(outgoing)
        if failure is not None:
            outbox.settle_failed(database=self.database, outgoing=outgoing, failure=failure, now=now)
            return
        self.sent.append((now, outgoing))
        sent = Sent(
            external_id=f"{now.timestamp():.0f}.{outgoing.message_id}", conversation=_channel(outgoing)
        )
        outbox.settle_sent(database=self.database, message_id=outgoing.message_id, sent=sent, now=now)


def _is_night(now: datetime) -> bool:
    """Say whether it is enough to look once an hour: what is due by night waits for the morning."""
    return now.hour >= 21 or now.hour < 4


def openings(tried: list[Outgoing]) -> list[tuple[str, str]]:
    """Return to whom each message went, and its first sentence."""
    return [(_person(one), one.content.opening) for one in tried]


def said(tried: list[Outgoing], to: str) -> str:
    """Return the one message that went to somebody, as plain text."""
    [words] = [text(one.content) for one in tried if _person(one) == to]
    return words


def _channel(outgoing: Outgoing) -> str:
    """A platform calls the private conversation with U-MINA D-MINA."""
    return outgoing.conversation.replace("U-", "D-", 1)


def _person(outgoing: Outgoing) -> str:
    return outgoing.conversation.split("-", 1)[-1].lower()
