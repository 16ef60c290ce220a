"""Handing over what one has accepted: a colleague of the same partner is asked, and accepts or declines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from bot.domain.calendars import Span

UNANSWERED_AFTER: Final = 4
"""td after which the giver hears that nobody has answered."""

AGAIN: Final = "asked again"
UNANSWERED: Final = "unanswered"
LATER_STEPS: Final = frozenset({AGAIN, UNANSWERED})
"""The steps of a hand-over that come some days after it was asked for."""


class HandoverState(Enum):
    """While it is ASKED the share stays with whoever asked."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One colleague asked by another. `words` is the giver's line; `from_id` who held the share then."""

    id: int
    share_id: int
    from_id: int | None
    to_id: int
    state: HandoverState
    words: str
    asked_at: datetime


def is_away_over(*, due: date, leave: Sequence[Span]) -> bool:
    """Whether somebody is on leave on the date itself, and so could hardly hand it in."""
    return any(span.holds(due) for span in leave)
