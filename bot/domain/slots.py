"""The day and the instant at which something is due to somebody (conversations, Manners 3 and "Hours")."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.calendars import MORNING, PersonCalendar, first_instant, local_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A local date of the reader, the aware UTC instant on it, and whether it need not be one of their regular days."""

    on: date
    at: datetime
    off_day: bool = False


def first_day(*, calendar: PersonCalendar, earliest: datetime) -> date:
    """Return the first local date on which the person's hour does not lie before `earliest` (aware, UTC)."""
    today = local_date(now=earliest, zone=calendar.zone)
    return today if calendar.instant(today) >= earliest else today + timedelta(days=1)


def regular(*, calendar: PersonCalendar, earliest: datetime) -> Slot | None:
    """Return the first regular day whose hour does not lie before `earliest`; None when there is none in sight."""
    on = calendar.regular_on_or_after(first_day(calendar=calendar, earliest=earliest))
    return None if on is None else Slot(on=on, at=calendar.instant(on))


def still_today(*, calendar: PersonCalendar, now: datetime) -> Slot | None:
    """As `regular`, but on a regular day whose hour has gone by it is now: a late envelope still goes inside the hours."""
    today = local_date(now=now, zone=calendar.zone)
    if calendar.is_regular(today) and calendar.instant(today) <= now and calendar.within_hours(now):
        return Slot(on=today, at=now)
    return regular(calendar=calendar, earliest=now)


def working(*, calendar: PersonCalendar, earliest: datetime) -> Slot | None:
    """Return the first working day whose hour does not lie before `earliest`; None when there is none in sight."""
    first = first_day(calendar=calendar, earliest=earliest)
    morning = calendar.next_working_morning(_just_before(first, calendar))
    if morning is None:
        return None
    on = local_date(now=morning, zone=calendar.zone)
    return Slot(on=on, at=calendar.instant(on), off_day=True)


def at_once(*, calendar: PersonCalendar, now: datetime) -> Slot | None:
    """Return `now` inside the person's hours, else the next half past eight of a working day; None as above."""
    at = now if calendar.within_hours(now) else calendar.next_working_morning(now)
    if at is None:
        return None
    return Slot(on=local_date(now=at, zone=calendar.zone), at=at, off_day=True)


def half_past_eight(*, on: date, calendar: PersonCalendar) -> Slot:
    """Return half past eight on a day where the person is, regular or not."""
    return Slot(on=on, at=first_instant(on=on, at=MORNING, zone=calendar.zone), off_day=True)


def _just_before(day: date, calendar: PersonCalendar) -> datetime:
    return first_instant(on=day, at=MORNING, zone=calendar.zone) - timedelta(seconds=1)
