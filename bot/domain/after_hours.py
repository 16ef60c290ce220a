"""When people see what is written to them after their hours (F29), and what may be sent to them at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Final

from bot.domain.calendars import PersonCalendar, local_date
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.desks import MOST_A_WEEK, Desk, Reader
from bot.domain.handovers import LATER_STEPS

HASTENED: Final = frozenset(
    {
        DeliveryKind.ASK,
        DeliveryKind.AGREED,
        DeliveryKind.ANSWER,
        DeliveryKind.STUCK,
        DeliveryKind.HELP_OUT,
        DeliveryKind.FOREWARNED,
        DeliveryKind.WAIT_OR_GO,
        DeliveryKind.WHO_HEARS,
        DeliveryKind.HAND_OVER,
        DeliveryKind.MOVED,
        DeliveryKind.CHANGED,
        DeliveryKind.THANKS,
        DeliveryKind.NEWS,
    }
)
"""What somebody tells somebody else by a press, and can have sent at once."""

_TOLD: Final = HASTENED | {DeliveryKind.EFFECT}
"""What is done can be taken back for a while, so it is told of and never hastened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The local date and wall time at which they see it."""

    on: date
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class WillSee:
    """One person to whom something was written after their hours. `seen` is None where no day is certain.

    `ids` are the deliveries that can be sent at once.
    """

    first_name: str
    seen: Seen | None
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What a press has put into the envelopes of others. `today` is the date where the partnership is.

    `share_id` is the critical action that it is about, None where nothing is asked about sending it now.
    """

    partnership_id: int
    today: date
    people: tuple[WillSee, ...]
    share_id: int | None = None
    title: str = ""

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(number for one in self.people for number in one.ids)


class Stays(Enum):
    """Why something cannot be sent to somebody at once, whoever asks for it."""

    QUIET = "quiet"
    FULL_WEEK = "full_week"
    NO_HELLO = "no_hello"


def is_told(owed: Owed, *, by_id: int) -> bool:
    """Say whether something owed is what a press of `by_id` tells somebody else, and not a question for another day."""
    is_later = owed.kind is DeliveryKind.HAND_OVER and owed.step in LATER_STEPS
    return owed.kind in _TOLD and owed.person_id not in (None, by_id) and not is_later


def as_seen(at: datetime, *, calendar: PersonCalendar) -> Seen:
    """Return an instant (aware, UTC) as its reader's clock shows it."""
    local = at.astimezone(calendar.zone)
    return Seen(on=local.date(), at=local.time())


def agreed(instants: Collection[datetime | None]) -> datetime | None:
    """Return the instant on which every way of working it out agrees, None where there is none."""
    found = set(instants)
    return found.pop() if len(found) == 1 else None


def stays(*, reader: Reader, quiet_until: date | None, is_greeted: bool, now: datetime) -> Stays | None:
    """Return why nothing is sent to somebody at once; None where it goes, at any hour, for a person has said so.

    `quiet_until` is the end of the quiet week that they, or their runner, have chosen for this partnership.
    """
    today = local_date(now=now, zone=reader.home.zone)
    if not reader.has_list and quiet_until is not None and today < quiet_until:
        return Stays.QUIET
    if not is_greeted:
        return Stays.NO_HELLO
    spent = Desk(reader=reader, now=now, everything=()).spent
    return Stays.FULL_WEEK if spent >= MOST_A_WEEK else None
