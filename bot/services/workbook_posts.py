"""Scheduled workbooks on their way: each a message of its own with its file, inside its reader's hours."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import slots
from bot.domain.calendars import PersonCalendar, local_date
from bot.domain.deliveries import Delivery, MessageKind, NewMessage, Rule
from bot.domain.people import Address, Membership
from bot.domain.permissions import ENGINE, engine_in
from bot.domain.slots import Slot
from bot.domain.snapshots import SnapshotKind
from bot.services import calendars, envelopes, rechecks, scheduled_workbooks
from bot.services.ports import Transaction, Transactions
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import messages as stored_messages
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import snapshots as stored_snapshots
from storage import workbook_posts as stored_posts

_AT_MOST: Final = 50
_PUSHED_AWAY: Final = timedelta(hours=1)


def due(*, database: Transactions, now: datetime) -> tuple[Delivery, ...]:
    """Return the workbooks that are due to people."""
    with database.read() as transaction:
        return stored_posts.due(transaction, viewer=ENGINE, now=now, limit=_AT_MOST)


def post(*, database: Transactions, delivery: Delivery, now: datetime) -> int:
    """Queue a workbook for its reader, or let it wait for their hours. Returns how many messages were queued."""
    with database.write() as transaction:
        open_still = stored_posts.due(transaction, viewer=ENGINE, now=now, limit=_AT_MOST)
        if delivery not in open_still or not rechecks.withhold(transaction, deliveries=[delivery], now=now):
            return 0
        return _post(transaction, delivery, now)


def push_away(*, database: Transactions, delivery: Delivery, now: datetime) -> None:
    """Let a workbook wait an hour, because something is wrong with it."""
    with database.write() as transaction:
        later = Slot(on=delivery.owed.due_on, at=now + _PUSHED_AWAY)
        _wait(transaction, delivery, later)


def _post(transaction: Transaction, delivery: Delivery, now: datetime) -> int:
    owed, person_id = delivery.owed, delivery.owed.person_id or 0
    viewer = engine_in(owed.partnership_id)
    membership = stored_members.member(transaction, viewer=viewer, person_id=person_id)
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=person_id)
    address = next((one for one in addresses if one.carries), None)
    if membership is None or address is None:
        return _withhold(transaction, delivery, Rule.NO_ADDRESS)
    file = _file(transaction, delivery, now)
    if file is None:
        return _withhold(transaction, delivery, Rule.MERGED)
    calendar = calendars.of_member(transaction, viewer=viewer, membership=membership)
    if not _is_its_moment(membership, calendar, now):
        return _wait(transaction, delivery, _next_slot(membership, calendar, now))
    today = local_date(now=now, zone=calendar.zone)
    return _queue(transaction, delivery, _message(delivery, address, file, today, now), now)


def _file(transaction: Transaction, delivery: Delivery, now: datetime) -> tuple[str, bytes] | None:
    """The file that is owed; None where a newer one has been made, which says more."""
    viewer = engine_in(delivery.owed.partnership_id)
    snapshot_id = scheduled_workbooks.snapshot_of(delivery.owed)
    # The day of a workbook is the partnership's, which may be ahead of the one in UTC.
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    tomorrow = today + timedelta(days=1)
    last = stored_snapshots.newest(
        transaction, viewer=viewer, kinds=(SnapshotKind.SCHEDULED,), before=tomorrow
    )
    if last is not None and last.id != snapshot_id:
        return None
    return stored_snapshots.file_of(transaction, viewer=viewer, snapshot_id=snapshot_id)


def _is_its_moment(membership: Membership, calendar: PersonCalendar, now: datetime) -> bool:
    quiet_until = membership.quiet_until
    today = local_date(now=now, zone=calendar.zone)
    return calendar.within_hours(now) and (quiet_until is None or quiet_until <= today)


def _next_slot(membership: Membership, calendar: PersonCalendar, now: datetime) -> Slot | None:
    quiet_until = membership.quiet_until
    earliest = now if quiet_until is None else max(now, calendar.instant(quiet_until))
    return slots.working(calendar=calendar, earliest=earliest)


def _wait(transaction: Transaction, delivery: Delivery, until: Slot | None) -> int:
    if until is None:
        return _withhold(transaction, delivery, Rule.TOO_LATE)
    on, at = until.on, until.at
    stored_deliveries.postpone(transaction, viewer=ENGINE, ids=[delivery.id], due_on=on, due_at=at)
    return 0


def _withhold(transaction: Transaction, delivery: Delivery, rule: Rule) -> int:
    stored_deliveries.withhold(transaction, viewer=ENGINE, ids=[delivery.id], rule=rule)
    return 0


def _message(
    delivery: Delivery, address: Address, file: tuple[str, bytes], today: date, now: datetime
) -> NewMessage:
    """What it says is written when it is sent; the file is the one that was made on its day."""
    return NewMessage(
        kind=MessageKind.WORKBOOK,
        to=envelopes.destination(address),
        local_date=today,
        part=str(delivery.id),
        not_before=now,
        person_id=address.person_id,
        address_id=address.id,
        conversation=address.conversation,
        file=file,
    )


def _queue(transaction: Transaction, delivery: Delivery, new: NewMessage, now: datetime) -> int:
    message_id = stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)
    if message_id is None:
        raise LookupError(f"the workbook of delivery {delivery.id} is there already")
    stored_deliveries.claim(transaction, viewer=ENGINE, ids=[delivery.id], message_id=message_id)
    return 1
