"""What people have written back to letters, for who runs the partnership that they were about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.domain.permissions import ENGINE, Role, Viewer
from storage.database import Transaction
from storage.tables import ReplyRow

_RUNS = (Role.RUNNER, Role.DEPUTY_RUNNER)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBack:
    """What somebody wrote, "" where it is for nobody to read. `at` is aware, in UTC."""

    person_id: int
    words: str
    at: datetime


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    partnership_id: int,
    person_id: int,
    words: str,
    now: datetime,
) -> None:
    """Keep what somebody wrote back. For what comes in by mail."""
    _must_be_engine(viewer)
    row = {"partnership_id": partnership_id, "person_id": person_id, "words": words, "at": now}
    transaction.connection.execute(insert(ReplyRow).values(row))


def since(transaction: Transaction, *, viewer: Viewer, at: datetime) -> tuple[WrittenBack, ...]:
    """Return what was written back in the viewer's partnership after an instant (aware, UTC). For who runs it."""
    if viewer.role not in _RUNS:
        raise PermissionError("what was written back is for who runs the partnership")
    found = (
        select(ReplyRow.person_id, ReplyRow.words, ReplyRow.at)
        .where(ReplyRow.partnership_id == viewer.partnership_id, ReplyRow.at > at)
        .order_by(ReplyRow.id)
    )
    return tuple(
        WrittenBack(person_id=row.person_id, words=row.words, at=row.at)
        for row in transaction.connection.execute(found)
    )


def forget(transaction: Transaction, *, viewer: Viewer, before: datetime) -> int:
    """Forget what was written back before an instant (aware, UTC). Returns how many."""
    _must_be_engine(viewer)
    return transaction.connection.execute(delete(ReplyRow).where(ReplyRow.at < before)).rowcount


def _must_be_engine(viewer: Viewer) -> None:
    if viewer is not ENGINE:
        raise PermissionError("only what comes in by mail is kept here")
