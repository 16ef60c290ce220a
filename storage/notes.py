"""Notes on actions, and status words that came with a workbook: the runner's alone."""

from datetime import datetime

from sqlalchemy import ColumnElement, insert, or_, select

from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import CommitmentRow, NoteRow, PartnershipRow

_READERS = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER})


def add(transaction: Transaction, *, viewer: Viewer, commitment_id: int, text: str, now: datetime) -> None:
    """Keep a note on a commitment. The chair may write one (with an import), and does not read it here.

    Raises `Refused` (action_gone) where the viewer can see no such commitment.
    """
    seen = select(CommitmentRow.id).where(
        CommitmentRow.id == commitment_id, seen_by(viewer, CommitmentRow.partnership_id)
    )
    if transaction.connection.execute(seen).scalar_one_or_none() is None:
        raise Refused("action_gone")
    transaction.connection.execute(
        insert(NoteRow).values(commitment_id=commitment_id, text=text, written_by=viewer.person_id, at=now)
    )


def of_commitment(transaction: Transaction, *, viewer: Viewer, commitment_id: int) -> tuple[str, ...]:
    """Return the notes on a commitment, oldest first; nothing to anybody but the runner and their deputy."""
    if viewer.role not in _READERS:
        return ()
    rows = transaction.connection.execute(
        select(NoteRow.text)
        .join(CommitmentRow, CommitmentRow.id == NoteRow.commitment_id)
        .join(PartnershipRow, PartnershipRow.id == CommitmentRow.partnership_id)
        .where(
            NoteRow.commitment_id == commitment_id,
            seen_by(viewer, CommitmentRow.partnership_id),
            _of_present_runner(),
        )
        .order_by(NoteRow.id)
    )
    return tuple(rows.scalars())


def written_at(transaction: Transaction, *, viewer: Viewer, person_id: int, at: datetime) -> tuple[str, ...]:
    """Return what somebody noted at an instant (aware, UTC); nothing to anybody but the runner and their deputy."""
    if viewer.role not in _READERS:
        return ()
    rows = transaction.connection.execute(
        select(NoteRow.text)
        .join(CommitmentRow, CommitmentRow.id == NoteRow.commitment_id)
        .join(PartnershipRow, PartnershipRow.id == CommitmentRow.partnership_id)
        .where(
            NoteRow.written_by == person_id,
            NoteRow.at == at,
            seen_by(viewer, CommitmentRow.partnership_id),
            _of_present_runner(),
        )
        .order_by(NoteRow.id)
    )
    return tuple(rows.scalars())


def all_of(transaction: Transaction, *, viewer: Viewer) -> dict[int, tuple[str, ...]]:
    """Return all notes of the viewer's partnership by commitment; nothing to anybody but the runner and their deputy."""
    if viewer.role not in _READERS:
        return {}
    rows = transaction.connection.execute(
        select(NoteRow.commitment_id, NoteRow.text)
        .join(CommitmentRow, CommitmentRow.id == NoteRow.commitment_id)
        .join(PartnershipRow, PartnershipRow.id == CommitmentRow.partnership_id)
        .where(seen_by(viewer, CommitmentRow.partnership_id), _of_present_runner())
        .order_by(NoteRow.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.commitment_id] = (*found.get(row.commitment_id, ()), row.text)
    return found


def _of_present_runner() -> ColumnElement[bool]:
    """What was noted for one runner does not pass to the next."""
    return or_(PartnershipRow.runner_since.is_(None), NoteRow.at >= PartnershipRow.runner_since)
