"""One partnership's morning, for whoever runs it: in their list, and on their Home."""

from datetime import datetime

from bot.domain.calendars import local_date
from bot.domain.mornings import Ring, without_covered
from bot.domain.permissions import engine_in
from bot.messages.envelope import Section
from bot.messages.morning import Part
from bot.services import hellos, mornings, notices, partner_calls, ringing
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import mailing as stored_mailing
from storage import partners as stored_partners


def of_reader(transaction: Transaction, *, reader: Reader, own: Section, now: datetime) -> Part:
    """Return everything that a runner should know this morning; `own` is what is theirs to do."""
    partnership_id = reader.membership.partnership_id
    lines = mornings.lines(transaction, reader=reader, done=own.finished, now=now)
    found = notices.of_morning(transaction, reader=reader, now=now)
    lines = without_covered(lines, covered=frozenset().union(*(notice.covers for notice in found)))
    return Part(
        partnership_id=partnership_id,
        partnership=own.partnership,
        today=local_date(now=now, zone=reader.calendar.zone),
        lines=partner_calls.without_sheets(transaction, reader=reader, lines=lines, now=now),
        own=own,
        unreached=_unreached(transaction, partnership_id),
        rung=_rung(transaction, reader, now),
        notices=found,
    )


def _unreached(transaction: Transaction, partnership_id: int) -> tuple[tuple[str, datetime], ...]:
    """Return who hasn't been greeted, and since when that is so; whose letters come back is told of with what can be done about it."""
    viewer = engine_in(partnership_id)
    coming_back = {one.person_id for one in stored_mailing.refused(transaction, viewer=viewer)}
    partners = {one.id: one.name for one in stored_partners.all_of(transaction, viewer=viewer)}
    return tuple(
        (f"{one.person.name} at {partners[one.partner_id]}" if one.partner_id else one.person.name, since)
        for one, since in hellos.unreached_since(transaction, viewer=viewer)
        if one.person.id not in coming_back
        and ringing.way_to(transaction, viewer=viewer, membership=one) is None
    )


def _rung(transaction: Transaction, reader: Reader, now: datetime) -> tuple[tuple[str, Ring], ...]:
    """Return who has chosen since the last list to be rung."""
    viewer = reader.membership.viewer
    since = mornings.since_last(transaction, viewer=viewer, now=now)
    found = [
        (one.person.name, ringing.way_to(transaction, viewer=viewer, membership=one))
        for one in ringing.newly(transaction, viewer=viewer, since=since)
    ]
    return tuple((name, ring) for name, ring in found if ring is not None)
