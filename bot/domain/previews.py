"""When the runner's list tells by itself what goes out next (conversations, Manners 1)."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.partnerships import Partnership

BY_ITSELF: Final = timedelta(days=14)
"""For how long after the doors were opened."""


def shows_tomorrow(partnership: Partnership, *, now: datetime) -> bool:
    """Say whether it does at `now` (aware, UTC): as the runner has chosen, else for the first two weeks."""
    if partnership.shows_tomorrow is not None:
        return partnership.shows_tomorrow
    return partnership.opened_at is not None and now < partnership.opened_at + BY_ITSELF
