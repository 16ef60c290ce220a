"""A partner's file: a line after a call or a talk, for who runs it and for that partner's own co-ordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.contacts import Contact, ContactKind
from bot.domain.partners import Partner
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer, allowed
from bot.errors import Refused
from bot.messages.contacts import Entry, File, Known
from bot.services.calls import partner_of
from bot.services.days import read_day
from bot.services.guard import require
from bot.services.lengths import require_room
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import contacts as stored_contacts
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people

WORDS_LENGTH: Final = 300
MOST: Final = 20

_OURS: Final = frozenset({ContactKind.PUT_OFF, ContactKind.AWAY, ContactKind.NO_ANSWER})
"""What says nothing about a partner, and is no line for their co-ordinator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """What the form asks: everything as it was typed or chosen. `who` is the number of a person, "" for nobody."""

    partner: str
    day: str
    who: str
    words: str
    asked: str = ""


def known(*, database: Transactions, viewer: Viewer, now: datetime) -> Known:
    """Return what the form needs: the partners whose file the viewer writes, and who is there.

    Raises `Refused` (not_for_your_role).
    """
    with database.read() as transaction:
        partners = _written_by(transaction, viewer)
        if not partners:
            raise Refused("not_for_your_role")
        ids = {one.id for one in partners}
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        return Known(
            partnership_id=partnership.id,
            today=local_date(now=now, zone=partnership.zone),
            partners=tuple((one.id, one.name) for one in partners),
            people=tuple(
                (one.person.id, one.person.name)
                for one in stored_members.all_of(transaction, viewer=viewer)
                if one.partner_id in ids and one.person.id != viewer.person_id
            ),
        )


def log(*, database: Transactions, viewer: Viewer, new: NewLine, now: datetime) -> File:
    """Write a line into a partner's file, and return the file.

    Raises `Refused` (not_for_your_role, log_partner_needed, date_…, log_ahead, log_words_needed, person_not_there,
    too_long) before anything is written.
    """
    with database.write() as transaction:
        partner = _partner(transaction, viewer, new.partner)
        today = _today(transaction, viewer, now)
        on = read_day(text=new.day, field="day", today=today)
        if on > today:
            raise Refused("log_ahead", field="day", day=on)
        words = require_room(new.words, field="words", most=WORDS_LENGTH)
        asked = require_room(new.asked, field="asked", most=WORDS_LENGTH)
        if not words:
            raise Refused("log_words_needed", field="words")
        person = _person(transaction, viewer, new.who, partner)
        stored_contacts.add(
            transaction,
            viewer=viewer,
            partner_id=partner.id,
            person_id=person.person.id if person else None,
            kind=ContactKind.SPOKE,
            on=on,
            words=words,
            asked=asked,
            now=now,
        )
        audit.write(transaction, viewer=viewer, act="logged", subject=f"partner:{partner.id}", now=now)
        return _file(transaction, viewer, partner, today)


def file_of(*, database: Transactions, viewer: Viewer, partner_id: int, now: datetime) -> File:
    """Return a partner's file, newest first. Raises `Refused` (not_for_your_role, partner_gone)."""
    with database.read() as transaction:
        partner = partner_of(transaction, viewer=viewer, partner_id=partner_id)
        require(viewer=viewer, intent=Intent.LOG, partner_id=partner.id)
        return _file(transaction, viewer, partner, _today(transaction, viewer, now))


def _written_by(transaction: Transaction, viewer: Viewer) -> list[Partner]:
    found = stored_partners.all_of(transaction, viewer=viewer)
    return [one for one in found if allowed(intent=Intent.LOG, viewer=viewer, partner_id=one.id)]


def _partner(transaction: Transaction, viewer: Viewer, chosen: str) -> Partner:
    """Return whose file is meant; who writes somewhere, but has chosen none, is asked where."""
    written = {str(one.id): one for one in _written_by(transaction, viewer)}
    others = {str(one.id) for one in stored_partners.all_of(transaction, viewer=viewer)} - written.keys()
    if not written or chosen in others:
        raise Refused("not_for_your_role")
    if chosen not in written:
        raise Refused("log_partner_needed", field="partner")
    return written[chosen]


def _person(transaction: Transaction, viewer: Viewer, chosen: str, partner: Partner) -> Membership | None:
    found = [one for one in stored_members.all_of(transaction, viewer=viewer) if str(one.person.id) == chosen]
    if not found:
        return None
    if found[0].partner_id != partner.id:
        raise Refused("person_not_there", field="who", name=found[0].person.name, partner=partner.name)
    return found[0]


def _file(transaction: Transaction, viewer: Viewer, partner: Partner, today: date) -> File:
    names = stored_people.names(transaction, viewer=viewer)
    own = viewer.partner_id == partner.id and not allowed(intent=Intent.CALLS, viewer=viewer)
    lines = [
        one
        for one in stored_contacts.all_of(transaction, viewer=viewer)
        if one.partner_id == partner.id and not (own and one.kind in _OURS)
    ]
    return File(
        partnership_id=partner.partnership_id,
        partner_id=partner.id,
        partner=partner.name,
        today=today,
        entries=_entries(lines, names),
        more=max(0, len(lines) - MOST),
    )


def _entries(lines: Sequence[Contact], names: dict[int, str]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            on=one.on,
            kind=one.kind,
            who=names.get(one.person_id or 0, ""),
            words=one.words,
            asked=one.asked,
            by=names.get(one.by_id, ""),
            until=one.until,
        )
        for one in reversed(lines[-MOST:])
    )


def _today(transaction: Transaction, viewer: Viewer, now: datetime) -> date:
    return local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
