"""Milestones, which actions belong to each, and what each partner gave to it."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, delete, exists, insert, select, true, update

from bot.domain.commitments import OPEN_STATES
from bot.domain.milestones import Milestone, MilestoneState
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by, sees_everywhere, sight, within
from storage.tables import CommitmentRow, ContributionRow, MilestoneRow, ShareRow

_FIELDS: Final = tuple(field.name for field in fields(Milestone))
_ALL: Final = select(*(getattr(MilestoneRow, name) for name in _FIELDS)).order_by(
    MilestoneRow.due, MilestoneRow.id
)

_QUICK_WINS: Final = _ALL.where(MilestoneRow.state == MilestoneState.REACHED, MilestoneRow.is_quick_win)


def add(
    transaction: Transaction, *, viewer: Viewer, title: str, due: date, now: datetime, **words: object
) -> Milestone:
    """Write a milestone of the viewer's partnership. `words` are further columns, by name."""
    if viewer.partnership_id is None:
        raise PermissionError("a milestone belongs to a partnership")
    milestone_id = transaction.connection.execute(
        insert(MilestoneRow)
        .values(
            partnership_id=viewer.partnership_id,
            title=title,
            due=due,
            state=MilestoneState.PLANNED,
            created_by=viewer.person_id,
            created_at=now,
            **words,
        )
        .returning(MilestoneRow.id)
    ).scalar_one()
    return get(transaction, viewer=viewer, milestone_id=milestone_id)


@remembered
def get(transaction: Transaction, *, viewer: Viewer, milestone_id: int) -> Milestone:
    """Return one milestone. Raises `Refused` (milestone_gone) where the viewer can see none."""
    one = _one(everywhere=sees_everywhere(viewer))
    row = transaction.connection.execute(one, {"milestone_id": milestone_id, **sight(viewer)}).one_or_none()
    if row is None:
        raise Refused("milestone_gone")
    return _milestone(row)


@remembered
def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Milestone, ...]:
    """Return the milestones of the viewer's partnership, soonest first."""
    found = _seen(everywhere=sees_everywhere(viewer))
    return tuple(map(_milestone, transaction.connection.execute(found, sight(viewer))))


def change(
    transaction: Transaction,
    *,
    viewer: Viewer,
    milestone_id: int,
    since: Collection[MilestoneState],
    version: int | None = None,
    **columns: object,
) -> bool:
    """Change columns of a milestone if it still is in one of these states; its version then rises by one.

    With `version` it also must be as it was seen. Returns False, and has changed nothing, where somebody was quicker or the viewer cannot see it.
    """
    changed = transaction.connection.execute(
        update(MilestoneRow)
        .where(
            MilestoneRow.id == milestone_id,
            MilestoneRow.state.in_(tuple(since)),
            true() if version is None else MilestoneRow.version == version,
            seen_by(viewer, MilestoneRow.partnership_id),
        )
        .values(version=MilestoneRow.version + 1, **columns)
    )
    return changed.rowcount == 1


@remembered
def action_ids(transaction: Transaction, *, viewer: Viewer) -> Mapping[int, int]:
    """Return of every action of the viewer's partnership that belongs to a milestone the milestone's id."""
    rows = transaction.connection.execute(_belonging(everywhere=sees_everywhere(viewer)), sight(viewer))
    return {row.id: row.milestone_id for row in rows}


def put_in(
    transaction: Transaction, *, viewer: Viewer, milestone_id: int | None, commitment_ids: Collection[int]
) -> int:
    """Let actions of the viewer's partnership belong to a milestone, or to none. Returns how many.

    Raises `Refused` (milestone_gone) where the viewer can see no such milestone.
    """
    if milestone_id is not None:
        get(transaction, viewer=viewer, milestone_id=milestone_id)
    moved = transaction.connection.execute(
        update(CommitmentRow)
        .where(CommitmentRow.id.in_(tuple(commitment_ids)), seen_by(viewer, CommitmentRow.partnership_id))
        .values(milestone_id=milestone_id)
    )
    return moved.rowcount


def perhaps_reached(transaction: Transaction, *, viewer: Viewer) -> tuple[Milestone, ...]:
    """Return the planned milestones that have actions of which none is open. A sweep's question."""
    _must_be_engine(viewer)
    return tuple(map(_milestone, transaction.connection.execute(_perhaps_reached())))


def reached_quick_wins(transaction: Transaction, *, viewer: Viewer) -> tuple[Milestone, ...]:
    """Return the quick wins that are reached and not marked, in every partnership. A sweep's question."""
    _must_be_engine(viewer)
    return tuple(map(_milestone, transaction.connection.execute(_QUICK_WINS)))


def keep_contributions(
    transaction: Transaction, *, viewer: Viewer, milestone_id: int, words: Mapping[int, str]
) -> None:
    """Keep what is said of each partner, by its id, in place of what was kept before.

    Raises `Refused` (milestone_gone) where the viewer can see no such milestone.
    """
    get(transaction, viewer=viewer, milestone_id=milestone_id)
    old = delete(ContributionRow).where(ContributionRow.milestone_id == milestone_id)
    transaction.connection.execute(old)
    rows = [
        {"milestone_id": milestone_id, "partner_id": partner_id, "words": said}
        for partner_id, said in words.items()
    ]
    if rows:
        transaction.connection.execute(insert(ContributionRow), rows)


def contributions_of(transaction: Transaction, *, viewer: Viewer, milestone_id: int) -> Mapping[int, str]:
    """Return what is said of each partner, by its id."""
    found = (
        select(ContributionRow.partner_id, ContributionRow.words)
        .join(MilestoneRow, MilestoneRow.id == ContributionRow.milestone_id)
        .where(ContributionRow.milestone_id == milestone_id, seen_by(viewer, MilestoneRow.partnership_id))
    )
    return {row.partner_id: row.words for row in transaction.connection.execute(found)}


@cache
def _seen(*, everywhere: bool) -> Select[Any]:
    return _ALL.where(within(MilestoneRow.partnership_id, everywhere=everywhere))


@cache
def _one(*, everywhere: bool) -> Select[Any]:
    return _seen(everywhere=everywhere).where(MilestoneRow.id == bindparam("milestone_id"))


@cache
def _belonging(*, everywhere: bool) -> Select[int, int | None]:
    return select(CommitmentRow.id, CommitmentRow.milestone_id).where(
        CommitmentRow.milestone_id.is_not(None), within(CommitmentRow.partnership_id, everywhere=everywhere)
    )


@cache
def _perhaps_reached() -> Select[Any]:
    belongs = CommitmentRow.milestone_id == MilestoneRow.id
    is_open = exists().where(
        belongs, ShareRow.commitment_id == CommitmentRow.id, ShareRow.state.in_(OPEN_STATES)
    )
    return _ALL.where(MilestoneRow.state == MilestoneState.PLANNED, exists().where(belongs), ~is_open)


def _must_be_engine(viewer: Viewer) -> None:
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only sweeps look at the milestones of every partnership")


def _milestone(row: Row[Any]) -> Milestone:
    return Milestone(**row._mapping)
