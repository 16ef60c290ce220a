"""Envelopes that nobody answers: after four in a row one a week is enough, and somebody rings (F6)."""

from datetime import datetime, timedelta
from typing import Final

MOST_UNANSWERED: Final = 4
"""Envelopes in a row with no press and nothing done, after which there is one a week."""

SIGN_EVERY: Final = timedelta(hours=1)
"""How exactly it is kept when something last came from somebody."""


def is_once_a_week(unanswered: int) -> bool:
    """Say whether somebody is written to once a week, who has left so many envelopes in a row unanswered."""
    return unanswered >= MOST_UNANSWERED


def is_old(pressed_at: datetime | None, *, now: datetime) -> bool:
    """Say whether the last sign of somebody (aware, UTC) lies so far back that a new one is noted."""
    return pressed_at is None or pressed_at <= now - SIGN_EVERY
