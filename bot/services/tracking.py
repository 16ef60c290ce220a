"""**Track this**: what somebody wrote in a room goes into the timetable once they have said yes in private."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import quiet, slots, weeks
from bot.domain.calendars import local_date
from bot.domain.deliveries import QUESTION, Destination, MessageKind, NewMessage
from bot.domain.desks import MOST_A_WEEK
from bot.domain.people import Address, Membership
from bot.domain.permissions import ENGINE, Intent, Viewer, allowed
from bot.domain.slots import Slot
from bot.errors import Refused
from bot.messages import tracking as wording
from bot.services import guard, readers
from bot.services.answers import as_kept
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit
from storage import directory as stored_directory
from storage import members as stored_members
from storage import messages as stored_messages
from storage import partnerships as stored_partnerships
from storage import people as stored_people

MOST_WORDS: Final = 1000
"""How many characters of what somebody wrote are copied: a button has to carry them back."""

_LONG_AGO: Final = timedelta(days=400)
"""Longer ago nobody looks at what was said in a room."""

_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote. `writer` is the address that wrote it, `reference` the platform's own name for it."""

    writer: Destination
    reference: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """With whom somebody spoke, and when. None for who is in no partnership with us."""

    partner_id: int | None
    person_id: int | None
    day: date


def ask(*, database: Transactions, viewer: Viewer, written: Written, now: datetime) -> Membership | None:
    """Ask the writer in private, once, and return who that is; None when it is the viewer, who needs no asking.

    It counts for their week, and nobody is asked twice in one. Raises `Refused`: words_missing, writer_is_app,
    writer_unknown, writer_only_reads, writer_not_written_to, writer_asked_already, not_for_your_role, track_whose.
    """
    with database.write() as transaction:
        if not written.words:
            raise Refused("words_missing")
        writer = _writer(transaction, viewer, written.writer)
        if writer.person.id == viewer.person_id:
            return None
        guard.require(viewer=viewer, intent=Intent.TRACK, partner_id=writer.partner_id)
        if viewer.role not in readers.RUNNERS:
            raise Refused("track_whose")
        if not allowed(intent=Intent.TRACK, viewer=writer.viewer, partner_id=writer.partner_id):
            raise Refused("writer_only_reads", name=writer.person.first_name)
        reader, address = _reached(transaction, viewer, writer, written.writer)
        subject = f"message:{written.reference}"
        asked = audit.subjects_of(transaction, viewer=viewer, act="track_asked", since=now - _LONG_AGO)
        if subject not in asked:
            slot = _slot(transaction, reader, now)
            message = _message(transaction, viewer, written, address, slot)
            stored_messages.add(transaction, viewer=ENGINE, new=message, now=now)
            audit.write(transaction, viewer=viewer, act="track_asked", subject=subject, now=now)
        return writer


def spoken(*, database: Transactions, viewer: Viewer, writer: Destination, at: datetime) -> Spoken:
    """Return who wrote something and on which day, as far as the viewer's partnership knows; nothing of what."""
    with database.read() as transaction:
        person = stored_people.behind_address(
            transaction,
            kind=writer.kind,
            installation_id=writer.installation_id,
            external_id=writer.external_id,
        )
        member = stored_members.member(transaction, viewer=viewer, person_id=person.id) if person else None
        zone = stored_partnerships.get(transaction, viewer=viewer).zone
    return Spoken(
        partner_id=member.partner_id if member else None,
        person_id=member.person.id if member else None,
        day=local_date(now=at, zone=zone),
    )


def _writer(transaction: Transaction, viewer: Viewer, at: Destination) -> Membership:
    person = stored_people.behind_address(
        transaction, kind=at.kind, installation_id=at.installation_id, external_id=at.external_id
    )
    member = stored_members.member(transaction, viewer=viewer, person_id=person.id) if person else None
    if member is not None:
        return member
    entry = stored_directory.entry(
        transaction, installation_id=at.installation_id, external_id=at.external_id
    )
    raise Refused("writer_is_app" if entry is not None and entry.is_bot else "writer_unknown")


def _reached(
    transaction: Transaction, viewer: Viewer, writer: Membership, at: Destination
) -> tuple[Reader, Address]:
    """Return the writer as a reader, and the address at which they wrote."""
    reader = readers.reader(transaction, viewer=viewer, person_id=writer.person.id)
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=writer.person.id)
    found = [one for one in addresses if one.usable and _is_at(one, at)]
    if reader is None or writer.rings or not found:
        raise Refused("writer_not_written_to", name=writer.person.first_name)
    return reader, found[0]


def _slot(transaction: Transaction, reader: Reader, now: datetime) -> Slot:
    """Return when the writer is asked: at once, or when their quiet week, or one that is full, is over."""
    name, calendar = reader.membership.person.first_name, reader.calendar
    today = local_date(now=now, zone=calendar.zone)
    this_week = weeks.monday(today)
    sent = stored_messages.sent_days(transaction, viewer=ENGINE, person_id=reader.person_id, since=this_week)
    if any(kind is MessageKind.ANSWER for _, kind in sent):
        raise Refused("writer_asked_already", name=name)
    rests = _rests_until(reader, today)
    if rests is None and _spent(sent, this_week) >= MOST_A_WEEK:
        rests = this_week + _WEEK
    slot = (
        slots.at_once(calendar=calendar, now=now)
        if rests is None
        else slots.working(calendar=calendar, earliest=calendar.instant(rests))
    )
    if slot is None:
        raise Refused("writer_not_written_to", name=name)
    return slot


def _rests_until(reader: Reader, today: date) -> date | None:
    until = reader.membership.quiet_until
    return until if quiet.is_quiet(quiet_until=until, today=today) else None


def _spent(sent: Sequence[tuple[date, MessageKind]], this_week: date) -> int:
    counted = [on for on, kind in sent if kind is not MessageKind.MORNING]
    return sum(weeks.monday(on) == this_week for on in counted)


def _is_at(address: Address, at: Destination) -> bool:
    return (address.kind, address.installation_id, address.external_id) == (*at.way, at.external_id)


def _message(
    transaction: Transaction, viewer: Viewer, written: Written, address: Address, slot: Slot
) -> NewMessage:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    asker = stored_people.get(transaction, viewer=viewer, person_id=viewer.person_id)
    content = wording.ask(
        partnership_id=partnership.id,
        partnership=partnership.profile.name,
        asker=asker.name,
        words=written.words[:MOST_WORDS],
    )
    return NewMessage(
        kind=MessageKind.ANSWER,
        to=written.writer,
        local_date=slot.on,
        part=f"{QUESTION}{written.reference}",
        not_before=slot.at,
        person_id=address.person_id,
        address_id=address.id,
        content=as_kept(content),
    )
