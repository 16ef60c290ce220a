"""Somebody is away: entered by who runs the partnership, or by the co-ordinator of theirs."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendars import Span, local_date
from bot.domain.closed_dates import LONGEST
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer, allowed, myself
from bot.errors import Refused
from bot.services import calendars, planning
from bot.services.days import read_day
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import leave as stored_leave
from storage import members as stored_members
from storage import partnerships as stored_partnerships


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Who is away, and when."""

    name: str
    span: Span


def people(*, database: Transactions, viewer: Viewer) -> tuple[Membership, ...]:
    """Return for whom the viewer may say so, by name. Raises `Refused` (not_for_your_role)."""
    with database.read() as transaction:
        found = _people(transaction, viewer)
    if not found:
        raise Refused("not_for_your_role")
    return found


def enter(
    *,
    database: Transactions,
    viewer: Viewer,
    person_id: int | None,
    first: str,
    last: str,
    now: datetime,
) -> Away:
    """Note that somebody is away, and place anew what they are owed; they are not told.

    Raises `Refused` (away_who, away_half, away_backwards, away_too_long, away_gone_by, or a date's).
    """
    with database.write() as transaction:
        member = next((one for one in _people(transaction, viewer) if one.person.id == person_id), None)
        if member is None:
            raise Refused("away_who", field="person")
        zone = calendars.of_member(transaction, viewer=viewer, membership=member).zone
        today = local_date(now=now, zone=zone)
        span = _read(first, last, today)
        _note(transaction, viewer, member, span, now)
        return Away(name=member.person.name, span=span)


def _people(transaction: Transaction, viewer: Viewer) -> tuple[Membership, ...]:
    everybody = stored_members.all_of(transaction, viewer=viewer)
    found = [
        one
        for one in everybody
        if allowed(intent=Intent.CLOSED_DATES, viewer=viewer, partner_id=one.partner_id)
    ]
    return tuple(sorted(found, key=lambda one: one.person.name.casefold()))


def _read(first: str, last: str, today: date) -> Span:
    if not first.strip() or not last.strip():
        raise Refused("away_half", field="away_last" if first.strip() else "away_first")
    first_day = read_day(text=first, field="away_first", today=today)
    last_day = read_day(text=last, field="away_last", today=today, prefer_after=first_day)
    if last_day < first_day:
        raise Refused("away_backwards", field="away_last")
    if last_day < today:
        raise Refused("away_gone_by", field="away_last", day=last_day)
    if last_day - first_day > LONGEST:
        raise Refused("away_too_long", field="away_last")
    return Span(first=first_day, last=last_day)


def _note(transaction: Transaction, viewer: Viewer, member: Membership, span: Span, now: datetime) -> None:
    person_id = member.person.id
    if not stored_leave.add(transaction, viewer=viewer, person_id=person_id, span=span):
        return
    audit.write(
        transaction,
        viewer=viewer,
        act="leave_entered",
        subject=f"person:{person_id}",
        now=now,
        details={"first": span.first.isoformat(), "last": span.last.isoformat()},
    )
    # They are away wherever they take part.
    for membership in stored_partnerships.memberships_of(transaction, viewer=myself(person_id)):
        planning.replan_person(transaction, viewer=membership.viewer, person_id=person_id, now=now)
