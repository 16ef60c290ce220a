"""Once a year everybody reads in four lines what is kept about them (conversations, Manners 7)."""

from datetime import date


def is_due(*, greeted_on: date, told_on: date | None, today: date) -> bool:
    """Say whether a year has gone by since the hello, and since it was last said."""
    return _year_after(told_on or greeted_on) <= today


def _year_after(day: date) -> date:
    """The same day of the next year; after a 29 February the first of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
