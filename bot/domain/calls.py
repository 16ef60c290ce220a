"""Calls that may be worth making: a partner from whom nothing was heard, told without blame (voice 8)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.calendars import PartnerCalendar, find_td, td_between

ROUNDS: Final = 2
"""So many rounds in a row without an answer; one is nothing. Before there were as many, so many messages."""

QUIET_FOR: Final = 30
"""td without an action done or a call."""

TERM: Final = timedelta(weeks=12)
"""A term has twelve weeks: what was done in them is worth a word of thanks."""

MENTIONED_AHEAD: Final = 20
"""td within which what is due is worth mentioning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known of one partner. All dates are the partnership's.

    `since` is the day on which the doors were opened. `unanswered` counts the messages in a row that nobody there
    has answered, `rounds` the check-ins in a row, None where there were too few to tell. `rings` says that they are
    rung and not written to. `spoken_on`, `tried_on` and `done_on` are the
    last days of a talk, of a call whatever came of it, and of an action done. `rests_until` is the last day on which
    nobody need ring.
    """

    since: date
    unanswered: int = 0
    rounds: int | None = None
    rings: bool = False
    spoken_on: date | None = None
    tried_on: date | None = None
    done_on: date | None = None
    rests_until: date | None = None


def is_worth_a_call(signs: Signs, *, today: date, calendar: PartnerCalendar) -> bool:
    """Say whether nothing was heard for so long, on the days on which they were open, that a call may be worth making.

    Who is rung and not written to leaves no message unanswered: then the days alone count.
    """
    if signs.rests_until is not None and today <= signs.rests_until:
        return False
    silent_for = signs.unanswered if signs.rounds is None else signs.rounds
    if not signs.rings and silent_for < ROUNDS:
        return False
    heard = max(day for day in (signs.since, signs.spoken_on, signs.done_on) if day is not None)
    return td_between(start=heard, end=today, calendar=calendar) >= QUIET_FOR


def nobody_has_rung(signs: Signs) -> bool:
    """Say whether silence may only mean that we haven't rung: of whom we ring, and nobody has since we last spoke."""
    if not signs.rings:
        return False
    return signs.tried_on is None or signs.tried_on == signs.spoken_on


def next_week(today: date) -> date:
    """Return the Sunday up to which a call rests that was put off until next week."""
    return today + timedelta(days=6 - today.weekday())


def back_on(until: date, *, calendar: PartnerCalendar) -> date:
    """Return the first open day after an absence; the day after it where none is in sight."""
    return find_td(day=until, n=1, calendar=calendar) or until + timedelta(days=1)
