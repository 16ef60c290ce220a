"""A platform made of a list: records what arrives, and can drop answers, refuse, ask for patience, and crash."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.errors import DeliveryFailed
from bot.services.ports import Outgoing, Sent

Trouble = Callable[[Outgoing], BaseException | None]


def no_trouble(_: Outgoing) -> BaseException | None:
    return None


@dataclass
class FakeMessenger:
    """Implements `bot.services.ports.Messenger`.

    `before` is raised instead of taking a message, `after` once it has been taken: its answer got lost.
    `can_tell` says whether `find` knows. `takes` is how many seconds a message needs;
    with `waits_for` it is refused unless as many are on their way at once by then.
    """

    before: Trouble = no_trouble
    after: Trouble = no_trouble
    can_tell: bool = True
    takes: float = 0.0
    waits_for: int | None = None
    arrived: list[Outgoing] = field(default_factory=list)
    looked_for: list[tuple[int, float]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def send(self, outgoing: Outgoing) -> Sent:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self._take()
            _raise(self.before(outgoing))
            self.arrived.append(outgoing)
            _raise(self.after(outgoing))
        finally:
            self.at_once -= 1
        return _sent(outgoing)

    async def _take(self) -> None:
        if self.waits_for is None:
            await asyncio.sleep(self.takes)
            return
        async with asyncio.timeout(self.takes):
            while self.most_at_once < self.waits_for:
                await asyncio.sleep(0.01)

    async def find(self, outgoing: Outgoing, *, since: float) -> Sent | None:
        self.looked_for.append((outgoing.message_id, since))
        if not self.can_tell:
            raise DeliveryFailed("cannot tell", unknown=True)
        return _sent(outgoing) if outgoing.key in {one.key for one in self.arrived} else None


def _raise(error: BaseException | None) -> None:
    if error is not None:
        raise error


def _sent(outgoing: Outgoing) -> Sent:
    return Sent(
        external_id=outgoing.edits or f"ts.{outgoing.message_id}",
        conversation=outgoing.conversation.replace("U-", "D-", 1),
    )
