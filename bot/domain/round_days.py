"""On which day a round may open: a Tuesday in the middle of a half-term that nothing speaks against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from bot.domain.evidence import Stage
from bot.domain.term_days import TermDays
from bot.domain.weeks import monday

TUESDAY: Final = 1
BEFORE_CRITICAL: Final = 5
"""td before a critical date in which nobody is asked anything else."""

SOON: Final = 20
"""td after a round within which another one needs a reason."""

QUIET_DAYS: Final = 10
"""td in which a new runner rings people and asks nothing in writing (F12)."""

_ONE_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)


class Bar(Enum):
    """Why a round does not open on a day, in the order in which it is worth saying."""

    ON_HOLD = "on_hold"
    FAILING = "failing"
    NOBODY = "nobody"
    OPEN_ALREADY = "open_already"
    QUIET_DAYS = "quiet_days"
    NOT_TUESDAY = "not_tuesday"
    HOLIDAYS = "holidays"
    FIRST_WEEK = "first_week"
    LAST_WEEK = "last_week"
    CRITICAL_DATE = "critical_date"
    THIS_HALF_TERM = "this_half_term"
    TOO_SOON = "too_soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What decides whether a round may open. Days are the partnership's; `terms` reaches from weeks before to weeks ahead.

    `last_opened_on` is the day of the last round, `runner_since` the day on which a new runner took over.
    `criticals` are the dates of open critical actions, `people` how many there are to ask.
    """

    terms: TermDays
    stage: Stage
    people: int
    last_opened_on: date | None = None
    has_open_round: bool = False
    runner_since: date | None = None
    on_hold: bool = False
    criticals: tuple[date, ...] = ()


def bars(on: date, *, setting: Setting) -> tuple[Bar, ...]:
    """Return what speaks against opening a round by itself on a day; nothing when it may."""
    found = {*_of_setting(setting), *_of_day(on, setting), *_of_last(on, setting)}
    return tuple(bar for bar in Bar if bar in found)


def bars_by_hand(on: date, *, setting: Setting, because: str) -> tuple[Bar, ...]:
    """As `bars`, when the runner asks for one: a second in one half-term is all right, one soon after needs a reason."""
    waived = {Bar.THIS_HALF_TERM} | ({Bar.TOO_SOON} if because.strip() else set())
    return tuple(bar for bar in bars(on, setting=setting) if bar not in waived)


@dataclass(frozen=True, slots=True, kw_only=True)
class Soonest:
    """The first day on which a round may go out that somebody asks for, and why not sooner.

    `needs_reason`: without a reason it would have to wait. `between` has what speaks against each Tuesday before it.
    """

    on: date
    needs_reason: bool
    between: tuple[Bar, ...]


def soonest(*, today: date, setting: Setting) -> Soonest | None:
    """Return the first day from today on for a round that is asked for; None where none is in sight."""
    on = _by_hand(today, setting, because="a reason")
    if on is None:
        return None
    before = (today + _ONE_DAY * number for number in range((on - today).days))
    barred = [
        bars_by_hand(day, setting=setting, because="a reason") for day in before if day.weekday() == TUESDAY
    ]
    found = {one[0] for one in barred if one}
    return Soonest(
        on=on,
        needs_reason=on != _by_hand(today, setting, because=""),
        between=tuple(bar for bar in Bar if bar in found),
    )


def _by_hand(today: date, setting: Setting, *, because: str) -> date | None:
    days = (day for day in setting.terms.days if day >= today)
    return next((day for day in days if not bars_by_hand(day, setting=setting, because=because)), None)


def planned_on(*, today: date, setting: Setting) -> date | None:
    """Return the Tuesday of this half-term, or the coming one, on which its round opens: the one nearest to its middle.

    None when nothing is left in it. From day to day the answer stays the same while the setting does.
    """
    terms = setting.terms
    start = next((day for day in terms.days if day >= today), None)
    if start is None:
        return None
    days = [day for day in terms.days if terms.same_half_term(start, day)]
    tuesdays = (day for day in days if day >= today and not bars(day, setting=setting))
    middle = days[len(days) // 2]
    return min(tuesdays, key=lambda day: abs((day - middle).days), default=None)


def _of_setting(setting: Setting) -> Iterable[Bar]:
    if setting.on_hold:
        yield Bar.ON_HOLD
    if setting.stage is Stage.FAILING:
        yield Bar.FAILING
    if not setting.people:
        yield Bar.NOBODY
    if setting.has_open_round:
        yield Bar.OPEN_ALREADY


def _of_day(on: date, setting: Setting) -> Iterable[Bar]:
    if on.weekday() != TUESDAY:
        yield Bar.NOT_TUESDAY
    if not setting.terms.holds(on):
        yield Bar.HOLIDAYS
    if not _is_term_week(on - _WEEK, setting.terms):
        yield Bar.FIRST_WEEK
    if not _is_term_week(on + _WEEK, setting.terms):
        yield Bar.LAST_WEEK
    if any(_is_shortly_before(on, day, setting.terms) for day in setting.criticals):
        yield Bar.CRITICAL_DATE
    if setting.runner_since is not None and setting.terms.between(setting.runner_since, on) < QUIET_DAYS:
        yield Bar.QUIET_DAYS


def _of_last(on: date, setting: Setting) -> Iterable[Bar]:
    last = setting.last_opened_on
    if last is None:
        return
    if setting.terms.same_half_term(last, on):
        yield Bar.THIS_HALF_TERM
    if setting.terms.between(last, on) < SOON:
        yield Bar.TOO_SOON


def _is_term_week(day: date, terms: TermDays) -> bool:
    """Whether most were, or will be, open on at least one day of a week."""
    before = monday(day) - _ONE_DAY
    return terms.between(before, before + _WEEK) > 0


def _is_shortly_before(on: date, critical: date, terms: TermDays) -> bool:
    return on <= critical and terms.between(on, critical) <= BEFORE_CRITICAL
