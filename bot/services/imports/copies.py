"""A workbook of ours that comes back: what it was made of, and how the timetable stands now."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.imports.threeway import Copy, KnownRow, known
from bot.domain.partnerships import Partnership, PartnershipState
from bot.domain.permissions import Viewer
from bot.domain.snapshots import SnapshotState
from bot.services import snapshots
from bot.services.ports import Transaction
from storage import commitments as stored_commitments
from storage import members as stored_members

KNOWN_FOR: Final = timedelta(days=366)
"""How long a copy is compared with what it was made of; an older one is read as anybody's table is."""


def copy_of(
    transaction: Transaction, *, viewer: Viewer, partnership: Partnership, token: str, now: datetime
) -> Copy | None:
    """Return what a workbook with this mark is compared with, None where it isn't one of the partnership's."""
    found = snapshots.by_token(transaction, viewer=viewer, token=token) if token else None
    if found is None:
        return None
    snapshot, exported = found
    today = local_date(now=now, zone=partnership.zone)
    if snapshot.state is not SnapshotState.MADE or _is_old(snapshot.on, today):
        return None
    commitments = stored_commitments.all_of(transaction, viewer=viewer)
    standing = snapshots.kept(transaction, viewer=viewer, commitments=commitments)
    heard = _heard(transaction, viewer, partnership)
    return Copy(
        exported=tuple(row for action in exported for row in known(action)),
        now=tuple(_with_ears(row, heard) for action in standing for row in known(action)),
    )


def _is_old(on: date, today: date) -> bool:
    return on + KNOWN_FOR < today


def _heard(transaction: Transaction, viewer: Viewer, partnership: Partnership) -> frozenset[int]:
    """Who can be asked or told anything at all."""
    if partnership.state is not PartnershipState.OPEN:
        return frozenset()
    members = stored_members.all_of(transaction, viewer=viewer)
    return frozenset(one.person.id for one in members if one.doors_open)


def _with_ears(row: KnownRow, heard: frozenset[int]) -> KnownRow:
    return replace(row, shares=tuple(replace(one, hears=one.person_id in heard) for one in row.shares))
