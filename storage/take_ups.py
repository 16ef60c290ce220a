"""**May I take it up?**: what the runner has asked about something that somebody wrote, and what was said."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.permissions import Viewer
from bot.domain.taking_up import Request, TakeUp
from bot.errors import Refused
from storage import answers
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import TakeUpRow


def ask(
    transaction: Transaction,
    *,
    viewer: Viewer,
    answer_id: int,
    for_organisation: bool,
    person_id: int,
    asked_on: date,
) -> int | None:
    """Write that the viewer asks about one answer. Returns its number, None where it was asked before.

    Raises `Refused` (answer_gone) where the viewer's partnership has no such answer, or it was told to somebody else.
    """
    _must_be_theirs(transaction, viewer, answer_id, for_organisation=for_organisation)
    asked = insert(TakeUpRow).values(
        partnership_id=viewer.partnership_id,
        named_answer_id=None if for_organisation else answer_id,
        organisation_answer_id=answer_id if for_organisation else None,
        person_id=person_id,
        asked_by=viewer.person_id,
        asked_on=asked_on,
    )
    try:
        with transaction.connection.begin_nested():
            return transaction.connection.execute(asked.returning(TakeUpRow.id)).scalar_one()
    except IntegrityError:
        return None


def get(transaction: Transaction, *, viewer: Viewer, take_up_id: int) -> Request:
    """Return one. Raises `Refused` (take_up_gone) where the viewer can see none."""
    row = transaction.connection.execute(_seen(viewer).where(TakeUpRow.id == take_up_id)).one_or_none()
    if row is None:
        raise Refused("take_up_gone")
    return _request(row)


def asked_by(transaction: Transaction, *, viewer: Viewer) -> tuple[Request, ...]:
    """Return what the viewer themselves has asked, in that order."""
    found = _seen(viewer).where(TakeUpRow.asked_by == viewer.person_id)
    return tuple(map(_request, transaction.connection.execute(found)))


def reply(transaction: Transaction, *, viewer: Viewer, take_up_id: int, said: TakeUp, now: datetime) -> bool:
    """Note what the viewer has said, once. Returns False where it is not theirs to say, was said before, or is taken back."""
    noted = transaction.connection.execute(
        update(TakeUpRow)
        .where(
            TakeUpRow.id == take_up_id,
            TakeUpRow.person_id == viewer.person_id,
            TakeUpRow.reply.is_(None),
            TakeUpRow.taken_back_at.is_(None),
            seen_by(viewer, TakeUpRow.partnership_id),
        )
        .values(reply=said, replied_at=now)
    )
    return noted.rowcount == 1


def _must_be_theirs(
    transaction: Transaction, viewer: Viewer, answer_id: int, *, for_organisation: bool
) -> None:
    if not for_organisation:
        answers.named_answer(transaction, viewer=viewer, answer_id=answer_id)
    elif answer_id not in {one.id for one in answers.organisations_of(transaction, viewer=viewer)}:
        raise Refused("answer_gone")


def _seen(viewer: Viewer) -> Select[Any]:
    return (
        select(*TakeUpRow.__table__.columns)
        .where(seen_by(viewer, TakeUpRow.partnership_id))
        .order_by(TakeUpRow.id)
    )


def _request(row: Row[Any]) -> Request:
    for_organisation = row.organisation_answer_id is not None
    return Request(
        id=row.id,
        answer_id=row.organisation_answer_id if for_organisation else row.named_answer_id,
        person_id=row.person_id,
        asked_on=row.asked_on,
        reply=row.reply,
        for_organisation=for_organisation,
        asked_by=row.asked_by,
        replied_at=row.replied_at,
        taken_back_at=row.taken_back_at,
    )
