"""What a holder reads when what they promised was changed, moved, dropped, or put back by somebody else."""

from datetime import date, datetime

from bot.domain.commitments import EventKind, ShareEvent, ShareState
from bot.domain.deliveries import Delivery
from bot.domain.items import ItemView
from bot.domain.permissions import Viewer
from bot.errors import Refused
from bot.messages import changes as wording
from bot.messages.notices import Notice
from bot.services import items
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import people as stored_people
from storage import shares as stored_shares

_DROPPED = "dropped"


def write_notice(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Word one notice about a change; None once it isn't theirs any more, or things have changed again."""
    viewer, share_id = reader.membership.viewer, delivery.owed.share_id or 0
    kind, _, at = delivery.owed.step.partition(":")
    try:
        view = items.view(transaction, viewer=viewer, share_id=share_id, now=now)
    except Refused:
        return None
    if view.share.person_id != reader.person_id or (kind == _DROPPED) is view.share.is_open:
        return None
    if kind == _DROPPED:
        return wording.dropped(view) if view.share.state is ShareState.DROPPED else None
    if kind == "restored":
        return wording.restored(view)
    return (_moved if kind == "moved" else _changed)(transaction, viewer, view, at)


def _moved(transaction: Transaction, viewer: Viewer, view: ItemView, at: str) -> Notice | None:
    """Of two new dates only the last is told."""
    events = stored_shares.events_of(transaction, viewer=viewer, share_id=view.share.id)
    event = _event(events, EventKind.DATE_MOVED, at)
    if event is None or event.details["new_due"] != view.due.isoformat():
        return None
    who = stored_people.names(transaction, viewer=viewer).get(event.actor_id, "")
    return wording.moved(view, who=who, old_due=date.fromisoformat(event.details["old_due"]))


def _changed(transaction: Transaction, viewer: Viewer, view: ItemView, at: str) -> Notice | None:
    events = stored_shares.events_of(transaction, viewer=viewer, share_id=view.share.id)
    event = _event(events, EventKind.CHANGED, at)
    if event is None:
        return None
    who = stored_people.names(transaction, viewer=viewer).get(event.actor_id, "")
    return wording.changed(view, new=event.details["new"], who=who)


def _event(events: tuple[ShareEvent, ...], kind: EventKind, at: str) -> ShareEvent | None:
    instant = datetime.fromisoformat(at)
    return next((one for one in events if one.kind is kind and one.at == instant), None)
