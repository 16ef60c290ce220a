"""The table of posts: what may be said in a room, by kind, and who words it (never anything private)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.domain.deliveries import Delivery, DeliveryKind
from bot.messages.model import Message
from bot.services import back_on, celebrations, quick_wins, welcome
from bot.services.checkins import summary_notices
from bot.services.ports import Transaction

Poster = Callable[[Transaction, Delivery, datetime], Message]
"""Words one post at `now` (aware, UTC)."""

POSTERS: Final[Mapping[DeliveryKind, Poster]] = {
    DeliveryKind.WELCOME: welcome.post,
    DeliveryKind.CELEBRATION: celebrations.post,
    DeliveryKind.SUMMARY: summary_notices.post,
    DeliveryKind.QUICK_WINS: quick_wins.post,
    DeliveryKind.QUIET: back_on.post,
}


def write(transaction: Transaction, *, delivery: Delivery, now: datetime) -> Message:
    """Word one post."""
    return POSTERS[delivery.owed.kind](transaction, delivery, now)
