"""Commitments and, inside each, its shares."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, insert, or_, select, update

from bot.domain.commitments import (
    OPEN_STATES,
    Commitment,
    EventKind,
    NewShare,
    Share,
    ShareState,
    Wording,
)
from bot.domain.importance import Importance
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from storage import shares as stored_shares
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import CommitmentRow, ShareRow

_FIRST_EVENTS = {
    ShareState.PROPOSED: EventKind.PROPOSED,
    ShareState.ACCEPTED: EventKind.ACCEPTED,
    ShareState.DONE: EventKind.DONE,
}


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    wording: Wording,
    due: date,
    importance: Importance,
    last_safe: date | None,
    all_partners: bool,
    shares: Sequence[NewShare],
    now: datetime,
) -> Commitment:
    """Write a commitment of the viewer's partnership, its shares, and what happened to each."""
    commitment_id = transaction.connection.execute(
        insert(CommitmentRow)
        .values(
            partnership_id=viewer.partnership_id,
            title=wording.title,
            heading=wording.heading,
            done_when=wording.done_when,
            why=wording.why,
            if_not=wording.if_not,
            due=due,
            importance=importance,
            last_safe=last_safe,
            all_partners=all_partners,
            created_by=viewer.person_id,
            created_at=now,
        )
        .returning(CommitmentRow.id)
    ).scalar_one()
    for share in shares:
        _add_share(transaction, viewer=viewer, commitment_id=commitment_id, share=share, now=now)
    return get(transaction, viewer=viewer, commitment_id=commitment_id)


def _add_share(
    transaction: Transaction, *, viewer: Viewer, commitment_id: int, share: NewShare, now: datetime
) -> None:
    share_id = transaction.connection.execute(
        insert(ShareRow)
        .values(
            commitment_id=commitment_id,
            partner_id=share.partner_id,
            person_id=share.person_id,
            role_word=share.role_word,
            state=share.state,
            agreed_on=share.agreed_on,
            done_at=share.done_at,
        )
        .returning(ShareRow.id)
    ).scalar_one()
    kind = EventKind.AGREED_AT_MEETING if share.agreed_on else _FIRST_EVENTS[share.state]
    stored_shares.note_event(transaction, viewer=viewer, share_id=share_id, kind=kind, now=now)


def get(transaction: Transaction, *, viewer: Viewer, commitment_id: int) -> Commitment:
    """Return one commitment. Raises `Refused` (action_gone) where the viewer can see none."""
    found = _load(
        transaction, viewer, seen_by(viewer, CommitmentRow.partnership_id), CommitmentRow.id == commitment_id
    )
    if not found:
        raise Refused("action_gone")
    return found[0]


def of_share(transaction: Transaction, *, viewer: Viewer, share_id: int) -> tuple[Commitment, Share]:
    """Return a share and its commitment. Raises `Refused` (action_gone) where the viewer can see none."""
    commitment_id = transaction.connection.execute(
        select(ShareRow.commitment_id).where(ShareRow.id == share_id)
    ).scalar_one_or_none()
    if commitment_id is None:
        raise Refused("action_gone")
    commitment = get(transaction, viewer=viewer, commitment_id=commitment_id)
    return commitment, next(share for share in commitment.shares if share.id == share_id)


def adders(transaction: Transaction, *, viewer: Viewer, commitment_ids: Collection[int]) -> dict[int, int]:
    """Return, for each of these commitments that the viewer can see, the id of the person who put it in."""
    rows = transaction.connection.execute(
        select(CommitmentRow.id, CommitmentRow.created_by).where(
            seen_by(viewer, CommitmentRow.partnership_id), CommitmentRow.id.in_(commitment_ids)
        )
    )
    return {row.id: row.created_by for row in rows}


def all_of(
    transaction: Transaction, *, viewer: Viewer, since: date | None = None, until: date | None = None
) -> tuple[Commitment, ...]:
    """Return the commitments of the viewer's partnership, soonest first.

    `since` and `until` are dates of the partnership's calendar, both included; it is enough that the date of
    one share lies there.
    """
    conditions = [seen_by(viewer, CommitmentRow.partnership_id)]
    if since is not None:
        moved = select(ShareRow.commitment_id).where(ShareRow.own_due >= since)
        conditions.append(or_(CommitmentRow.due >= since, CommitmentRow.id.in_(moved)))
    if until is not None:
        moved = select(ShareRow.commitment_id).where(ShareRow.own_due <= until)
        conditions.append(or_(CommitmentRow.due <= until, CommitmentRow.id.in_(moved)))
    return _load(transaction, viewer, *conditions)


def held_by(
    transaction: Transaction, *, viewer: Viewer, person_id: int
) -> tuple[tuple[Commitment, Share], ...]:
    """Return what is open and held by a person, soonest first.

    Of the viewer's partnership; of all partnerships when people ask about themselves alone (`myself`).
    """
    in_sight = seen_by(viewer, CommitmentRow.partnership_id)
    if viewer.role is Role.SELF and viewer.person_id == person_id:
        in_sight = CommitmentRow.partnership_id.is_not(None)
    held = select(ShareRow.commitment_id).where(
        ShareRow.person_id == person_id, ShareRow.state.in_(OPEN_STATES)
    )
    pairs = [
        (commitment, share)
        for commitment in _load(transaction, viewer, in_sight, CommitmentRow.id.in_(held))
        for share in commitment.shares
        if share.person_id == person_id and share.is_open
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair[1].own_due or pair[0].due, pair[1].id)))


def move(transaction: Transaction, *, viewer: Viewer, commitment_id: int, due: date) -> None:
    """Give a commitment of the viewer's partnership another date."""
    transaction.connection.execute(
        update(CommitmentRow)
        .where(CommitmentRow.id == commitment_id, seen_by(viewer, CommitmentRow.partnership_id))
        .values(due=due)
    )


def _load(
    transaction: Transaction, viewer: Viewer, *conditions: ColumnElement[bool]
) -> tuple[Commitment, ...]:
    """Read commitments soonest first, and their shares in one go."""
    shares: dict[int, list[Share]] = defaultdict(list)
    for row in transaction.connection.execute(_shares_where(*conditions)):
        shares[row.commitment_id].append(stored_shares.from_row(row, viewer=viewer))
    commitments = transaction.connection.execute(
        select(*CommitmentRow.__table__.columns)
        .where(*conditions)
        .order_by(CommitmentRow.due, CommitmentRow.id)
    )
    return tuple(_commitment(row, shares[row.id]) for row in commitments)


def _shares_where(*conditions: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return (
        select(*ShareRow.__table__.columns)
        .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .where(*conditions)
        .order_by(ShareRow.id)
    )


def _commitment(row: Row[tuple[object, ...]], shares: Sequence[Share]) -> Commitment:
    wording = Wording(
        title=row.title, heading=row.heading, done_when=row.done_when, why=row.why, if_not=row.if_not
    )
    return Commitment(
        id=row.id,
        partnership_id=row.partnership_id,
        wording=wording,
        due=row.due,
        importance=row.importance,
        last_safe=row.last_safe,
        all_partners=row.all_partners,
        shares=tuple(shares),
    )
