"""The days in term of a whole partnership, counted: so that a holiday is never a silence (why F14)."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.domain.breaks import SHORTEST
from bot.domain.calendars import MONDAY_TO_FRIDAY

HALF_TERM: Final = 35
"""td after which another half-term begins even where nobody ever closes for a week: seven weeks are a long one."""

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDays:
    """Days on which most partners are open, in order, from before the partnership began to some weeks ahead."""

    days: tuple[date, ...]

    def holds(self, day: date) -> bool:
        place = bisect_right(self.days, day)
        return place > 0 and self.days[place - 1] == day

    def between(self, after: date, until: date) -> int:
        """How many td lie after `after`, up to and including `until`; none when `until` comes first."""
        return max(0, bisect_right(self.days, until) - bisect_right(self.days, after))

    def back(self, day: date, n: int) -> date:
        """The day since which, itself left out, `n` td have gone by until `day`; as early as can be before the first."""
        place = bisect_right(self.days, day) - n
        return self.days[place - 1] if place > 0 else date.min

    def same_half_term(self, first: date, second: date) -> bool:
        """Whether no break of a working week lies between two days, and not too many td either."""
        early, late = min(first, second), max(first, second)
        if self.between(early, late) >= HALF_TERM:
            return False
        within = (early, *self.days[bisect_right(self.days, early) : bisect_left(self.days, late)], late)
        return not any(_is_break(one, other) for one, other in pairwise(within))


def most_open(*, open_on: Sequence[Callable[[date], bool]], first: date, last: date) -> TermDays:
    """Return the days from `first` to `last` on which more than half of the partners are open."""
    days = (first + _ONE_DAY * number for number in range((last - first).days + 1))
    return TermDays(
        days=tuple(day for day in days if sum(is_open(day) for is_open in open_on) * 2 > len(open_on))
    )


def _is_break(one: date, other: date) -> bool:
    between = (one + _ONE_DAY * number for number in range(1, (other - one).days))
    return sum(day.weekday() in MONDAY_TO_FRIDAY for day in between) >= SHORTEST
