"""Who is told what of a check-in that is in: the runner first, the chair when nothing is said for long, then the rooms."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.permissions import Viewer, engine_in
from bot.domain.rounds import Round
from bot.domain.summaries import Reminded, Summary, SummaryState, reminded
from bot.messages.checkins import summary as wording
from bot.messages.model import Message
from bot.messages.notices import Notice
from bot.services import milestone_notices, readers
from bot.services.checkins import findings
from bot.services.checkins.telling import FACT
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partnerships as stored_partnerships


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Tell the runner that a check-in is in, and again from five td on, until all have been told."""
    viewer = reader.membership.viewer
    today = local_date(now=now, zone=reader.calendar.zone)
    since = milestone_notices.last_list_on(transaction, reader=reader, today=today)
    return tuple(
        wording.read_it(told_of(transaction, viewer, of, summary), is_reminder=is_reminder)
        for of, summary in _waiting(transaction, viewer)
        if (is_reminder := _is_reminder(of, summary, reader, since, today)) is not None
    )


def _is_reminder(of: Round, summary: Summary, reader: Reader, since: date, today: date) -> bool | None:
    """Whether the runner is reminded of a summary today, or told of it for the first time; None for neither."""
    calendar = reader.calendar.partner
    if reminded(summary, calendar=calendar, since=summary.waits_since, today=today) is not None:
        return True
    return False if _is_news(of, summary, reader, since, today) else None


def _is_news(of: Round, summary: Summary, reader: Reader, since: date, today: date) -> bool:
    """Whether it came in after the last list. Put later it is news to nobody any more."""
    if of.closed_at is None or summary.waits_since != of.closes_on:
        return False
    return since < slots.first_day(calendar=reader.calendar, earliest=of.closed_at) <= today


def look(transaction: Transaction, *, viewer: Viewer, now: datetime) -> None:
    """Owe the chair a word on each check-in of which nothing was said for ten td, however often it was put later."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    chair = stored_members.chair_of(transaction, viewer=viewer)
    to = readers.reader(transaction, viewer=viewer, person_id=chair.person.id if chair else None)
    if to is None:
        return
    today = local_date(now=now, zone=partnership.zone)
    slot = slots.regular(calendar=to.calendar, earliest=now)
    for of, summary in _waiting(transaction, viewer):
        since_close = replace(summary, waits_since=of.closes_on)
        calendar = to.calendar.partner
        due = reminded(since_close, calendar=calendar, since=of.closes_on, today=today)
        if due is Reminded.CHAIR and slot is not None:
            owed = Owed(
                kind=DeliveryKind.UNTOLD,
                fact=f"{FACT}{of.id}",
                step="chair",
                partnership_id=partnership.id,
                due_on=slot.on,
                due_at=slot.at,
                person_id=to.person_id,
            )
            stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def write_to_chair(
    transaction: Transaction, reader: Reader, delivery: Delivery, _: datetime
) -> Notice | None:
    """Tell the chair, while nothing has been told."""
    viewer = reader.membership.viewer
    of = findings.one(transaction, viewer=viewer, round_id=round_of(delivery))
    summary = findings.summary_of(transaction, viewer=viewer, of=of)
    if summary.state is not SummaryState.WAITING:
        return None
    return wording.to_chair(told_of(transaction, viewer, of, summary))


def post(transaction: Transaction, delivery: Delivery, _: datetime) -> Message:
    """Word what a room is told of a check-in."""
    viewer = engine_in(delivery.owed.partnership_id)
    of = findings.one(transaction, viewer=viewer, round_id=round_of(delivery))
    summary = findings.summary_of(transaction, viewer=viewer, of=of)
    return wording.post(told_of(transaction, viewer, of, summary))


def round_of(delivery: Delivery) -> int:
    """Return which round a delivery is about."""
    return int(delivery.owed.fact.removeprefix(FACT))


def told_of(transaction: Transaction, viewer: Viewer, of: Round, summary: Summary) -> wording.Told:
    """Return what is told of a round."""
    known = findings.known(transaction, viewer=viewer, of=of)
    return findings.told(transaction, viewer=viewer, known=known, summary=summary)


def _waiting(transaction: Transaction, viewer: Viewer) -> tuple[tuple[Round, Summary], ...]:
    """The rounds that are in and of which nobody has been told."""
    closed = findings.closed(transaction, viewer=viewer)
    found = findings.summaries_of(transaction, viewer=viewer, rounds=closed)
    return tuple((of, summary) for of, summary in found if summary.state is SummaryState.WAITING)
