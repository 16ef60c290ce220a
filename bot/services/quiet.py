"""**Not this week** and **Not today**: somebody is left in peace, and nothing that is due gets lost."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain import quiet as rules
from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, EventKind, Share, ShareState, due_of
from bot.domain.deliveries import DeliveryKind
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer, myself
from bot.domain.quiet import Rested
from bot.domain.slots import Slot
from bot.errors import Refused
from bot.services import calendars, guard, owing, readers
from bot.services.identity import Caller
from bot.services.ports import Transaction, Transactions
from storage import audit, holding
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import manners as stored_manners
from storage import members as stored_members
from storage import shares as stored_shares


def not_this_week(*, database: Transactions, caller: Caller, now: datetime) -> date:
    """Leave the caller in peace until next Monday, which is returned. The second time changes nothing.

    Raises `Refused` (no_partnership_yet; quiet_runs for who gets a list each morning).
    """
    membership = _own(caller)
    with database.write() as transaction:
        if _runs(transaction, membership):
            raise Refused("quiet_runs")
        return _be_quiet(transaction, myself(membership.person.id), membership, now)


def is_offered(*, database: Transactions, caller: Caller) -> bool:
    """Say whether a quiet week can be had for the asking: not by who gets a list each morning."""
    with database.read() as transaction:
        return bool(caller.memberships) and not _runs(transaction, caller.memberships[0])


def write_again(*, database: Transactions, caller: Caller, now: datetime) -> None:
    """Write to the caller again: what has been waiting is due now. Raises `Refused` (no_partnership_yet)."""
    membership = _own(caller)
    person_id = membership.person.id
    with database.write() as transaction:
        viewer = myself(person_id)
        if stored_manners.be_quiet(transaction, viewer=viewer, person_id=person_id, until=None):
            audit.write(transaction, viewer=viewer, act="quiet_ended", subject=f"person:{person_id}", now=now)
        wake(transaction, membership=membership, now=now)


def wake(transaction: Transaction, *, membership: Membership, now: datetime) -> None:
    """Let what waits for the end of somebody's quiet week be due now; it is sorted anew."""
    today = local_date(now=now, zone=_zone(transaction, membership))
    viewer = myself(membership.person.id)
    holding.wake(transaction, viewer=viewer, person_id=membership.person.id, on=today, at=now)


def people(*, database: Transactions, viewer: Viewer) -> tuple[Membership, ...]:
    """Return for whom a runner may choose a quiet week. Raises `Refused` (not_for_your_role, quiet_nobody)."""
    guard.require(viewer=viewer, intent=Intent.HOLD)
    with database.read() as transaction:
        found = _people(transaction, viewer)
    if not found:
        raise Refused("quiet_nobody")
    return found


def choose_for(
    *, database: Transactions, viewer: Viewer, person_id: int | None, now: datetime
) -> tuple[Membership, date]:
    """Leave somebody in peace until next Monday, because the runner says so: in this partnership. They are not told.

    Raises `Refused` (not_for_your_role, quiet_who).
    """
    guard.require(viewer=viewer, intent=Intent.HOLD)
    with database.write() as transaction:
        found = {one.person.id: one for one in _people(transaction, viewer)}
        chosen = found.get(person_id or 0)
        if chosen is None:
            raise Refused("quiet_who", field="person")
        return chosen, _let_rest(transaction, viewer, chosen, now)


def not_today(
    *, database: Transactions, caller: Caller, share_ids: Sequence[int], now: datetime
) -> tuple[Rested, ...]:
    """Let actions of the caller's rest until their next regular day. Returns what became of each that is open.

    The second time on one day changes nothing. Raises `Refused` (no_partnership_yet).
    """
    _own(caller)
    with database.write() as transaction:
        found = [_put_off(transaction, caller, share_id, now) for share_id in share_ids]
    return tuple(one for one in found if one is not None)


def _put_off(transaction: Transaction, caller: Caller, share_id: int, now: datetime) -> Rested | None:
    found = _find(transaction, caller, share_id)
    if found is None:
        return None
    membership, commitment, share = found
    to = readers.of_member(transaction, viewer=membership.viewer, membership=membership)
    today = local_date(now=now, zone=to.calendar.zone)
    due = due_of(commitment=commitment, share=share)
    days = _days_put_off(transaction, membership.viewer, share, due)
    rest = rules.rest(
        today=today,
        due=due,
        importance=commitment.importance,
        calendar=to.calendar,
        rested=len(days - {today.isoformat()}),
    )
    if rest.until is not None and today.isoformat() not in days:
        details = {"due": due.isoformat(), "on": today.isoformat()}
        _note(transaction, membership.viewer, share, details, now)
        slot = Slot(on=rest.until, at=to.calendar.instant(rest.until), off_day=rest.off_day)
        _bring_up_again(transaction, to, share, due=due, slot=slot, today=today, now=now)
    return Rested(title=commitment.wording.title, due=due, rest=rest)


def _bring_up_again(
    transaction: Transaction,
    to: readers.Reader,
    share: Share,
    *,
    due: date,
    slot: Slot,
    today: date,
    now: datetime,
) -> None:
    asks = share.state is ShareState.PROPOSED
    kind = DeliveryKind.ASK if asks else DeliveryKind.REMINDER
    viewer = to.membership.viewer
    pending = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=to.person_id)
    if asks and any(one.owed.share_id == share.id and one.owed.kind is kind for one in pending):
        # They are asked a second time anyway.
        return
    fact = f"share:{share.id}:{due.isoformat()}"
    owed = owing.about(to, share, kind, slot, fact=fact, step=rules.step_of(today), last_day=due)
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def _note(
    transaction: Transaction, viewer: Viewer, share: Share, details: dict[str, str], now: datetime
) -> None:
    stored_shares.note_event(
        transaction, viewer=viewer, share_id=share.id, kind=EventKind.NOT_TODAY, now=now, details=details
    )
    audit.write(
        transaction,
        viewer=viewer,
        act="share_not_today",
        subject=f"share:{share.id}",
        now=now,
        details=details,
    )


def _days_put_off(transaction: Transaction, viewer: Viewer, share: Share, due: date) -> frozenset[str]:
    events = stored_shares.events_of(transaction, viewer=viewer, share_id=share.id)
    mine = [one for one in events if one.kind is EventKind.NOT_TODAY and one.actor_id == viewer.person_id]
    return frozenset(str(one.details["on"]) for one in mine if one.details["due"] == due.isoformat())


def _find(
    transaction: Transaction, caller: Caller, share_id: int
) -> tuple[Membership, Commitment, Share] | None:
    """Return an open action of the caller's, in whichever partnership of theirs it stands."""
    alone = caller.alone()
    held = stored_commitments.held_by(transaction, viewer=alone, person_id=alone.person_id)
    by_partnership = {one.partnership_id: one for one in caller.memberships}
    for commitment, share in held:
        if share.id == share_id and commitment.partnership_id in by_partnership:
            return by_partnership[commitment.partnership_id], commitment, share
    return None


def _let_rest(transaction: Transaction, viewer: Viewer, membership: Membership, now: datetime) -> date:
    until = rules.back_on(local_date(now=now, zone=_zone(transaction, membership)))
    person_id = membership.person.id
    if stored_manners.let_rest(transaction, viewer=viewer, person_id=person_id, until=until):
        audit.write(transaction, viewer=viewer, act="quiet_chosen", subject=f"person:{person_id}", now=now)
    return until


def _be_quiet(transaction: Transaction, viewer: Viewer, membership: Membership, now: datetime) -> date:
    until = rules.back_on(local_date(now=now, zone=_zone(transaction, membership)))
    person_id = membership.person.id
    if stored_manners.be_quiet(transaction, viewer=viewer, person_id=person_id, until=until):
        audit.write(transaction, viewer=viewer, act="quiet_chosen", subject=f"person:{person_id}", now=now)
    return until


def _own(caller: Caller) -> Membership:
    if not caller.memberships:
        raise Refused("no_partnership_yet")
    return caller.memberships[0]


def _people(transaction: Transaction, viewer: Viewer) -> tuple[Membership, ...]:
    everybody = stored_members.all_of(transaction, viewer=viewer)
    found = [one for one in everybody if one.doors_open and one.role not in readers.RUNNERS]
    return tuple(sorted(found, key=lambda one: one.person.name.casefold()))


def _runs(transaction: Transaction, membership: Membership) -> bool:
    return stored_members.runs_an_open_one(
        transaction, viewer=membership.viewer, person_id=membership.person.id
    )


def _zone(transaction: Transaction, membership: Membership) -> ZoneInfo:
    return calendars.of_member(transaction, viewer=membership.viewer, membership=membership).zone
