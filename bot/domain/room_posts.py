"""When a post may go to a room: on working days from eight to six, one a day, two a week (Manners 3)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import slots, weeks
from bot.domain.calendars import PersonCalendar, first_instant, local_date
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.slots import Slot

MOST_A_WEEK: Final = 2

_ORDER: Final = (
    DeliveryKind.WELCOME,
    DeliveryKind.CELEBRATION,
    DeliveryKind.SUMMARY,
    DeliveryKind.QUICK_WINS,
    DeliveryKind.QUIET,
)
_A_DAY: Final = timedelta(days=1)
_A_WEEK: Final = timedelta(days=7)


def in_order(due: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """Return what is due in rooms as it goes there: the welcome, then celebrations, then quick wins."""
    return tuple(sorted(due, key=lambda one: (_ORDER.index(one.owed.kind), one.owed.due_at, one.id)))


def waits_until(*, posted: Collection[date], calendar: PersonCalendar, now: datetime) -> Slot | None:
    """Return when a post may go that cannot go now (aware, UTC); None when it can, or never could.

    `posted` are the local dates of the posts in its room since Monday, `calendar` is the partnership's.
    """
    today = local_date(now=now, zone=calendar.zone)
    free = _first_free_day(today, posted)
    if free == today:
        if calendar.within_hours(now):
            return None
        return slots.at_once(calendar=calendar, now=now)
    midnight = first_instant(on=free, at=datetime.min.time(), zone=calendar.zone)
    return slots.at_once(calendar=calendar, now=midnight)


def _first_free_day(today: date, posted: Collection[date]) -> date:
    if len(posted) >= MOST_A_WEEK:
        return weeks.monday(today) + _A_WEEK
    return today + _A_DAY if today in posted else today
