"""One person in a round of a check-in who was asked as two: what they have answered counts once. For `merging`."""

from typing import Any

from sqlalchemy import Row, and_, delete, select
from sqlalchemy.orm import aliased

from bot.domain.rounds import Standing
from storage.database import Transaction
from storage.tables import AnswerTokenRow, ParticipationRow, SecretAnswerRow


def join(transaction: Transaction, *, keep_id: int, gone_id: int) -> None:
    """Let one of both stay in each round in which both were asked: the one who has answered, else the first."""
    keep, gone = aliased(ParticipationRow), aliased(ParticipationRow)
    both = (
        select(keep.round_id, keep.id, keep.standing, gone.id.label("other_id"), gone.standing.label("other"))
        .join(gone, and_(gone.round_id == keep.round_id))
        .where(keep.person_id == keep_id, gone.person_id == gone_id)
    )
    for one in transaction.connection.execute(both).all():
        _drop(transaction, one, keep_id=keep_id, gone_id=gone_id)


def _drop(transaction: Transaction, both: Row[*tuple[Any, ...]], *, keep_id: int, gone_id: int) -> None:
    second_answered = both.other is Standing.ANSWERED and both.standing is not Standing.ANSWERED
    dropped_id, dropped = (both.id, keep_id) if second_answered else (both.other_id, gone_id)
    token = and_(AnswerTokenRow.round_id == both.round_id, AnswerTokenRow.person_id == dropped)
    secret = SecretAnswerRow.token.in_(select(AnswerTokenRow.token).where(token))
    transaction.connection.execute(delete(SecretAnswerRow).where(secret))
    transaction.connection.execute(delete(AnswerTokenRow).where(token))
    transaction.connection.execute(delete(ParticipationRow).where(ParticipationRow.id == dropped_id))
