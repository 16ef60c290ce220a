"""What those who wait read of a date that moved, and what the runner reads of their answers."""

from datetime import date, datetime

from bot.domain.deliveries import Delivery
from bot.domain.effects import Effect, moved_start
from bot.domain.items import ItemView
from bot.domain.permissions import Viewer
from bot.errors import Refused
from bot.messages import effects as wording
from bot.messages.effects import Seen
from bot.messages.notices import Notice
from bot.services import items
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import commitments as stored_commitments
from storage import effects as stored_effects
from storage import partners as stored_partners
from storage import renegotiations as stored_renegotiations

_GONE = "gone"
_BACK = "back"


def write_notice(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Word one notice about what somebody waits for; None once there is nothing to wait for, or it moved again."""
    kind, number = delivery.owed.fact.split(":")
    viewer = reader.membership.viewer
    try:
        own = items.view(transaction, viewer=viewer, share_id=delivery.owed.share_id or 0, now=now)
        if kind in (_GONE, _BACK):
            return _of_needed(transaction, reader, own, int(number), is_back=kind == _BACK)
        effect = stored_effects.get(transaction, viewer=viewer, effect_id=int(number))
    except Refused:
        return None
    found = seen(transaction, viewer=viewer, effect=effect, now=now)
    stands = effect.is_fine is None and own.share.is_open and _still_holds(found)
    return wording.asked(found) if stands and own.share.person_id == reader.person_id else None


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return what a moved date means to those who would rather talk about it."""
    viewer = reader.membership.viewer
    found = [
        seen(transaction, viewer=viewer, effect=one, now=now)
        for one in stored_effects.not_fine(transaction, viewer=viewer)
    ]
    return tuple(wording.would_talk(one) for one in found if one.own.share.is_open and _still_holds(one))


def seen(transaction: Transaction, *, viewer: Viewer, effect: Effect, now: datetime) -> Seen:
    """Return an effect with what it is about, as the viewer sees it."""
    move = stored_renegotiations.get(transaction, viewer=viewer, renegotiation_id=effect.renegotiation_id)
    own = items.view(transaction, viewer=viewer, share_id=effect.share_id, now=now)
    needed = items.view(transaction, viewer=viewer, share_id=move.share_id, now=now)
    return Seen(
        effect=effect, move=move, own=own, needed=needed, start=_start(transaction, viewer, own, needed)
    )


def _start(transaction: Transaction, viewer: Viewer, own: ItemView, needed: ItemView) -> date | None:
    """Return when it would start as things stand now, where a start that somebody has given would move."""
    partner = stored_partners.get(transaction, viewer=viewer, partner_id=own.share.partner_id)
    start = moved_start(
        starts_on=own.commitment.starts_on, due=own.due, new_due=needed.due, calendar=partner.calendar
    )
    return start.on if start is not None and start.said else None


def _still_holds(found: Seen) -> bool:
    """What has moved again, or is done, is told by what came of it."""
    return found.needed.share.is_open and found.needed.due == found.move.new_due


def _of_needed(
    transaction: Transaction, reader: Reader, own: ItemView, commitment_id: int, *, is_back: bool
) -> Notice | None:
    """Tell that what is needed isn't coming, or is again; None where by now it is the other way round."""
    needed = stored_commitments.get(transaction, viewer=reader.membership.viewer, commitment_id=commitment_id)
    if not own.share.is_open or any(share.is_open for share in needed.shares) is not is_back:
        return None
    title = needed.wording.title
    return wording.back(own, title=title, due=needed.due) if is_back else wording.gone(own, title=title)
