"""Scheduled workbooks: made on their day, tried again when that fails, and told to the runner when it fails for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import SEARCH_DAYS, local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.mornings import Rank
from bot.domain.partnerships import Partnership, PartnershipState
from bot.domain.permissions import ENGINE, Intent, Viewer, engine_in
from bot.domain.snapshots import CONTENT_KEPT, Snapshot, SnapshotKind, SnapshotState, diff
from bot.messages import scheduled as wording
from bot.messages.model import Message
from bot.messages.notices import Notice
from bot.services import briefs, guard, snapshots, workbook, workbook_rhythms, workbook_sheets
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit, reach, workbook_posts
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import snapshots as stored_snapshots

_AT_MOST: Final = 20
_SOON: Final = (timedelta(minutes=10), timedelta(hours=1))
"""After how long a workbook that could not be made is tried again; after that once more, on the next working day."""

_FACT: Final = "workbook:"
_LONGEST_ERROR: Final = 200
_FIRST_LOOK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentNow:
    """What came of **Send it now**. `made` is False where somebody was quicker."""

    partnership: Partnership
    made: bool


def due(*, database: Transactions, now: datetime) -> tuple[Snapshot, ...]:
    """Return the workbooks whose instant has come."""
    with database.read() as transaction:
        return stored_snapshots.due(transaction, viewer=ENGINE, now=now, limit=_AT_MOST)


def make(*, database: Transactions, snapshot: Snapshot, now: datetime) -> bool:
    """Make a workbook, keep it, and owe it to the runner and the chair. Returns whether it was this call that did.

    Nothing is locked while it is drawn. A crash in between leaves it to be made.
    """
    viewer = engine_in(snapshot.partnership_id)
    with database.read() as transaction:
        found = workbook_sheets.read(transaction, viewer=viewer, now=now)
    copy = workbook.drawn(found, token=snapshot.token)
    with database.write() as transaction:
        is_ours = stored_snapshots.made(
            transaction,
            viewer=viewer,
            snapshot_id=snapshot.id,
            name=copy.name,
            content=copy.content,
            rows=snapshots.rows_of(found.actions),
        )
        if is_ours:
            _owe(transaction, viewer, snapshot, now)
            _follow(transaction, found.partnership, now)
        return is_ours


def fail(*, database: Transactions, snapshot: Snapshot, error: str, now: datetime) -> None:
    """Note that a workbook could not be made: tried again in ten minutes, an hour, on the next working day; then told."""
    viewer = engine_in(snapshot.partnership_id)
    with database.write() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        later = _later(transaction, partnership, snapshot.attempts, now)
        noted = stored_snapshots.try_again(
            transaction, viewer=viewer, snapshot=snapshot, next_at=later, error=error[:_LONGEST_ERROR]
        )
        if noted and later is None:
            _follow(transaction, partnership, now)


def send_now(*, database: Transactions, viewer: Viewer, snapshot_id: int, now: datetime) -> SentNow:
    """**Send it now**: make a workbook that could not be made. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.WORKBOOK_RHYTHM)
    with database.read() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        found = stored_snapshots.get(transaction, viewer=viewer, snapshot_id=snapshot_id)
    is_to_make = found is not None and found.state is SnapshotState.FAILED
    made = found is not None and is_to_make and make(database=database, snapshot=found, now=now)
    return SentNow(partnership=partnership, made=made)


def letter(transaction: Transaction, deliveries: Sequence[Delivery], now: datetime) -> Message:
    """Return what goes with the file: what changed since the last one, and the reader's brief."""
    owed = deliveries[0].owed
    viewer = engine_in(owed.partnership_id)
    snapshot = stored_snapshots.get(transaction, viewer=viewer, snapshot_id=snapshot_of(owed))
    membership = stored_members.member(transaction, viewer=viewer, person_id=owed.person_id or 0)
    if snapshot is None or membership is None:
        raise LookupError(f"no workbook for {owed.fact}")
    last = stored_snapshots.newest(
        transaction, viewer=viewer, kinds=(SnapshotKind.SCHEDULED,), before=snapshot.on
    )
    before, after = (snapshots.actions_of(one.rows if one else None) for one in (last, snapshot))
    return wording.message(
        brief=briefs.brief(transaction, viewer=membership.viewer, now=now),
        made_on=snapshot.on,
        since=last.on if last else None,
        changed=diff(before, after) if last else (),
    )


def snapshot_of(owed: Owed) -> int:
    """Return the number of the snapshot that is owed."""
    return int(owed.fact.removeprefix(_FACT))


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Tell the runner of a workbook that could not be made, until it is, and once of whom one could not reach."""
    viewer = reader.membership.viewer
    today = local_date(now=now, zone=reader.calendar.zone)
    return (*_failed(transaction, viewer, today), *_unreached(transaction, viewer, now))


def forget(*, database: Transactions, now: datetime) -> int:
    """Drop the files of workbooks that are more than thirteen months old. Returns how many."""
    with database.write() as transaction:
        return stored_snapshots.forget(transaction, viewer=ENGINE, before=(now - CONTENT_KEPT).date())


def _owe(transaction: Transaction, viewer: Viewer, snapshot: Snapshot, now: datetime) -> None:
    """To the runner and the chair, and to nobody else."""
    runner = stored_members.runner_of(transaction, viewer=viewer)
    chair = stored_members.chair_of(transaction, viewer=viewer)
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    for person_id in dict.fromkeys(one.person.id for one in (runner, chair) if one is not None):
        owed = Owed(
            kind=DeliveryKind.WORKBOOK,
            fact=f"{_FACT}{snapshot.id}",
            step="copy",
            partnership_id=snapshot.partnership_id,
            due_on=local_date(now=now, zone=partnership.zone),
            due_at=now,
            person_id=person_id,
            off_day=True,
        )
        stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    subject = f"snapshot:{snapshot.id}"
    audit.write(transaction, viewer=viewer, act="workbook_made", subject=subject, now=now)


def _follow(transaction: Transaction, partnership: Partnership, now: datetime) -> None:
    """Plan the next one, unless it is planned already."""
    if stored_snapshots.pending(transaction, viewer=engine_in(partnership.id)) is None:
        workbook_rhythms.plan(transaction, partnership=partnership, now=now)


def _later(
    transaction: Transaction, partnership: Partnership, attempts: int, now: datetime
) -> datetime | None:
    if attempts < len(_SOON):
        return now + _SOON[attempts]
    if attempts > len(_SOON) or partnership.state is not PartnershipState.OPEN:
        return None
    is_open = workbook_rhythms.is_open_in(transaction, partnership=partnership)
    today = local_date(now=now, zone=partnership.zone)
    days = (today + timedelta(days=n) for n in range(1, SEARCH_DAYS))
    following = next(filter(is_open, days), None)
    if following is None:
        return None
    return workbook_rhythms.instant(transaction, partnership=partnership, on=following)


def _failed(transaction: Transaction, viewer: Viewer, today: date) -> tuple[Notice, ...]:
    found = stored_snapshots.failed(transaction, viewer=viewer)
    if found is None:
        return ()
    blocks = wording.failed(
        partnership_id=found.partnership_id, snapshot_id=found.id, on=found.on, today=today
    )
    return (Notice(blocks=blocks, rank=Rank.WAITING),)


def _unreached(transaction: Transaction, viewer: Viewer, now: datetime) -> tuple[Notice, ...]:
    last = reach.last_sent(transaction, viewer=viewer, kind=DeliveryKind.MORNING, person_id=viewer.person_id)
    found = workbook_posts.unreached(transaction, viewer=viewer, since=last or now - _FIRST_LOOK)
    if not found:
        return ()
    names = stored_people.names(transaction, viewer=viewer)
    blocks = wording.unreached(names=tuple(names[person_id] for person_id in sorted(found)))
    return (Notice(blocks=blocks, rank=Rank.CAN_WAIT),)
