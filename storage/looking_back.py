"""What people say when they look back: on a milestone, or on their first weeks. It stands beside what they tell in rounds."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.exc import IntegrityError

from bot.domain.kept_answers import NamedAnswer
from bot.domain.permissions import Viewer
from bot.domain.question_answers import Answer
from storage import milestones
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import NamedAnswerRow, PersonRow

_OUTSIDE: Final = NamedAnswerRow.round_id.is_(None)
"""What was told in a round is none of this."""

_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)


def keep(
    transaction: Transaction,
    *,
    viewer: Viewer,
    milestone_id: int | None,
    to_id: int,
    answers: Mapping[str, Answer],
    now: datetime,
    version: int = 0,
) -> bool:
    """Keep what the viewer says of a milestone, or of their first weeks, in place of what they told the same person before.

    `version` is that of what they had said when they began to write. What they told somebody else stays as it is.
    Returns False, and has changed nothing, where they have said it from elsewhere since. Raises `Refused` (milestone_gone)
    where they can see no such milestone.
    """
    if milestone_id is not None:
        milestones.get(transaction, viewer=viewer, milestone_id=milestone_id)
    if viewer.partnership_id is None:
        raise PermissionError("what is said belongs to a partnership")
    _hold(transaction, viewer)
    own = said_by(transaction, viewer=viewer, milestone_id=milestone_id)
    if version_of(own, to_id=to_id) != version:
        return False
    rows = [
        {
            "partnership_id": viewer.partnership_id,
            "milestone_id": milestone_id,
            "key": key,
            "person_id": viewer.person_id,
            "to_id": to_id,
            "answer": answer.as_kept(),
            "at": now,
        }
        for key, answer in answers.items()
    ]
    before = delete(NamedAnswerRow).where(
        _OUTSIDE, *_about(viewer, milestone_id), _own(viewer), NamedAnswerRow.to_id == to_id
    )
    try:
        with transaction.connection.begin_nested():
            transaction.connection.execute(before)
            if rows:
                transaction.connection.execute(insert(NamedAnswerRow), rows)
    except IntegrityError:
        return False
    return True


def version_of(said: Iterable[NamedAnswer], *, to_id: int) -> int:
    """Return by what one telling of the same things to somebody is known from the next, 0 for none."""
    return max(((one.at - _BEGINNING) // _TICK for one in said if one.to_id == to_id), default=0)


def said_by(transaction: Transaction, *, viewer: Viewer, milestone_id: int | None) -> tuple[NamedAnswer, ...]:
    """Return what the viewer themselves has said of a milestone, or of their first weeks."""
    return _found(transaction, *_about(viewer, milestone_id), _own(viewer))


def said_of(transaction: Transaction, *, viewer: Viewer, milestone_id: int | None) -> tuple[NamedAnswer, ...]:
    """Return all that was said of a milestone, or of people's first weeks, oldest first. Who reads what is the rules' business."""
    return _found(transaction, *_about(viewer, milestone_id))


def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[NamedAnswer, ...]:
    """Return all that was said in the viewer's partnership outside of rounds, oldest first."""
    return _found(transaction, seen_by(viewer, NamedAnswerRow.partnership_id))


def _about(viewer: Viewer, milestone_id: int | None) -> tuple[Any, ...]:
    return (seen_by(viewer, NamedAnswerRow.partnership_id), NamedAnswerRow.milestone_id == milestone_id)


def _hold(transaction: Transaction, viewer: Viewer) -> None:
    """Let the viewer say nothing else of this kind until this transaction is over."""
    if transaction.locks_rows:
        found = select(PersonRow.id).where(PersonRow.id == viewer.person_id)
        transaction.connection.execute(found.with_for_update())


def _own(viewer: Viewer) -> Any:
    return NamedAnswerRow.person_id == viewer.person_id


def _found(transaction: Transaction, *conditions: Any) -> tuple[NamedAnswer, ...]:
    found = select(*NamedAnswerRow.__table__.columns).where(_OUTSIDE, *conditions).order_by(NamedAnswerRow.id)
    return tuple(map(_answer, transaction.connection.execute(found)))


def _answer(row: Row[Any]) -> NamedAnswer:
    columns = dict(row._mapping)
    del columns["partnership_id"]
    columns["answer"] = Answer.of_kept(row.answer)
    return NamedAnswer(**columns)
