"""Concerns: what somebody has raised in confidence. Whoever reads here has been asked by the rules whether they may."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, Select, insert, select, update

from bot.domain.concerns import About, Concern, ConcernState, MayKnow
from bot.domain.permissions import Viewer
from bot.errors import Refused
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import ConcernRow

_COLUMNS: Final = (*ConcernRow.__table__.columns,)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConcern:
    """A concern that is being raised. `take_up_id` stands where it began as an answer in a check-in."""

    raiser_id: int
    partner_id: int | None
    words: str
    would_help: str
    may_know: MayKnow
    about: About
    owner_id: int
    told: frozenset[int]
    since: date
    named: frozenset[int] = frozenset()
    about_ids: frozenset[int] = frozenset()
    take_up_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """When a concern was raised, answered and sorted, what it was about, and how often it came back. Whose it is is left out."""

    raised_at: datetime
    theme: str
    answered_at: datetime | None
    sorted_at: datetime | None
    reopened: int


def add(transaction: Transaction, *, viewer: Viewer, new: NewConcern, now: datetime) -> int:
    """Write a concern in the viewer's partnership. Returns its id."""
    if viewer.partnership_id is None:
        raise PermissionError("a concern is raised in a partnership")
    return transaction.connection.execute(
        insert(ConcernRow)
        .values(
            partnership_id=viewer.partnership_id,
            raiser_id=new.raiser_id,
            partner_id=new.partner_id,
            words=new.words,
            would_help=new.would_help,
            may_know=new.may_know,
            about=new.about,
            owner_id=new.owner_id,
            told=sorted(new.told),
            named=sorted(new.named),
            about_ids=sorted(new.about_ids),
            state=ConcernState.OPEN,
            raised_at=now,
            since=new.since,
            take_up_id=new.take_up_id,
        )
        .returning(ConcernRow.id)
    ).scalar_one()


def get(transaction: Transaction, *, viewer: Viewer, concern_id: int) -> Concern:
    """Return one. Raises `Refused` (concern_gone) where the viewer's partnership has no such concern."""
    row = transaction.connection.execute(_seen(viewer).where(ConcernRow.id == concern_id)).one_or_none()
    if row is None:
        raise Refused("concern_gone")
    return _concern(row)


def kept_by(transaction: Transaction, *, viewer: Viewer, person_id: int) -> tuple[Concern, ...]:
    """Return what somebody hears and its raiser hasn't called sorted yet; oldest first."""
    rows = transaction.connection.execute(
        _seen(viewer).where(ConcernRow.owner_id == person_id, ConcernRow.state != ConcernState.SORTED)
    )
    return tuple(map(_concern, rows))


def unsettled(transaction: Transaction, *, viewer: Viewer) -> tuple[Concern, ...]:
    """Return what nobody has called sorted yet in the viewer's partnership; oldest first."""
    rows = transaction.connection.execute(_seen(viewer).where(ConcernRow.state != ConcernState.SORTED))
    return tuple(map(_concern, rows))


def raised_by(transaction: Transaction, *, viewer: Viewer, person_id: int) -> tuple[Concern, ...]:
    """Return what somebody raised and hasn't called sorted yet; oldest first."""
    rows = transaction.connection.execute(
        _seen(viewer).where(ConcernRow.raiser_id == person_id, ConcernRow.state != ConcernState.SORTED)
    )
    return tuple(map(_concern, rows))


def change(
    transaction: Transaction,
    *,
    viewer: Viewer,
    seen: Concern,
    then: Concern,
    now: datetime,
    theme: str | None = None,
) -> bool:
    """Let a concern be as `then` says. Returns False, and has changed nothing, where it is not as it was `seen` any more."""
    columns: dict[str, Any] = {
        "owner_id": then.owner_id,
        "told": sorted(then.told),
        "named": sorted(then.named),
        "since": then.since,
        "state": then.state,
        "answer": then.answer,
        "answered_by": then.answered_by,
        "begun": then.begun,
        "version": then.version,
    }
    if then.answer != seen.answer:
        columns["answered_at"] = now
    if then.state is ConcernState.SORTED:
        columns["sorted_at"] = now
    if then.state is ConcernState.OPEN and seen.state is ConcernState.ASKED:
        columns["reopened"] = ConcernRow.reopened + 1
    if theme is not None:
        columns["theme"] = theme
    changed = transaction.connection.execute(
        update(ConcernRow)
        .where(
            ConcernRow.id == seen.id,
            ConcernRow.version == seen.version,
            seen_by(viewer, ConcernRow.partnership_id),
        )
        .values(columns)
    )
    return changed.rowcount == 1


def theme_of(transaction: Transaction, *, viewer: Viewer, concern_id: int) -> str:
    """Return what its owner has picked as its theme, "" for none, or where the viewer can see none."""
    found = select(ConcernRow.theme).where(
        ConcernRow.id == concern_id, seen_by(viewer, ConcernRow.partnership_id)
    )
    return transaction.connection.execute(found).scalar_one_or_none() or ""


def past(transaction: Transaction, *, viewer: Viewer) -> tuple[Past, ...]:
    """Return what came of the partnership's concerns, without words, people or partners; oldest first."""
    rows = transaction.connection.execute(
        select(
            ConcernRow.raised_at,
            ConcernRow.theme,
            ConcernRow.answered_at,
            ConcernRow.sorted_at,
            ConcernRow.reopened,
        )
        .where(seen_by(viewer, ConcernRow.partnership_id))
        .order_by(ConcernRow.id)
    )
    return tuple(
        Past(
            raised_at=row.raised_at,
            theme=row.theme,
            answered_at=row.answered_at,
            sorted_at=row.sorted_at,
            reopened=row.reopened,
        )
        for row in rows
    )


def _seen(viewer: Viewer) -> Select[Any]:
    return select(*_COLUMNS).where(seen_by(viewer, ConcernRow.partnership_id)).order_by(ConcernRow.id)


def _concern(row: Row[Any]) -> Concern:
    return Concern(
        id=row.id,
        partnership_id=row.partnership_id,
        raiser_id=row.raiser_id,
        partner_id=row.partner_id,
        words=row.words,
        would_help=row.would_help,
        may_know=row.may_know,
        about=row.about,
        owner_id=row.owner_id,
        told=frozenset(row.told),
        since=row.since,
        state=row.state,
        version=row.version,
        answer=row.answer,
        about_ids=frozenset(row.about_ids),
        named=frozenset(row.named),
        answered_by=row.answered_by,
        begun=row.begun,
    )
