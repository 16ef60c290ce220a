"""Asking people to look back: those who took part in what was celebrated, and those who are new to the group."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.looking_back import (
    ASKED_WITHIN,
    may_be_asked,
    newcomers_step,
    questions_about,
    took_part,
)
from bot.domain.milestones import Milestone, MilestoneState
from bot.domain.people import Membership
from bot.domain.permissions import Viewer
from bot.domain.slots import regular
from bot.errors import Refused
from bot.messages.bank import CURRENT
from bot.messages.looking_back import ask as wording
from bot.messages.looking_back.ask import Asked
from bot.messages.notices import Notice
from bot.services import in_force, readers, ringing
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import deliveries as stored_deliveries
from storage import looking_back as stored
from storage import members as stored_members
from storage import milestones as stored_milestones
from storage import partnerships as stored_partnerships

_AFTER: Final = "look_back"
_FIRST_WEEKS: Final = "first_weeks"


def owe_about(
    transaction: Transaction,
    *,
    viewer: Viewer,
    milestone: Milestone,
    actions: Iterable[Commitment],
    contributing: Collection[int],
    now: datetime,
) -> int:
    """Owe those who took part in a milestone the questions about it, once. Returns to how many.

    Nobody is asked about two at a time, and nobody while a group is failing: then somebody speaks to them.
    """
    if in_force.manners_of(transaction, viewer=viewer).critical_only:
        return 0
    members = stored_members.all_of(transaction, viewer=viewer)
    people = took_part(members, actions=actions, contributing=contributing)
    fact = f"milestone:{milestone.id}"
    return sum(_owe(transaction, viewer, one, fact=fact, step=_AFTER, now=now) for one in people)


def ask_newcomers(transaction: Transaction, *, viewer: Viewer, now: datetime) -> int:
    """Owe those who are new to the viewer's partnership the question about their first weeks. Returns to how many."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    if partnership.opened_at is None or in_force.manners_of(transaction, viewer=viewer).critical_only:
        return 0
    zone = partnership.zone
    opened_on, today = local_date(now=partnership.opened_at, zone=zone), local_date(now=now, zone=zone)
    count = 0
    for one in stored_members.all_of(transaction, viewer=viewer):
        if one.greeted_at is None or not may_be_asked(one):
            continue
        joined_on = local_date(now=one.greeted_at, zone=zone)
        step = newcomers_step(joined_on=joined_on, opened_on=opened_on, today=today)
        if step is not None:
            count += _owe(transaction, viewer, one, fact=_FIRST_WEEKS, step=step, now=now)
    return count


def write_notice(transaction: Transaction, reader: Reader, delivery: Delivery, _: datetime) -> Notice | None:
    """Word what is asked; None once they have answered, where there is nobody to tell it to, or questions become calls."""
    viewer = reader.membership.viewer
    if in_force.manners_of(transaction, viewer=viewer).critical_only:
        return None
    milestone_id = _milestone_of(delivery)
    if not may_be_asked(reader.membership) or stored_members.runner_of(transaction, viewer=viewer) is None:
        return None
    try:
        asked = asked_of(transaction, viewer=viewer, milestone_id=milestone_id)
    except Refused:
        return None
    if milestone_id is not None and stored.said_by(transaction, viewer=viewer, milestone_id=milestone_id):
        return None
    return wording.notice(asked)


def asked_of(transaction: Transaction, *, viewer: Viewer, milestone_id: int | None) -> Asked:
    """Return what the viewer is asked about a milestone, or about their first weeks (None).

    Raises `Refused` (milestone_gone) where they can see no such milestone, or it was not celebrated.
    """
    runner = stored_members.runner_of(transaction, viewer=viewer)
    milestone, keys = None, CURRENT.turns.newcomers
    if milestone_id is not None:
        milestone = stored_milestones.get(transaction, viewer=viewer, milestone_id=milestone_id)
        if milestone.state is not MilestoneState.CELEBRATED:
            raise Refused("milestone_gone")
        others = stored_milestones.all_of(transaction, viewer=viewer)
        keys = questions_about(milestone, milestones=others, turns=CURRENT.turns)
    return Asked(
        partnership_id=stored_partnerships.get(transaction, viewer=viewer).id,
        runner=runner.person.first_name if runner else "",
        runner_id=runner.person.id if runner else 0,
        milestone=milestone,
        questions=tuple(CURRENT.questions[key] for key in keys),
    )


def _owe(
    transaction: Transaction, viewer: Viewer, member: Membership, *, fact: str, step: str, now: datetime
) -> bool:
    to = readers.reader(transaction, viewer=viewer, person_id=member.person.id)
    slot = None if to is None else regular(calendar=to.calendar, earliest=now)
    if to is None or slot is None or slot.on > _last_day(to, now):
        return False
    if ringing.way_to(transaction, viewer=viewer, membership=member) is not None:
        return False
    pending = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=to.person_id)
    if any(one.owed.kind is DeliveryKind.LOOK_BACK for one in pending):
        return False
    owed = Owed(
        kind=DeliveryKind.LOOK_BACK,
        fact=fact,
        step=step,
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
        last_day=_last_day(to, now),
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    return True


def _last_day(to: Reader, now: datetime) -> date:
    return local_date(now=now, zone=to.calendar.zone) + ASKED_WITHIN


def _milestone_of(delivery: Delivery) -> int | None:
    """Return which milestone a delivery is about, None for somebody's first weeks."""
    fact = delivery.owed.fact
    return None if fact == _FIRST_WEEKS else int(fact.removeprefix("milestone:"))
