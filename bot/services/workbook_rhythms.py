"""How often the workbook goes by itself: chosen by runner or chair, and the day of the next one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.calendars import MORNING, PartnerCalendar, first_instant, local_date
from bot.domain.partnerships import Partnership, PartnershipState
from bot.domain.permissions import ENGINE, Intent, Viewer, engine_in
from bot.domain.snapshots import SnapshotKind, SnapshotState
from bot.domain.workbook_rhythms import IsOpen, WorkbookRhythm, next_day
from bot.errors import Refused
from bot.services import guard, snapshots
from bot.services.each import each
from bot.services.ports import Transaction, Transactions
from storage import audit, rhythms
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import snapshots as stored_snapshots

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What holds: the rhythm, None where none was ever chosen, and the day of the next workbook."""

    partnership: Partnership
    rhythm: WorkbookRhythm | None
    following: date | None


def look(*, database: Transactions, viewer: Viewer, now: datetime) -> Chosen:
    """Return what holds until now. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.WORKBOOK_RHYTHM)
    with database.read() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        rhythm = rhythms.rhythm_of(transaction, viewer=viewer)
        pending = stored_snapshots.pending(transaction, viewer=viewer)
        following = pending.on if pending else _next(transaction, partnership, rhythm, now)
    return Chosen(partnership=partnership, rhythm=rhythm, following=following)


def choose(*, database: Transactions, viewer: Viewer, rhythm: str, now: datetime) -> Chosen:
    """Keep a rhythm, and plan the next workbook by it. Raises `Refused` (not_for_your_role, rhythm_unknown)."""
    guard.require(viewer=viewer, intent=Intent.WORKBOOK_RHYTHM)
    chosen = _read(rhythm)
    with database.write() as transaction:
        rhythms.set_rhythm(transaction, viewer=viewer, rhythm=chosen)
        audit.write(
            transaction,
            viewer=viewer,
            act="workbook_rhythm_chosen",
            subject=f"partnership:{viewer.partnership_id}",
            now=now,
            details={"rhythm": chosen.value},
        )
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        stored_snapshots.unplan(transaction, viewer=viewer)
        following = plan(transaction, partnership=partnership, now=now)
    return Chosen(partnership=partnership, rhythm=chosen, following=following)


def plan(transaction: Transaction, *, partnership: Partnership, now: datetime) -> date | None:
    """Plan the next workbook of a partnership, and return its day. Before the doors are open it is only reckoned."""
    viewer = engine_in(partnership.id)
    following = _next(transaction, partnership, rhythms.rhythm_of(transaction, viewer=viewer), now)
    if following is not None and partnership.state is PartnershipState.OPEN:
        stored_snapshots.add(
            transaction,
            viewer=viewer,
            kind=SnapshotKind.SCHEDULED,
            key=f"scheduled:{partnership.id}:{following.isoformat()}",
            token=snapshots.new_token(),
            on=following,
            state=SnapshotState.PENDING,
            next_at=instant(transaction, partnership=partnership, on=following),
            now=now,
        )
    return following


def replan(*, database: Transactions, now: datetime) -> int:
    """Look anew at the day of every workbook to come: closed dates may have been entered. Returns how many moved."""
    with database.read() as transaction:
        chosen = rhythms.chosen(transaction, viewer=ENGINE)
    return each(chosen, lambda partnership_id: _replan(database, partnership_id, now))


def instant(transaction: Transaction, *, partnership: Partnership, on: date) -> datetime:
    """Return the runner's hour on a day of the partnership, as an aware UTC instant."""
    runner = stored_members.runner_of(transaction, viewer=engine_in(partnership.id))
    hour = runner.person.rhythm.hour.value if runner else MORNING
    return first_instant(on=on, at=hour, zone=partnership.zone)


def is_open_in(transaction: Transaction, *, partnership: Partnership) -> IsOpen:
    """Return what says whether at least half of the partners are open on a day."""
    found = stored_partners.all_of(transaction, viewer=engine_in(partnership.id))
    own = PartnerCalendar(country=partnership.profile.country, region=partnership.profile.region)
    calendars = [one.calendar for one in found] or [own]
    return lambda day: 2 * sum(one.is_open(day) for one in calendars) >= len(calendars)


def _replan(database: Transactions, partnership_id: int, now: datetime) -> int:
    with database.write() as transaction:
        viewer = engine_in(partnership_id)
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        pending = stored_snapshots.pending(transaction, viewer=viewer)
        if pending is None:
            return int(plan(transaction, partnership=partnership, now=now) is not None)
        if pending.attempts:
            return 0
        rhythm = rhythms.rhythm_of(transaction, viewer=viewer)
        planned_on = local_date(now=pending.created_at, zone=partnership.zone)
        if _next(transaction, partnership, rhythm, now, not_before=planned_on) == pending.on:
            return 0
        stored_snapshots.unplan(transaction, viewer=viewer)
        plan(transaction, partnership=partnership, now=now)
        return 1


def _next(
    transaction: Transaction,
    partnership: Partnership,
    rhythm: WorkbookRhythm | None,
    now: datetime,
    *,
    not_before: date | None = None,
) -> date | None:
    """The next day of a rhythm after today; with `not_before`, after that day, and it may be today."""
    today = local_date(now=now, zone=partnership.zone)
    after = today if not_before is None else max(not_before, today - _ONE_DAY)
    is_open = is_open_in(transaction, partnership=partnership)
    return next_day(rhythm=rhythm or WorkbookRhythm.NEVER, after=after, is_open=is_open)


def _read(word: str) -> WorkbookRhythm:
    try:
        return WorkbookRhythm(word)
    except ValueError:
        raise Refused("rhythm_unknown", field="rhythm") from None
