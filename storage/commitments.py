"""Commitments and, inside each, its shares."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Date, Row, Select, bindparam, insert, or_, select, update

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
from storage import partners
from storage import shares as stored_shares
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by, sees_everywhere, sight, within
from storage.tables import CommitmentRow, ShareRow

_FIRST_EVENTS = {
    ShareState.PROPOSED: EventKind.PROPOSED,
    ShareState.ACCEPTED: EventKind.ACCEPTED,
    ShareState.DONE: EventKind.DONE,
}
_WITH_SHARES: Final = (
    select(*stored_shares.COLUMNS, CommitmentRow.__table__)
    .join(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
    .order_by(CommitmentRow.due, CommitmentRow.id, ShareRow.id)
)
"""What `_load` reads: a row for each share, for there is no commitment without one."""


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
    **columns: object,
) -> Commitment:
    """Write a commitment of the viewer's partnership, its shares, and what happened to each.

    `columns` are further ones, by name: starts_on, milestone_id, series_id, original_due.
    """
    _must_be_here(transaction, viewer, {share.partner_id for share in shares})
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
            **columns,
        )
        .returning(CommitmentRow.id)
    ).scalar_one()
    for share in shares:
        _add_share(transaction, viewer=viewer, commitment_id=commitment_id, share=share, now=now)
    return get(transaction, viewer=viewer, commitment_id=commitment_id)


def _must_be_here(transaction: Transaction, viewer: Viewer, partner_ids: set[int]) -> None:
    """What a partner is to do stands in the timetable of its own partnership."""
    if partner_ids - partners.names(transaction, viewer=viewer).keys():
        raise PermissionError("a share is for a partner of the same partnership")


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


@remembered
def get(transaction: Transaction, *, viewer: Viewer, commitment_id: int) -> Commitment:
    """Return one commitment. Raises `Refused` (action_gone) where the viewer can see none."""
    one = _one(everywhere=sees_everywhere(viewer))
    found = _load(transaction, viewer, one, commitment_id=commitment_id)
    if not found:
        raise Refused("action_gone")
    return found[0]


@remembered
def of_share(transaction: Transaction, *, viewer: Viewer, share_id: int) -> tuple[Commitment, Share]:
    """Return a share and its commitment. Raises `Refused` (action_gone) where the viewer can see none."""
    found = _load(transaction, viewer, _of_share(everywhere=sees_everywhere(viewer)), share_id=share_id)
    if not found:
        raise Refused("action_gone")
    [commitment] = found
    return commitment, next(share for share in commitment.shares if share.id == share_id)


def adders(transaction: Transaction, *, viewer: Viewer, commitment_ids: Collection[int]) -> dict[int, int]:
    """Return, for each of these commitments that the viewer can see, the id of the person who put it in."""
    of_these = _adders(everywhere=sees_everywhere(viewer))
    values = {**sight(viewer), "ids": list(commitment_ids)}
    rows = transaction.connection.execute(of_these, values)
    return {row.id: row.created_by for row in rows}


@remembered
def all_of(
    transaction: Transaction, *, viewer: Viewer, since: date | None = None, until: date | None = None
) -> tuple[Commitment, ...]:
    """Return the commitments of the viewer's partnership, soonest first.

    `since` and `until` are dates of the partnership's calendar, both included; it is enough that the date of
    one share lies there.
    """
    between = _between(starts=since is not None, ends=until is not None, everywhere=sees_everywhere(viewer))
    return _load(transaction, viewer, between, since=since, until=until)


def still_open(
    transaction: Transaction, *, viewer: Viewer, share_ids: Collection[int] = ()
) -> tuple[Commitment, ...]:
    """Return the commitments of the viewer's partnership in which a share is open or one of these, soonest first."""
    return _open_still(transaction, viewer=viewer, share_ids=tuple(share_ids))


@remembered
def _open_still(
    transaction: Transaction, *, viewer: Viewer, share_ids: tuple[int, ...]
) -> tuple[Commitment, ...]:
    query = _still_open(everywhere=sees_everywhere(viewer))
    return _load(transaction, viewer, query, share_ids=share_ids)


@remembered
def held_by(
    transaction: Transaction, *, viewer: Viewer, person_id: int
) -> tuple[tuple[Commitment, Share], ...]:
    """Return what is open and held by a person, soonest first.

    Of the viewer's partnership; of all partnerships when people ask about themselves alone (`myself`).
    """
    alone = viewer.role is Role.SELF and viewer.person_id == person_id
    held = _held(everywhere=alone or sees_everywhere(viewer))
    pairs = [
        (commitment, share)
        for commitment in _load(transaction, viewer, held, person_id=person_id)
        for share in commitment.shares
        if share.person_id == person_id and share.is_open
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair[1].own_due or pair[0].due, pair[1].id)))


def move(transaction: Transaction, *, viewer: Viewer, commitment_id: int, due: date) -> None:
    """Give a commitment of the viewer's partnership another date."""
    change(transaction, viewer=viewer, commitment_id=commitment_id, due=due)


def change(transaction: Transaction, *, viewer: Viewer, commitment_id: int, **columns: object) -> None:
    """Change columns of a commitment of the viewer's partnership."""
    transaction.connection.execute(
        update(CommitmentRow)
        .where(CommitmentRow.id == commitment_id, seen_by(viewer, CommitmentRow.partnership_id))
        .values(**columns)
    )


@cache
def _one(*, everywhere: bool) -> Select[Any]:
    return _WITH_SHARES.where(
        within(CommitmentRow.partnership_id, everywhere=everywhere),
        CommitmentRow.id == bindparam("commitment_id"),
    )


@cache
def _of_share(*, everywhere: bool) -> Select[Any]:
    its_own = select(ShareRow.commitment_id).where(ShareRow.id == bindparam("share_id")).scalar_subquery()
    return _WITH_SHARES.where(
        within(CommitmentRow.partnership_id, everywhere=everywhere), CommitmentRow.id == its_own
    )


@cache
def _between(*, starts: bool, ends: bool, everywhere: bool) -> Select[Any]:
    found = _WITH_SHARES.where(within(CommitmentRow.partnership_id, everywhere=everywhere))
    since, until = bindparam("since", type_=Date), bindparam("until", type_=Date)
    if starts:
        moved = select(ShareRow.commitment_id).where(ShareRow.own_due >= since)
        found = found.where(or_(CommitmentRow.due >= since, CommitmentRow.id.in_(moved)))
    if ends:
        moved = select(ShareRow.commitment_id).where(ShareRow.own_due <= until)
        found = found.where(or_(CommitmentRow.due <= until, CommitmentRow.id.in_(moved)))
    return found


@cache
def _still_open(*, everywhere: bool) -> Select[Any]:
    wanted = or_(ShareRow.state.in_(OPEN_STATES), ShareRow.id.in_(bindparam("share_ids", expanding=True)))
    return _WITH_SHARES.where(
        within(CommitmentRow.partnership_id, everywhere=everywhere),
        CommitmentRow.id.in_(select(ShareRow.commitment_id).where(wanted)),
    )


@cache
def _held(*, everywhere: bool) -> Select[Any]:
    held = select(ShareRow.commitment_id).where(
        ShareRow.person_id == bindparam("person_id"), ShareRow.state.in_(OPEN_STATES)
    )
    return _WITH_SHARES.where(
        within(CommitmentRow.partnership_id, everywhere=everywhere), CommitmentRow.id.in_(held)
    )


@cache
def _adders(*, everywhere: bool) -> Select[int, int]:
    return select(CommitmentRow.id, CommitmentRow.created_by).where(
        within(CommitmentRow.partnership_id, everywhere=everywhere),
        CommitmentRow.id.in_(bindparam("ids", expanding=True)),
    )


def _load(
    transaction: Transaction, viewer: Viewer, query: Select[Any], **values: object
) -> tuple[Commitment, ...]:
    """Read commitments soonest first, with their shares, by a query made of _WITH_SHARES."""
    shares: dict[int, list[Share]] = defaultdict(list)
    first: dict[int, Row[Any]] = {}
    for row in transaction.connection.execute(query, {**sight(viewer), **values}):
        first.setdefault(row.id, row)
        shares[row.id].append(stored_shares.from_row(row, viewer=viewer))
    return tuple(_commitment(row, shares[row.id]) for row in first.values())


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
        starts_on=row.starts_on,
        milestone_id=row.milestone_id,
        series_id=row.series_id,
        original_due=row.original_due,
    )
