"""When too many actions are marked critical, the runner is asked which really are (F32)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.calendars import first_instant, local_date, td_between
from bot.domain.commitments import Commitment, EventKind
from bot.domain.criticals import ASK_EVERY, are_too_many, marked
from bot.domain.deliveries import Rule
from bot.domain.importance import Importance
from bot.domain.permissions import Intent, Viewer
from bot.messages import criticals as wording
from bot.messages.notices import Notice
from bot.services import guard, planning, presses, readers
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit, importance
from storage import commitments as stored_commitments
from storage import partnerships as stored_partnerships
from storage import shares as stored_shares

_ASKED: Final = "which_critical_asked"
_CHOSEN: Final = "which_critical_chosen"
_SOME_TIME: Final = timedelta(days=4 * ASK_EVERY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the runner has chosen: how many are critical now, and how many became normal."""

    partnership: str
    critical: int
    changed: int


def look(transaction: Transaction, *, viewer: Viewer, now: datetime) -> None:
    """Note that the runner is asked today, where too much is critical and they were not asked for 20 td."""
    runner = readers.runner_at_work(transaction, viewer=viewer, now=now)
    if runner is None or not _is_due(transaction, viewer, runner, now):
        return
    found = stored_commitments.still_open(transaction, viewer=viewer)
    if are_too_many(critical=len(marked(found)), open_actions=len(found)):
        audit.write(transaction, viewer=viewer, act=_ASKED, subject=_subject(viewer), now=now)


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Ask in the list of the day on which it is due, until somebody has chosen."""
    viewer = reader.membership.viewer
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    today = first_instant(on=local_date(now=now, zone=zone), at=datetime.min.time(), zone=zone)
    if not audit.subjects_of(transaction, viewer=viewer, act=_ASKED, since=today):
        return ()
    if audit.subjects_of(transaction, viewer=viewer, act=_CHOSEN, since=today):
        return ()
    found = stored_commitments.still_open(transaction, viewer=viewer)
    critical = len(marked(found))
    if not are_too_many(critical=critical, open_actions=len(found)):
        return ()
    partnership_id = reader.membership.partnership_id
    notice = wording.question(partnership_id=partnership_id, critical=critical, open_actions=len(found))
    return (notice,)


def to_choose_from(*, database: Transactions, viewer: Viewer) -> tuple[Commitment, ...]:
    """Return what is marked critical, soonest first. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.WHICH_CRITICAL)
    with database.read() as transaction:
        return marked(stored_commitments.still_open(transaction, viewer=viewer))


def choose(*, database: Transactions, viewer: Viewer, ticked: Collection[int], now: datetime) -> Kept:
    """Let what is not ticked be normal, and plan its reminders anew. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.WHICH_CRITICAL)
    with database.write() as transaction:
        critical = marked(stored_commitments.still_open(transaction, viewer=viewer))
        lowered = [one for one in critical if one.id not in ticked]
        ids = [one.id for one in lowered]
        importance.set_importance(
            transaction, viewer=viewer, commitment_ids=ids, importance=Importance.NORMAL
        )
        for commitment in lowered:
            _replan(transaction, viewer, commitment.id, now)
        details = {"lowered": ids}
        audit.write(
            transaction, viewer=viewer, act=_CHOSEN, subject=_subject(viewer), now=now, details=details
        )
        name = stored_partnerships.get(transaction, viewer=viewer).name
        return Kept(partnership=name, critical=len(critical) - len(lowered), changed=len(lowered))


def _replan(transaction: Transaction, viewer: Viewer, commitment_id: int, now: datetime) -> None:
    commitment = stored_commitments.get(transaction, viewer=viewer, commitment_id=commitment_id)
    for share in commitment.shares:
        if not share.is_open:
            continue
        details = {"importance": Importance.NORMAL.value}
        stored_shares.note_event(
            transaction, viewer=viewer, share_id=share.id, kind=EventKind.CHANGED, now=now, details=details
        )
        planning.withhold(
            transaction,
            viewer=viewer,
            share_id=share.id,
            rule=Rule.REPLANNED,
            kinds=presses.REMINDERS,
            now=now,
        )
        planning.plan_reminders(transaction, viewer=viewer, commitment=commitment, share=share, now=now)


def _is_due(transaction: Transaction, viewer: Viewer, runner: Reader, now: datetime) -> bool:
    """Whether it is a working day of the runner's, and they were neither asked nor chose for 20 td."""
    zone = runner.calendar.zone
    today = local_date(now=now, zone=zone)
    since = now - _SOME_TIME
    acts = audit.times_of(transaction, viewer=viewer, acts=(_ASKED, _CHOSEN), since=since)
    days = [local_date(now=at, zone=zone) for at in acts]
    if not runner.calendar.is_working(today):
        return False
    calendar = runner.calendar.partner
    return all(td_between(start=day, end=today, calendar=calendar) >= ASK_EVERY for day in days)


def _subject(viewer: Viewer) -> str:
    return f"partnership:{viewer.partnership_id}"
