"""Putting actions into the timetable: one from a form, or many that come together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain.asking import AskPlan
from bot.domain.calendars import local_date
from bot.domain.commitments import (
    Commitment,
    NewCommitment,
    NewShare,
    ShareState,
)
from bot.domain.partners import Partner, PartnerKind
from bot.domain.partnerships import PartnershipState
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer
from bot.domain.series import Every
from bot.errors import Refused
from bot.services import (
    asking_days,
    dependencies,
    entries,
    fields,
    guard,
    holders,
    milestones,
    planning,
    readers,
    series,
)
from bot.services.due_days import read_due
from bot.services.people import Installed
from bot.services.ports import Transactions
from bot.services.series import Again, Round
from storage import dependencies as stored_dependencies
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage.database import Transaction

ALL_PARTNERS: Final = "all"
"""What the form sends for a share of each partner; offices stand outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """What the form **Add to the timetable** holds, as typed or chosen. `partner` is an id or ALL_PARTNERS."""

    what: str
    partner: str
    by_when: str
    person: str = ""
    done_when: str = ""
    why: str = ""
    if_not: str = ""
    importance: str = ""
    last_safe: str = ""
    milestone: str = ""
    needs: tuple[str, ...] = ()
    every: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who holds one share of a new action. `plan` says when they are asked.

    It is None where they are not: it is their own, or their doors are shut.
    """

    person_name: str
    partner_name: str
    is_adder: bool
    plan: AskPlan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was put in, and who will hear of it. `without` are partners in which nobody can be asked yet.

    `rounds` are those that come after it, where it comes round again.

    `runner_name` is the runner's first name, as a sentence has it.
    """

    commitment: Commitment
    runner_name: str
    holdings: tuple[Holding, ...]
    without: tuple[str, ...]
    rounds: tuple[Round, ...] | None = None


_Held = tuple[Partner, Membership | None]


def add(
    *,
    database: Transactions,
    viewer: Viewer,
    new: NewAction,
    confirmed: frozenset[str],
    installed: Installed,
    now: datetime,
) -> Added:
    """Put one action into the timetable, and plan that its holders are asked.

    What somebody adds for themselves is accepted at once. `confirmed` holds the keys of the questions that were
    answered with yes (`due_days.ASKED`). Raises `Refused` for whatever in the form needs mending.
    """
    with database.write() as transaction:
        zone = stored_partnerships.get(transaction, viewer=viewer).zone
        today = local_date(now=now, zone=zone)
        partners = _partners(transaction, viewer, new.partner)
        written = _read(new, partners=partners, today=today, confirmed=confirmed)
        needs = dependencies.read(transaction, viewer=viewer, chosen=new.needs, for_id=None)
        milestone_id = fields.milestone(new.milestone, known=milestones.choices(transaction, viewer=viewer))
        again = _again(transaction, viewer, new, written.due, now)
        held = _held(transaction, viewer, new.person, partners, installed, now=now)
        shares = tuple(_share(viewer, partner, member) for partner, member in held)
        commitment = entries.write(
            transaction,
            viewer=viewer,
            new=replace(written, shares=shares, milestone_id=milestone_id),
            now=now,
        )
        milestones.take_back(transaction, viewer=viewer, milestone_id=milestone_id, now=now)
        if needs:
            stored_dependencies.set_needs(
                transaction, viewer=viewer, commitment_id=commitment.id, needs_ids=needs
            )
        planning.plan_new(transaction, viewer=viewer, commitments=(commitment,), now=now)
        rounds = None
        if again is not None:
            every, until = again
            rounds = series.begin(
                transaction, viewer=viewer, commitment=commitment, every=every, until=until, now=now
            )
        return Added(
            commitment=commitment,
            runner_name=_runner_name(transaction, viewer),
            holdings=_holdings(transaction, viewer, commitment, held, now),
            without=tuple(partner.name for partner, member in held if member is None),
            rounds=rounds,
        )


def add_many(
    transaction: Transaction,
    *,
    viewer: Viewer,
    actions: Sequence[NewCommitment],
    agreed_on: date | None,
    now: datetime,
) -> tuple[Commitment, ...]:
    """Put many actions in at once. Agreed at a meeting on `agreed_on`, their holders are told; else asked.

    Raises `Refused` (not_for_your_role).
    """
    guard.require(viewer=viewer, intent=Intent.IMPORT)
    written = tuple(
        entries.write(transaction, viewer=viewer, new=_agreed(new, agreed_on), now=now) for new in actions
    )
    planning.plan_new(transaction, viewer=viewer, commitments=written, now=now)
    return written


def _read(
    new: NewAction, *, partners: Sequence[Partner], today: date, confirmed: frozenset[str]
) -> NewCommitment:
    """Read everything of the form but who holds it."""
    wording = fields.wording(what=new.what, done_when=new.done_when, why=new.why, if_not=new.if_not)
    due = read_due(text=new.by_when, field="by_when", today=today, partners=partners, confirmed=confirmed)
    return NewCommitment(
        wording=wording,
        due=due,
        shares=(),
        importance=fields.importance(new.importance),
        last_safe=fields.last_safe(new.last_safe, due=due, today=today),
        all_partners=new.partner == ALL_PARTNERS,
    )


def _again(
    transaction: Transaction, viewer: Viewer, new: NewAction, first: date, now: datetime
) -> tuple[Every, date] | None:
    """Return how often it comes round and until when, None for what is done once."""
    if not new.every and not new.until.strip():
        return None
    again = Again(every=new.every, until=new.until)
    return series.read(transaction, viewer=viewer, again=again, first=first, now=now)


def _partners(transaction: Transaction, viewer: Viewer, chosen: str) -> tuple[Partner, ...]:
    """Return the partners that are to do it, when the viewer may add for them."""
    everybody = stored_partners.all_of(transaction, viewer=viewer)
    if chosen == ALL_PARTNERS:
        guard.require(viewer=viewer, intent=Intent.ADD)
        found = tuple(one for one in everybody if one.kind is PartnerKind.PARTNER)
    else:
        found = tuple(one for one in everybody if str(one.id) == chosen)
    if not found:
        raise Refused("partner_needed", field="partner")
    for partner in found:
        guard.require(viewer=viewer, intent=Intent.ADD, partner_id=partner.id)
    return found


def _held(
    transaction: Transaction,
    viewer: Viewer,
    person: str,
    partners: Sequence[Partner],
    installed: Installed,
    *,
    now: datetime,
) -> tuple[_Held, ...]:
    """Return who holds each share: the person named, else each co-ordinator."""
    if len(partners) > 1:
        if person.strip():
            raise Refused("person_for_all", field="person")
        return tuple((one, holders.speaker(transaction, viewer=viewer, partner=one)) for one in partners)
    [partner] = partners
    if person.strip():
        member = holders.of_partner(
            transaction,
            viewer=viewer,
            text=person,
            partner_id=partner.id,
            field="person",
            installed=installed,
            now=now,
        )
        return ((partner, member),)
    return ((partner, holders.by_default(transaction, viewer=viewer, partner=partner)),)


def _share(viewer: Viewer, partner: Partner, member: Membership | None) -> NewShare:
    own = member is not None and member.person.id == viewer.person_id
    return NewShare(
        partner_id=partner.id,
        person_id=member.person.id if member else None,
        state=ShareState.ACCEPTED if own else ShareState.PROPOSED,
    )


def _agreed(new: NewCommitment, agreed_on: date | None) -> NewCommitment:
    if agreed_on is None:
        return new
    shares = tuple(
        replace(share, state=ShareState.ACCEPTED, agreed_on=agreed_on)
        if share.state is ShareState.PROPOSED
        else share
        for share in new.shares
    )
    return replace(new, shares=shares)


def _holdings(
    transaction: Transaction,
    viewer: Viewer,
    commitment: Commitment,
    held: Sequence[_Held],
    now: datetime,
) -> tuple[Holding, ...]:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    is_open = partnership.state is PartnershipState.OPEN
    found = []
    for partner, member in held:
        if member is None:
            continue
        plan = None
        own = member.person.id == viewer.person_id
        if is_open and member.doors_open and not own:
            to = readers.of_member(transaction, viewer=viewer, membership=member)
            plan = asking_days.named(transaction, to=to, commitment=commitment, now=now)
        found.append(
            Holding(person_name=member.person.name, partner_name=partner.name, is_adder=own, plan=plan)
        )
    return tuple(found)


def _runner_name(transaction: Transaction, viewer: Viewer) -> str:
    runner = stored_members.runner_of(transaction, viewer=viewer)
    return runner.person.first_name if runner else "the runner"
