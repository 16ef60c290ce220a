"""What a stage is read from, out of everything that is stored: no name, and of a secret answer no more than its level."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from bot.domain import contacts as stored_kinds
from bot.domain import stage_facts
from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, EventKind, Share, ShareEvent, ShareState, due_of, is_shared
from bot.domain.partners import Partner, PartnerKind
from bot.domain.partnerships import Partnership
from bot.domain.permissions import Viewer
from bot.domain.renegotiations import Renegotiation, RenegotiationState
from bot.domain.stage_facts import Facts
from bot.domain.term_days import TermDays, most_open
from bot.services import in_force
from bot.services.ports import Transaction
from bot.services.stages import round_facts
from storage import audit
from storage import commitments as stored_commitments
from storage import concerns as stored_concerns
from storage import contacts as stored_contacts
from storage import members as stored_members
from storage import milestones as stored_milestones
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import renegotiations as stored_renegotiations
from storage import shares as stored_shares
from storage import stages as stored_stages

_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_BEFORE: Final = timedelta(days=400)
"""Before the doors open there is nothing to see, and windows reach back over it."""

_AHEAD: Final = timedelta(days=60)
_ASKING: Final = frozenset({EventKind.PROPOSED, EventKind.AGREED_AT_MEETING})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What all promises of a partnership share. Of people only the partner stands here, None for the office."""

    partnership: Partnership
    offices: frozenset[int]
    partner_of: Mapping[int, int | None]
    adders: Mapping[int, int]
    events: Mapping[int, Sequence[ShareEvent]]
    moves: Mapping[int, Sequence[Renegotiation]]

    def day(self, at: datetime) -> date:
        return local_date(now=at, zone=self.partnership.zone)

    def partner(self, partner_id: int | None) -> int | None:
        return None if partner_id in self.offices else partner_id


def facts(transaction: Transaction, *, viewer: Viewer, now: datetime) -> Facts:
    """Return everything that the signs of a partnership are read from at `now` (aware, UTC).

    `viewer` is a sweep in that partnership: the runner and the chair are shown the same.
    """
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    today = local_date(now=now, zone=partnership.zone)
    opened_at = partnership.opened_at
    began_on = today if opened_at is None else local_date(now=opened_at, zone=partnership.zone)
    everybody = stored_partners.all_of(transaction, viewer=viewer)
    partners = [one for one in everybody if one.kind is PartnerKind.PARTNER]
    held = in_force.of_partnership(transaction, viewer=viewer)
    around = _around(transaction, viewer, partnership, everybody)
    return Facts(
        today=today,
        in_force=held.stage,
        since=held.since or began_on,
        began_on=began_on,
        term=term_days(partners, began_on=began_on, today=today),
        partners=_partners(transaction, viewer, partners, around, began_on),
        promises=_promises(transaction, viewer, around),
        milestones=_milestones(transaction, viewer, around),
        contacts=_contacts(transaction, viewer, around),
        rounds=round_facts.rounds(transaction, viewer=viewer),
        concerns=_concerns(transaction, viewer, around),
        last_proposed_on=last_proposed_on(transaction, viewer=viewer),
    )


def term_days(partners: Iterable[Partner], *, began_on: date, today: date) -> TermDays:
    """Return the days on which most partners are open, from well before the beginning to some weeks ahead."""
    open_on = [one.calendar.is_open for one in partners]
    return most_open(open_on=open_on, first=began_on - _BEFORE, last=today + _AHEAD)


def last_proposed_on(transaction: Transaction, *, viewer: Viewer) -> date | None:
    """Return the day of the last card that suggested another stage."""
    cards = stored_stages.cards(transaction, viewer=viewer)
    return max((one.on for one in cards if one.suggests is not None), default=None)


def _around(
    transaction: Transaction, viewer: Viewer, partnership: Partnership, partners: Sequence[Partner]
) -> _Around:
    offices = frozenset(one.id for one in partners if one.kind is PartnerKind.OFFICE)
    members = stored_members.all_of(transaction, viewer=viewer)
    commitments = stored_commitments.all_of(transaction, viewer=viewer)
    ids = {one.id for one in commitments}
    events: dict[int, list[ShareEvent]] = defaultdict(list)
    for event in stored_shares.events_in(transaction, viewer=viewer, kinds=tuple(EventKind), since=_EVER):
        events[event.share_id].append(event)
    moves: dict[int, list[Renegotiation]] = defaultdict(list)
    for move in stored_renegotiations.all_of(transaction, viewer=viewer):
        if move.state is RenegotiationState.AGREED:
            moves[move.share_id].append(move)
    return _Around(
        partnership=partnership,
        offices=offices,
        partner_of={one.person.id: None if one.partner_id in offices else one.partner_id for one in members},
        adders=stored_commitments.adders(transaction, viewer=viewer, commitment_ids=ids),
        events=events,
        moves=moves,
    )


def _partners(
    transaction: Transaction,
    viewer: Viewer,
    partners: Iterable[Partner],
    around: _Around,
    began_on: date,
) -> tuple[stage_facts.Partner, ...]:
    """Who was there when the doors opened belongs since then."""
    added = audit.firsts(transaction, viewer=viewer, act="partner_added")
    joined = {subject: max(around.day(at), began_on) for subject, at in added.items()}
    return tuple(
        stage_facts.Partner(number=one.id, joined_on=joined.get(f"partner:{one.id}", began_on))
        for one in partners
    )


def _promises(transaction: Transaction, viewer: Viewer, around: _Around) -> tuple[stage_facts.Promise, ...]:
    return tuple(
        _promise(around, commitment, share)
        for commitment in stored_commitments.all_of(transaction, viewer=viewer)
        for share in commitment.shares
        if around.events.get(share.id)
    )


def _promise(around: _Around, commitment: Commitment, share: Share) -> stage_facts.Promise:
    events, partner = around.events[share.id], around.partner(share.partner_id)
    last = partial(_last, around, events)
    moves = tuple(
        stage_facts.Move(asked_on=around.day(one.asked_at), old=one.old_due, new=one.new_due)
        for one in around.moves.get(share.id, ())
    )
    due = due_of(commitment=commitment, share=share)
    adder = around.adders.get(commitment.id)
    return stage_facts.Promise(
        partner=partner,
        asked_on=around.day(events[0].at),
        due=due,
        original_due=moves[0].old if moves else due,
        accepted_on=last(EventKind.ACCEPTED, EventKind.AGREED_AT_MEETING),
        declined_on=last(EventKind.DECLINED) if share.state is ShareState.DECLINED else None,
        moves=moves,
        done_on=None if share.done_at is None else around.day(share.done_at),
        dropped_on=last(EventKind.DROPPED) if share.state is ShareState.DROPPED else None,
        stuck_on=last(EventKind.STUCK),
        words_on=_words_on(around, events, partner),
        has_person=share.person_id is not None,
        has_done_when=bool(commitment.wording.done_when),
        is_shared=is_shared(commitment),
        added_by=None if adder is None else around.partner_of.get(adder),
    )


def _last(around: _Around, events: Sequence[ShareEvent], *kinds: EventKind) -> date | None:
    found = (around.day(one.at) for one in reversed(events) if one.kind in kinds)
    return next(found, None)


def _words_on(around: _Around, events: Sequence[ShareEvent], partner: int | None) -> tuple[date, ...]:
    """What its own partner pressed, or said on the telephone to somebody who pressed it for them."""
    return tuple(
        around.day(one.at)
        for one in events
        if one.kind not in _ASKING
        and (around.partner_of.get(one.actor_id) == partner or one.details.get("by_phone"))
    )


def _milestones(
    transaction: Transaction, viewer: Viewer, around: _Around
) -> tuple[stage_facts.Milestone, ...]:
    return tuple(
        stage_facts.Milestone(
            due=one.due,
            reached_on=around.day(one.reached_at) if one.reached_at else None,
            marked_on=around.day(one.marked_at) if one.marked_at else None,
            is_quick_win=one.is_quick_win,
            together=one.alone_possible is False,
        )
        for one in stored_milestones.all_of(transaction, viewer=viewer)
    )


def _contacts(transaction: Transaction, viewer: Viewer, around: _Around) -> tuple[stage_facts.Contact, ...]:
    """A talk that a partner has written down itself was begun by it."""
    return tuple(
        stage_facts.Contact(
            partner=one.partner_id,
            on=one.on,
            begun_by_partner=around.partner_of.get(one.by_id) == one.partner_id,
        )
        for one in stored_contacts.all_of(transaction, viewer=viewer)
        if one.kind is stored_kinds.ContactKind.SPOKE and one.partner_id not in around.offices
    )


def _concerns(transaction: Transaction, viewer: Viewer, around: _Around) -> tuple[stage_facts.Concern, ...]:
    return tuple(
        stage_facts.Concern(
            raised_on=around.day(one.raised_at),
            theme=one.theme,
            answered_on=around.day(one.answered_at) if one.answered_at else None,
            closed_on=around.day(one.sorted_at) if one.sorted_at else None,
            reopened=one.reopened,
        )
        for one in stored_concerns.past(transaction, viewer=viewer)
    )
