"""In a partner's busy weeks its people get what cannot wait, in one envelope a week; the rest comes afterwards."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.deliveries import DeliveryKind
from bot.domain.pending import Pending

_GOES: Final = frozenset(
    {
        DeliveryKind.HELLO,
        DeliveryKind.MORNING,
        DeliveryKind.ANSWER,
        DeliveryKind.STUCK,
        DeliveryKind.HELP_OUT,
        DeliveryKind.FOREWARNED,
        DeliveryKind.WAIT_OR_GO,
        DeliveryKind.CONCERN,
    }
)
"""What somebody has asked for, or is waiting for."""

_ABOUT_A_DATE: Final = frozenset({DeliveryKind.REMINDER, DeliveryKind.AFTER})
_ONE_DAY: Final = timedelta(days=1)


def waits_until(one: Pending, *, now: datetime) -> date | None:
    """Return the first regular day after the busy ones, for what can wait until then; None for what goes at `now` (aware).

    A warning about a critical date never waits, nor what would come too late.
    """
    warns = one.owed.kind in _ABOUT_A_DATE and one.owed.off_day
    if one.owed.kind in _GOES or one.was_asked_for or warns:
        return None
    busy_until = one.calendar.partner.busy_until(local_date(now=now, zone=one.calendar.zone))
    if busy_until is None:
        return None
    day = one.calendar.regular_on_or_after(busy_until + _ONE_DAY)
    last_day = one.owed.last_day
    if day is None or (last_day is not None and last_day <= day):
        return None
    return day
