"""When somebody can be asked to accept something (conversations, "Added late")."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.calendars import DAY_ENDS, PersonCalendar, local_date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPlan:
    """The local date on which somebody is asked. `late` says that it cannot wait for a regular day.

    `on` is None where every day comes too late: then the adder and the runner are told to ring. `is_certain` is
    False where the day hangs on more than whoever asks may know: then none is named.
    """

    on: date | None
    late: bool
    is_certain: bool = True


def plan_ask(
    *,
    due: date,
    calendar: PersonCalendar,
    now: datetime,
    greeted_at: datetime | None = None,
    written_on: date | None = None,
) -> AskPlan:
    """Return when the holder of a new share is asked: on the next regular day, whose envelope goes until 18.00.

    If the date falls before or on that day it is the next working morning, as the week's third message. Nothing
    is asked on the day of the hello, which came at `greeted_at` (aware, UTC), nor once more on `written_on`, the
    local date on which their last envelope has gone.
    """
    regular = _next_regular(calendar, now, greeted_at, written_on)
    if regular is not None and regular < due:
        return AskPlan(on=regular, late=False)
    morning = calendar.next_working_morning(now)
    if morning is None:
        return AskPlan(on=None, late=True)
    on = local_date(now=morning, zone=calendar.zone)
    return AskPlan(on=on if on <= due else None, late=True)


def _next_regular(
    calendar: PersonCalendar, now: datetime, greeted_at: datetime | None, written_on: date | None
) -> date | None:
    local = now.astimezone(calendar.zone)
    today = local.date()
    is_met = greeted_at is None or local_date(now=greeted_at, zone=calendar.zone) < today
    goes_today = is_met and written_on != today and local.time() < DAY_ENDS
    first = today if goes_today else today + timedelta(days=1)
    return calendar.regular_on_or_after(first)
