"""What became of dates that have gone by: one row a share and date, and who else has to do with it."""

from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Row, Select, and_, bindparam, select, update

from bot.domain.commitments import OPEN_STATES, Share, ShareState
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.follow_ups import FollowUp, HelpAnswer
from bot.domain.permissions import ENGINE, Viewer
from bot.errors import Refused
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by, sees_everywhere, sight, within
from storage.tables import CommitmentRow, DeliveryRow, DependencyRow, FollowUpRow, ShareRow

_ASK: Final = unless_there(FollowUpRow, key=("share_id", "due"))
_ABOUT_TO_ASK: Final = (
    select(FollowUpRow.id)
    .join(DeliveryRow, DeliveryRow.share_id == FollowUpRow.share_id)
    .where(
        FollowUpRow.helper_id == bindparam("helper"),
        FollowUpRow.helper_asked_on.is_(None),
        DeliveryRow.kind == DeliveryKind.FOREWARNED,
        DeliveryRow.state.in_((DeliveryState.PENDING, DeliveryState.CLAIMED)),
        DeliveryRow.due_at > bindparam("since"),
        DeliveryRow.due_at <= bindparam("now"),
    )
    .limit(1)
)
_COMPARED: Final = ("choice", "chosen_at", "helper_id", "helper_asked_on", "helper_answer", "goes_without")
"""What has changed where somebody was quicker."""


def ask(transaction: Transaction, *, viewer: Viewer, share_id: int, due: date, asked_on: date) -> None:
    """Note that the runner is asked about a share's date; the second time nothing happens.

    Raises `Refused` (action_gone) where the viewer can see no such share.
    """
    if transaction.connection.execute(_seen(viewer, share_id)).scalar_one_or_none() is None:
        raise Refused("action_gone")
    row = {"share_id": share_id, "due": due, "asked_on": asked_on}
    transaction.connection.execute(_ASK[transaction.connection.dialect.name], row)


def get(transaction: Transaction, *, viewer: Viewer, share_id: int, due: date) -> FollowUp | None:
    """Return what became of a share's date, None where nobody was asked about it."""
    found = _rows(everywhere=sees_everywhere(viewer)).where(
        FollowUpRow.share_id == share_id, FollowUpRow.due == due
    )
    row = transaction.connection.execute(found, sight(viewer)).one_or_none()
    return None if row is None else _follow_up(row)


@remembered
def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[FollowUp, ...]:
    """Return every follow-up in the viewer's partnership whose share is not done or gone, oldest first."""
    found = _open_ones(everywhere=sees_everywhere(viewer))
    return tuple(map(_follow_up, transaction.connection.execute(found, sight(viewer))))


def is_about_to_ask(
    transaction: Transaction, *, viewer: Viewer, helper_id: int, since: datetime, now: datetime
) -> bool:
    """Whether somebody's help is asked for as soon as a forewarning has gone that came due after `since`."""
    if viewer is not ENGINE:
        raise PermissionError("only a sweep looks at what is due for everybody")
    values = {"helper": helper_id, "since": since, "now": now}
    return transaction.connection.execute(_ABOUT_TO_ASK, values).first() is not None


def change(transaction: Transaction, *, viewer: Viewer, seen: FollowUp, **columns: object) -> bool:
    """Change columns of a follow-up if it still is as it was seen; False where somebody was quicker."""
    as_seen = and_(
        *(getattr(FollowUpRow, name).is_not_distinct_from(_stored(seen, name)) for name in _COMPARED)
    )
    here = select(ShareRow.id).join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
    changed = transaction.connection.execute(
        update(FollowUpRow)
        .where(
            FollowUpRow.id == seen.id,
            FollowUpRow.share_id.in_(here.where(seen_by(viewer, CommitmentRow.partnership_id))),
            as_seen,
        )
        .values(columns)
    )
    return changed.rowcount == 1


def told(transaction: Transaction, *, viewer: Viewer, share: Share, fact: str) -> frozenset[DeliveryKind]:
    """Return what has reached the holder of a share of the viewer's partnership about one fact."""
    about = {"share_id": share.id, "person_id": share.person_id, "fact": fact, **sight(viewer)}
    found = transaction.connection.execute(_told(everywhere=sees_everywhere(viewer)), about)
    return frozenset(found.scalars())


def waiting_for(transaction: Transaction, *, viewer: Viewer, commitment_id: int) -> frozenset[int]:
    """Return the holders of what is open and waits for an action, by their numbers."""
    found = (
        select(ShareRow.person_id)
        .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .join(DependencyRow, DependencyRow.commitment_id == CommitmentRow.id)
        .where(
            DependencyRow.needs_id == commitment_id,
            ShareRow.state.in_(OPEN_STATES),
            ShareRow.person_id.is_not(None),
            seen_by(viewer, CommitmentRow.partnership_id),
        )
    )
    people = transaction.connection.execute(found).scalars()
    return frozenset(person_id for person_id in people if person_id is not None)


def _seen(viewer: Viewer, share_id: int) -> Select[Any]:
    return (
        select(ShareRow.id)
        .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .where(ShareRow.id == share_id, seen_by(viewer, CommitmentRow.partnership_id))
    )


@cache
def _rows(*, everywhere: bool) -> Select[Any]:
    return (
        select(FollowUpRow.__table__)
        .join(ShareRow, ShareRow.id == FollowUpRow.share_id)
        .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .where(within(CommitmentRow.partnership_id, everywhere=everywhere))
    )


@cache
def _open_ones(*, everywhere: bool) -> Select[Any]:
    accepted = ShareRow.state == ShareState.ACCEPTED
    return _rows(everywhere=everywhere).where(accepted).order_by(FollowUpRow.id)


@cache
def _told(*, everywhere: bool) -> Select[Any]:
    return select(DeliveryRow.kind).where(
        DeliveryRow.share_id == bindparam("share_id"),
        DeliveryRow.person_id == bindparam("person_id"),
        DeliveryRow.fact == bindparam("fact"),
        DeliveryRow.state == DeliveryState.SENT,
        within(DeliveryRow.partnership_id, everywhere=everywhere),
    )


def _stored(seen: FollowUp, name: str) -> object:
    if name == "helper_answer":
        return seen.helper_answer.value if seen.helper_answer else ""
    return getattr(seen, name)


def _follow_up(row: Row[Any]) -> FollowUp:
    values = dict(row._mapping)
    values["helper_answer"] = HelpAnswer(row.helper_answer) if row.helper_answer else None
    return FollowUp(**values)
