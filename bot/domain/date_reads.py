"""What became of a date as somebody typed it: a day, or why there is none."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Reason = Literal["missing_day", "unreadable", "no_such_day", "weekday_differs", "ambiguous", "far_away"]

PLANNED_YEARS: Final = range(2000, 2101)
"""The years for which anybody plans. Any other is a slip of the finger, and would strain what counts days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRead:
    """Either `day`, or the `reason` why a day has to be asked for, with what a sentence about it needs.

    missing_day: a month, a week, "asap" or nothing at all.
    no_such_day: 31 February. `options`: the last day of that month, or the day with its month swapped, or none.
    weekday_differs: "Mon 27 Nov 2026". `weekday`: the one written, in full. `options`: first the date as
    written, then those near it on which the weekday is right.
    ambiguous: "27/28 November". `options`: both days; one day where it could be a month as well ("Mar-27").
    far_away: a day outside PLANNED_YEARS. `options`: that day.
    unreadable: anything else.
    """

    text: str
    day: date | None = None
    reason: Reason | None = None
    options: tuple[date, ...] = ()
    weekday: str | None = None

    def __post_init__(self) -> None:
        if (self.day is None) is (self.reason is None):
            raise ValueError("a date that was read has either a day or a reason")
