"""What is owed to people because of what happened, written in the transaction of the fact that causes it.

Nothing is owed to somebody whose doors are shut, who is no member, or who is nobody (None): these functions
then do nothing, and what is open is planned when the doors open. `viewer` is whoever caused the fact.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.chosen_days import CHOSEN
from bot.domain.commitments import Commitment, EventKind, Share, ShareState, due_of, is_done, remaining
from bot.domain.deliveries import DeliveryKind, Owed, Rule
from bot.domain.permissions import Viewer
from bot.domain.slots import Slot
from bot.services import hellos, mornings, owing, readers, welcome
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import dependencies as stored_dependencies
from storage import members as stored_members
from storage import shares as stored_shares

SECOND_ASK: Final = "ask-2"

_UNTOUCHED: Final = 1
_ON_REGULAR_DAYS: Final = (DeliveryKind.ASK, DeliveryKind.AGREED, DeliveryKind.EFFECT)
_ON_LEADS: Final = (DeliveryKind.REMINDER, DeliveryKind.AFTER)


def plan_new(
    transaction: Transaction, *, viewer: Viewer, commitments: Sequence[Commitment], now: datetime
) -> None:
    """Plan what the holders of new shares hear: they are asked, or told of what was agreed, and reminded.

    Everybody is looked up once, so that a long workbook goes in at once.
    """
    readers_by_id: dict[int | None, Reader | None] = {}
    owed: list[Owed] = []
    for commitment in commitments:
        for share in commitment.shares:
            if share.person_id not in readers_by_id:
                found = readers.reader(transaction, viewer=viewer, person_id=share.person_id)
                known = None if found is None else readers.with_post(transaction, to=found, now=now)
                readers_by_id[share.person_id] = known
            to = readers_by_id[share.person_id]
            if to is not None:
                owed += _of_new(to, commitment, share, now)
    stored_deliveries.owe_all(transaction, viewer=viewer, owed=owed, now=now)


def _of_new(to: Reader, commitment: Commitment, share: Share, now: datetime) -> list[Owed]:
    if share.state is ShareState.PROPOSED:
        return owing.ask(
            to, commitment, share, fact=owing.asked(share, handed_on=0, commitment=commitment), now=now
        )
    agreed = owing.agreed(to, share, now) if share.is_open and share.agreed_on is not None else []
    return [*agreed, *owing.reminders(to, commitment, share, now)]


def plan_ask(
    transaction: Transaction, *, viewer: Viewer, commitment: Commitment, share: Share, now: datetime
) -> None:
    """Ask the holder to accept: in the next envelope, or on the next working morning when that comes too late."""
    to = readers.reader(transaction, viewer=viewer, person_id=share.person_id)
    if to is not None:
        fact = _asked_now(transaction, viewer, commitment, share)
        to = readers.with_post(transaction, to=to, now=now)
        owed = owing.ask(to, commitment, share, fact=fact, now=now)
        stored_deliveries.owe_all(transaction, viewer=viewer, owed=owed, now=now)


def plan_second_ask(
    transaction: Transaction, *, viewer: Viewer, commitment: Commitment, share: Share, now: datetime
) -> None:
    """Ask once more, in the envelope after the one that has just gone (F20)."""
    to = readers.reader(transaction, viewer=viewer, person_id=share.person_id)
    if to is None:
        return
    due = due_of(commitment=commitment, share=share)
    tomorrow = local_date(now=now, zone=to.calendar.zone) + timedelta(days=1)
    slot = slots.regular(calendar=to.calendar, earliest=to.calendar.instant(tomorrow))
    if slot is not None:
        fact = _asked_now(transaction, viewer, commitment, share)
        owed = owing.about(to, share, DeliveryKind.ASK, slot, fact=fact, step=SECOND_ASK, last_day=due)
        stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def plan_agreed(
    transaction: Transaction,
    *,
    viewer: Viewer,
    commitment: Commitment,  # noqa: ARG001 - the plans for a new share are called alike.
    share: Share,
    now: datetime,
) -> None:
    """Tell the holder once, in the next envelope, of what was agreed at a meeting."""
    to = readers.reader(transaction, viewer=viewer, person_id=share.person_id)
    if to is not None:
        stored_deliveries.owe_all(transaction, viewer=viewer, owed=owing.agreed(to, share, now), now=now)


def plan_reminders(
    transaction: Transaction, *, viewer: Viewer, commitment: Commitment, share: Share, now: datetime
) -> None:
    """Place the reminders before the date and the one fair warning after it (R02, R05).

    Leads whose hour has gone by are not made up; what rests after **On track** is left out.
    """
    to = readers.reader(transaction, viewer=viewer, person_id=share.person_id)
    if to is not None:
        owed = owing.reminders(to, commitment, share, now)
        stored_deliveries.owe_all(transaction, viewer=viewer, owed=owed, now=now)


def plan_chosen(
    transaction: Transaction, *, viewer: Viewer, commitment: Commitment, share: Share, on: date, now: datetime
) -> None:
    """Place the one reminder more on a day that its holder has picked (a date where they are)."""
    to = readers.reader(transaction, viewer=viewer, person_id=share.person_id)
    if to is not None:
        due = due_of(commitment=commitment, share=share)
        fact, slot = f"share:{share.id}:{due.isoformat()}", Slot(on=on, at=to.calendar.instant(on))
        owed = owing.about(to, share, DeliveryKind.REMINDER, slot, fact=fact, step=CHOSEN, last_day=due)
        stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def tell_stuck(
    transaction: Transaction,
    *,
    viewer: Viewer,
    commitment: Commitment,  # noqa: ARG001 - everything about a share is told alike.
    share: Share,
    now: datetime,
) -> None:
    """Tell the runner at once, inside their hours; else on their next working morning.

    While the runner is away it goes to their deputy.
    """
    to = readers.runner_at_work(transaction, viewer=viewer, now=now)
    slot = None if to is None else slots.at_once(calendar=to.calendar, now=now)
    if to is not None and slot is not None and to.person_id != share.person_id:
        fact = f"share:{share.id}:stuck:{share.version}"
        owed = owing.about(to, share, DeliveryKind.STUCK, slot, fact=fact, step="told")
        stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def tell_effect(
    transaction: Transaction,
    *,
    viewer: Viewer,
    commitment: Commitment,
    share: Share,
    not_before: datetime,
    now: datetime,
    by_phone: bool = False,
) -> None:
    """Tell the holders in the action, and the runner, that this share is done: in their next envelope.

    Those whose own actions wait for it are told once all of it is done; whoever has pressed it, or said it
    `by_phone`, knows. `not_before` (aware, UTC) leaves time for **Undo**. What was still to be told of an earlier
    **Done**, that was taken back since, is told no more.
    """
    kinds = (DeliveryKind.EFFECT,)
    withhold(transaction, viewer=viewer, share_id=share.id, rule=Rule.UNDONE, kinds=kinds, now=now)
    runner = stored_members.runner_of(transaction, viewer=viewer)
    # Of an action of all partners everybody reads how many are in, and nobody which.
    others = () if commitment.all_partners else remaining(commitment)
    depending = (
        stored_dependencies.waiting_for(transaction, viewer=viewer, commitment_ids=[commitment.id])
        if is_done(commitment)
        else ()
    )
    waiting = [one.person_id for one in others] + [one.person_id for one in depending]
    waiting += [share.person_id, runner.person.id if runner else None]
    knows = {viewer.person_id, share.person_id if by_phone else None}
    for person_id in dict.fromkeys(waiting):
        if person_id in knows:
            continue
        to = readers.reader(transaction, viewer=viewer, person_id=person_id)
        slot = None if to is None else slots.regular(calendar=to.calendar, earliest=not_before)
        if to is not None and slot is not None:
            fact, step = f"share:{share.id}:done", f"told:{share.version}"
            owed = owing.about(to, share, DeliveryKind.EFFECT, slot, fact=fact, step=step)
            stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def answer_person(
    transaction: Transaction,
    *,
    viewer: Viewer,
    share: Share,
    person_id: int,
    step: str,
    now: datetime,
) -> None:
    """Answer what somebody asked for: at once inside their hours, else on their next working morning.

    `step` says what: "date_agreed", "date_kept", or "ring:" and the ISO date on which the runner rings.
    """
    if person_id == viewer.person_id:
        return
    to = readers.reader(transaction, viewer=viewer, person_id=person_id)
    slot = None if to is None else slots.at_once(calendar=to.calendar, now=now)
    if to is not None and slot is not None:
        fact = f"share:{share.id}:answer:{share.version}"
        owed = owing.about(to, share, DeliveryKind.ANSWER, slot, fact=fact, step=step)
        stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def withhold(
    transaction: Transaction,
    *,
    viewer: Viewer,
    share_id: int,
    rule: Rule,
    now: datetime,  # noqa: ARG001 - every function here is told when.
    kinds: Collection[DeliveryKind] | None = None,
) -> int:
    """Withhold what is open about a share, by a named rule: of some kinds, or of all. Returns how many."""
    return stored_deliveries.withhold_of_share(
        transaction, viewer=viewer, share_id=share_id, rule=rule, kinds=kinds
    )


def take_up_again(
    transaction: Transaction, *, viewer: Viewer, commitment: Commitment, share: Share, now: datetime
) -> None:
    """After **Undo**: what **Done** has withheld is as due as it was, also what was due in those minutes."""
    stored_deliveries.revive(transaction, viewer=viewer, share_id=share.id, rule=Rule.DONE)
    plan_reminders(transaction, viewer=viewer, commitment=commitment, share=share, now=now)


def resume(transaction: Transaction, *, viewer: Viewer, share: Share, now: datetime) -> None:
    """After **Keep the date**: what was paused meanwhile is due now."""
    to = readers.reader(transaction, viewer=viewer, person_id=share.person_id)
    if to is not None:
        today = local_date(now=now, zone=to.calendar.zone)
        stored_deliveries.resume(transaction, viewer=viewer, share_id=share.id, due_on=today, due_at=now)


def replan_person(transaction: Transaction, *, viewer: Viewer, person_id: int, now: datetime) -> None:
    """Place what is open for a person in the viewer's partnership anew: their days, hour or leave have changed.

    What is due today or before stays due; it is sorted by their new calendar when its hour has come.
    """
    to = readers.reader(transaction, viewer=viewer, person_id=person_id)
    if to is None:
        return
    today = local_date(now=now, zone=to.calendar.zone)
    pending = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=person_id)
    moving = [
        one
        for one in pending
        if one.owed.kind in _ON_REGULAR_DAYS and not one.owed.off_day and one.owed.due_at > now
    ]
    slot = slots.regular(calendar=to.calendar, earliest=now)
    if slot is not None:
        ids = [one.id for one in moving]
        stored_deliveries.postpone(transaction, viewer=viewer, ids=ids, due_on=slot.on, due_at=slot.at)
    stored_deliveries.withhold_of_person(
        transaction,
        viewer=viewer,
        person_id=person_id,
        rule=Rule.REPLANNED,
        kinds=_ON_LEADS,
        after=today,
    )
    for commitment, share in stored_commitments.held_by(transaction, viewer=viewer, person_id=person_id):
        plan_reminders(transaction, viewer=viewer, commitment=commitment, share=share, now=now)
    _plan_chosen_again(transaction, viewer, to, now)
    mornings.begin(transaction, viewer=viewer, reader=to, now=now)


def _plan_chosen_again(transaction: Transaction, viewer: Viewer, to: Reader, now: datetime) -> None:
    """Keep the days that somebody has picked for themselves, where they still lie ahead."""
    held = stored_commitments.held_by(transaction, viewer=viewer, person_id=to.person_id)
    kept = {share.id: (commitment, share) for commitment, share in held if share.rested_on is None}
    kinds = (EventKind.REMINDER_CHOSEN,)
    today = local_date(now=now, zone=to.calendar.zone)
    for event in stored_shares.events_about(transaction, viewer=viewer, share_ids=list(kept), kinds=kinds):
        commitment, share = kept[event.share_id]
        on = date.fromisoformat(str(event.details["on"]))
        if event.actor_id == to.person_id and today < on < due_of(commitment=commitment, share=share):
            plan_chosen(transaction, viewer=viewer, commitment=commitment, share=share, on=on, now=now)


def open_doors(
    transaction: Transaction, *, viewer: Viewer, person_ids: Collection[int], now: datetime
) -> None:
    """Plan the hellos of people whose doors have just been opened, and all that is open for them.

    The rooms are welcomed, once, and the runner's mornings begin.
    """
    welcome.plan(transaction, viewer=viewer, now=now)
    for runner in readers.runners(transaction, viewer=viewer):
        mornings.begin(transaction, viewer=viewer, reader=runner, now=now)
    for person_id in sorted(person_ids):
        to = readers.reader(transaction, viewer=viewer, person_id=person_id)
        if to is not None:
            _welcome_in(transaction, viewer, to, now)


def _welcome_in(transaction: Transaction, viewer: Viewer, to: Reader, now: datetime) -> None:
    hellos.owe(transaction, viewer=viewer, to=to, now=now)
    held = stored_commitments.held_by(transaction, viewer=viewer, person_id=to.person_id)
    for commitment, share in held:
        if share.state is ShareState.PROPOSED:
            plan_ask(transaction, viewer=viewer, commitment=commitment, share=share, now=now)
        elif share.agreed_on is not None:
            plan_agreed(transaction, viewer=viewer, commitment=commitment, share=share, now=now)
        plan_reminders(transaction, viewer=viewer, commitment=commitment, share=share, now=now)


def _asked_now(transaction: Transaction, viewer: Viewer, commitment: Commitment, share: Share) -> str:
    handed_on = 0
    if share.version > _UNTOUCHED:
        events = stored_shares.events_of(transaction, viewer=viewer, share_id=share.id)
        handed_on = sum(event.kind is EventKind.HANDED_ON for event in events)
    return owing.asked(share, handed_on=handed_on, commitment=commitment)
