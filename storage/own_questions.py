"""Questions that a partnership has added to the bank for itself."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, select, update

from bot.domain.permissions import Viewer
from bot.domain.questions import Question
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by
from storage.tables import OwnQuestionRow

_NEW: Final = unless_there(OwnQuestionRow, key=("partnership_id", "key"))


def add(transaction: Transaction, *, viewer: Viewer, question: Question, now: datetime) -> bool:
    """Keep a question of the viewer's partnership, under its own key. Returns False where one of this key is there."""
    if viewer.partnership_id is None:
        raise PermissionError("a question belongs to a partnership")
    added = _NEW[transaction.connection.dialect.name].values(
        partnership_id=viewer.partnership_id, key=question.key, **_columns(viewer, question, now)
    )
    return transaction.connection.execute(added.returning(OwnQuestionRow.id)).one_or_none() is not None


def add_again(transaction: Transaction, *, viewer: Viewer, question: Question, now: datetime) -> bool:
    """Let a question that is there be asked once more, as `question` has it. Returns False where none of this key is there."""
    added = (
        update(OwnQuestionRow)
        .where(OwnQuestionRow.key == question.key, seen_by(viewer, OwnQuestionRow.partnership_id))
        .values(retired_at=None, **_columns(viewer, question, now))
    )
    return transaction.connection.execute(added).rowcount == 1


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


@remembered
def added_at(transaction: Transaction, *, viewer: Viewer) -> dict[str, datetime]:
    """Return when each question that may still be asked was added, or added again, by key."""
    found = select(OwnQuestionRow.key, OwnQuestionRow.at).where(
        OwnQuestionRow.retired_at.is_(None), seen_by(viewer, OwnQuestionRow.partnership_id)
    )
    return {row.key: row.at for row in transaction.connection.execute(found)}


def _columns(viewer: Viewer, question: Question, now: datetime) -> dict[str, Any]:
    return {
        "words": question.words,
        "why": question.why,
        "kind": question.kind,
        "shape": question.shape,
        "options": list(question.options),
        "added_by": viewer.person_id,
        "at": now,
    }


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
