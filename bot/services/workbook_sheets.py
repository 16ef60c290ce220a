"""What stands on the pages of a workbook, read from how things are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, EventKind, ShareEvent, is_done, remaining
from bot.domain.milestones import MilestoneState, counted
from bot.domain.partnerships import Partnership
from bot.domain.permissions import Viewer
from bot.domain.renegotiations import RenegotiationState
from bot.domain.snapshots import Change, ChangeKind, KeptAction, SnapshotKind, diff
from bot.domain.timetable_rows import NEW_DATE_TO_AGREE
from bot.domain.timetables import ChangeRow, MilestoneRow, MoveRow, PrivatePart, TimetableSheet
from bot.messages import what_changed as wording
from bot.messages.milestone import REACHED, TO_COME
from bot.services import snapshots, timetable
from bot.services.checkins import pages as checkin_pages
from bot.services.ports import Transaction
from bot.services.stages import pages
from storage import commitments as stored_commitments
from storage import milestones as stored_milestones
from storage import notes as stored_notes
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import renegotiations as stored_renegotiations
from storage import shares as stored_shares
from storage import snapshots as stored_snapshots

_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MARKED: Final = frozenset({MilestoneState.CELEBRATED, MilestoneState.QUIET})
_HAPPENED: Final[Mapping[ChangeKind, tuple[EventKind, ...]]] = {
    ChangeKind.NEW: (
        EventKind.PROPOSED,
        EventKind.AGREED_AT_MEETING,
        EventKind.RESTORED,
        EventKind.ACCEPTED,
        EventKind.DONE,
    ),
    ChangeKind.DONE: (EventKind.DONE,),
    ChangeKind.MOVED: (EventKind.DATE_MOVED,),
    ChangeKind.HANDED_OVER: (EventKind.HANDED_ON, EventKind.HANDED_OVER),
    ChangeKind.AGREED: (EventKind.ACCEPTED, EventKind.AGREED_AT_MEETING, EventKind.DATE_MOVED),
    ChangeKind.REWORDED: (EventKind.CHANGED,),
    ChangeKind.OPEN_AGAIN: (EventKind.UNDONE,),
    ChangeKind.DROPPED: (EventKind.DROPPED, EventKind.DECLINED),
}
"""Which events say when a change happened, and who did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The pages to share of one partnership, on the day of its calendar, and its actions as a snapshot keeps them."""

    partnership: Partnership
    sheet: TimetableSheet
    actions: tuple[KeptAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What changed since an earlier workbook. `on` is None, and nothing has changed, where there is none."""

    on: date | None
    at: datetime
    changes: tuple[Change, ...]


def read(transaction: Transaction, *, viewer: Viewer, now: datetime) -> Read:
    """Return what everybody may read."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    today = local_date(now=now, zone=partnership.zone)
    commitments = stored_commitments.all_of(transaction, viewer=viewer)
    sheet = TimetableSheet(
        partnership=partnership.name,
        made_on=today,
        rows=timetable.rows(transaction, viewer=viewer, commitments=commitments, today=today),
        milestones=_milestones(transaction, viewer, commitments, today),
        moves=_moves(transaction, viewer, commitments, partnership.zone),
    )
    kept = snapshots.kept(transaction, viewer=viewer, commitments=commitments)
    return Read(partnership=partnership, sheet=sheet, actions=kept)


def with_private_part(transaction: Transaction, *, viewer: Viewer, found: Read) -> Read:
    """Return the pages with what is for the runner or the chair alone: the changes and, for the runner, the notes."""
    since = changed_since(
        transaction,
        viewer=viewer,
        found=found,
        kinds=(SnapshotKind.SCHEDULED, SnapshotKind.PRIVATE),
        person_id=viewer.person_id,
    )
    notes = stored_notes.all_of(transaction, viewer=viewer)
    private = PrivatePart(
        since=since.on,
        changes=_change_rows(transaction, viewer, since, found.partnership.zone),
        notes={commitment_id: "\n".join(texts) for commitment_id, texts in notes.items()},
        stages=pages.lines(transaction, viewer=viewer),
        check_ins=checkin_pages.lines(transaction, viewer=viewer),
        felt=checkin_pages.felt(transaction, viewer=viewer),
    )
    return replace(found, sheet=replace(found.sheet, private=private))


def changed_since(
    transaction: Transaction,
    *,
    viewer: Viewer,
    found: Read,
    kinds: Sequence[SnapshotKind],
    person_id: int | None = None,
) -> Since:
    """Return what changed since the last workbook of these kinds that was made on an earlier day."""
    last = stored_snapshots.newest(
        transaction, viewer=viewer, kinds=kinds, before=found.sheet.made_on, person_id=person_id
    )
    if last is None:
        return Since(on=None, at=_EVER, changes=())
    changes = diff(snapshots.actions_of(last.rows), found.actions)
    return Since(on=last.on, at=last.created_at, changes=changes)


def _milestones(
    transaction: Transaction, viewer: Viewer, commitments: Iterable[Commitment], today: date
) -> tuple[MilestoneRow, ...]:
    belongs = stored_milestones.action_ids(transaction, viewer=viewer)
    actions: dict[int, list[Commitment]] = {}
    for one in commitments:
        actions.setdefault(belongs.get(one.id, 0), []).append(one)
    return tuple(
        MilestoneRow(
            title=one.title,
            by=one.due,
            state=_state(one.state, due=one.due, today=today),
            is_quick_win=one.is_quick_win,
            so_far=_so_far(actions.get(one.id, ())),
            makes_possible=one.makes_possible,
        )
        for one in stored_milestones.all_of(transaction, viewer=viewer)
    )


def _state(state: MilestoneState, *, due: date, today: date) -> str:
    """What is reached is said to be so once the runner or the chair has marked it."""
    if state in _MARKED:
        return REACHED
    return NEW_DATE_TO_AGREE if state is MilestoneState.PLANNED and due < today else TO_COME


def _so_far(actions: Iterable[Commitment]) -> str:
    waits_for = counted(actions)
    done = sum(map(is_done, waits_for))
    return f"{done} of {len(waits_for)} done" if waits_for else ""


def _moves(
    transaction: Transaction, viewer: Viewer, commitments: Iterable[Commitment], zone: ZoneInfo
) -> tuple[MoveRow, ...]:
    """Every date that was moved, of what is still in the timetable; never why."""
    partners = stored_partners.names(transaction, viewer=viewer)
    titles = {
        share.id: (one.wording.title, partners.get(share.partner_id, ""))
        for one in commitments
        for share in remaining(one)
    }
    events = stored_shares.events_in(transaction, viewer=viewer, kinds=(EventKind.DATE_MOVED,), since=_EVER)
    return tuple(
        MoveRow(
            what=titles[event.share_id][0],
            partner=titles[event.share_id][1],
            was=date.fromisoformat(event.details["old_due"]),
            now=date.fromisoformat(event.details["new_due"]),
            moved_on=local_date(now=event.at, zone=zone),
        )
        for event in events
        if event.share_id in titles and event.details["old_due"] != event.details["new_due"]
    )


def _change_rows(
    transaction: Transaction, viewer: Viewer, since: Since, zone: ZoneInfo
) -> tuple[ChangeRow, ...]:
    if not since.changes:
        return ()
    events: dict[int, list[ShareEvent]] = {}
    for one in stored_shares.events_in(transaction, viewer=viewer, kinds=tuple(EventKind), since=since.at):
        events.setdefault(one.share_id, []).append(one)
    names = stored_people.names(transaction, viewer=viewer)
    reasons = _reasons(transaction, viewer)
    rows = []
    for change in since.changes:
        event = _event_of(change, events)
        rows.append(
            wording.row(
                change,
                on=None if event is None else local_date(now=event.at, zone=zone),
                by_whom="" if event is None else names.get(event.actor_id, ""),
                reason=_reason_of(change, reasons),
            )
        )
    return tuple(rows)


def _event_of(change: Change, events: Mapping[int, Sequence[ShareEvent]]) -> ShareEvent | None:
    """The last event that can have made the change. `events` are by share, in order."""
    of_shares = [one for share_id in change.share_ids for one in events.get(share_id, ())]
    fitting = [one for one in of_shares if one.kind in _HAPPENED[change.kind]]
    return max(fitting, key=lambda one: one.at, default=None)


def _reasons(transaction: Transaction, viewer: Viewer) -> dict[tuple[int, date], str]:
    """Why dates were moved, by share and new date; storage gives the words to the runner alone."""
    return {
        (one.share_id, one.new_due): one.reason
        for one in stored_renegotiations.all_of(transaction, viewer=viewer)
        if one.state is RenegotiationState.AGREED
    }


def _reason_of(change: Change, reasons: Mapping[tuple[int, date], str]) -> str:
    if change.kind is not ChangeKind.MOVED:
        return ""
    found = (reasons.get((share_id, change.due), "") for share_id in change.share_ids)
    return next((reason for reason in found if reason), "")
