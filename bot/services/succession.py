"""**Who is runner now?** The deputy runner or the chair says, once the runner has been silent for long (F12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed, Rule
from bot.domain.keepers import is_deserted
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Role, Viewer
from bot.domain.succession import may_follow, role_after
from bot.errors import Refused
from bot.messages import succession as wording
from bot.messages.notices import Notice
from bot.services import cases, guard, keepers, mornings, readers
from bot.services.concerns import following
from bot.services.concerns import reading as concerns
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit, schedules
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import succession as stored_succession

STEP: Final = "runs_now"
_HEARS: Final = (Role.RUNNER, Role.DEPUTY_RUNNER, Role.CHAIR)
_RUNNERS_OWN: Final = (DeliveryKind.MORNING, DeliveryKind.STUCK, DeliveryKind.WAIT_OR_GO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """The runner who has been silent since a day, and by id who could be it now."""

    partnership_id: int
    runner_id: int
    runner: str
    since: date
    people: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointed:
    """Who is runner now. `changed` is False where somebody else had said so first."""

    partnership: str
    name: str
    before: str
    is_self: bool
    changed: bool


def look(*, database: Transactions, viewer: Viewer, now: datetime) -> Vacancy:
    """Return who could be runner now. Raises `Refused` (not_for_your_role, runner_is_about, nobody_to_run)."""
    guard.require(viewer=viewer, intent=Intent.WHO_RUNS)
    with database.read() as transaction:
        return _vacancy(transaction, viewer, _runner(transaction, viewer), now)


def appoint(*, database: Transactions, viewer: Viewer, seen: str, chosen: str, now: datetime) -> Appointed:
    """Make somebody runner in the place of the one whose id was `seen`. The first answer wins.

    Raises `Refused` (not_for_your_role, runner_is_about, nobody_to_run, runner_needed) before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.WHO_RUNS)
    with database.write() as transaction:
        before = _runner(transaction, viewer)
        if str(before.person.id) != seen:
            return _appointed(transaction, viewer, before, before, changed=False)
        people = {
            str(person_id): name
            for person_id, name in _vacancy(transaction, viewer, before, now).people.items()
        }
        if chosen not in people:
            raise Refused("runner_needed", field="person")
        changed = _succeed(transaction, viewer, before, int(chosen), now)
        return _appointed(transaction, viewer, before, _runner(transaction, viewer), changed=changed)


def write_notice(
    transaction: Transaction,
    reader: Reader,
    delivery: Delivery,
    now: datetime,  # noqa: ARG001 - all are alike.
) -> Notice | None:
    """Say who is runner now; nothing once somebody else is."""
    new_id, before_id = map(int, delivery.owed.step.split(":")[1:3])
    viewer = reader.membership.viewer
    runner = _runner(transaction, viewer)
    if runner.person.id != new_id:
        return None
    before = stored_members.member(transaction, viewer=viewer, person_id=before_id)
    return wording.told(
        partnership_id=reader.membership.partnership_id,
        name=runner.person.name,
        before=before.person.name if before else "",
        is_runner=reader.person_id == new_id,
        was_runner=reader.person_id == before_id,
    )


def _runner(transaction: Transaction, viewer: Viewer) -> Membership:
    runner = stored_members.runner_of(transaction, viewer=viewer)
    if runner is None:
        raise LookupError(f"{viewer.partnership_id} has no runner")
    return runner


def _vacancy(transaction: Transaction, viewer: Viewer, runner: Membership, now: datetime) -> Vacancy:
    since = _last_sign(transaction, viewer, runner, now)
    silent = keepers.silent_days(transaction, viewer=viewer, since=since, now=now)
    if not is_deserted(silent=silent):
        raise Refused("runner_is_about", name=runner.person.name, day=since)
    everybody = stored_members.all_of(transaction, viewer=viewer)
    people = {
        one.person.id: one.person.name
        for one in everybody
        if may_follow(one) and cases.can_be_written_to(transaction, viewer=viewer, member=one)
    }
    if not people:
        raise Refused("nobody_to_run")
    return Vacancy(
        partnership_id=runner.partnership_id,
        runner_id=runner.person.id,
        runner=runner.person.name,
        since=since,
        people=people,
    )


def _last_sign(transaction: Transaction, viewer: Viewer, runner: Membership, now: datetime) -> date:
    """The day of the runner's own last press: a deputy who answers has pressed something this very minute."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    signs = (
        partnership.opened_at or now,
        keepers.last_sign(transaction, viewer=viewer, person=runner.person),
    )
    return local_date(now=max(at for at in signs if at is not None), zone=partnership.zone)


def _succeed(transaction: Transaction, viewer: Viewer, before: Membership, to_id: int, now: datetime) -> bool:
    heard = concerns.keepers_of(transaction, viewer=viewer)
    everybody = stored_members.all_of(transaction, viewer=viewer)
    then = role_after(before=before, others=[one for one in everybody if one.person.id != to_id])
    was = next(one.role for one in everybody if one.person.id == to_id)
    if not stored_succession.succeed(
        transaction, viewer=viewer, from_id=before.person.id, to_id=to_id, then=then, now=now
    ):
        return False
    audit.write(
        transaction,
        viewer=viewer,
        act="runner_changed",
        subject=f"person:{to_id}",
        now=now,
        details={"was": was.value, "before": before.person.id, "then": then.value},
    )
    _hand_over_mornings(transaction, viewer, before, then, now)
    following.keepers_changed(transaction, viewer=viewer, before=heard, now=now)
    _tell(transaction, viewer, before, to_id, now)
    return True


def _hand_over_mornings(
    transaction: Transaction, viewer: Viewer, before: Membership, then: Role, now: datetime
) -> None:
    """What the runner before was still to read as runner stays unsent; the new one's list has it from the facts."""
    pending = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=before.person.id)
    ids = [one.id for one in pending if one.owed.kind in _RUNNERS_OWN]
    stored_deliveries.withhold(transaction, viewer=viewer, ids=ids, rule=Rule.NOT_THEIRS)
    if then is not Role.DEPUTY_RUNNER:
        schedules.end(transaction, viewer=viewer, kind=mornings.MORNING, person_id=before.person.id)
    for one in readers.runners(transaction, viewer=viewer):
        mornings.begin(transaction, viewer=viewer, reader=one, now=now)


def _tell(transaction: Transaction, viewer: Viewer, before: Membership, to_id: int, now: datetime) -> None:
    """Both hear of it in their next message, and so do the deputy runner and the chair; whoever has said so knows."""
    for member in stored_members.all_of(transaction, viewer=viewer):
        hears = member.role in _HEARS or member.person.id == before.person.id
        if not hears or member.person.id == viewer.person_id:
            continue
        to = readers.reader(transaction, viewer=viewer, person_id=member.person.id)
        slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
        if to is None or slot is None:
            continue
        owed = Owed(
            kind=DeliveryKind.WAIT_OR_GO,
            fact=f"runner:{viewer.partnership_id}:{now.isoformat()}",
            step=f"{STEP}:{to_id}:{before.person.id}",
            partnership_id=member.partnership_id,
            due_on=slot.on,
            due_at=slot.at,
            person_id=to.person_id,
        )
        stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def _appointed(
    transaction: Transaction, viewer: Viewer, before: Membership, runner: Membership, *, changed: bool
) -> Appointed:
    return Appointed(
        partnership=stored_partnerships.get(transaction, viewer=viewer).name,
        name=runner.person.name,
        before=before.person.name,
        is_self=runner.person.id == viewer.person_id,
        changed=changed,
    )
