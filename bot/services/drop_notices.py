"""What a runner's list says of actions that others have taken out of the timetable, with their reason."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.commitments import EventKind, ShareEvent, ShareState, due_of
from bot.domain.permissions import Viewer
from bot.messages import changes as wording
from bot.messages.notices import Notice
from bot.services import mornings
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import commitments as stored_commitments
from storage import notes as stored_notes
from storage import people as stored_people
from storage import shares as stored_shares


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return one notice for each **Drop** of somebody else since the last list, while it is out."""
    viewer = reader.membership.viewer
    since = mornings.since_last(transaction, viewer=viewer, now=now)
    together: dict[tuple[int, datetime], list[ShareEvent]] = {}
    for event in stored_shares.events_in(transaction, viewer=viewer, kinds=(EventKind.DROPPED,), since=since):
        # What somebody goes without is told by itself.
        if event.actor_id != reader.person_id and "because" not in event.details:
            together.setdefault((event.actor_id, event.at), []).append(event)
    found = (_notice(transaction, viewer, events) for events in together.values())
    return tuple(notice for notice in found if notice is not None)


def _notice(transaction: Transaction, viewer: Viewer, events: list[ShareEvent]) -> Notice | None:
    actions = _actions(transaction, viewer, events)
    if not actions:
        return None
    first = events[0]
    words = stored_notes.written_at(transaction, viewer=viewer, person_id=first.actor_id, at=first.at)
    who = stored_people.names(transaction, viewer=viewer).get(first.actor_id, "")
    return wording.left_out(who=who, actions=actions, reason=" ".join(words))


def _actions(
    transaction: Transaction, viewer: Viewer, events: Iterable[ShareEvent]
) -> tuple[wording.Action, ...]:
    """Return the title and the date of each action that is still out, once."""
    found: dict[int, wording.Action] = {}
    for event in events:
        commitment, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=event.share_id)
        if share.state is ShareState.DROPPED:
            due = due_of(commitment=commitment, share=share)
            found.setdefault(commitment.id, (commitment.wording.title, due))
    return tuple(found.values())
