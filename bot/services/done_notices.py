"""What a holder reads when somebody else has said that what they promised is done."""

from collections.abc import Sequence

from bot.domain.commitments import EventKind
from bot.domain.items import ItemView
from bot.messages import progress as wording
from bot.messages.notices import Notice
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import people as stored_people
from storage import shares as stored_shares


def of_envelope(transaction: Transaction, *, reader: Reader, views: Sequence[ItemView]) -> tuple[Notice, ...]:
    """Return one notice for each person who says that something of the reader's is done."""
    if not views:
        return ()
    viewer = reader.membership.viewer
    ids = [view.share.id for view in views]
    events = stored_shares.events_about(transaction, viewer=viewer, share_ids=ids, kinds=(EventKind.DONE,))
    last = {event.share_id: event.actor_id for event in events}
    names = stored_people.names(transaction, viewer=viewer)
    found: dict[str, list[ItemView]] = {}
    for view in views:
        found.setdefault(names.get(last.get(view.share.id, 0), ""), []).append(view)
    return tuple(wording.done_by(who, views=theirs) for who, theirs in found.items())
