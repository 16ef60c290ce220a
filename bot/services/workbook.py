"""The workbook out: the timetable as everybody may read it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendars import local_date
from bot.domain.partnerships import Partnership
from bot.domain.permissions import ENGINE, Intent, Viewer, engine_in
from bot.domain.timetables import TimetableSheet
from bot.excel import outbound
from bot.services import guard, timetable
from bot.services.ports import Transactions
from storage import commitments as stored_commitments
from storage import partnerships as stored_partnerships
from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A workbook that may be shared: its file name and its content, and how many actions it shows."""

    partnership: Partnership
    name: str
    content: bytes
    actions: int


def copy_to_share(*, database: Transactions, viewer: Viewer, now: datetime) -> Copy:
    """Return the **Copy to share**, made on the partnership's own day. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.EXPORT)
    with database.read() as transaction:
        partnership, sheet = _sheet(transaction, viewer, now)
    return _drawn(partnership, sheet)


def for_operator(*, database: Transactions, name: str, now: datetime) -> Copy:
    """Return the **Copy to share** of the partnership of this name, to who runs the server.

    Raises LookupError where there is none of this name, or more than one.
    """
    with database.read() as transaction:
        found = stored_partnerships.named(transaction, viewer=ENGINE, name=name)
        if len(found) != 1:
            raise LookupError(f"{len(found)} partnerships are called {name!r}")
        partnership, sheet = _sheet(transaction, engine_in(found[0].id), now)
    return _drawn(partnership, sheet)


def _sheet(transaction: Transaction, viewer: Viewer, now: datetime) -> tuple[Partnership, TimetableSheet]:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    today = local_date(now=now, zone=partnership.zone)
    commitments = stored_commitments.all_of(transaction, viewer=viewer)
    rows = timetable.rows(transaction, viewer=viewer, commitments=commitments, today=today)
    return partnership, TimetableSheet(partnership=partnership.name, made_on=today, rows=rows)


def _drawn(partnership: Partnership, sheet: TimetableSheet) -> Copy:
    """Draw the workbook: outside the transaction, so that a long timetable keeps nobody waiting."""
    return Copy(
        partnership=partnership,
        name=outbound.file_name(partnership=partnership.name, made_on=sheet.made_on),
        content=outbound.copy_to_share(sheet),
        actions=len(sheet.rows),
    )
