"""Posting: what is due to one person is sorted, and becomes the messages of this moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain import weeks
from bot.domain.after_hours import is_still_now
from bot.domain.calendars import PersonCalendar, local_date
from bot.domain.deliveries import (
    CANNOT_WAIT,
    Delivery,
    Destination,
    MessageKind,
    NewMessage,
    Rule,
    StoredMessage,
)
from bot.domain.desks import Letter, Reader
from bot.domain.envelopes import Gathered, gather
from bot.domain.pending import Pending
from bot.domain.people import Address, Membership
from bot.domain.permissions import ENGINE, engine_in, myself
from bot.services import calendars, help_out, in_force, rechecks, unanswered
from bot.services.ports import Transaction, Transactions
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import messages as stored_messages
from storage import partnerships as stored_partnerships
from storage import people as stored_people

_PUSHED_AWAY = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One person who is written to: where they are reached, and their calendar in each partnership."""

    person_id: int
    address: Address
    memberships: Mapping[int, Membership]
    calendars: Mapping[int, PersonCalendar]
    reader: Reader


def people_due(*, database: Transactions, now: datetime, limit: int, after: int = 0) -> tuple[int, ...]:
    """Return who has something due, by their number, from the one after `after` on."""
    with database.read() as transaction:
        return stored_deliveries.people_due(transaction, viewer=ENGINE, now=now, limit=limit, after=after)


def post(*, database: Transactions, person_ids: Sequence[int], now: datetime) -> int:
    """Sort what is due to these people and queue its messages, in one transaction. Returns how many were queued."""
    with database.write() as transaction:
        return sum(_post(transaction, person_id, now) for person_id in person_ids)


def push_away(*, database: Transactions, person_id: int, now: datetime) -> None:
    """Let everything due to one person wait an hour, because something is wrong with it."""
    with database.write() as transaction:
        stored_deliveries.push_away(
            transaction, viewer=ENGINE, person_id=person_id, now=now, until=now + _PUSHED_AWAY
        )


def still_to_say(
    transaction: Transaction, *, message: StoredMessage, deliveries: Sequence[Delivery], now: datetime
) -> tuple[Delivery, ...]:
    """Check again what a message carries, at the moment of sending. Returns what it is to say; nothing: give it up.

    What has been answered meanwhile is withheld. A message to a person whose day or hours are over says nothing:
    what it carries is open again, and is sorted anew for its next slot.
    """
    may_go = rechecks.withhold(transaction, deliveries=deliveries, now=now)
    said = tuple(one for one in may_go if one.rule is not Rule.MERGED)
    if said and (message.kind is MessageKind.ROOM or _is_its_moment(transaction, message, said, now)):
        return said
    stored_deliveries.put_back(transaction, viewer=ENGINE, ids=_ids(may_go))
    return ()


def destination(address: Address) -> Destination:
    """Return where messages to an address go."""
    return Destination(
        kind=address.kind,
        installation_id=address.installation_id or 0,
        external_id=address.external_id,
    )


def _post(transaction: Transaction, person_id: int, now: datetime) -> int:
    pending = _pending(transaction, person_id)
    due = [one for one in pending if one.owed.due_at <= now]
    may_go = rechecks.withhold(transaction, deliveries=due, now=now)
    addressee = addressee_of(transaction, person_id=person_id, now=now)
    if addressee is None:
        stored_deliveries.withhold(transaction, viewer=ENGINE, ids=_ids(may_go), rule=Rule.NO_ADDRESS)
        return 0
    if not may_go or help_out.is_about_to_ask(transaction, helper_id=person_id, now=now):
        return 0
    still = [*may_go, *(one for one in pending if one not in due)]
    gathered = gather(as_pending(addressee, deliveries=still), reader=addressee.reader, now=now)
    return _carry_out(transaction, addressee, gathered, now)


def _is_its_moment(
    transaction: Transaction, message: StoredMessage, deliveries: Sequence[Delivery], now: datetime
) -> bool:
    """Whether it still is the day for which it was gathered, and a time at which its reader is written to."""
    addressee = addressee_of(transaction, person_id=message.person_id or 0, now=now)
    if addressee is None:
        return False
    today = local_date(now=now, zone=addressee.reader.home.zone)
    cannot_wait = message.part.startswith(CANNOT_WAIT)
    if addressee.reader.is_quiet(today) and (cannot_wait or message.kind is not MessageKind.URGENT):
        return False
    days = [addressee.calendars[one.owed.partnership_id] for one in deliveries]
    if cannot_wait:
        at_work = any(one.is_working(local_date(now=now, zone=one.zone)) for one in days)
        return at_work and is_still_now(asked_at=message.created_at, now=now)
    return message.local_date == today and any(one.within_hours(now) for one in days)


def _pending(transaction: Transaction, person_id: int) -> tuple[Delivery, ...]:
    return stored_deliveries.pending_of(transaction, viewer=ENGINE, person_id=person_id)


def addressee_of(transaction: Transaction, *, person_id: int, now: datetime) -> Addressee | None:
    """Return how somebody is written to in all their partnerships; None where no address or no door is open."""
    addresses = stored_people.addresses_of(transaction, viewer=ENGINE, person_id=person_id)
    address = next((one for one in addresses if one.carries), None)
    memberships = {
        one.partnership_id: one
        for one in stored_partnerships.memberships_of(transaction, viewer=myself(person_id))
        if one.doors_open
    }
    if address is None or not memberships:
        return None
    by_partnership = {
        partnership_id: calendars.of_member(
            transaction, viewer=engine_in(partnership_id), membership=membership
        )
        for partnership_id, membership in memberships.items()
    }
    home = by_partnership[min(by_partnership)]
    return Addressee(
        person_id=person_id,
        address=address,
        memberships=memberships,
        calendars=by_partnership,
        reader=_reader(transaction, person_id, home, memberships.values(), now),
    )


def _reader(
    transaction: Transaction,
    person_id: int,
    home: PersonCalendar,
    memberships: Collection[Membership],
    now: datetime,
) -> Reader:
    today = local_date(now=now, zone=home.zone)
    person = next(iter(memberships)).person
    sent = stored_messages.sent_days(
        transaction, viewer=ENGINE, person_id=person_id, since=weeks.monday(today)
    )
    return Reader(
        home=home,
        sent=tuple(one for one in sent if one[1] is not MessageKind.MORNING),
        has_list=stored_members.runs_an_open_one(transaction, viewer=myself(person_id), person_id=person_id),
        listed_today=(today, MessageKind.MORNING) in sent,
        is_known=any(one.greeted_at is not None for one in memberships),
        quiet_until=person.quiet_until,
        once_a_week=unanswered.is_once_a_week(transaction, person=person) or _flies(transaction, memberships),
    )


def _flies(transaction: Transaction, memberships: Collection[Membership]) -> bool:
    """Whether one envelope a week is enough for somebody: where all of their partnerships run by themselves."""
    return all(
        in_force.manners_of(transaction, viewer=engine_in(one.partnership_id)).once_a_week
        for one in memberships
    )


def as_pending(addressee: Addressee, *, deliveries: Sequence[Delivery]) -> list[Pending]:
    """Return open deliveries of somebody with what is needed to sort them."""
    return [
        Pending(
            delivery=one,
            calendar=addressee.calendars[one.owed.partnership_id],
            greeted_on=_greeted_on(addressee, one.owed.partnership_id),
            rests_until=addressee.memberships[one.owed.partnership_id].rests_until,
        )
        for one in deliveries
        if one.owed.partnership_id in addressee.memberships
    ]


def _greeted_on(addressee: Addressee, partnership_id: int) -> date | None:
    greeted_at = addressee.memberships[partnership_id].greeted_at
    if greeted_at is None:
        return None
    return local_date(now=greeted_at, zone=addressee.calendars[partnership_id].zone)


def _carry_out(transaction: Transaction, addressee: Addressee, gathered: Gathered, now: datetime) -> int:
    late = _ids(gathered.too_late)
    stored_deliveries.withhold(transaction, viewer=ENGINE, ids=late, rule=Rule.TOO_LATE)
    for wait in gathered.waits:
        stored_deliveries.postpone(
            transaction,
            viewer=ENGINE,
            ids=[wait.delivery.id],
            due_on=wait.until.on,
            due_at=wait.until.at,
        )
    for rest in gathered.rests:
        stored_deliveries.pause(
            transaction,
            viewer=ENGINE,
            ids=[rest.delivery.id],
            due_on=rest.until.on,
            due_at=rest.until.at,
            rule=Rule.NOT_THIS_WEEK,
        )
    return sum(queue(transaction, addressee=addressee, letter=letter, now=now) for letter in gathered.letters)


def queue(transaction: Transaction, *, addressee: Addressee, letter: Letter, now: datetime) -> int:
    """Queue one message with open deliveries, which it claims. Returns how many messages that is: one."""
    address = addressee.address
    new = NewMessage(
        kind=letter.kind,
        to=destination(address),
        local_date=local_date(now=now, zone=addressee.reader.home.zone),
        part=letter.part,
        not_before=now,
        person_id=addressee.person_id,
        address_id=address.id,
        conversation=address.conversation,
    )
    return _claim(transaction, new, letter.deliveries, now, merged=letter.merged)


def _claim(
    transaction: Transaction,
    new: NewMessage,
    deliveries: Sequence[Delivery],
    now: datetime,
    *,
    merged: Sequence[Delivery] = (),
) -> int:
    message_id = stored_messages.add(transaction, viewer=ENGINE, new=new, now=now)
    if message_id is None:
        raise LookupError(f"{new.kind.value} to person {new.person_id} is there already")
    for carried, rule in ((deliveries, None), (merged, Rule.MERGED)):
        stored_deliveries.claim(
            transaction, viewer=ENGINE, ids=_ids(carried), message_id=message_id, rule=rule
        )
    return 1


def _ids(deliveries: Sequence[Delivery]) -> list[int]:
    return [one.id for one in deliveries]
