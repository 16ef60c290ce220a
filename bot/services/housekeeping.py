"""Tidying up: what was kept only for a retry, or for a workbook that may come back, is forgotten in time."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.permissions import ENGINE
from bot.services.ports import Transactions
from storage import inbox, replies, snapshots

REPLIES_KEPT: Final = timedelta(hours=24)
KEYS_KEPT: Final = timedelta(days=30)
"""Longer than any platform sends something again."""

WORDS_KEPT: Final = timedelta(days=30)
"""What people wrote back to letters: a runner who was away reads it still."""

COPIES_KEPT: Final = timedelta(days=396)
"""Thirteen months: a workbook that comes back later is read like anybody's own table."""


def tidy(*, database: Transactions, now: datetime) -> int:
    """Forget old replies and keys of what came in, and old copies that were asked for. Returns how many."""
    with database.write() as transaction:
        kept = inbox.forget_replies(transaction, viewer=ENGINE, before=now - REPLIES_KEPT)
        keys = inbox.forget_keys(transaction, viewer=ENGINE, before=now - KEYS_KEPT)
        copies = snapshots.forget_asked_for(transaction, viewer=ENGINE, before=(now - COPIES_KEPT).date())
        words = replies.forget(transaction, viewer=ENGINE, before=now - WORDS_KEPT)
    return kept + keys + copies + words
