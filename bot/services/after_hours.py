"""When those will see it whom a press has told something after their hours: asked of the rules that sort their post."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from bot.domain.after_hours import HASTENED, Kept, Later, WillSee, agreed, as_seen, is_told, stays
from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment
from bot.domain.deliveries import Delivery, DeliveryState, MessageKind, Owed
from bot.domain.desks import Reader as Sorted
from bot.domain.foresight import goes_at
from bot.domain.importance import Importance
from bot.domain.people import Membership
from bot.domain.permissions import ENGINE, Intent, Viewer, allowed
from bot.services import envelopes, readers, rechecks
from bot.services.envelopes import Addressee
from bot.services.ports import Transaction, Transactions
from bot.services.readers import RUNNERS, Reader
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import partnerships as stored_partnerships
from storage import reach

MOST_PEOPLE: Final = 12
"""Of more people than this no day is worked out: whoever presses should not have to wait for the answer."""


def of_press(
    *, database: Transactions, viewer: Viewer, share_id: int | None = None, now: datetime
) -> Later | None:
    """Return who sees what the press in this very transaction has told them after their hours; None where nobody.

    `share_id` is what was pressed, None where that was no action. Of runner, deputy runner and chair.
    """
    if not allowed(intent=Intent.CANNOT_WAIT, viewer=viewer):
        return None
    with database.write() as transaction:
        owed = [one for one in transaction.owed if is_told(one, by_id=viewer.person_id)]
        off = _off(transaction, viewer, {one.person_id for one in owed}, now)
        written = _written(transaction, viewer, off, owed)
        return _later(transaction, viewer, off, written, share_id=share_id, now=now)


def of_deliveries(
    transaction: Transaction,
    *,
    viewer: Viewer,
    deliveries: Sequence[Delivery],
    share_id: int | None,
    now: datetime,
) -> Later | None:
    """Return who sees these open deliveries when, as far as it is after their hours; None where nobody is."""
    off = _off(transaction, viewer, {one.owed.person_id for one in deliveries}, now)
    told = [one for one in deliveries if one.owed.person_id in off]
    return _later(transaction, viewer, off, told, share_id=share_id, now=now)


def _later(
    transaction: Transaction,
    viewer: Viewer,
    off: Mapping[int, Reader],
    deliveries: Sequence[Delivery],
    *,
    share_id: int | None,
    now: datetime,
) -> Later | None:
    still = rechecks.still(transaction, deliveries=deliveries, now=now)
    people = _people(transaction, viewer, off, still, now)
    if not people or viewer.partnership_id is None:
        return None
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    later = Later(
        partnership_id=viewer.partnership_id,
        today=local_date(now=now, zone=zone),
        people=tuple(sorted(people, key=lambda one: one.first_name.casefold())),
    )
    critical = _critical(transaction, viewer, share_id, still)
    if critical is None or not later.can_go:
        return later
    return replace(later, share_id=critical[0], title=critical[1].wording.title)


def hastened(
    transaction: Transaction, *, viewer: Viewer, deliveries: Sequence[Delivery]
) -> tuple[Delivery, ...]:
    """Return which of these can be sent at once: still open, and about something on which much hangs itself."""
    waiting = open_ones(deliveries)
    return tuple(one for one in waiting if _hangs_much(transaction, viewer, one.owed.share_id or 0))


def open_ones(deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """Return which of these are still open, and of the kinds about an action that a press brings."""
    waiting = [one for one in deliveries if one.state is DeliveryState.PENDING]
    return tuple(one for one in waiting if one.owed.kind in HASTENED and one.owed.share_id is not None)


def kept(addressee: Addressee, membership: Membership, now: datetime) -> Kept | None:
    """Return what keeps something of this partnership from going to somebody at once; None where it goes."""
    return stays(
        reader=addressee.reader,
        calendar=addressee.calendars[membership.partnership_id],
        rests_until=membership.rests_until,
        is_greeted=membership.greeted_at is not None,
        now=now,
    )


def _off(
    transaction: Transaction, viewer: Viewer, person_ids: Collection[int | None], now: datetime
) -> dict[int, Reader]:
    """Return those of these for whom it is after their hours, in the order of their numbers."""
    found = [
        readers.reader(transaction, viewer=viewer, person_id=one)
        for one in sorted(number for number in person_ids if number is not None)
    ]
    return {one.person_id: one for one in found if one is not None and not one.calendar.within_hours(now)}


def _hangs_much(transaction: Transaction, viewer: Viewer, share_id: int) -> bool:
    commitment, _ = stored_commitments.of_share(transaction, viewer=viewer, share_id=share_id)
    return commitment.importance is not Importance.NORMAL


def _people(
    transaction: Transaction,
    viewer: Viewer,
    off: Mapping[int, Reader],
    deliveries: Sequence[Delivery],
    now: datetime,
) -> list[WillSee]:
    by_person: dict[int, list[Delivery]] = {}
    for one in deliveries:
        by_person.setdefault(one.owed.person_id or 0, []).append(one)
    is_certain = len(by_person) <= MOST_PEOPLE
    found = [
        _will_see(transaction, viewer, off[person_id], of_one, now, is_certain=is_certain)
        for person_id, of_one in by_person.items()
    ]
    return [one for one in found if one is not None]


def _written(
    transaction: Transaction, viewer: Viewer, person_ids: Collection[int], owed: Collection[Owed]
) -> list[Delivery]:
    """Find what is owed to these people as it is stored: what was said before is not said again.

    It is only read: two who press at once would else wait for each other.
    """
    wanted = {(one.fact, one.step, one.person_id) for one in owed}
    found: list[Delivery] = []
    for person_id in person_ids:
        pending = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=person_id, held=False)
        found += [one for one in pending if (one.owed.fact, one.owed.step, person_id) in wanted]
    return found


def _critical(
    transaction: Transaction, viewer: Viewer, share_id: int | None, deliveries: Sequence[Delivery]
) -> tuple[int, Commitment] | None:
    """Return what was pressed, if much hangs on it; where no action was, the first such of which somebody is told."""
    told = [one.owed.share_id for one in deliveries if one.owed.share_id is not None]
    for number in [share_id] if share_id is not None else dict.fromkeys(told):
        commitment, _ = stored_commitments.of_share(transaction, viewer=viewer, share_id=number)
        if commitment.importance is not Importance.NORMAL:
            return number, commitment
    return None


def _will_see(
    transaction: Transaction,
    viewer: Viewer,
    to: Reader,
    told: Sequence[Delivery],
    now: datetime,
    *,
    is_certain: bool,
) -> WillSee | None:
    addressee = envelopes.addressee_of(transaction, person_id=to.person_id, now=now)
    if addressee is None:
        return None
    at = _goes_at(transaction, to, addressee, {one.id for one in told}, now) if is_certain else None
    return WillSee(
        first_name=to.membership.person.first_name,
        seen=None if at is None else as_seen(at, calendar=to.calendar),
        ids=tuple(one.id for one in hastened(transaction, viewer=viewer, deliveries=told)),
        stays=kept(addressee, to.membership, now) is not None,
    )


def _goes_at(
    transaction: Transaction, to: Reader, addressee: Addressee, ids: set[int], now: datetime
) -> datetime | None:
    """Return when it goes; None also where that hangs on another partnership of theirs, of which nobody is told."""
    deliveries = stored_deliveries.pending_of(transaction, viewer=ENGINE, person_id=to.person_id, held=False)
    everything = envelopes.as_pending(addressee, deliveries=deliveries)
    at = goes_at(ids, everything=everything, reader=addressee.reader, now=now)
    if len(addressee.memberships) == 1:
        return at
    here = to.membership.partnership_id
    own = [one for one in everything if one.owed.partnership_id == here]
    reader = _as_seen_here(transaction, to, addressee.reader)
    return agreed((at, goes_at(ids, everything=own, reader=reader, now=now)))


def _as_seen_here(transaction: Transaction, to: Reader, reader: Sorted) -> Sorted:
    """Return somebody as they are written to if this were their only partnership."""
    sent = reach.envelopes(transaction, viewer=to.membership.viewer).get(to.person_id, ())
    days: list[tuple[date, MessageKind]] = [
        (local_date(now=at, zone=to.calendar.zone), MessageKind.ENVELOPE) for at in sent
    ]
    return replace(reader, home=to.calendar, sent=tuple(days), has_list=to.membership.role in RUNNERS)
