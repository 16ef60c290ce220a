"""Posting in rooms: what is due there becomes messages, never more than two a week in one room."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import weeks
from bot.domain.breaks import days_off
from bot.domain.calendars import PartnerCalendar, PersonCalendar, local_date
from bot.domain.deliveries import Delivery, Destination, MessageKind, NewMessage, Rule
from bot.domain.permissions import ENGINE, engine_in
from bot.domain.room_posts import in_order, waits_until
from bot.domain.rooms import Room
from bot.domain.stage_manners import may_be_posted
from bot.services import in_force
from bot.services.ports import Transaction, Transactions
from bot.services.workbook_rhythms import is_open_in
from storage import deliveries as stored_deliveries
from storage import installations as stored_installations
from storage import messages as stored_messages
from storage import partnerships as stored_partnerships
from storage import room_posts as stored_posts
from storage import rooms as stored_rooms

_PUSHED_AWAY: Final = timedelta(hours=1)


def post(*, database: Transactions, now: datetime, limit: int) -> int:
    """Queue what is due in rooms, in one transaction. Returns how many messages were queued."""
    with database.write() as transaction:
        due = stored_deliveries.rooms_due(transaction, viewer=ENGINE, now=now, limit=limit)
        return sum(_post(transaction, one, now) for one in in_order(due))


def due(*, database: Transactions, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Return what is due in rooms, in the order in which it goes there."""
    with database.read() as transaction:
        return in_order(stored_deliveries.rooms_due(transaction, viewer=ENGINE, now=now, limit=limit))


def post_one(*, database: Transactions, delivery: Delivery, now: datetime) -> int:
    """Queue one thing that is due in a room. Returns how many messages were queued."""
    with database.write() as transaction:
        return _post(transaction, delivery, now)


def push_away(*, database: Transactions, delivery: Delivery, now: datetime) -> None:
    """Let something that is due in a room wait an hour, because something is wrong with it.

    It keeps its day, which is that of its room.
    """
    with database.write() as transaction:
        stored_deliveries.postpone(
            transaction,
            viewer=ENGINE,
            ids=[delivery.id],
            due_on=delivery.owed.due_on,
            due_at=now + _PUSHED_AWAY,
        )


def _post(transaction: Transaction, delivery: Delivery, now: datetime) -> int:
    rooms = stored_rooms.all_of(transaction, viewer=engine_in(delivery.owed.partnership_id))
    room = next((one for one in rooms if one.id == delivery.owed.room_id and one.usable), None)
    if room is None:
        stored_deliveries.withhold(transaction, viewer=ENGINE, ids=[delivery.id], rule=Rule.NO_ADDRESS)
        return 0
    manners = in_force.manners_of(transaction, viewer=engine_in(room.partnership_id))
    if not may_be_posted(manners, kind=delivery.owed.kind):
        stored_deliveries.withhold(transaction, viewer=ENGINE, ids=[delivery.id], rule=Rule.STAGE)
        return 0
    calendar = _calendar(transaction, room, now)
    today = local_date(now=now, zone=calendar.zone)
    to = _destination(transaction, room)
    since = weeks.monday(today)
    posted = stored_posts.days_posted(transaction, viewer=ENGINE, to=to, room_id=room.id, since=since)
    later = waits_until(posted=posted, calendar=calendar, now=now)
    if _is_too_late(delivery, later.on if later else today):
        stored_deliveries.withhold(transaction, viewer=ENGINE, ids=[delivery.id], rule=Rule.TOO_LATE)
        return 0
    if later is not None:
        stored_deliveries.postpone(
            transaction, viewer=ENGINE, ids=[delivery.id], due_on=later.on, due_at=later.at
        )
        return 0
    new = NewMessage(
        kind=MessageKind.ROOM,
        to=to,
        local_date=today,
        part=delivery.owed.fact,
        not_before=now,
        room_id=room.id,
    )
    return _queue(transaction, delivery, new, now)


def _queue(transaction: Transaction, delivery: Delivery, new: NewMessage, now: datetime) -> int:
    message_id = stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)
    if message_id is None:
        raise LookupError(f"{delivery.owed.fact} is in room {new.room_id} already")
    stored_deliveries.claim(transaction, viewer=ENGINE, ids=[delivery.id], message_id=message_id)
    return 1


def _destination(transaction: Transaction, room: Room) -> Destination:
    installation = stored_installations.get(transaction, viewer=ENGINE, installation_id=room.installation_id)
    return Destination(kind=installation.kind, installation_id=installation.id, external_id=room.external_id)


def _is_too_late(delivery: Delivery, on: date) -> bool:
    last_day = delivery.owed.last_day
    return last_day is not None and on > last_day


def _calendar(transaction: Transaction, room: Room, now: datetime) -> PersonCalendar:
    """Return the days on which most of those who meet there are open, and their hours."""
    partnership = stored_partnerships.get(transaction, viewer=engine_in(room.partnership_id))
    profile = partnership.profile
    is_open = is_open_in(transaction, partnership=partnership)
    closed = days_off(today=local_date(now=now, zone=profile.zone), is_open=is_open)
    days = PartnerCalendar(country=profile.country, region=profile.region, closed=closed)
    return PersonCalendar(partner=days, zone=profile.zone)
