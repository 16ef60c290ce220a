"""Series: what comes round again, and which of its actions have been made."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, insert, select, update

from bot.domain.commitments import Wording
from bot.domain.permissions import Viewer
from bot.domain.series import Holder, Series
from bot.errors import Refused
from storage.database import Transaction
from storage.scope import seen_by, sees_everywhere, sight, within
from storage.tables import CommitmentRow, SeriesRow

_WORDS = ("title", "heading", "done_when", "why", "if_not")


def add(transaction: Transaction, *, viewer: Viewer, new: Series, now: datetime) -> Series:
    """Write a series of the viewer's partnership; the number and the maker in `new` count for nothing."""
    series_id = transaction.connection.execute(
        insert(SeriesRow)
        .values(
            partnership_id=viewer.partnership_id,
            **{name: getattr(new.wording, name) for name in _WORDS},
            importance=new.importance,
            all_partners=new.all_partners,
            every=new.every,
            first=new.first,
            until=new.until,
            holders={"holders": [_kept(one) for one in new.holders]},
            created_by=viewer.person_id,
            created_at=now,
        )
        .returning(SeriesRow.id)
    ).scalar_one()
    return get(transaction, viewer=viewer, series_id=series_id)


def get(transaction: Transaction, *, viewer: Viewer, series_id: int) -> Series:
    """Return one series, which nobody else then fills. Raises `Refused` (action_gone) where the viewer can see none."""
    one = select(*SeriesRow.__table__.columns).where(
        SeriesRow.id == series_id, seen_by(viewer, SeriesRow.partnership_id)
    )
    one = one.with_for_update() if transaction.locks_rows else one
    row = transaction.connection.execute(one).one_or_none()
    if row is None:
        raise Refused("action_gone")
    return _series(row)


def going_on(transaction: Transaction, *, viewer: Viewer, today: date) -> tuple[Series, ...]:
    """Return the series that have not ended, by themselves or by somebody, that the viewer can see."""
    found = _going_on(everywhere=sees_everywhere(viewer))
    return tuple(map(_series, transaction.connection.execute(found, {"today": today, **sight(viewer)})))


def made(transaction: Transaction, *, viewer: Viewer, series_id: int) -> dict[date, int]:
    """Return the original dates of a series whose actions stand in the timetable, each with its commitment's id."""
    rows = transaction.connection.execute(
        select(CommitmentRow.original_due, CommitmentRow.id).where(
            CommitmentRow.series_id == series_id, seen_by(viewer, CommitmentRow.partnership_id)
        )
    )
    return {row.original_due: row.id for row in rows}


def change(transaction: Transaction, *, viewer: Viewer, series_id: int, **columns: object) -> None:
    """Change columns of a series of the viewer's partnership."""
    transaction.connection.execute(
        update(SeriesRow)
        .where(SeriesRow.id == series_id, seen_by(viewer, SeriesRow.partnership_id))
        .values(**columns)
    )


def reopen(transaction: Transaction, *, viewer: Viewer, series_id: int, ended_at: datetime) -> bool:
    """Let a series of the viewer's partnership go on that was ended at this instant. False where it was not."""
    reopened = transaction.connection.execute(
        update(SeriesRow)
        .where(
            SeriesRow.id == series_id,
            SeriesRow.ended_at == ended_at,
            seen_by(viewer, SeriesRow.partnership_id),
        )
        .values(ended_at=None)
    )
    return reopened.rowcount == 1


@cache
def _going_on(*, everywhere: bool) -> Select[Any]:
    return (
        select(*SeriesRow.__table__.columns)
        .where(
            within(SeriesRow.partnership_id, everywhere=everywhere),
            SeriesRow.ended_at.is_(None),
            SeriesRow.until >= bindparam("today"),
        )
        .order_by(SeriesRow.id)
    )


def _kept(holder: Holder) -> dict[str, object]:
    return {
        "partner_id": holder.partner_id,
        "person_id": holder.person_id,
        "role_word": holder.role_word,
    }


def _series(row: Row[tuple[object, ...]]) -> Series:
    return Series(
        id=row.id,
        partnership_id=row.partnership_id,
        wording=Wording(**{name: getattr(row, name) for name in _WORDS}),
        importance=row.importance,
        all_partners=row.all_partners,
        every=row.every,
        first=row.first,
        until=row.until,
        holders=tuple(Holder(**one) for one in row.holders["holders"]),
        created_by=row.created_by,
    )
