"""A person, where they can be reached, and what they are in each partnership."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import Span
from bot.domain.permissions import Role, Viewer


class Hour(Enum):
    """The three hours of the day at which a person may choose to be written to, in their own zone."""

    START_OF_DAY = time(8, 30)
    LUNCH = time(12, 15)
    END_OF_DAY = time(15, 45)


REGULAR_DAYS: Final = frozenset({1, 3})
"""Tuesday and Thursday, unless the person chooses others (Monday is 0)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a person likes to be written to, and when they are away."""

    regular_days: frozenset[int] = REGULAR_DAYS
    hour: Hour = Hour.START_OF_DAY
    leave: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One human being, whatever they are called on however many platforms. `zone` None: that of their partner.

    `news`: celebrations and news too, not just what is theirs. `quiet_until`: nothing unasked before that date,
    where they are. `pressed_at` (aware, UTC) is when something last came from them, to the hour.
    """

    id: int
    name: str
    zone: ZoneInfo | None
    rhythm: Rhythm
    news: bool = False
    quiet_until: date | None = None
    pressed_at: datetime | None = None

    @property
    def first_name(self) -> str:
        """The name to greet with: the first word, unless it is only an initial ("M Iqbal")."""
        first = self.name.split(" ", 1)[0]
        return first if len(first.strip(".")) > 1 else self.name


class AddressKind(Enum):
    """The ways in which a message can reach somebody. Telephone is a note for the runner, never a route."""

    SLACK = "slack"
    TEAMS = "teams"
    WEB = "web"
    EMAIL = "email"
    TELEPHONE = "telephone"


_ANSWERS: Final = (Role.CO_ORDINATOR, Role.DEPUTY)

CARRIERS: Final = frozenset({AddressKind.SLACK, AddressKind.TEAMS, AddressKind.WEB, AddressKind.EMAIL})
"""The kinds of address that a message can be sent to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where one person can be reached. `external_id` is the platform's own name for them.

    `refused`: its platform took nothing for them the last time, so their others are tried before it.
    """

    id: int
    person_id: int
    kind: AddressKind
    installation_id: int | None
    external_id: str
    conversation: str | None
    usable: bool
    preferred: bool
    refused: bool = False

    @property
    def carries(self) -> bool:
        """Whether a message can go there: a usable address of a kind that carries messages."""
        return self.usable and self.kind in CARRIERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What one person is in one partnership. `greeted_at` is the UTC instant of their hello, None before it.

    `rests_until`: nothing unasked of this partnership before that date, because its runner says so.
    """

    id: int
    partnership_id: int
    person: Person
    role: Role
    partner_id: int | None
    doors_open: bool
    greeted_at: datetime | None
    rings: bool
    rests_until: date | None = None

    @property
    def quiet_until(self) -> date | None:
        """The date before which nothing unasked of this partnership goes to them, whoever has said so."""
        said = (self.person.quiet_until, self.rests_until)
        return max((day for day in said if day is not None), default=None)

    @property
    def viewer(self) -> Viewer:
        """The viewer that this person is in this partnership."""
        return Viewer(
            person_id=self.person.id,
            partnership_id=self.partnership_id,
            role=self.role,
            partner_id=self.partner_id,
        )


def who_answers(members: Iterable[Membership], *, partner_id: int) -> tuple[Membership, ...]:
    """Return who answers for a partner: its co-ordinators, and then its deputies in their place."""
    here = [one for one in members if one.partner_id == partner_id and one.role in _ANSWERS]
    return tuple(sorted(here, key=lambda one: _ANSWERS.index(one.role)))
