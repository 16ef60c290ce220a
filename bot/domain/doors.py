"""Who stands at the doors of a partnership, and what opening them sets going."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.domain.partnerships import Partnership, PartnershipState
from bot.domain.people import Membership


class Reached(Enum):
    """Whether a message can reach somebody."""

    BY_MESSAGE = "by_message"
    BY_TELEPHONE = "by_telephone"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody at the door, and how much they would be asked and told. `partner` is "" for who works for none.

    `unreached` says that the doors were opened for them before, and their hello has found no way.
    """

    membership: Membership
    partner: str
    reached: Reached
    asked: int
    told: int
    unreached: bool = False

    @property
    def person_id(self) -> int:
        return self.membership.person.id

    @property
    def name(self) -> str:
        return self.membership.person.name

    @property
    def waits(self) -> bool:
        """Whether they have had no hello, and could be sent one: their doors are shut, or it found no way."""
        is_outside = not self.membership.doors_open or self.unreached
        return is_outside and self.reached is Reached.BY_MESSAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Who would get what. `guests` are everybody but the viewer, by name; `rooms` are where a welcome is posted."""

    partnership: Partnership
    runner: Membership
    guests: tuple[Guest, ...]
    rooms: tuple[str, ...]

    @property
    def opens_first(self) -> bool:
        """Whether the doors have never been open."""
        return self.partnership.state is PartnershipState.DRAFT

    @property
    def waiting(self) -> tuple[Guest, ...]:
        return tuple(guest for guest in self.guests if guest.waits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """When somebody gets their hello: at once (None), or at an instant of their own wall time."""

    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What opening the doors has set going."""

    partnership: Partnership
    greetings: tuple[Greeting, ...]
    rooms: tuple[str, ...]
