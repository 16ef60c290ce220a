"""Who would like a ring instead of a third new date: in the runner's list until that is settled."""

from datetime import UTC, datetime
from typing import Final

from bot.domain.commitments import EventKind
from bot.domain.mornings import DECIDED
from bot.messages import moves as wording
from bot.messages.notices import Notice
from bot.services import items
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import shares as stored_shares

_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return everybody who has pressed **Please ring me**, while nothing was decided since."""
    viewer = reader.membership.viewer
    waiting: dict[int, bool] = {}
    kinds = (*DECIDED, EventKind.CALL_ASKED)
    for event in stored_shares.events_in(transaction, viewer=viewer, kinds=kinds, since=_EVER):
        waiting[event.share_id] = event.kind is EventKind.CALL_ASKED
    views = [
        items.view(transaction, viewer=viewer, share_id=share_id, now=now)
        for share_id, waits in waiting.items()
        if waits
    ]
    return tuple(wording.wants_a_call(view) for view in views if view.share.is_open)
