"""What a runner's list says of new dates that held at once: who needed more time, for what, and why."""

from datetime import date, datetime

from bot.domain.commitments import EventKind
from bot.domain.items import ItemView
from bot.domain.milestones import Milestone, comes_before
from bot.domain.permissions import Viewer
from bot.domain.renegotiations import Renegotiation, RenegotiationKind, RenegotiationState
from bot.messages import granted_time as wording
from bot.messages.notices import Notice
from bot.services import items, mornings
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import milestones as stored_milestones
from storage import people as stored_people
from storage import renegotiations as stored_renegotiations
from storage import shares as stored_shares


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return one notice for each share that somebody else has moved since the last list, while that date holds."""
    viewer = reader.membership.viewer
    found = []
    for share_id, moves in _moves(transaction, reader, now).items():
        view = items.view(transaction, viewer=viewer, share_id=share_id, now=now)
        if view.share.is_open and view.due == moves[-1].new_due:
            found.append(_notice(transaction, viewer, view, moves))
    return tuple(found)


def _moves(transaction: Transaction, reader: Reader, now: datetime) -> dict[int, list[Renegotiation]]:
    """Return by share what has held at once since the last list, oldest first: nobody was asked to agree."""
    viewer = reader.membership.viewer
    since = mornings.since_last(transaction, viewer=viewer, now=now)
    kinds = (EventKind.DATE_MOVED,)
    at_once = {
        (event.share_id, event.actor_id, event.at)
        for event in stored_shares.events_in(transaction, viewer=viewer, kinds=kinds, since=since)
    }
    found: dict[int, list[Renegotiation]] = {}
    for move in stored_renegotiations.all_of(transaction, viewer=viewer):
        is_taken = move.kind is RenegotiationKind.MORE_TIME and move.state is RenegotiationState.AGREED
        is_anothers = move.asked_by != reader.person_id
        if is_taken and is_anothers and (move.share_id, move.asked_by, move.asked_at) in at_once:
            found.setdefault(move.share_id, []).append(move)
    return found


def _notice(transaction: Transaction, viewer: Viewer, view: ItemView, moves: list[Renegotiation]) -> Notice:
    milestone = _milestone(transaction, viewer, view.commitment.milestone_id, moves[-1].new_due)
    return wording.granted(
        view,
        who=stored_people.names(transaction, viewer=viewer).get(moves[-1].asked_by, ""),
        old_due=moves[0].old_due,
        reasons=tuple(move.reason for move in moves if move.reason),
        milestone=milestone,
    )


def _milestone(
    transaction: Transaction, viewer: Viewer, milestone_id: int | None, new_due: date
) -> Milestone | None:
    """Return the milestone that the action belongs to, where it would come too late for it."""
    if milestone_id is None:
        return None
    milestone = stored_milestones.get(transaction, viewer=viewer, milestone_id=milestone_id)
    return milestone if comes_before(milestone, new_due=new_due) else None
