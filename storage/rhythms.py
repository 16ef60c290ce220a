"""How often a partnership's workbook is sent by itself."""

from typing import Final

from sqlalchemy import select, update

from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import ENGINE, Viewer
from bot.domain.workbook_rhythms import WorkbookRhythm
from storage.database import Transaction
from storage.tables import PartnershipRow

_CHOSEN: Final = (
    select(PartnershipRow.id)
    .where(
        PartnershipRow.workbook_rhythm.is_not(None),
        PartnershipRow.workbook_rhythm != WorkbookRhythm.NEVER,
        PartnershipRow.state == PartnershipState.OPEN,
    )
    .order_by(PartnershipRow.id)
)


def rhythm_of(transaction: Transaction, *, viewer: Viewer) -> WorkbookRhythm | None:
    """Return the rhythm of the viewer's partnership, None where none was ever chosen."""
    rhythm: WorkbookRhythm | None = transaction.connection.execute(
        select(PartnershipRow.workbook_rhythm).where(PartnershipRow.id == viewer.partnership_id)
    ).scalar_one_or_none()
    return rhythm


def set_rhythm(transaction: Transaction, *, viewer: Viewer, rhythm: WorkbookRhythm) -> None:
    """Keep the rhythm of the viewer's partnership."""
    transaction.connection.execute(
        update(PartnershipRow)
        .where(PartnershipRow.id == viewer.partnership_id)
        .values(workbook_rhythm=rhythm)
    )


def chosen(transaction: Transaction, *, viewer: Viewer) -> tuple[int, ...]:
    """Return the open partnerships whose workbook goes by itself. A sweep's question."""
    if viewer is not ENGINE:
        raise PermissionError("only a sweep asks for all partnerships")
    return tuple(number for (number,) in transaction.connection.execute(_CHOSEN))
