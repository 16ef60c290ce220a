"""When somebody sees what is written to them after their hours (F29)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain import slots
from bot.domain.calendars import PersonCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The local date and wall time at which they see it."""

    on: date
    at: time


def seen(*, calendar: PersonCalendar, now: datetime, answers: bool) -> Seen | None:
    """Return when a reader sees what is written to them at `now` (aware, UTC); None inside their hours.

    What answers them comes on the next working morning, everything else on their next regular day.
    """
    if calendar.within_hours(now):
        return None
    if answers:
        slot = slots.at_once(calendar=calendar, now=now)
    else:
        slot = slots.regular(calendar=calendar, earliest=now)
    return None if slot is None else Seen(on=slot.on, at=slot.at.astimezone(calendar.zone).time())
