"""What the stage in force asks of the runner (R01): told once a week until it is done, or put into the timetable."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain import weeks
from bot.domain.calendars import PartnerCalendar, add_td, local_date
from bot.domain.lines import Named
from bot.domain.permissions import Intent, Viewer, allowed
from bot.domain.stage_manners import PUT_IN_TIMETABLE, Step, stage_manners
from bot.errors import Refused
from bot.messages.notices import Notice
from bot.messages.stages import steps as wording
from bot.messages.stages.steps import Asked
from bot.services import choices, commitments, guard, in_force, milestone_notices, people
from bot.services.choices import Choices
from bot.services.commitments import Added, NewAction
from bot.services.people import Installed
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit
from storage import commitments as stored_commitments
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import stages as stored_stages
from storage.database import Joined

_WITHIN: Final[Mapping[Step, int]] = {
    Step.MEET_EACH: 30,
    Step.RING_ALL: 10,
    Step.COMMON_GROUND: 20,
    Step.FEEDBACK: 20,
    Step.SHARE_JOBS: 20,
    Step.LOOK_AHEAD: 20,
    Step.ALL_GAIN: 20,
}
"""td within which each is to be done, as the form proposes it: six term weeks, two weeks, and the next meeting."""

_OWN_LINE: Final = frozenset({Step.QUICK_WIN})
"""What the runner's list asks for by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the form **Add to the timetable** offers for a step: by whom and by when, on `today` in the partnership."""

    step: Step
    today: date
    found: Choices
    partner: str | None
    person: Named | None
    due: date


def asked(transaction: Transaction, *, viewer: Viewer) -> Asked:
    """Return what the stage in force still asks of the runner; nothing where nobody has said how it is going."""
    stage = in_force.stage_of(transaction, viewer=viewer)
    manners = stage_manners(stage)
    taken = _taken(transaction, viewer)
    left = tuple(step for step in manners.steps if step.value not in taken)
    is_full = manners.most_steps is not None and _open_ones(transaction, viewer) >= manners.most_steps
    return Asked(
        partnership_id=viewer.partnership_id or 0,
        stage=stage,
        steps=left,
        addable=frozenset() if is_full else PUT_IN_TIMETABLE,
    )


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Ask the runner in the first list of a week, until it is done. Their deputy isn't told which stage it is."""
    viewer = reader.membership.viewer
    if not allowed(intent=Intent.STAGE_STEP, viewer=viewer):
        return ()
    today = local_date(now=now, zone=reader.calendar.zone)
    last = milestone_notices.last_list_on(transaction, reader=reader, today=today)
    if weeks.monday(last) == weeks.monday(today):
        return ()
    found = asked(transaction, viewer=viewer)
    listed = tuple(step for step in found.steps if step not in _OWN_LINE)
    return (wording.notice(found, listed),) if listed else ()


def opened(*, database: Transactions, viewer: Viewer, step: Step, now: datetime) -> Opened:
    """Return what to fill the form with. Raises `Refused` (not_for_your_role, stage_step_gone, stage_steps_enough)."""
    guard.require(viewer=viewer, intent=Intent.STAGE_STEP)
    with database.read() as transaction:
        _require(transaction, viewer, step)
        runner = stored_members.runner_of(transaction, viewer=viewer)
        names = stored_partners.names(transaction, viewer=viewer)
        partnership = stored_partnerships.get(transaction, viewer=viewer)
    partner = names.get(runner.partner_id or 0) if runner else None
    profile = partnership.profile
    calendar = PartnerCalendar(country=profile.country, region=profile.region)
    today = local_date(now=now, zone=partnership.zone)
    return Opened(
        step=step,
        today=today,
        found=choices.for_adding(database=database, viewer=viewer, now=now),
        partner=partner,
        person=Named(id=runner.person.id, name=runner.person.name, partner=partner) if runner else None,
        due=add_td(day=today, n=_WITHIN.get(step, 20), calendar=calendar),
    )


def add(
    *,
    database: Transactions,
    viewer: Viewer,
    step: Step,
    new: NewAction,
    confirmed: frozenset[str],
    installed: Installed,
    now: datetime,
) -> Added:
    """Put a step into the timetable. Raises `Refused` as `commitments.add` does.

    Also stage_step_gone, stage_steps_enough and stage_step_is_runners, before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.STAGE_STEP)
    with database.write() as transaction:
        _require(transaction, viewer, step)
        whose = _of_runner(transaction, viewer, new, installed, now)
        added = commitments.add(
            database=Joined(transaction),
            viewer=viewer,
            new=whose,
            confirmed=confirmed,
            installed=installed,
            now=now,
        )
        _keep(transaction, viewer, step, added.commitment.id, now)
        return added


def done(*, database: Transactions, viewer: Viewer, step: Step, now: datetime) -> Asked:
    """Note that a step is done with. Returns what is left. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.STAGE_STEP)
    with database.write() as transaction:
        if step in asked(transaction, viewer=viewer).steps:
            _keep(transaction, viewer, step, None, now)
        return asked(transaction, viewer=viewer)


def _require(transaction: Transaction, viewer: Viewer, step: Step) -> None:
    found = asked(transaction, viewer=viewer)
    if step not in found.steps:
        raise Refused("stage_step_gone")
    if step not in found.addable:
        raise Refused("stage_steps_enough")


def _of_runner(
    transaction: Transaction, viewer: Viewer, new: NewAction, installed: Installed, now: datetime
) -> NewAction:
    """Where a group is tired, its runner carries what is added: they themselves, and nobody beside them."""
    runner = stored_members.runner_of(transaction, viewer=viewer)
    if not in_force.manners_of(transaction, viewer=viewer).steps_by_runner or runner is None:
        return new
    if runner.partner_id is not None and new.partner != str(runner.partner_id):
        raise Refused("stage_step_is_runners", field="partner")
    if new.person.strip():
        person = people.find(
            transaction,
            viewer=viewer,
            text=new.person,
            field="person",
            installed=installed,
            makes=False,
            now=now,
        )
        if person.id != runner.person.id:
            raise Refused("stage_step_is_runners", field="person")
    return replace(new, person=f"person:{runner.person.id}")


def _keep(
    transaction: Transaction, viewer: Viewer, step: Step, commitment_id: int | None, now: datetime
) -> None:
    stage_id = _stage_id(transaction, viewer, now)
    stored_stages.keep_step(
        transaction, viewer=viewer, stage_id=stage_id, step=step.value, commitment_id=commitment_id, now=now
    )
    details = {"step": step.value}
    subject = f"stage:{stage_id}"
    audit.write(transaction, viewer=viewer, act="stage_step", subject=subject, now=now, details=details)


def _stage_id(transaction: Transaction, viewer: Viewer, now: datetime) -> int:
    """The number of the stage in force; what `start` was told gets one with its first step."""
    held = in_force.of_partnership(transaction, viewer=viewer)
    if held.id is not None:
        return held.id
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    since = held.since or local_date(now=now, zone=zone)
    return stored_stages.put_in_force(transaction, viewer=viewer, stage=held.stage, since=since, now=now)


def _taken(transaction: Transaction, viewer: Viewer) -> Mapping[str, int | None]:
    stage_id = in_force.of_partnership(transaction, viewer=viewer).id
    return {} if stage_id is None else stored_stages.steps(transaction, viewer=viewer, stage_id=stage_id)


def _open_ones(transaction: Transaction, viewer: Viewer) -> int:
    """How many steps of the stage in force stand in the timetable and are not done."""
    ids = {one for one in _taken(transaction, viewer).values() if one is not None}
    return sum(one.id in ids for one in stored_commitments.still_open(transaction, viewer=viewer))
