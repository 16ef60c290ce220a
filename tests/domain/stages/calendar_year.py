"""The school year of the sample: when everybody is open, and when a check-in closes."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.stage_facts import OwnQuestion, Question
from bot.domain.term_days import TermDays, most_open

BEGAN: Final = date(2026, 9, 10)
LAST: Final = date(2027, 7, 21)
_FIRST_SEEN: Final = date(2025, 1, 6)
_LAST_SEEN: Final = date(2027, 12, 31)
_CLOSED: Final = (
    (date(2026, 4, 1), date(2026, 4, 15)),
    (date(2026, 5, 25), date(2026, 5, 29)),
    (date(2026, 7, 22), date(2026, 9, 2)),
    (date(2026, 10, 26), date(2026, 10, 30)),
    (date(2026, 12, 19), date(2027, 1, 3)),
    (date(2027, 2, 15), date(2027, 2, 19)),
    (date(2027, 3, 26), date(2027, 4, 9)),
    (date(2027, 5, 31), date(2027, 6, 4)),
    (date(2027, 7, 22), date(2027, 9, 5)),
)

ROUNDS: Final = (
    (date(2026, 10, 6), date(2026, 10, 15)),
    (date(2026, 11, 17), date(2026, 11, 26)),
    (date(2027, 1, 26), date(2027, 2, 4)),
    (date(2027, 3, 9), date(2027, 3, 18)),
    (date(2027, 5, 4), date(2027, 5, 13)),
    (date(2027, 6, 15), date(2027, 6, 24)),
)
"""When each check-in opens and closes."""

MEETINGS: Final = (
    date(2026, 9, 10),
    date(2026, 11, 10),
    date(2027, 1, 12),
    date(2027, 3, 16),
    date(2027, 5, 18),
    date(2027, 7, 6),
)

_TURNS: Final = (
    (Question.PURPOSE, Question.TRUST, Question.CLARITY),
    (Question.PURPOSE, Question.TRUST, Question.CLARITY),
    (Question.COMMITMENT, Question.TRUST, Question.CLARITY),
    (Question.COMMITMENT, Question.TRUST),
    (Question.COMMITMENT, Question.TRUST, Question.CLARITY),
    (Question.PURPOSE, Question.CLARITY, Question.START_TODAY),
)
_OWN_TURNS: Final = (
    {OwnQuestion.CHANGED},
    {OwnQuestion.WORTH},
    {OwnQuestion.WORTH},
    {OwnQuestion.WORTH, OwnQuestion.IN_PLANS},
    {OwnQuestion.CHANGED},
    {OwnQuestion.WORTH, OwnQuestion.DIFFERENTLY},
)


def term(away: Sequence[tuple[date, date]] = ()) -> TermDays:
    """Return the days in term, without further days on which everybody is away."""
    closed = tuple(Span(first=first, last=last) for first, last in (*_CLOSED, *away))
    calendar = PartnerCalendar(country="GB", region="ENG", closed=closed)
    return most_open(open_on=[calendar.is_open], first=_FIRST_SEEN, last=_LAST_SEEN)


def asked_in(number: int) -> tuple[tuple[Question, ...], frozenset[OwnQuestion]]:
    """Return what the check-in of this number asks everybody, and what it asks the organisations."""
    return _TURNS[number], frozenset(_OWN_TURNS[number])
