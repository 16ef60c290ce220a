"""The demo's clock: it stands still until somebody moves it."""

from datetime import UTC, datetime, time, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import first_instant

ZONE: Final = ZoneInfo("Europe/London")
BEGINNING: Final = datetime(2026, 9, 10, 8, 30, tzinfo=ZONE).astimezone(UTC)
_MORNING: Final = time(8, 30)
_SATURDAY: Final = 5


class Step(Enum):
    """How far the clock moves."""

    TEN_MINUTES = "ten_minutes"
    MORNING = "morning"
    WEEK = "week"


class MovableClock:
    """A `bot.clock.Clock` that shows what it was last set to, aware and in UTC."""

    def __init__(self) -> None:
        self._now = BEGINNING

    def __call__(self) -> datetime:
        return self._now

    def move(self, to: datetime) -> None:
        """Set the clock. Time does not run backwards: ValueError."""
        if to < self._now:
            raise ValueError("only a new beginning goes back")
        self._now = to


def goal(step: Step, *, now: datetime) -> datetime:
    """Return where a step leads: the next working morning, or the Monday morning of next week, by the local clock."""
    if step is Step.TEN_MINUTES:
        return now + timedelta(minutes=10)
    today = now.astimezone(ZONE)
    day = today.date()
    if step is Step.WEEK:
        return first_instant(on=day + timedelta(days=7 - day.weekday()), at=_MORNING, zone=ZONE)
    if today.time() >= _MORNING:
        day += timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return first_instant(on=day, at=_MORNING, zone=ZONE)
