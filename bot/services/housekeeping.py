"""Tidying up: what was kept only for a retry is forgotten."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.permissions import ENGINE
from bot.services.ports import Transactions
from storage import inbox

REPLIES_KEPT: Final = timedelta(hours=24)
KEYS_KEPT: Final = timedelta(days=30)
"""Longer than any platform sends something again."""


def tidy(*, database: Transactions, now: datetime) -> int:
    """Forget old replies and old keys of what came in. Returns how many."""
    with database.write() as transaction:
        replies = inbox.forget_replies(transaction, viewer=ENGINE, before=now - REPLIES_KEPT)
        keys = inbox.forget_keys(transaction, viewer=ENGINE, before=now - KEYS_KEPT)
    return replies + keys
