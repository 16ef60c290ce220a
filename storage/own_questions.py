"""Questions that a partnership has added to the bank for itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from bot.domain.permissions import Viewer
from bot.domain.questions import Question
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by
from storage.tables import OwnQuestionRow


def next_key(transaction: Transaction, *, viewer: Viewer) -> str:
    """Return the key of the next question of the viewer's partnership. A key is never used again."""
    found = select(func.count(OwnQuestionRow.id)).where(seen_by(viewer, OwnQuestionRow.partnership_id))
    return f"own_{transaction.connection.execute(found).scalar_one() + 1}"


def add(transaction: Transaction, *, viewer: Viewer, question: Question, now: datetime) -> None:
    """Keep a question of the viewer's partnership, under its own key."""
    if viewer.partnership_id is None:
        raise PermissionError("a question belongs to a partnership")
    transaction.connection.execute(
        insert(OwnQuestionRow).values(
            partnership_id=viewer.partnership_id,
            key=question.key,
            words=question.words,
            why=question.why,
            kind=question.kind,
            shape=question.shape,
            options=list(question.options),
            added_by=viewer.person_id,
            at=now,
        )
    )


def retire(transaction: Transaction, *, viewer: Viewer, key: str, now: datetime) -> bool:
    """Ask a question no more; what was answered stays. Returns False where it is retired already, or not there."""
    retired = transaction.connection.execute(
        update(OwnQuestionRow)
        .where(
            OwnQuestionRow.key == key,
            OwnQuestionRow.retired_at.is_(None),
            seen_by(viewer, OwnQuestionRow.partnership_id),
        )
        .values(retired_at=now)
    )
    return retired.rowcount == 1


@remembered
def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Question, ...]:
    """Return the questions of the viewer's partnership that may still be asked, in the order of adding."""
    return tuple(one for one, is_retired in _everything(transaction, viewer) if not is_retired)


@remembered
def ever(transaction: Transaction, *, viewer: Viewer) -> tuple[Question, ...]:
    """Return those too that are asked no more: an earlier round may have asked them."""
    return tuple(one for one, _ in _everything(transaction, viewer))


def _everything(transaction: Transaction, viewer: Viewer) -> list[tuple[Question, bool]]:
    found = (
        select(OwnQuestionRow.__table__)
        .where(seen_by(viewer, OwnQuestionRow.partnership_id))
        .order_by(OwnQuestionRow.id)
    )
    return [(_question(row), row.retired_at is not None) for row in transaction.connection.execute(found)]


def _question(row: Row[Any]) -> Question:
    return Question(
        key=row.key,
        words=row.words,
        why=row.why,
        kind=row.kind,
        shape=row.shape,
        options=tuple(row.options),
    )
