"""What is told of a hand-over: to the colleague who is asked, to the giver, and to the runner."""

from datetime import datetime
from typing import Final

from bot.domain.commitments import ShareState
from bot.domain.deliveries import Delivery
from bot.domain.handovers import Handover, HandoverState
from bot.errors import Refused
from bot.messages import handovers as wording
from bot.messages.notices import Notice
from bot.services import items
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import handovers as stored_handovers
from storage import people as stored_people

_TOLD_OF: Final = {
    "asked": HandoverState.ASKED,
    "asked again": HandoverState.ASKED,
    "unanswered": HandoverState.ASKED,
    "accepted": HandoverState.ACCEPTED,
    "known": HandoverState.ACCEPTED,
    "declined": HandoverState.DECLINED,
}
"""In which state of the hand-over each step is still to be said."""


def write_notice(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Word one notice about a hand-over; None once it is settled otherwise, or the action is."""
    viewer, owed = reader.membership.viewer, delivery.owed
    try:
        handover = stored_handovers.get(
            transaction, viewer=viewer, handover_id=int(owed.fact.removeprefix("handover:"))
        )
    except Refused:
        return None
    view = items.view(transaction, viewer=viewer, share_id=handover.share_id, now=now)
    if handover.state is not _TOLD_OF[owed.step] or view.share.state is not ShareState.ACCEPTED:
        return None
    giver, taker = _names(transaction, reader, handover)
    match owed.step:
        case "asked" | "asked again":
            return wording.asked(view, handover, giver=giver)
        case "unanswered":
            return wording.unanswered(view, taker=taker)
        case "declined":
            return wording.not_taken(view, taker=taker)
        case _:
            return wording.taken(view, giver=giver if owed.step == "known" else "", taker=taker)


def _names(transaction: Transaction, reader: Reader, handover: Handover) -> tuple[str, str]:
    names = stored_people.names(transaction, viewer=reader.membership.viewer)
    return names.get(handover.from_id or 0, ""), names[handover.to_id]
