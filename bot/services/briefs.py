"""The chair's brief, put together from how things stand, and as far as its reader may know them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import PartnerCalendar, Span, find_td, local_date
from bot.domain.commitments import Commitment, Share, ShareState, due_of, has_passed
from bot.domain.milestones import MilestoneState
from bot.domain.partners import Partner, PartnerKind
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Role, Viewer, engine_in
from bot.domain.renegotiations import RenegotiationState
from bot.messages.brief import Away, Brief, GoneBy, Stuck, Thanks
from bot.services import calls, guard
from bot.services.ports import Transaction, Transactions
from bot.services.readers import RUNNERS
from storage import commitments as stored_commitments
from storage import members as stored_members
from storage import milestones as stored_milestones
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import renegotiations as stored_renegotiations

AHEAD: Final = timedelta(days=14)
AWAY_AHEAD: Final = timedelta(days=7)
THANKED_FOR: Final = timedelta(days=28)
MOVES: Final = 2

_MOST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    today: date
    partners: tuple[Partner, ...]
    members: tuple[Membership, ...]
    pairs: tuple[tuple[Commitment, Share], ...]

    @property
    def names(self) -> dict[int, str]:
        return {one.id: one.name for one in self.partners}


def read(*, database: Transactions, viewer: Viewer, now: datetime) -> Brief:
    """Return the brief. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.BRIEF)
    with database.read() as transaction:
        return brief(transaction, viewer=viewer, now=now)


def brief(transaction: Transaction, *, viewer: Viewer, now: datetime) -> Brief:
    """Return what the viewer should know before the partners next meet.

    Only who runs it reads why something is stuck. A chair who works for one of the partners hears neither who is
    stuck nor who was not heard from.
    """
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    known = _read(transaction, viewer, local_date(now=now, zone=partnership.zone))
    sees_all = is_neutral(transaction, viewer=viewer)
    reader = next((one for one in known.members if one.person.id == viewer.person_id), None)
    return Brief(
        partnership_id=partnership.id,
        partnership=partnership.name,
        first_name=reader.person.first_name if reader else "",
        today=known.today,
        to_do=_to_do(known, viewer),
        to_decide=_to_decide(transaction, viewer),
        gone_by=_gone_by(known, viewer),
        stuck=_stuck(known, sees_all=sees_all, runs=viewer.role in RUNNERS),
        runner=_runner(known, viewer),
        away=_away(known),
        thanks=_thanks(known, viewer),
        quiet=_quiet(transaction, partnership.id, now) if sees_all else "",
        moved=_moved(transaction, viewer, known) if sees_all else "",
    )


def is_neutral(transaction: Transaction, *, viewer: Viewer) -> bool:
    """Say whether the viewer belongs to none of the partners, and so may know what is told about them."""
    if viewer.role is not Role.CHAIR:
        return True
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    if partnership.profile.chair_works_for_partner:
        return False
    if viewer.partner_id is None:
        return True
    partner = stored_partners.get(transaction, viewer=viewer, partner_id=viewer.partner_id)
    return partner.kind is PartnerKind.OFFICE


def _read(transaction: Transaction, viewer: Viewer, today: date) -> _Known:
    found = stored_commitments.all_of(transaction, viewer=viewer)
    return _Known(
        today=today,
        partners=stored_partners.all_of(transaction, viewer=viewer),
        members=stored_members.all_of(transaction, viewer=viewer),
        pairs=tuple((commitment, share) for commitment in found for share in commitment.shares),
    )


def _to_do(known: _Known, viewer: Viewer) -> tuple[tuple[str, date], ...]:
    found = [
        (due_of(commitment=commitment, share=share), commitment.wording.title)
        for commitment, share in known.pairs
        if share.person_id == viewer.person_id and share.is_open
    ]
    return tuple((title, day) for day, title in sorted(found) if day <= known.today + AHEAD)[:_MOST]


def _to_decide(transaction: Transaction, viewer: Viewer) -> tuple[str, ...]:
    return tuple(
        one.title
        for one in stored_milestones.all_of(transaction, viewer=viewer)
        if one.state is MilestoneState.REACHED
    )[:_MOST]


def _stuck(known: _Known, *, sees_all: bool, runs: bool) -> tuple[Stuck, ...]:
    found = [
        Stuck(
            title=commitment.wording.title,
            due=due_of(commitment=commitment, share=share),
            partner=known.names[share.partner_id] if sees_all else "",
            because=share.stuck_because if runs else "",
        )
        for commitment, share in known.pairs
        if share.is_stuck
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.title)))


def _runner(known: _Known, viewer: Viewer) -> str:
    """Return the first name of who runs it, where that is somebody else."""
    found = (one.person for one in known.members if one.role is Role.RUNNER)
    return next((one.first_name for one in found if one.id != viewer.person_id), "")


def _gone_by(known: _Known, viewer: Viewer) -> tuple[GoneBy, ...]:
    """Return what others said yes to and whose date has ended without a word, the oldest first.

    Whoever said that they are stuck has said how it is going.
    """
    found: dict[tuple[date, str, int], set[int]] = {}
    for commitment, share in known.pairs:
        is_own = share.person_id == viewer.person_id
        is_silent = not is_own and not share.is_stuck
        if is_silent and has_passed(commitment=commitment, share=share, today=known.today):
            due = due_of(commitment=commitment, share=share)
            found.setdefault((due, commitment.wording.title, commitment.id), set()).add(share.partner_id)
    return tuple(
        GoneBy(title=title, due=due, partners=len(partners))
        for (due, title, _), partners in sorted(found.items())
    )


def _away(known: _Known) -> tuple[Away, ...]:
    calendars = {one.id: one.calendar for one in known.partners}
    people = [
        _absence(one.person.name, span, calendar, one.person.rhythm.leave)
        for one in known.members
        if one.role in (Role.RUNNER, Role.CO_ORDINATOR)
        for calendar in [calendars.get(one.partner_id or 0, PartnerCalendar())]
        for span in _near(one.person.rhythm.leave, known.today)
    ]
    closed = [
        replace(_absence(one.name, span, one.calendar), closed=True)
        for one in known.partners
        for span in _near(one.calendar.closed, known.today)
    ]
    return (*people, *closed)


def _absence(who: str, span: Span, calendar: PartnerCalendar, leave: Sequence[Span] = ()) -> Away:
    whole = replace(calendar, closed=(*calendar.closed, *leave))
    back = find_td(day=span.last, n=1, calendar=whole) or span.last
    return Away(who=who, first=span.first, last=span.last, back=back)


def _near(spans: Sequence[Span], today: date) -> list[Span]:
    """Return the first of the spans that is going on, or begins within a week."""
    found = [span for span in spans if span.first <= today + AWAY_AHEAD and span.last >= today]
    return sorted(found, key=lambda span: span.first)[:1]


def _thanks(known: _Known, viewer: Viewer) -> tuple[Thanks, ...]:
    """Return what others have done last, one thing a partner."""
    done = [
        (share.done_at, share.partner_id, commitment.wording.title)
        for commitment, share in known.pairs
        if share.state is ShareState.DONE
        and share.done_at is not None
        and share.person_id != viewer.person_id
    ]
    newest: dict[int, Thanks] = {}
    for at, partner_id, title in sorted(done, reverse=True):
        if at.date() > known.today - THANKED_FOR and partner_id != viewer.partner_id:
            newest.setdefault(partner_id, Thanks(partner=known.names[partner_id], title=title))
    return tuple(newest.values())[:_MOST]


def _quiet(transaction: Transaction, partnership_id: int, now: datetime) -> str:
    """Return from whom nothing was heard; a chair reads no file, so this looks with other eyes."""
    found = calls.worth_making(transaction, viewer=engine_in(partnership_id), now=now)
    return found[0].partner if found else ""


def _moved(transaction: Transaction, viewer: Viewer, known: _Known) -> str:
    """Return who has needed more time more than once lately."""
    partner_of = {share.id: share.partner_id for _, share in known.pairs}
    counted = Counter(
        partner_of[one.share_id]
        for one in stored_renegotiations.all_of(transaction, viewer=viewer)
        if one.state is RenegotiationState.AGREED and one.asked_at.date() > known.today - THANKED_FOR
    )
    found = [partner_id for partner_id, count in counted.most_common() if count >= MOVES]
    return known.names[found[0]] if found else ""
