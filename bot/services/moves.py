"""Moving a date: asked for by who holds the share, decided at once or by the runner (R04)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain import transitions
from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, Share, due_of, is_shared
from bot.domain.deliveries import Rule
from bot.domain.permissions import Intent, Viewer, allowed
from bot.domain.renegotiations import (
    Renegotiation,
    RenegotiationKind,
    RenegotiationState,
    applies_at_once,
)
from bot.errors import Refused
from bot.messages.words import THE_RUNNER
from bot.services import effects, planning, presses, telling
from bot.services.days import read_day
from bot.services.due_days import require_later, require_open
from bot.services.lengths import require_room
from bot.services.ports import Transactions
from bot.services.presses import Outcome, Pressed
from storage import commitments as stored_commitments
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import renegotiations as stored_renegotiations
from storage.database import Transaction

MOVES_BY_FORM: Final = 2
"""A third new date is not a date: then a call is offered, not a form."""

REASON_LENGTH: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDate:
    """What a form asks for. `day` is as typed; `confirmed` holds the keys of questions answered with yes."""

    day: str
    reason: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A wish for another date, found, allowed and read."""

    pressed: Pressed
    commitment: Commitment
    share: Share
    kind: RenegotiationKind
    old_due: date
    new_due: date
    reason: str


def look(
    *, database: Transactions, viewer: Viewer, intent: Intent, pressed: Pressed, now: datetime
) -> Outcome:
    """Return how a share stands, before a form about it opens; `changed` says whether it is as it was seen.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.read() as transaction:
        _, share = presses.find(transaction, viewer=viewer, intent=intent, pressed=pressed)
        as_seen = share.version == pressed.version
        return presses.outcome(
            transaction, viewer=viewer, pressed=pressed, changed=as_seen, now=now, intent=intent
        )


def is_third(*, database: Transactions, viewer: Viewer, pressed: Pressed) -> bool:
    """Whether a call is offered in place of the form: the date has moved twice. Raises `Refused` (action_gone)."""
    with database.read() as transaction:
        _, share = presses.find(transaction, viewer=viewer, intent=Intent.MORE_TIME, pressed=pressed)
        return _is_to_call(transaction, viewer, share)


def ask_for_call(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """**Please ring me**: it stands in the runner's list until the date is moved or kept, or it is done.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        return presses.carry_out(
            transaction,
            viewer=viewer,
            intent=Intent.MORE_TIME,
            pressed=pressed,
            decide=transitions.ask_for_call,
            now=now,
        )


def have_talked(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """The runner's **We've talked**: the date stays, unless a new one is agreed.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        commitment, share = presses.find(
            transaction, viewer=viewer, intent=Intent.DECIDE_DATE, pressed=pressed
        )
        transition = transitions.keep_date(share, due=due_of(commitment=commitment, share=share))
        changed = presses.make(transaction, viewer=viewer, pressed=pressed, transition=transition, now=now)
        return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now)


def ask_for_time(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, wanted: NewDate, now: datetime
) -> Outcome:
    """**Need more time**: the new date holds at once, or waits for the runner past the last safe date.

    The outcome's view has a `move` where it waits. Raises `Refused` (action_gone, not_for_your_role, third_date,
    date_…, too_long) before anything is written.
    """
    kind = RenegotiationKind.MORE_TIME
    with database.write() as transaction:
        asked = _asked(transaction, viewer, Intent.MORE_TIME, pressed, wanted=wanted, kind=kind, now=now)
        if applies_at_once(
            new_due=asked.new_due,
            last_safe=asked.commitment.last_safe,
            others_wait=bool(_waiting(transaction, viewer, asked)),
        ):
            changed = _apply(transaction, viewer, asked, now)
        else:
            changed = _wait_for_runner(transaction, viewer, asked, now)
        return presses.outcome(
            transaction, viewer=viewer, pressed=pressed, changed=changed, now=now, intent=Intent.MORE_TIME
        )


def suggest(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, wanted: NewDate, now: datetime
) -> Outcome:
    """**Suggest another date**, before anything is agreed: the runner decides.

    Raises `Refused` (action_gone, not_for_your_role, date_…, too_long) before anything is written.
    """
    kind = RenegotiationKind.SUGGESTION
    with database.write() as transaction:
        asked = _asked(transaction, viewer, Intent.SUGGEST_DATE, pressed, wanted=wanted, kind=kind, now=now)
        changed = _wait_for_runner(transaction, viewer, asked, now)
        if changed:
            planning.withhold(
                transaction,
                viewer=viewer,
                share_id=pressed.share_id,
                rule=Rule.ANSWERED,
                kinds=presses.ASKS,
                now=now,
            )
        return presses.outcome(
            transaction, viewer=viewer, pressed=pressed, changed=changed, now=now, intent=Intent.SUGGEST_DATE
        )


def decide(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, agree: bool, now: datetime
) -> Outcome:
    """The runner's **Agree**, which is acceptance, or **Keep the date**; who asked hears it in the next message.

    Raises `Refused` (action_gone, not_for_your_role, date_gone_by) before anything is written.
    """
    with database.write() as transaction:
        commitment, share = presses.find(
            transaction, viewer=viewer, intent=Intent.DECIDE_DATE, pressed=pressed
        )
        move = stored_renegotiations.asked_of_share(transaction, viewer=viewer, share_id=share.id)
        if move is None:
            return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=False, now=now)
        if agree:
            _require_ahead(transaction, viewer, move, now)
        old_due = due_of(commitment=commitment, share=share)
        transition = (
            transitions.move(share, old_due=old_due, new_due=move.new_due, shared=is_shared(commitment))
            if agree
            else transitions.keep_date(share, due=old_due)
        )
        changed = presses.make(transaction, viewer=viewer, pressed=pressed, transition=transition, now=now)
        if changed:
            state = RenegotiationState.AGREED if agree else RenegotiationState.REFUSED
            stored_renegotiations.decide(
                transaction, viewer=viewer, renegotiation_id=move.id, state=state, now=now
            )
            if agree:
                by_phone = pressed.by_phone
                _hold_from_now(transaction, viewer, commitment, share, move, by_phone=by_phone, now=now)
            else:
                planning.resume(transaction, viewer=viewer, share=share, now=now)
            planning.answer_person(
                transaction,
                viewer=viewer,
                share=share,
                person_id=move.asked_by,
                step="date_agreed" if agree else "date_kept",
                now=now,
            )
        return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now)


def _asked(
    transaction: Transaction,
    viewer: Viewer,
    intent: Intent,
    pressed: Pressed,
    *,
    wanted: NewDate,
    kind: RenegotiationKind,
    now: datetime,
) -> _Asked:
    commitment, share = presses.find(transaction, viewer=viewer, intent=intent, pressed=pressed)
    if kind is RenegotiationKind.MORE_TIME and not pressed.by_phone:
        # Before the date is read: a form that could not be sent is not shown again to mend its date.
        _offer_call(transaction, viewer, share)
    reason = require_room(wanted.reason, field="reason", most=REASON_LENGTH)
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    today = local_date(now=now, zone=zone)
    old_due = due_of(commitment=commitment, share=share)
    new_due = read_day(text=wanted.day, field="date", today=today)
    if new_due <= today:
        raise Refused("date_not_ahead", field="date", day=new_due)
    if new_due == old_due:
        raise Refused("date_same", field="date", day=new_due)
    if kind is RenegotiationKind.MORE_TIME and share.version == pressed.version:
        require_later(due=new_due, in_force=old_due, field="date", confirmed=wanted.confirmed)
    require_open(
        due=new_due,
        field="date",
        today=today,
        partners=(stored_partners.get(transaction, viewer=viewer, partner_id=share.partner_id),),
        confirmed=wanted.confirmed,
        later_than=old_due if new_due > old_due else None,
    )
    return _Asked(
        pressed=pressed,
        commitment=commitment,
        share=share,
        kind=kind,
        old_due=old_due,
        new_due=new_due,
        reason=reason,
    )


def _require_ahead(transaction: Transaction, viewer: Viewer, move: Renegotiation, now: datetime) -> None:
    """A date that has gone by while it waited is agreed by nobody."""
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    if move.new_due < local_date(now=now, zone=zone):
        raise Refused("date_gone_by", day=move.new_due)


def _offer_call(transaction: Transaction, viewer: Viewer, share: Share) -> None:
    if _is_to_call(transaction, viewer, share):
        runner = stored_members.runner_of(transaction, viewer=viewer)
        raise Refused("third_date", runner=runner.person.first_name if runner else THE_RUNNER)


def _is_to_call(transaction: Transaction, viewer: Viewer, share: Share) -> bool:
    """Whether the date has moved twice; whoever decides about dates has nobody to ring about one."""
    if allowed(intent=Intent.DECIDE_DATE, viewer=viewer, partner_id=share.partner_id):
        return False
    found = stored_renegotiations.of_share(transaction, viewer=viewer, share_id=share.id)
    return [one.state for one in found].count(RenegotiationState.AGREED) >= MOVES_BY_FORM


def _waiting(transaction: Transaction, viewer: Viewer, asked: _Asked) -> tuple[effects.Touched, ...]:
    """Return whose start the new date would move."""
    return effects.touched(
        transaction, viewer=viewer, commitment=asked.commitment, share=asked.share, new_due=asked.new_due
    )


def _apply(transaction: Transaction, viewer: Viewer, asked: _Asked, now: datetime) -> bool:
    """Let the new date hold at once, if the share is accepted and still as it was seen."""
    share = asked.share
    transition = transitions.take_time(
        share, old_due=asked.old_due, new_due=asked.new_due, shared=is_shared(asked.commitment)
    )
    if not presses.make(transaction, viewer=viewer, pressed=asked.pressed, transition=transition, now=now):
        return False
    move = _keep(transaction, viewer, asked, RenegotiationState.AGREED, now)
    by_phone = asked.pressed.by_phone
    _hold_from_now(transaction, viewer, asked.commitment, share, move, by_phone=by_phone, now=now)
    return True


def _wait_for_runner(transaction: Transaction, viewer: Viewer, asked: _Asked, now: datetime) -> bool:
    """Keep the wish for the runner; the old date stands meanwhile."""
    suggests = asked.kind is RenegotiationKind.SUGGESTION
    step = transitions.suggest_date if suggests else transitions.ask_for_time
    transition = step(asked.share, new_due=asked.new_due)
    if not presses.make(transaction, viewer=viewer, pressed=asked.pressed, transition=transition, now=now):
        return False
    _keep(transaction, viewer, asked, RenegotiationState.ASKED, now)
    return True


def _keep(
    transaction: Transaction, viewer: Viewer, asked: _Asked, state: RenegotiationState, now: datetime
) -> Renegotiation:
    """Write the move; one that still waited is withdrawn by it."""
    stored_renegotiations.withdraw(transaction, viewer=viewer, share_id=asked.share.id, now=now)
    return stored_renegotiations.add(
        transaction,
        viewer=viewer,
        share_id=asked.share.id,
        kind=asked.kind,
        state=state,
        old_due=asked.old_due,
        new_due=asked.new_due,
        reason=asked.reason,
        now=now,
    )


def _hold_from_now(
    transaction: Transaction,
    viewer: Viewer,
    commitment: Commitment,
    share: Share,
    move: Renegotiation,
    *,
    by_phone: bool,
    now: datetime,
) -> None:
    """Let a new date hold: that of the share alone when others are in it, and plan its reminders anew.

    Those who wait hear of it where their own start moves, and its holder where somebody else has moved it.
    """
    if not is_shared(commitment):
        stored_commitments.move(transaction, viewer=viewer, commitment_id=commitment.id, due=move.new_due)
    effects.tell_moved(transaction, viewer=viewer, commitment=commitment, share=share, move=move, now=now)
    moved, moved_share = stored_commitments.of_share(transaction, viewer=viewer, share_id=share.id)
    planning.withhold(
        transaction,
        viewer=viewer,
        share_id=share.id,
        rule=Rule.DATE_MOVED,
        kinds=presses.ASKS | presses.REMINDERS,
        now=now,
    )
    planning.plan_reminders(transaction, viewer=viewer, commitment=moved, share=moved_share, now=now)
    if not by_phone and share.person_id != move.asked_by:
        telling.changed(transaction, viewer=viewer, share=share, step=f"moved:{now.isoformat()}", now=now)
