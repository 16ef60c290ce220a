"""What is told after each round, and how far that has come."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, Select, select, update

from bot.domain.permissions import Viewer
from bot.domain.summaries import Summary, SummaryState
from storage import rounds
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.rounds import rounds_seen
from storage.tables import SummaryRow

_BEGIN: Final = unless_there(SummaryRow, key=("round_id",))


def begin(transaction: Transaction, *, viewer: Viewer, round_id: int, waits_since: date) -> Summary:
    """Return the summary of a round; it is begun where there is none. Raises `Refused` (round_gone) for who sees no such round."""
    rounds.get(transaction, viewer=viewer, round_id=round_id)
    row = {
        "round_id": round_id,
        "state": SummaryState.WAITING,
        "waits_since": waits_since,
        "well_do": [],
        "became": "",
        "version": 1,
    }
    transaction.connection.execute(_BEGIN[transaction.connection.dialect.name], row)
    [found] = transaction.connection.execute(_seen(viewer).where(SummaryRow.round_id == round_id))
    return _summary(found)


def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Summary, ...]:
    """Return the summaries of the viewer's partnership, of the oldest round first."""
    return tuple(map(_summary, transaction.connection.execute(_seen(viewer))))


def change(
    transaction: Transaction, *, viewer: Viewer, seen: Summary, to: Summary, now: datetime | None = None
) -> bool:
    """Keep a summary as it is `to` be if it still stands as it was seen. `now` where it is told by the viewer.

    Returns False, and has changed nothing, where somebody was quicker.
    """
    told: dict[str, Any] = {} if now is None else {"told_by": viewer.person_id, "told_at": now}
    changed = transaction.connection.execute(
        update(SummaryRow)
        .where(
            SummaryRow.round_id == seen.round_id,
            SummaryRow.version == seen.version,
            SummaryRow.round_id.in_(rounds_seen(viewer)),
        )
        .values(
            state=to.state,
            waits_since=to.waits_since,
            well_do=list(to.well_do),
            became=to.became,
            meeting_on=to.meeting_on,
            version=seen.version + 1,
            **told,
        )
    )
    return changed.rowcount == 1


def _seen(viewer: Viewer) -> Select[Any]:
    return (
        select(*SummaryRow.__table__.columns)
        .where(SummaryRow.round_id.in_(rounds_seen(viewer)))
        .order_by(SummaryRow.round_id)
    )


def _summary(row: Row[Any]) -> Summary:
    return Summary(
        round_id=row.round_id,
        state=row.state,
        waits_since=row.waits_since,
        version=row.version,
        well_do=tuple(row.well_do),
        became=row.became,
        meeting_on=row.meeting_on,
    )
