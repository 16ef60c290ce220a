"""The workbook out, for whoever asks: to share, or for the runner and the chair alone. Each copy is remembered."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.partnerships import Partnership
from bot.domain.permissions import ENGINE, Intent, Viewer, allowed, engine_in
from bot.domain.snapshots import SnapshotKind, SnapshotState
from bot.later import later
from bot.services import guard, snapshots, workbook_sheets
from bot.services.ports import Transactions
from bot.services.workbook_sheets import Read
from storage import partnerships as stored_partnerships
from storage import snapshots as stored_snapshots

if TYPE_CHECKING:
    from bot.excel import outbound
else:
    outbound = later("bot.excel.outbound")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A workbook: its file name and its content, and how many actions it shows."""

    partnership: Partnership
    name: str
    content: bytes
    actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which copies somebody may ask for."""

    partnership: Partnership
    has_own: bool


def choice(*, database: Transactions, viewer: Viewer) -> Choice:
    """Return which copies the viewer may ask for. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.EXPORT)
    with database.read() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
    return Choice(partnership=partnership, has_own=allowed(intent=Intent.MY_COPY, viewer=viewer))


def copy_to_share(*, database: Transactions, viewer: Viewer, now: datetime) -> Copy:
    """Return the **Copy to share**, made on the partnership's own day. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.EXPORT)
    with database.read() as transaction:
        found = workbook_sheets.read(transaction, viewer=viewer, now=now)
    return _kept(database, viewer, found, SnapshotKind.SHARED, now)


def my_copy(*, database: Transactions, viewer: Viewer, now: datetime) -> Copy:
    """Return **My copy**, with what its reader alone may know. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.MY_COPY)
    with database.read() as transaction:
        shared = workbook_sheets.read(transaction, viewer=viewer, now=now)
        found = workbook_sheets.with_private_part(transaction, viewer=viewer, found=shared)
    return _kept(database, viewer, found, SnapshotKind.PRIVATE, now)


def for_operator(*, database: Transactions, name: str, now: datetime) -> Copy:
    """Return the **Copy to share** of the partnership of this name, to who runs the server. It is not remembered.

    Raises LookupError where there is none of this name, or more than one.
    """
    with database.read() as transaction:
        partnerships = stored_partnerships.named(transaction, viewer=ENGINE, name=name)
        if len(partnerships) != 1:
            raise LookupError(f"{len(partnerships)} partnerships are called {name!r}")
        found = workbook_sheets.read(transaction, viewer=engine_in(partnerships[0].id), now=now)
    return drawn(found, token="")


def drawn(found: Read, *, token: str) -> Copy:
    """Draw a workbook: outside any transaction, so that a long timetable keeps nobody waiting."""
    sheet = replace(found.sheet, token=token)
    is_private = sheet.private is not None
    return Copy(
        partnership=found.partnership,
        name=outbound.file_name(
            partnership=found.partnership.name, made_on=sheet.made_on, private=is_private
        ),
        content=outbound.my_copy(sheet) if is_private else outbound.copy_to_share(sheet),
        actions=len(sheet.rows),
    )


def _kept(database: Transactions, viewer: Viewer, found: Read, kind: SnapshotKind, now: datetime) -> Copy:
    token = snapshots.new_token()
    copy = drawn(found, token=token)
    with database.write() as transaction:
        stored_snapshots.add(
            transaction,
            viewer=viewer,
            kind=kind,
            key=f"asked:{token}",
            token=token,
            on=found.sheet.made_on,
            state=SnapshotState.MADE,
            name=copy.name,
            rows=snapshots.rows_of(found.actions),
            now=now,
        )
    return copy
