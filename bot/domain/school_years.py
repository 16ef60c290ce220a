"""The school year of a partnership, and in which of its half-terms the next round of questions comes."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.domain.evidence import Stage
from bot.domain.round_days import Setting, planned_on
from bot.domain.term_days import TermDays

SEPTEMBER: Final = 9
_ONE_DAY: Final = timedelta(days=1)


def year_began(day: date) -> date:
    """Return the first of September on or before a day."""
    return date(day.year if day.month >= SEPTEMBER else day.year - 1, SEPTEMBER, 1)


def year_ends(day: date) -> date:
    """Return the day on which the school year after the one of `day` begins."""
    return year_began(day).replace(year=year_began(day).year + 1)


def rounds_left(on: date, *, terms: TermDays) -> int:
    """How many rounds the school year still has, the one on this day counted: as many as find a day before it ends."""
    return 1 + sum(1 for _ in _coming(on, terms=terms))


def _coming(on: date, *, terms: TermDays) -> Iterator[date]:
    """The days of the rounds that come this school year after the one on a day, as far as the calendar decides."""
    ends, day = year_ends(on), _next_after(on, terms=terms)
    while day is not None and day < ends:
        yield day
        day = _next_after(day, terms=terms)


def _next_after(last: date, *, terms: TermDays) -> date | None:
    """Return the day of the round after the one on a day, as far as the calendar decides; None where none is in sight."""
    setting = Setting(terms=terms, stage=Stage.FORMING, people=1, last_opened_on=last)
    return next_round_on(today=last + _ONE_DAY, setting=setting)


def next_round_on(*, today: date, setting: Setting) -> date | None:
    """Return the Tuesday of the next round: in this half-term, else in the first one that has a day for it."""
    starts = (today, *(first for first in _half_terms(today, terms=setting.terms) if first > today))
    days = (planned_on(today=start, setting=setting) for start in starts)
    return next((day for day in days if day is not None), None)


def _half_terms(day: date, *, terms: TermDays) -> Iterator[date]:
    """The first day of each half-term, from the one that `day` is in or before."""
    start: date | None = None
    for one in terms.days:
        if one >= day and (start is None or not terms.same_half_term(start, one)):
            start = one
            yield one
