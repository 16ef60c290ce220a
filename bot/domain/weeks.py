"""Weeks run from Monday to Sunday, in the dates of the reader."""

from datetime import date, timedelta

from bot.domain.calendars import PersonCalendar


def monday(day: date) -> date:
    """Return the Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def regular_days(calendar: PersonCalendar, day: date) -> int:
    """Return how many regular days the week of a day has."""
    return sum(map(calendar.is_regular, _week_of(day)))


def regular_days_left(calendar: PersonCalendar, day: date) -> int:
    """Return how many regular days the week of a day has after it."""
    return sum(calendar.is_regular(later) for later in _week_of(day) if later > day)


def _week_of(day: date) -> list[date]:
    return [monday(day) + timedelta(days=number) for number in range(7)]
