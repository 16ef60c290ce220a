"""When people see what is written to them after their hours (F29), and what may be sent to them at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final

from bot.domain.calendars import PersonCalendar, local_date
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.desks import MOST_A_WEEK, Desk, Reader
from bot.domain.folding import ITEMS, Folded, fold
from bot.domain.handovers import LATER_STEPS
from bot.domain.pending import Pending

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

_NOW_MEANS: Final = timedelta(hours=3)
"""So long something that is sent now may be on its way, also across midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The local date and wall time at which they see it."""

    on: date
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class WillSee:
    """One person to whom something was written after their hours. `seen` is None where no day is certain.

    `ids` are the deliveries that can be sent at once; `stays` says that they would be kept back all the same.
    """

    first_name: str
    seen: Seen | None
    ids: tuple[int, ...] = ()
    stays: bool = False


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

    @property
    def can_go(self) -> bool:
        """Whether something would go to anybody at once."""
        return any(one.ids and not one.stays for one in self.people)


class Stays(Enum):
    """Why something cannot be sent to somebody at once, whoever asks for it."""

    QUIET = "quiet"
    RESTS = "rests"
    AWAY = "away"
    DAY_OFF = "day_off"
    FULL_WEEK = "full_week"
    NO_HELLO = "no_hello"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What keeps something back. `until` is the date before which nothing goes, None where none is known."""

    why: Stays
    until: date | None = None


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


def is_still_now(*, asked_at: datetime, now: datetime) -> bool:
    """Say whether what was asked to be sent at once (both aware, UTC) may still be sent so."""
    return now - asked_at < _NOW_MEANS


def at_once(going: Sequence[Pending]) -> Folded:
    """Fold what goes to somebody at once as any message; what does not fit waits, for nothing counts it there."""
    folded = fold(going)
    shown = {one.owed.share_id for one in folded.kept if one.owed.kind in ITEMS}
    merged = tuple(one for one in folded.merged if one.owed.share_id in shown)
    said = {one.delivery.id for one in (*folded.kept, *merged)}
    held_back = tuple(one for one in going if one.delivery.id not in said)
    return Folded(kept=folded.kept, merged=merged, held_back=held_back)


def stays(
    *,
    reader: Reader,
    calendar: PersonCalendar,
    rests_until: date | None,
    is_greeted: bool,
    now: datetime,
) -> Kept | None:
    """Return what keeps it from going at once; None where it goes, at any hour, for a person has said so.

    `calendar` is theirs in this partnership, and `rests_until` the date before which its runner lets them rest.
    """
    found = _rests(reader, rests_until, now) or _away(calendar, now)
    if found is not None:
        return found
    if not is_greeted:
        return Kept(why=Stays.NO_HELLO)
    spent = Desk(reader=reader, now=now, everything=()).spent
    return Kept(why=Stays.FULL_WEEK) if spent >= MOST_A_WEEK else None


def _rests(reader: Reader, rests_until: date | None, now: datetime) -> Kept | None:
    """Their own quiet week, or what their runner has said: whichever ends later."""
    today = local_date(now=now, zone=reader.home.zone)
    own = reader.quiet_until if reader.is_quiet(today) else None
    if rests_until is not None and today < rests_until and (own is None or own <= rests_until):
        return Kept(why=Stays.RESTS, until=rests_until)
    return None if own is None else Kept(why=Stays.QUIET, until=own)


def _away(calendar: PersonCalendar, now: datetime) -> Kept | None:
    """On leave, or not a working day of theirs: a weekend, a holiday, closed."""
    today = local_date(now=now, zone=calendar.zone)
    if calendar.is_working(today):
        return None
    is_leave = any(span.holds(today) for span in calendar.leave)
    back = calendar.next_working_morning(now)
    until = None if back is None else local_date(now=back, zone=calendar.zone)
    return Kept(why=Stays.AWAY if is_leave else Stays.DAY_OFF, until=until)
