"""A partner's closed dates and busy weeks: read back in full, then kept, and everything placed anew."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendars import Span, local_date
from bot.domain.closed_dates import merged, read_closed_dates, shown, written
from bot.domain.partners import Partner
from bot.domain.partnerships import Partnership
from bot.domain.permissions import Intent, Viewer, allowed
from bot.errors import Refused
from bot.services import guard, planning
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What the form **Closed dates** says, as typed: a day or a span a line."""

    closed: str = ""
    busy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """Whose days somebody may enter."""

    partnership: Partnership
    found: tuple[Partner, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerDays:
    """A partner and what the form shows for it. `seen` stands for the days that it has, so that nobody else's are lost."""

    partner: Partner
    days: Days
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A partner with the days that it has now."""

    partnership: Partnership
    partner: Partner


def partners(*, database: Transactions, viewer: Viewer) -> Partners:
    """Return the partners whose days the viewer may enter, in alphabetical order. Raises `Refused` (not_for_your_role)."""
    with database.read() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        everybody = stored_partners.all_of(transaction, viewer=viewer)
    found = tuple(
        one for one in everybody if allowed(intent=Intent.CLOSED_DATES, viewer=viewer, partner_id=one.id)
    )
    if not found:
        raise Refused("not_for_your_role")
    return Partners(partnership=partnership, found=found)


def of_partner(*, database: Transactions, viewer: Viewer, partner_id: int, now: datetime) -> PartnerDays:
    """Return what the form shows for a partner. Raises `Refused` (not_for_your_role, partner_gone)."""
    guard.require(viewer=viewer, intent=Intent.CLOSED_DATES, partner_id=partner_id)
    with database.read() as transaction:
        partner = _found(transaction, viewer, partner_id, held=False)
    return _as_shown(partner, now)


def keep(
    *, database: Transactions, viewer: Viewer, partner_id: int, seen: str, typed: Days, now: datetime
) -> Kept | PartnerDays:
    """Keep a partner's days if they are written in full; else return them so, for the form to show first.

    Raises `Refused` (not_for_your_role, partner_gone, closed_dates_changed, or what a line needs).
    """
    guard.require(viewer=viewer, intent=Intent.CLOSED_DATES, partner_id=partner_id)
    with database.write() as transaction:
        partner = _found(transaction, viewer, partner_id, held=True)
        before = _as_shown(partner, now)
        today = local_date(now=now, zone=partner.zone)
        closed = merged(read_closed_dates(typed.closed, today=today))
        busy = merged(read_closed_dates(typed.busy, today=today, field="busy_weeks"))
        understood = Days(closed=written(closed), busy=written(busy))
        if before.seen != seen:
            raise Refused("closed_dates_changed", field="closed_dates", partner=partner.name)
        if understood != Days(closed=_trimmed(typed.closed), busy=_trimmed(typed.busy)):
            return replace(before, days=understood)
        left = (
            shown(partner.calendar.closed, today=today).left,
            shown(partner.calendar.busy, today=today).left,
        )
        return put(
            transaction,
            viewer=viewer,
            partner=partner,
            closed=merged((*left[0], *closed)),
            busy=merged((*left[1], *busy)),
            now=now,
        )


def put(
    transaction: Transaction,
    *,
    viewer: Viewer,
    partner: Partner,
    closed: tuple[Span, ...],
    busy: tuple[Span, ...],
    now: datetime,
) -> Kept:
    """Give a partner these days, and place anew what is owed to its people. The same days again change nothing."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    if (closed, busy) == (partner.calendar.closed, partner.calendar.busy):
        return Kept(partnership=partnership, partner=partner)
    kept = stored_partners.keep_days(
        transaction, viewer=viewer, partner_id=partner.id, closed=closed, busy=busy
    )
    audit.write(
        transaction,
        viewer=viewer,
        act="closed_dates_changed",
        subject=f"partner:{partner.id}",
        now=now,
        details={"closed": len(closed), "busy": len(busy)},
    )
    replan(transaction, viewer=viewer, partner_id=partner.id, now=now)
    return Kept(partnership=partnership, partner=kept)


def replan(transaction: Transaction, *, viewer: Viewer, partner_id: int, now: datetime) -> None:
    """Place anew what is open for the people of a partner: its days have changed."""
    for member in stored_members.all_of(transaction, viewer=viewer):
        if member.partner_id == partner_id:
            planning.replan_person(transaction, viewer=viewer, person_id=member.person.id, now=now)


def _found(transaction: Transaction, viewer: Viewer, partner_id: int, *, held: bool) -> Partner:
    find = stored_partners.hold if held else stored_partners.get
    try:
        return find(transaction, viewer=viewer, partner_id=partner_id)
    except LookupError:
        raise Refused("partner_gone") from None


def _as_shown(partner: Partner, now: datetime) -> PartnerDays:
    today, calendar = local_date(now=now, zone=partner.zone), partner.calendar
    everything = f"{written(calendar.closed)}\n\n{written(calendar.busy)}"
    return PartnerDays(
        partner=partner,
        days=Days(
            closed=shown(calendar.closed, today=today).text,
            busy=shown(calendar.busy, today=today).text,
        ),
        seen=hashlib.sha256(everything.encode()).hexdigest()[:12],
    )


def _trimmed(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
