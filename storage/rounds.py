"""Rounds of check-ins, who was asked in each, and how they stand in it; never what anybody answered."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, delete, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError

from bot.domain.calendars import local_date
from bot.domain.evidence import Stage
from bot.domain.participations import Participation
from bot.domain.permissions import Role, Viewer
from bot.domain.questions import QuestionKind
from bot.domain.round_people import Invited
from bot.domain.rounds import Round, RoundState, Standing
from bot.domain.turns import PastRound
from bot.errors import Refused
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by
from storage.tables import ParticipationRow, PartnershipRow, RoundRow

_COLUMNS: Final = (
    RoundRow.id,
    RoundRow.partnership_id,
    RoundRow.bank,
    RoundRow.state,
    RoundRow.opens_on,
    RoundRow.kinds,
    RoundRow.version,
    RoundRow.because,
    RoundRow.stage,
    RoundRow.closed_at,
)
_ALL: Final = select(*_COLUMNS).order_by(RoundRow.opens_on, RoundRow.id)
_ONE_DAY: Final = timedelta(days=1)
_HAS_OPENED: Final = (RoundState.OPEN, RoundState.CLOSED, RoundState.SUMMARISED, RoundState.SHARED)


def plan(
    transaction: Transaction,
    *,
    viewer: Viewer,
    opens_on: date,
    closes_at: datetime,
    bank: int,
    kinds: Mapping[str, QuestionKind],
    stage: Stage,
    because: str = "",
) -> Round | None:
    """Write a round of the viewer's partnership; None where one of that day stands already."""
    if viewer.partnership_id is None:
        raise PermissionError("a round belongs to a partnership")
    planned = insert(RoundRow).values(
        partnership_id=viewer.partnership_id,
        bank=bank,
        state=RoundState.PLANNED,
        opens_on=opens_on,
        closes_at=closes_at,
        kinds=_pairs(kinds),
        stage=stage,
        because=because,
        planned_by=viewer.person_id if viewer.role is not Role.ENGINE else None,
    )
    try:
        with transaction.connection.begin_nested():
            round_id = transaction.connection.execute(planned.returning(RoundRow.id)).scalar_one()
    except IntegrityError:
        return None
    return get(transaction, viewer=viewer, round_id=round_id)


@remembered
def get(transaction: Transaction, *, viewer: Viewer, round_id: int) -> Round:
    """Return one round. Raises `Refused` (round_gone) where the viewer can see none."""
    found = _seen(viewer).where(RoundRow.id == round_id)
    row = transaction.connection.execute(found).one_or_none()
    if row is None:
        raise Refused("round_gone")
    return _round(row)


def hold(transaction: Transaction, *, viewer: Viewer, round_id: int) -> Round:
    """Return one round, which nobody closes before this transaction is over. Raises `Refused` (round_gone)."""
    if transaction.locks_rows:
        one = select(RoundRow.id).where(RoundRow.id == round_id, seen_by(viewer, RoundRow.partnership_id))
        transaction.connection.execute(one.with_for_update(read=True))
    return get(transaction, viewer=viewer, round_id=round_id)


@remembered
def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Round, ...]:
    """Return the rounds of the viewer's partnership, planned ones too, oldest first."""
    return tuple(map(_round, transaction.connection.execute(_seen(viewer))))


@remembered
def past_of(transaction: Transaction, *, viewer: Viewer) -> tuple[PastRound, ...]:
    """Return the rounds that have opened as the turns of the bank need them, oldest first."""
    found = (
        select(RoundRow.opens_on, RoundRow.stage, RoundRow.kinds)
        .where(RoundRow.state.in_(_HAS_OPENED), seen_by(viewer, RoundRow.partnership_id))
        .order_by(RoundRow.opens_on, RoundRow.id)
    )
    return tuple(
        PastRound(
            opened_on=row.opens_on,
            stage=row.stage or Stage.FORMING,
            keys=tuple(key for key, _ in row.kinds),
        )
        for row in transaction.connection.execute(found)
    )


def to_open(transaction: Transaction, *, viewer: Viewer, now: datetime) -> tuple[Round, ...]:
    """Return the planned rounds of every partnership where it is their day at `now` (UTC). A sweep's question."""
    # East and west of Greenwich it is tomorrow already, or still yesterday.
    around = RoundRow.opens_on.between(now.date() - _ONE_DAY, now.date() + _ONE_DAY)
    planned = _everywhere(transaction, viewer, RoundRow.state == RoundState.PLANNED, around)
    if not planned:
        return ()
    zones = select(PartnershipRow.id, PartnershipRow.zone).where(
        PartnershipRow.id.in_([one.partnership_id for one in planned]), seen_by(viewer, PartnershipRow.id)
    )
    today = {row.id: local_date(now=now, zone=row.zone) for row in transaction.connection.execute(zones)}
    return tuple(one for one in planned if one.opens_on == today[one.partnership_id])


def to_close(transaction: Transaction, *, viewer: Viewer, now: datetime) -> tuple[Round, ...]:
    """Return the rounds of every partnership whose time is over at `now` (UTC), and that are still to be counted.

    A sweep's question.
    """
    is_over = and_(RoundRow.state == RoundState.OPEN, RoundRow.closes_at <= now)
    return _everywhere(transaction, viewer, or_(is_over, RoundRow.state == RoundState.CLOSED))


def change(
    transaction: Transaction,
    *,
    viewer: Viewer,
    round_id: int,
    since: Collection[RoundState],
    version: int | None = None,
    **columns: object,
) -> bool:
    """Change columns of a round that still is in one of these states, and as it was seen where `version` says so.

    Its version rises by one. Returns False, and has changed nothing, where somebody was quicker.
    """
    changed = transaction.connection.execute(
        update(RoundRow)
        .where(
            RoundRow.id == round_id,
            RoundRow.state.in_(tuple(since)),
            true() if version is None else RoundRow.version == version,
            seen_by(viewer, RoundRow.partnership_id),
        )
        .values(version=RoundRow.version + 1, **columns)
    )
    return changed.rowcount == 1


def drop(transaction: Transaction, *, viewer: Viewer, seen: Round) -> bool:
    """Take back a planned round that is still as it was seen. Returns whether it was."""
    dropped = transaction.connection.execute(
        delete(RoundRow).where(
            RoundRow.id == seen.id,
            RoundRow.state == RoundState.PLANNED,
            RoundRow.version == seen.version,
            seen_by(viewer, RoundRow.partnership_id),
        )
    )
    return dropped.rowcount == 1


def ask_people(
    transaction: Transaction, *, viewer: Viewer, round_id: int, people: Iterable[Invited], now: datetime
) -> None:
    """Write who is asked in a round. Raises `Refused` (round_gone) where the viewer can see none."""
    get(transaction, viewer=viewer, round_id=round_id)
    rows = [
        {
            "round_id": round_id,
            "person_id": one.person_id,
            "partner_id": one.partner_id,
            "kinds": sorted(kind.value for kind in one.kinds),
            "by_telephone": one.by_telephone,
            "standing": Standing.ASKED,
            "at": now,
        }
        for one in people
    ]
    if rows:
        transaction.connection.execute(insert(ParticipationRow), rows)


def participations_of(
    transaction: Transaction, *, viewer: Viewer, round_id: int | None = None
) -> tuple[Participation, ...]:
    """Return who was asked in a round, or in all of the viewer's partnership, oldest round first."""
    of_round = true() if round_id is None else ParticipationRow.round_id == round_id
    found = _participations(viewer).where(of_round)
    return tuple(map(_participation, transaction.connection.execute(found)))


def participation(
    transaction: Transaction, *, viewer: Viewer, round_id: int, person_id: int
) -> Participation | None:
    """Return how one person stands in a round, None where they were not asked."""
    found = _participations(viewer).where(
        ParticipationRow.round_id == round_id, ParticipationRow.person_id == person_id
    )
    row = transaction.connection.execute(found).one_or_none()
    return None if row is None else _participation(row)


def note(
    transaction: Transaction, *, viewer: Viewer, seen: Participation, to: Standing, now: datetime
) -> bool:
    """Write how somebody stands now, if they still stand as they were seen. Returns whether they did."""
    noted = transaction.connection.execute(
        update(ParticipationRow)
        .where(
            ParticipationRow.round_id == seen.round_id,
            ParticipationRow.person_id == seen.person_id,
            ParticipationRow.version == seen.version,
            ParticipationRow.round_id.in_(rounds_seen(viewer)),
        )
        .values(standing=to, at=now, version=ParticipationRow.version + 1)
    )
    return noted.rowcount == 1


def rounds_seen(viewer: Viewer) -> Select[int]:
    """Return the numbers of the rounds that a viewer can see. For storage itself."""
    return select(RoundRow.id).where(seen_by(viewer, RoundRow.partnership_id))


def _seen(viewer: Viewer) -> Select[Any]:
    return _ALL.where(seen_by(viewer, RoundRow.partnership_id))


def _everywhere(
    transaction: Transaction, viewer: Viewer, *conditions: ColumnElement[bool]
) -> tuple[Round, ...]:
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only sweeps look at the rounds of every partnership")
    found = _seen(viewer).where(*conditions)
    return tuple(map(_round, transaction.connection.execute(found)))


def _participations(viewer: Viewer) -> Select[Any]:
    return (
        select(*ParticipationRow.__table__.columns)
        .where(ParticipationRow.round_id.in_(rounds_seen(viewer)))
        .order_by(ParticipationRow.round_id, ParticipationRow.id)
    )


def _pairs(kinds: Mapping[str, QuestionKind]) -> list[list[str]]:
    return [[key, kind.value] for key, kind in kinds.items()]


def _round(row: Row[Any]) -> Round:
    columns = dict(row._mapping)
    columns["kinds"] = {key: QuestionKind(kind) for key, kind in row.kinds}
    return Round(**columns)


def _participation(row: Row[Any]) -> Participation:
    return Participation(
        round_id=row.round_id,
        person_id=row.person_id,
        partner_id=row.partner_id,
        kinds=frozenset(QuestionKind(kind) for kind in row.kinds),
        by_telephone=row.by_telephone,
        standing=row.standing,
        at=row.at,
        version=row.version,
    )
