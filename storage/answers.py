"""What people answer. The one place where an answer and a person can meet, and for a secret one only until close."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, delete, insert, or_, select, true, update

from bot.domain.climate import Result
from bot.domain.kept_answers import NamedAnswer, OrganisationAnswer
from bot.domain.permissions import Role, Viewer
from bot.domain.question_answers import Answer
from bot.domain.rounds import RoundState
from bot.domain.secret_answers import Link, Secret
from bot.errors import Refused
from storage import rounds
from storage.conflicts import in_place_of
from storage.database import Transaction
from storage.rounds import rounds_seen
from storage.scope import seen_by
from storage.tables import (
    AnswerTokenRow,
    NamedAnswerRow,
    OrganisationAnswerRow,
    ResultRow,
    RoundRow,
    SecretAnswerRow,
    TakeUpRow,
)

_TOKEN_BYTES: Final = 24
_FOR_ORGANISATION: Final = in_place_of(OrganisationAnswerRow, key=("round_id", "partner_id", "key"), kept=())
_TOLD: Final = in_place_of(
    NamedAnswerRow, key=("round_id", "person_id", "key", "to_id"), kept=("partnership_id", "milestone_id")
)


def keep_secret(
    transaction: Transaction,
    *,
    viewer: Viewer,
    round_id: int,
    person_id: int,
    answers: Mapping[str, Answer],
) -> None:
    """Keep the secret answers of one person to an open round, in place of all that they gave before.

    Raises `Refused` (round_gone) where the viewer can see no such round.
    """
    rounds.get(transaction, viewer=viewer, round_id=round_id)
    token = _token(transaction, round_id, person_id)
    transaction.connection.execute(delete(SecretAnswerRow).where(SecretAnswerRow.token == token))
    rows = [
        {"token": token, "key": key, "round_id": round_id, "answer": answer.as_kept()}
        for key, answer in answers.items()
    ]
    if rows:
        transaction.connection.execute(insert(SecretAnswerRow), rows)


def own_secrets(transaction: Transaction, *, viewer: Viewer, round_id: int) -> dict[str, Answer]:
    """Return what the viewer themselves has answered in secret to a round that is still open, by question."""
    found = (
        select(SecretAnswerRow.key, SecretAnswerRow.answer)
        .join(AnswerTokenRow, AnswerTokenRow.token == SecretAnswerRow.token)
        .where(
            AnswerTokenRow.person_id == viewer.person_id,
            SecretAnswerRow.round_id == round_id,
            SecretAnswerRow.round_id.in_(rounds_seen(viewer)),
        )
    )
    return {row.key: Answer.of_kept(row.answer) for row in transaction.connection.execute(found)}


def secrets_of(
    transaction: Transaction, *, viewer: Viewer, round_id: int
) -> tuple[tuple[Link, ...], tuple[Secret, ...]]:
    """Return the tokens and the secret answers of a round, for its close and for nothing else."""
    links = select(AnswerTokenRow.person_id, AnswerTokenRow.token).where(
        AnswerTokenRow.round_id == round_id, AnswerTokenRow.round_id.in_(rounds_seen(viewer))
    )
    said = select(SecretAnswerRow.token, SecretAnswerRow.key, SecretAnswerRow.answer).where(
        SecretAnswerRow.round_id == round_id, SecretAnswerRow.round_id.in_(rounds_seen(viewer))
    )
    return (
        tuple(Link(**row._mapping) for row in transaction.connection.execute(links)),
        tuple(
            Secret(token=row.token, key=row.key, answer=Answer.of_kept(row.answer))
            for row in transaction.connection.execute(said)
        ),
    )


def forget_what_is_left(transaction: Transaction, *, viewer: Viewer, closed_before: datetime) -> int:
    """Delete tokens and secret answers of every round that is neither open nor still to be counted. Returns how many.

    A round that was to be closed before `closed_before` (UTC) has nothing to wait for either. A sweep's doing.
    """
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only sweeps look at the rounds of every partnership")
    ended = or_(
        RoundRow.state.not_in((RoundState.OPEN, RoundState.CLOSED)), RoundRow.closes_at < closed_before
    )
    over = select(RoundRow.id).where(ended, seen_by(viewer, RoundRow.partnership_id))
    count = 0
    for rows in (SecretAnswerRow, AnswerTokenRow):
        # Only few rounds have any: asked from their side it costs the same however many have been.
        standing = over.where(RoundRow.id.in_(select(rows.round_id).distinct()))
        count += transaction.connection.execute(delete(rows).where(rows.round_id.in_(standing))).rowcount
    return count


def forget_secrets(transaction: Transaction, *, viewer: Viewer, round_id: int) -> None:
    """Delete the tokens and the secret answers of a round."""
    for rows in (SecretAnswerRow, AnswerTokenRow):
        gone = delete(rows).where(rows.round_id == round_id, rows.round_id.in_(rounds_seen(viewer)))
        transaction.connection.execute(gone)


def keep_results(transaction: Transaction, *, viewer: Viewer, results: Sequence[Result]) -> None:
    """Keep what is left of secret answers. Raises `Refused` (round_gone) where the viewer can see no such round."""
    for round_id in {one.round_id for one in results}:
        rounds.get(transaction, viewer=viewer, round_id=round_id)
    rows = [
        {
            "round_id": one.round_id,
            "key": one.key,
            "option": one.option,
            "level": one.level,
            "people": one.people,
            "partners": one.partners,
            "heard": sorted(one.heard),
        }
        for one in results
    ]
    if rows:
        transaction.connection.execute(insert(ResultRow), rows)


def results_of(
    transaction: Transaction, *, viewer: Viewer, round_id: int | None = None
) -> tuple[Result, ...]:
    """Return what is left of secret answers: of one round, or of all of the viewer's partnership, oldest first."""
    of_round = true() if round_id is None else ResultRow.round_id == round_id
    found = (
        select(ResultRow)
        .join(RoundRow, RoundRow.id == ResultRow.round_id)
        .with_only_columns(*ResultRow.__table__.columns)
        .where(of_round, seen_by(viewer, RoundRow.partnership_id))
        .order_by(RoundRow.opens_on, RoundRow.id, ResultRow.id)
    )
    return tuple(map(_result, transaction.connection.execute(found)))


def keep_for_organisation(
    transaction: Transaction,
    *,
    viewer: Viewer,
    round_id: int,
    partner_id: int,
    person_id: int,
    answers: Mapping[str, Answer],
    now: datetime,
    chair_id: int | None = None,
    runner_id: int | None = None,
    by_phone: bool = False,
    only: Collection[str] | None = None,
) -> None:
    """Keep a partner's answers to an open round in place of those before, or of those to `only` some questions.

    `chair_id` is the chair of whom they were told that they read it besides the runner `runner_id`, None for none.
    What was asked about an answer asks of nothing any more where it is skipped now, or somebody else gives it, or to another runner.
    Raises `Refused` (round_gone) where the viewer can see no such round.
    """
    rounds.get(transaction, viewer=viewer, round_id=round_id)
    theirs = (OrganisationAnswerRow.round_id == round_id, OrganisationAnswerRow.partner_id == partner_id)
    skipped = (*theirs, OrganisationAnswerRow.key.not_in(tuple(answers)), _among(OrganisationAnswerRow, only))
    of_others = or_(
        OrganisationAnswerRow.person_id != person_id,
        OrganisationAnswerRow.runner_id.is_distinct_from(runner_id),
    )
    given_anew = (*theirs, OrganisationAnswerRow.key.in_(tuple(answers)), of_others)
    _take_back(transaction, OrganisationAnswerRow, *skipped, now=now)
    _take_back(transaction, OrganisationAnswerRow, *given_anew, now=now)
    rows = [
        {
            "round_id": round_id,
            "partner_id": partner_id,
            "key": key,
            "answer": answer.as_kept(),
            "person_id": person_id,
            "chair_id": chair_id,
            "runner_id": runner_id,
            "by_phone": by_phone,
            "at": now,
        }
        for key, answer in answers.items()
    ]
    if rows:
        transaction.connection.execute(_FOR_ORGANISATION[transaction.connection.dialect.name], rows)


def organisations_of(
    transaction: Transaction, *, viewer: Viewer, round_id: int | None = None
) -> tuple[OrganisationAnswer, ...]:
    """Return the organisations' answers: to one round, or to all of the viewer's partnership, oldest first."""
    of_round = true() if round_id is None else OrganisationAnswerRow.round_id == round_id
    found = (
        select(*OrganisationAnswerRow.__table__.columns)
        .where(of_round, OrganisationAnswerRow.round_id.in_(rounds_seen(viewer)))
        .order_by(OrganisationAnswerRow.round_id, OrganisationAnswerRow.id)
    )
    return tuple(map(_of_organisation, transaction.connection.execute(found)))


def keep_named(
    transaction: Transaction,
    *,
    viewer: Viewer,
    round_id: int,
    person_id: int,
    to_id: int,
    answers: Mapping[str, Answer],
    now: datetime,
    by_phone: bool = False,
    only: Collection[str] | None = None,
) -> None:
    """Keep what somebody tells a runner in an open round in place of what they told the same one before, or of `only` some of it.

    What was told to another runner stays as it is. What was asked about an answer that is skipped now asks of nothing any more.
    Raises `Refused` (round_gone) where the viewer can see no such round.
    """
    rounds.get(transaction, viewer=viewer, round_id=round_id)
    _take_back(
        transaction,
        NamedAnswerRow,
        NamedAnswerRow.round_id == round_id,
        NamedAnswerRow.person_id == person_id,
        NamedAnswerRow.to_id == to_id,
        NamedAnswerRow.key.not_in(tuple(answers)),
        _among(NamedAnswerRow, only),
        now=now,
    )
    rows = [
        {
            "partnership_id": viewer.partnership_id,
            "round_id": round_id,
            "key": key,
            "person_id": person_id,
            "to_id": to_id,
            "answer": answer.as_kept(),
            "by_phone": by_phone,
            "at": now,
        }
        for key, answer in answers.items()
    ]
    if rows:
        transaction.connection.execute(_TOLD[transaction.connection.dialect.name], rows)


def named_to(
    transaction: Transaction, *, viewer: Viewer, round_id: int | None = None
) -> tuple[NamedAnswer, ...]:
    """Return what was told to the viewer by name, oldest first. Nobody inherits what somebody else was told."""
    of_round = true() if round_id is None else NamedAnswerRow.round_id == round_id
    return _named(transaction, viewer, of_round, NamedAnswerRow.to_id == viewer.person_id)


def named_by(transaction: Transaction, *, viewer: Viewer, round_id: int) -> tuple[NamedAnswer, ...]:
    """Return what the viewer themselves has told the runner in a round."""
    own = NamedAnswerRow.person_id == viewer.person_id
    return _named(transaction, viewer, NamedAnswerRow.round_id == round_id, own)


def named_answer(transaction: Transaction, *, viewer: Viewer, answer_id: int) -> NamedAnswer:
    """Return one that the viewer was told or has told. Raises `Refused` (answer_gone) where they can see none."""
    found = _named(transaction, viewer, NamedAnswerRow.id == answer_id)
    for one in found:
        if viewer.person_id in (one.person_id, one.to_id):
            return one
    raise Refused("answer_gone")


def _named(transaction: Transaction, viewer: Viewer, *conditions: Any) -> tuple[NamedAnswer, ...]:
    found = (
        select(*NamedAnswerRow.__table__.columns)
        .where(seen_by(viewer, NamedAnswerRow.partnership_id), *conditions)
        .order_by(NamedAnswerRow.id)
    )
    return tuple(map(_of_person, transaction.connection.execute(found)))


def _among(
    row: type[NamedAnswerRow] | type[OrganisationAnswerRow], only: Collection[str] | None
) -> ColumnElement[bool]:
    return true() if only is None else row.key.in_(tuple(only))


def _take_back(
    transaction: Transaction,
    row: type[NamedAnswerRow] | type[OrganisationAnswerRow],
    *gone: ColumnElement[bool],
    now: datetime,
) -> None:
    """Delete answers; what was asked about them names none from now on."""
    about = TakeUpRow.named_answer_id if row is NamedAnswerRow else TakeUpRow.organisation_answer_id
    asked = update(TakeUpRow).where(about.in_(select(row.id).where(*gone)))
    transaction.connection.execute(asked.values({about: None, TakeUpRow.taken_back_at: now}))
    transaction.connection.execute(delete(row).where(*gone))


def _token(transaction: Transaction, round_id: int, person_id: int) -> str:
    """Return the token of somebody in a round; it is made when they first answer."""
    found = select(AnswerTokenRow.token).where(
        AnswerTokenRow.round_id == round_id, AnswerTokenRow.person_id == person_id
    )
    token = transaction.connection.execute(found).scalar_one_or_none()
    if token is not None:
        return token
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = {"round_id": round_id, "person_id": person_id, "token": token}
    transaction.connection.execute(insert(AnswerTokenRow).values(row))
    return token


def _result(row: Row[Any]) -> Result:
    return Result(
        round_id=row.round_id,
        key=row.key,
        option=row.option,
        level=row.level,
        people=row.people,
        partners=row.partners,
        heard=frozenset(row.heard),
    )


def _of_organisation(row: Row[Any]) -> OrganisationAnswer:
    columns = dict(row._mapping)
    columns["answer"] = Answer.of_kept(row.answer)
    return OrganisationAnswer(**columns)


def _of_person(row: Row[Any]) -> NamedAnswer:
    columns = dict(row._mapping)
    del columns["partnership_id"]
    columns["answer"] = Answer.of_kept(row.answer)
    return NamedAnswer(**columns)
