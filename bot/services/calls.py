"""Calls worth making, and what the runner presses about them. Told to who runs it, and to nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import find_td, local_date
from bot.domain.calls import (
    MENTIONED_AHEAD,
    ROUNDS,
    TERM,
    Signs,
    back_on,
    is_worth_a_call,
    next_week,
    nobody_has_rung,
)
from bot.domain.commitments import Commitment, Share, ShareState, due_of
from bot.domain.contacts import TRIED, Contact, ContactKind, last_spoken, last_tried, rests_until
from bot.domain.participations import Participation
from bot.domain.partners import Partner, PartnerKind, Reach
from bot.domain.people import AddressKind, Membership
from bot.domain.permissions import Intent, Viewer
from bot.domain.rounds import Round
from bot.domain.silence import unanswered_in_a_row
from bot.errors import Refused
from bot.messages import calls as wording
from bot.services import guard, ringing
from bot.services.days import read_day
from bot.services.ports import Transaction, Transactions
from storage import audit, reach
from storage import commitments as stored_commitments
from storage import contacts as stored_contacts
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import rounds as stored_rounds

MOST: Final = 3
"""More than three calls is no list for a quiet ten minutes."""

_AWAY_AT_MOST: Final = timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What all partners of one partnership share, read once."""

    today: date
    since: date
    partners: tuple[Partner, ...]
    members: tuple[Membership, ...]
    commitments: tuple[Commitment, ...]
    contacts: tuple[Contact, ...]
    acts: Mapping[int, datetime]
    envelopes: Mapping[int, tuple[datetime, ...]]
    rounds: tuple[Round, ...]
    asked: tuple[Participation, ...]


def worth_making(transaction: Transaction, *, viewer: Viewer, now: datetime) -> tuple[wording.Call, ...]:
    """Return the calls worth making, those first from whom nothing was heard for longest."""
    known = _read(transaction, viewer, now)
    found = [
        (signs.spoken_on or signs.since, partner, signs)
        for partner in known.partners
        if partner.kind is PartnerKind.PARTNER
        for signs in [_signs(transaction, viewer, known, partner)]
        if is_worth_a_call(signs, today=known.today, calendar=partner.calendar)
    ]
    found.sort(key=lambda one: (one[0], one[1].id))
    return tuple(_call(transaction, viewer, known, partner, signs) for _, partner, signs in found[:MOST])


def answer(
    *, database: Transactions, viewer: Viewer, partner_id: int, kind: ContactKind, now: datetime
) -> wording.Call:
    """**I've spoken to them** (SPOKE) or **Ring next week** (PUT_OFF).

    Raises `Refused` (not_for_your_role, partner_gone) before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.CALLS)
    with database.write() as transaction:
        partner = partner_of(transaction, viewer=viewer, partner_id=partner_id)
        today = _today(transaction, viewer, now)
        until = next_week(today) if kind is ContactKind.PUT_OFF else None
        _write(transaction, viewer, partner, kind=kind, today=today, until=until, now=now)
        return _looked_at(transaction, viewer, partner, now)


def note_spoken(transaction: Transaction, *, viewer: Viewer, partner_id: int, now: datetime) -> None:
    """Keep in a partner's file that the two have talked today. Raises `Refused` (partner_gone)."""
    partner = partner_of(transaction, viewer=viewer, partner_id=partner_id)
    today = _today(transaction, viewer, now)
    _write(transaction, viewer, partner, kind=ContactKind.SPOKE, today=today, until=None, now=now)


def away(
    *, database: Transactions, viewer: Viewer, partner_id: int, until: str, now: datetime
) -> tuple[wording.Call, date]:
    """**They're away**, `until` as it was typed. Returns also the day on which they are back.

    Raises `Refused` (not_for_your_role, partner_gone, date_…, away_passed) before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.CALLS)
    with database.write() as transaction:
        partner = partner_of(transaction, viewer=viewer, partner_id=partner_id)
        today = _today(transaction, viewer, now)
        last = read_day(text=until, field="until", today=today)
        if not today <= last <= today + _AWAY_AT_MOST:
            raise Refused("away_passed", field="until", day=last)
        _write(transaction, viewer, partner, kind=ContactKind.AWAY, today=today, until=last, now=now)
        return _looked_at(transaction, viewer, partner, now), back_on(last, calendar=partner.calendar)


def look(*, database: Transactions, viewer: Viewer, partner_id: int, now: datetime) -> wording.Call:
    """Return what is known before one call. Raises `Refused` (not_for_your_role, partner_gone)."""
    guard.require(viewer=viewer, intent=Intent.CALLS)
    with database.read() as transaction:
        partner = partner_of(transaction, viewer=viewer, partner_id=partner_id)
        return _looked_at(transaction, viewer, partner, now)


def partner_of(transaction: Transaction, *, viewer: Viewer, partner_id: int) -> Partner:
    """Return a partner of the viewer's partnership. Raises `Refused` (partner_gone)."""
    found = [one for one in stored_partners.all_of(transaction, viewer=viewer) if one.id == partner_id]
    if not found:
        raise Refused("partner_gone")
    return found[0]


def is_rung(
    transaction: Transaction, *, viewer: Viewer, partner: Partner, membership: Membership | None
) -> bool:
    """Say whether a partner is reached by telephone: said so, chosen, or because nothing else reaches who speaks for it."""
    if partner.reach is Reach.TELEPHONE:
        return True
    if membership is None:
        return False
    return ringing.way_to(transaction, viewer=viewer, membership=membership) is not None


def number_of(transaction: Transaction, *, viewer: Viewer, membership: Membership | None) -> str:
    """Return the telephone number of somebody, "" where it isn't known."""
    if membership is None:
        return ""
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=membership.person.id)
    return next((one.external_id for one in addresses if one.kind is AddressKind.TELEPHONE), "")


def _read(transaction: Transaction, viewer: Viewer, now: datetime) -> _Known:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    return _Known(
        today=local_date(now=now, zone=partnership.zone),
        since=local_date(now=partnership.opened_at or now, zone=partnership.zone),
        partners=stored_partners.all_of(transaction, viewer=viewer),
        members=stored_members.all_of(transaction, viewer=viewer),
        commitments=stored_commitments.all_of(transaction, viewer=viewer),
        contacts=stored_contacts.all_of(transaction, viewer=viewer),
        acts=audit.last_acts(transaction, viewer=viewer),
        envelopes=reach.envelopes(transaction, viewer=viewer),
        rounds=stored_rounds.all_of(transaction, viewer=viewer),
        asked=stored_rounds.participations_of(transaction, viewer=viewer),
    )


def _looked_at(transaction: Transaction, viewer: Viewer, partner: Partner, now: datetime) -> wording.Call:
    known = _read(transaction, viewer, now)
    return _call(transaction, viewer, known, partner, _signs(transaction, viewer, known, partner))


def _signs(transaction: Transaction, viewer: Viewer, known: _Known, partner: Partner) -> Signs:
    contacts = [one for one in known.contacts if one.partner_id == partner.id]
    spoken, tried = last_spoken(contacts), last_tried(contacts)
    speaker = stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner.id)
    done = [share.done_at for _, share in _done(known, partner) if share.done_at]
    return Signs(
        since=known.since,
        unanswered=_unanswered(known, partner),
        rounds=unanswered_in_a_row(
            [one for one in known.asked if one.partner_id == partner.id],
            rounds=known.rounds,
            rung_on=[one.on for one in contacts if one.kind in TRIED],
            fewest=ROUNDS,
        ),
        rings=is_rung(transaction, viewer=viewer, partner=partner, membership=speaker),
        spoken_on=spoken.on if spoken else None,
        tried_on=tried.on if tried else None,
        done_on=local_date(now=max(done), zone=partner.zone) if done else None,
        rests_until=rests_until(contacts),
    )


def _unanswered(known: _Known, partner: Partner) -> int:
    """Count the envelopes that have reached people there since anybody there has done anything here."""
    there = [one.person.id for one in known.members if one.partner_id == partner.id]
    acted = max((known.acts[one] for one in there if one in known.acts), default=None)
    sent = {at for one in there for at in known.envelopes.get(one, ()) if acted is None or at > acted}
    return len({at.date() for at in sent})


def _done(known: _Known, partner: Partner) -> list[tuple[Commitment, Share]]:
    return [
        (commitment, share)
        for commitment in known.commitments
        for share in commitment.shares
        if share.partner_id == partner.id and share.state is ShareState.DONE
    ]


def _call(
    transaction: Transaction, viewer: Viewer, known: _Known, partner: Partner, signs: Signs
) -> wording.Call:
    speaker = stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner.id)
    contacts = [one for one in known.contacts if one.partner_id == partner.id]
    spoken = last_spoken(contacts)
    return wording.Call(
        partnership_id=partner.partnership_id,
        partner_id=partner.id,
        partner=partner.name,
        name=speaker.person.name if speaker else "",
        number=number_of(transaction, viewer=viewer, membership=speaker),
        today=known.today,
        spoken_on=signs.spoken_on,
        asked=spoken.asked if spoken else "",
        unanswered=signs.unanswered,
        rounds=signs.rounds,
        rings=signs.rings,
        unrung=nobody_has_rung(signs),
        in_time=len(_in_time(known, partner)),
        thank_for=tuple(commitment.wording.title for commitment, _ in _in_time(known, partner)[-1:]),
        mention=_to_mention(known, partner),
    )


def _in_time(known: _Known, partner: Partner) -> Sequence[tuple[Commitment, Share]]:
    """Return what they have done in time this term, the newest last."""
    found = [
        (share.done_at, commitment, share)
        for commitment, share in _done(known, partner)
        if share.done_at is not None
        and local_date(now=share.done_at, zone=partner.zone) <= due_of(commitment=commitment, share=share)
        and local_date(now=share.done_at, zone=partner.zone) > known.today - TERM
    ]
    found.sort(key=lambda one: (one[0], one[2].id))
    return [(commitment, share) for _, commitment, share in found]


def _to_mention(known: _Known, partner: Partner) -> tuple[tuple[str, date], ...]:
    """Return what of theirs comes next, with its day."""
    until = find_td(day=known.today, n=MENTIONED_AHEAD, calendar=partner.calendar) or known.today
    found = [
        (due_of(commitment=commitment, share=share), commitment.wording.title)
        for commitment in known.commitments
        for share in commitment.shares
        if share.partner_id == partner.id and share.is_open
    ]
    return tuple((title, day) for day, title in sorted(found) if day <= until)[:2]


def _write(
    transaction: Transaction,
    viewer: Viewer,
    partner: Partner,
    *,
    kind: ContactKind,
    today: date,
    until: date | None,
    now: datetime,
) -> None:
    stored_contacts.add(
        transaction,
        viewer=viewer,
        partner_id=partner.id,
        person_id=None,
        kind=kind,
        on=today,
        until=until,
        now=now,
    )
    subject = f"partner:{partner.id}"
    audit.write(transaction, viewer=viewer, act=f"call_{kind.value}", subject=subject, now=now)


def _today(transaction: Transaction, viewer: Viewer, now: datetime) -> date:
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    return local_date(now=now, zone=zone)
