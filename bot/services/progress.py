"""How somebody is getting on with what they promised: done, on track, or stuck."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from bot.domain import transitions
from bot.domain.calendars import local_date
from bot.domain.deliveries import DeliveryKind, DeliveryState, Rule
from bot.domain.items import UNDO_WITHIN, ItemView
from bot.domain.permissions import Intent, Viewer
from bot.domain.stuck import BECAUSE
from bot.domain.stuck_help import RING
from bot.errors import Refused
from bot.services import calls, planning, presses, readers
from bot.services.cases import can_be_written_to, fact_of
from bot.services.lengths import require_room
from bot.services.ports import Transactions
from bot.services.presses import Outcome, Pressed
from storage import deliveries as stored_deliveries
from storage import partnerships as stored_partnerships
from storage.database import Transaction

WORDS_LENGTH: Final = 300


def done(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """**Done**: reminders stop, and in ten minutes those who wait are told.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    decide = partial(transitions.finish, now=now)
    with database.write() as transaction:
        outcome = presses.carry_out(
            transaction, viewer=viewer, intent=Intent.DONE, pressed=pressed, decide=decide, now=now
        )
        if outcome.changed:
            planning.withhold(
                transaction,
                viewer=viewer,
                share_id=pressed.share_id,
                rule=Rule.DONE,
                kinds=presses.ASKS | presses.REMINDERS,
                now=now,
            )
            planning.tell_effect(
                transaction,
                viewer=viewer,
                commitment=outcome.view.commitment,
                share=outcome.view.share,
                not_before=now + UNDO_WITHIN,
                now=now,
                by_phone=pressed.by_phone,
            )
        return outcome


def undo(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """**Undo** within ten minutes: nobody is told, and what is still to be reminded of is.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    decide = partial(transitions.undo, now=now)
    with database.write() as transaction:
        outcome = presses.carry_out(
            transaction, viewer=viewer, intent=Intent.UNDO, pressed=pressed, decide=decide, now=now
        )
        if outcome.changed:
            planning.withhold(
                transaction,
                viewer=viewer,
                share_id=pressed.share_id,
                rule=Rule.UNDONE,
                kinds=(DeliveryKind.EFFECT,),
                now=now,
            )
            planning.take_up_again(
                transaction,
                viewer=viewer,
                commitment=outcome.view.commitment,
                share=outcome.view.share,
                now=now,
            )
        return outcome


def on_track(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """**On track**: it rests until its last reminder; of a critical one the next is skipped (R05).

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        decide = partial(transitions.rest, today=_today(transaction, viewer, now))
        outcome = presses.carry_out(
            transaction, viewer=viewer, intent=Intent.ON_TRACK, pressed=pressed, decide=decide, now=now
        )
        if outcome.changed:
            planning.withhold(
                transaction,
                viewer=viewer,
                share_id=pressed.share_id,
                rule=Rule.ANSWERED,
                kinds=(DeliveryKind.REMINDER,),
                now=now,
            )
            _remind(transaction, viewer, outcome, now)
        return outcome


def stuck(
    *,
    database: Transactions,
    viewer: Viewer,
    pressed: Pressed,
    because: str,
    words: str,
    now: datetime,
) -> Outcome:
    """**Stuck**: to the runner at once.

    `because` is one of `bot.domain.stuck.BECAUSE`. Raises `Refused` (action_gone, not_for_your_role,
    because_needed, too_long).
    """
    with database.write() as transaction:
        presses.find(transaction, viewer=viewer, intent=Intent.STUCK, pressed=pressed)
        if because not in BECAUSE:
            raise Refused("because_needed", field="because")
        line = require_room(words, field="words", most=WORDS_LENGTH)
        decide = partial(transitions.get_stuck, because=because, words=line)
        outcome = presses.carry_out(
            transaction, viewer=viewer, intent=Intent.STUCK, pressed=pressed, decide=decide, now=now
        )
        if outcome.changed and not pressed.by_phone:
            planning.tell_stuck(
                transaction,
                viewer=viewer,
                commitment=outcome.view.commitment,
                share=outcome.view.share,
                now=now,
            )
        return outcome


def promise_to_ring(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, tomorrow: bool, now: datetime
) -> Outcome:
    """The runner's **I'll ring today** or **I'll ring tomorrow**; the person hears it in their next message.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        on = _today(transaction, viewer, now) + timedelta(days=int(tomorrow))
        decide = partial(transitions.promise_to_ring, on=on)
        outcome = presses.carry_out(
            transaction, viewer=viewer, intent=Intent.HELP_STUCK, pressed=pressed, decide=decide, now=now
        )
        holder = outcome.view.share.person_id
        if outcome.changed and holder is not None:
            planning.answer_person(
                transaction,
                viewer=viewer,
                share=outcome.view.share,
                person_id=holder,
                step=f"{RING}{on.isoformat()}",
                now=now,
            )
        return outcome


def rung(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """The runner's **I've rung**: nothing is in the way any more, and the partner's file says that they have talked.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        outcome = presses.carry_out(
            transaction,
            viewer=viewer,
            intent=Intent.HELP_STUCK,
            pressed=pressed,
            decide=transitions.rung,
            now=now,
        )
        if outcome.changed:
            partner_id = outcome.view.share.partner_id
            calls.note_spoken(transaction, viewer=viewer, partner_id=partner_id, now=now)
            _remind(transaction, viewer, outcome, now)
        is_reminded = _is_reminded(transaction, viewer, outcome.view)
        return replace(outcome, view=replace(outcome.view, holder_is_reminded=is_reminded))


def _is_reminded(transaction: Transaction, viewer: Viewer, view: ItemView) -> bool:
    """Whether a reminder of this date is on its way to the holder, and can reach them."""
    to = readers.reader(transaction, viewer=viewer, person_id=view.share.person_id)
    if to is None or not can_be_written_to(transaction, viewer=viewer, member=to.membership):
        return False
    fact = fact_of(view.share, view.due)
    ledger = stored_deliveries.ledger(transaction, viewer=viewer, share_id=view.share.id)
    return any(
        one.owed.kind is DeliveryKind.REMINDER
        and one.owed.person_id == to.person_id
        and one.owed.fact.startswith(fact)
        and one.state is DeliveryState.PENDING
        for one in ledger
    )


def _today(transaction: Transaction, viewer: Viewer, now: datetime) -> date:
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    return local_date(now=now, zone=zone)


def _remind(transaction: Transaction, viewer: Viewer, outcome: Outcome, now: datetime) -> None:
    planning.plan_reminders(
        transaction,
        viewer=viewer,
        commitment=outcome.view.commitment,
        share=outcome.view.share,
        now=now,
    )
