"""How fast a platform may be spoken to: so much a conversation, so much a workspace, and never before Retry-After."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.deliveries import Way
from bot.domain.people import AddressKind

_HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds between two messages: in one conversation, and in one installation altogether.

    `hourly` is how many a conversation takes in any hour, None where that is no fewer than by the second.
    """

    conversation: float
    installation: float
    hourly: int | None = None

    @property
    def burst(self) -> int:
        """How many of an hour's messages may go as fast as the second allows: a third."""
        return (self.hourly or 0) // 3

    @property
    def steady(self) -> float:
        """Seconds between two messages after that: the other two thirds, all through the hour."""
        return _HOUR / (self.hourly - self.burst) if self.hourly else 0.0


PACES: Final[Mapping[AddressKind, Pace]] = {
    # Slack takes about one message a second a channel, and several hundred a minute a workspace.
    AddressKind.SLACK: Pace(conversation=1.0, installation=1 / 3),
    # Teams takes 60 in half a minute and 1,800 in an hour a conversation, and 50 calls a second a tenant. A first
    # message to somebody needs two calls, and the people of rooms are read meanwhile.
    AddressKind.TEAMS: Pace(conversation=1.0, installation=1 / 20, hourly=1_800),
    # Every letter has its own connection, and mail servers take ten or so at once from one sender.
    AddressKind.EMAIL: Pace(conversation=1.0, installation=1 / 5),
}
"""The platforms that set a pace. Our own pages set none."""

_FORGET_AFTER: Final = 10_000
"""How many conversations are remembered before those that may be spoken to at once are forgotten."""


class Limiter:
    """Hands out the instants at which messages may go, in seconds of one clock that never runs back.

    Not safe to share between threads; the loop that sends is its only user.
    """

    def __init__(self, *, paces: Mapping[AddressKind, Pace] = PACES) -> None:
        self._paces = paces
        self._free: dict[tuple[AddressKind, int, str], float] = {}
        self._spent: dict[tuple[AddressKind, int, str], float] = {}
        self._paused: dict[Way, float] = {}

    def reserve(
        self,
        *,
        kind: AddressKind,
        installation_id: int,
        conversation: str,
        at: float,
        within: float = math.inf,
    ) -> float:
        """Return when the next message to this conversation may go, at the earliest `at`.

        The slot is kept if it comes `within` so many seconds; else somebody has to ask again.
        """
        pace = self._paces.get(kind)
        if pace is None:
            return at
        ours, everybody = (kind, installation_id, conversation), (kind, installation_id, "")
        spent = self._spent.get(ours, at)
        by_the_hour = spent - max(pace.burst - 1, 0) * pace.steady
        slot = max(at, self._free.get(ours, at), self._free.get(everybody, at), by_the_hour)
        if slot - at > within:
            return slot
        self._forget(at)
        self._free[ours] = slot + pace.conversation
        self._free[everybody] = slot + pace.installation
        if pace.hourly is not None:
            # Until when the steady pace would have needed for all that went: an hour's share is paid back by silence.
            self._spent[ours] = max(spent, slot) + pace.steady
        return slot

    def pause(self, *, kind: AddressKind, installation_id: int, until: float) -> None:
        """Let nothing go to an installation before `until`: it asked for that."""
        way, everybody = (kind, installation_id), (kind, installation_id, "")
        self._paused[way] = max(until, self._paused.get(way, until))
        self._free[everybody] = max(until, self._free.get(everybody, until))

    def is_paused(self, way: Way, *, at: float) -> bool:
        """Say whether an installation has asked that nothing goes to it at an instant."""
        return at < self._paused.get(way, at)

    def _forget(self, at: float) -> None:
        if len(self._free) >= _FORGET_AFTER:
            self._free = {key: free for key, free in self._free.items() if free > at}
        if len(self._spent) >= _FORGET_AFTER:
            self._spent = {key: spent for key, spent in self._spent.items() if spent > at}
