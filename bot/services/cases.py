"""Dates that have gone by, or come close without a word, each with all that decides who hears of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain.calendars import is_within, local_date, td_between
from bot.domain.commitments import Commitment, Share, ShareState, due_of
from bot.domain.deliveries import DeliveryKind
from bot.domain.escalations import Case, Helper, Terms
from bot.domain.follow_ups import FollowUp
from bot.domain.importance import Importance
from bot.domain.partners import Partner
from bot.domain.people import Membership, who_answers
from bot.domain.permissions import Role, Viewer
from bot.domain.stage_manners import Past
from bot.services import calendars, in_force, ringing
from bot.services.ports import Transaction
from storage import commitments as stored_commitments
from storage import escalations as stored_escalations
from storage import follow_ups as stored_follow_ups
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import renegotiations as stored_renegotiations
from storage import seniority

_WARNINGS: Final = frozenset({DeliveryKind.AFTER, DeliveryKind.FOREWARNED})
_HEARD: Final = _WARNINGS | {DeliveryKind.REMINDER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One share with its case. `helper` is who could be asked to help, None where nobody can."""

    commitment: Commitment
    share: Share
    due: date
    case: Case
    follow_up: FollowUp | None
    helper: Membership | None
    partner: Partner


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    today: date
    terms: Terms | None
    partners: Mapping[int, Partner]
    members: Mapping[int, Membership]
    follow_ups: Mapping[tuple[int, date], FollowUp]
    on_hold: frozenset[int]
    ask_first: frozenset[int]
    runner_id: int | None
    runner_is_asked: bool
    goes_on: bool


def fact_of(share: Share, due: date) -> str:
    """Return the fact by which everything said about a share's date is known."""
    return f"share:{share.id}:{due.isoformat()}"


def of_partnership(transaction: Transaction, *, viewer: Viewer, now: datetime) -> tuple[Followed, ...]:
    """Return what somebody may have to hear of in the viewer's partnership, soonest first.

    What is stuck has its own way to the runner, and what is proposed nobody has promised.
    """
    around = _surroundings(transaction, viewer, now)
    return tuple(
        _followed(transaction, viewer, around, commitment, share)
        for commitment in stored_commitments.still_open(transaction, viewer=viewer)
        for share in commitment.shares
        if share.state is ShareState.ACCEPTED
        and not share.is_stuck
        and _may_be_heard_of(around, commitment, share)
    )


def of_share(
    transaction: Transaction, *, viewer: Viewer, commitment: Commitment, share: Share, now: datetime
) -> Followed:
    """Return one share with its case."""
    around = _surroundings(transaction, viewer, now)
    return _followed(transaction, viewer, around, commitment, share)


def ahead(
    transaction: Transaction,
    *,
    viewer: Viewer,
    commitment: Commitment,
    share: Share,
    now: datetime,
    days: Iterable[date],
) -> Iterator[tuple[date, Followed]]:
    """Return one share with its case as it would stand on days to come, if nobody said or did anything."""
    around = _surroundings(transaction, viewer, now)
    for day in days:
        yield day, _followed(transaction, viewer, replace(around, today=day), commitment, share)


def helper_name(transaction: Transaction, *, viewer: Viewer, share: Share, now: datetime) -> str:
    """Return who would be asked to help with a share by what is in force, "" where nobody would be."""
    past = in_force.manners_of(transaction, viewer=viewer).past
    if past is not Past.AS_AGREED or stored_escalations.in_force(transaction, viewer=viewer) is None:
        return ""
    around = _surroundings(transaction, viewer, now)
    is_spared = share.person_id in around.ask_first or share.person_id == around.runner_id
    _, helper = _helper(transaction, viewer, around, share)
    return "" if helper is None or is_spared else helper.person.name


def can_be_written_to(transaction: Transaction, *, viewer: Viewer, member: Membership) -> bool:
    """Say whether what is owed to a member of the viewer's partnership can reach them."""
    if not member.doors_open or ringing.way_to(transaction, viewer=viewer, membership=member) is not None:
        return False
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=member.person.id)
    return any(address.carries for address in addresses)


def _surroundings(transaction: Transaction, viewer: Viewer, now: datetime) -> _Surroundings:
    policy = stored_escalations.in_force(transaction, viewer=viewer)
    everybody = stored_members.all_of(transaction, viewer=viewer)
    moves = stored_renegotiations.asked_in(transaction, viewer=viewer)
    found = stored_follow_ups.all_of(transaction, viewer=viewer)
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    past = in_force.manners_of(transaction, viewer=viewer).past
    return _Surroundings(
        today=local_date(now=now, zone=zone),
        terms=policy.terms if policy and past is not Past.NOBODY else None,
        runner_is_asked=past is not Past.NOBODY,
        goes_on=past is Past.AS_AGREED,
        partners={one.id: one for one in stored_partners.all_of(transaction, viewer=viewer)},
        members={one.person.id: one for one in everybody},
        follow_ups={(one.share_id, one.due): one for one in found},
        on_hold=frozenset(move.share_id for move in moves),
        ask_first=seniority.asks_first(transaction, viewer=viewer),
        runner_id=next((one.person.id for one in everybody if one.role is Role.RUNNER), None),
    )


def _may_be_heard_of(around: _Surroundings, commitment: Commitment, share: Share) -> bool:
    due = due_of(commitment=commitment, share=share)
    if due < around.today or (share.id, due) in around.follow_ups:
        return True
    if commitment.importance is Importance.NORMAL:
        return False
    calendar, n = around.partners[share.partner_id].calendar, (around.terms or Terms()).asked_before
    return is_within(start=around.today, end=due, n=n, calendar=calendar)


def _followed(
    transaction: Transaction, viewer: Viewer, around: _Surroundings, commitment: Commitment, share: Share
) -> Followed:
    due = due_of(commitment=commitment, share=share)
    partner = around.partners[share.partner_id]
    follow_up = around.follow_ups.get((share.id, due))
    standing, helper = _helper(transaction, viewer, around, share)
    told = stored_follow_ups.told(transaction, viewer=viewer, share=share, fact=fact_of(share, due))
    asked_on = follow_up.asked_on if follow_up else None
    case = Case(
        importance=commitment.importance,
        past=td_between(start=due, end=around.today, calendar=partner.calendar),
        in_force=around.terms is not None,
        runner_is_asked=around.runner_is_asked,
        goes_on=around.goes_on,
        terms=around.terms or Terms(),
        asked=td_between(start=asked_on, end=around.today, calendar=partner.calendar) if asked_on else None,
        choice=follow_up.choice if follow_up else None,
        has_word=share.rested_on is not None,
        warned=bool(told & _WARNINGS),
        reminded=bool(told & _HEARD),
        helper=standing,
        asks_first=share.person_id in around.ask_first,
        runners_own=share.person_id is not None and share.person_id == around.runner_id,
        # A later date that was agreed on takes the last safe one along.
        on_last_safe=commitment.last_safe is not None and max(commitment.last_safe, due) <= around.today,
        closed=not partner.calendar.is_open(around.today),
        on_hold=share.id in around.on_hold,
        doors_open=_has_open_doors(around, share),
    )
    return Followed(
        commitment=commitment,
        share=share,
        due=due,
        case=case,
        follow_up=follow_up,
        helper=helper,
        partner=partner,
    )


def _has_open_doors(around: _Surroundings, share: Share) -> bool:
    """Whether its holder is written to; what nobody holds is the runner's to settle."""
    holder = around.members.get(share.person_id or 0)
    return holder is None or holder.doors_open


def _helper(
    transaction: Transaction, viewer: Viewer, around: _Surroundings, share: Share
) -> tuple[Helper, Membership | None]:
    """Return who of its partner could be asked about a share, or else why nobody can."""
    asked = who_answers(around.members.values(), partner_id=share.partner_id)
    others = [one for one in asked if one.person.id != share.person_id]
    if not others:
        return (Helper.SAME_PERSON if asked else Helper.NOBODY), None
    found = [(_standing(transaction, viewer, around, one), one) for one in others]
    ready = (one for standing, one in found if standing is Helper.READY)
    helper = next(ready, None)
    return (found[0][0], None) if helper is None else (Helper.READY, helper)


def _standing(transaction: Transaction, viewer: Viewer, around: _Surroundings, member: Membership) -> Helper:
    if not can_be_written_to(transaction, viewer=viewer, member=member):
        return Helper.NOBODY
    calendar = calendars.of_member(transaction, viewer=viewer, membership=member)
    is_quiet = member.quiet_until is not None and around.today < member.quiet_until
    return Helper.AWAY if is_quiet or not calendar.is_working(around.today) else Helper.READY
