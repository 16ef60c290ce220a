"""What somebody answers who was asked to take something on: yes, another date, or not me."""

from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Final

from bot.domain import transitions
from bot.domain.chosen_days import good_days
from bot.domain.deliveries import Rule
from bot.domain.items import ItemView
from bot.domain.permissions import Intent, Viewer
from bot.errors import Refused
from bot.services import holders, items, planning, presses
from bot.services.lengths import require_room
from bot.services.people import Installed
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Outcome, Pressed

WORDS_LENGTH: Final = 300


class NotForMe(Enum):
    """The answers to "Who should we ask?" that need no more than a press."""

    ANOTHER_PARTNER = "partner"
    WE_CANNOT = "cannot"
    LETS_TALK = "talk"


def accept(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """**Accept**: from now on it is reminded of. Raises `Refused` (action_gone, not_for_your_role)."""
    with database.write() as transaction:
        outcome = presses.carry_out(
            transaction,
            viewer=viewer,
            intent=Intent.ACCEPT,
            pressed=pressed,
            decide=transitions.accept,
            now=now,
        )
        if outcome.changed:
            share_id = pressed.share_id
            planning.withhold(
                transaction, viewer=viewer, share_id=share_id, rule=Rule.ANSWERED, kinds=presses.ASKS, now=now
            )
            planning.plan_reminders(
                transaction,
                viewer=viewer,
                commitment=outcome.view.commitment,
                share=outcome.view.share,
                now=now,
            )
            if not pressed.by_phone:
                _tell_whoever_it_is_for(transaction, viewer, outcome, now)
        return outcome


def choose_reminder(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, on: date, now: datetime
) -> Outcome:
    """One reminder more, on a day that was offered after **Accept**: only for whoever holds it.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        _, share = presses.find(transaction, viewer=viewer, intent=Intent.ACCEPT, pressed=pressed)
        view = items.view(transaction, viewer=viewer, share_id=share.id, now=now)
        offered = view.is_readers and on in days_offered(view)
        transition = transitions.choose_reminder(share, on=on) if offered else None
        changed = presses.make(transaction, viewer=viewer, pressed=pressed, transition=transition, now=now)
        if changed:
            planning.plan_chosen(
                transaction, viewer=viewer, commitment=view.commitment, share=view.share, on=on, now=now
            )
        return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now)


def days_offered(view: ItemView) -> tuple[date, ...]:
    """Return the days that are offered to the holder after **Accept**; none where there are none."""
    if view.calendar is None:
        return ()
    return good_days(
        due=view.due, importance=view.commitment.importance, calendar=view.calendar, today=view.today
    )


def not_for_me(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, answer: NotForMe, now: datetime
) -> Outcome:
    """Decline, or keep it proposed and ask for a talk; the runner hears in the morning list.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    decide = (
        transitions.ask_to_talk
        if answer is NotForMe.LETS_TALK
        else partial(transitions.decline, because=answer.value)
    )
    with database.write() as transaction:
        outcome = presses.carry_out(
            transaction, viewer=viewer, intent=Intent.NOT_FOR_ME, pressed=pressed, decide=decide, now=now
        )
        if outcome.changed:
            share_id = pressed.share_id
            planning.withhold(
                transaction, viewer=viewer, share_id=share_id, rule=Rule.ANSWERED, kinds=presses.ASKS, now=now
            )
        return outcome


def ask_colleague(
    *,
    database: Transactions,
    viewer: Viewer,
    pressed: Pressed,
    colleague: str,
    installed: Installed,
    now: datetime,
) -> Outcome:
    """**Somebody else here**: ask this colleague of the same partner instead.

    `colleague` is what a form's PERSON field holds. Raises `Refused` (action_gone, not_for_your_role,
    person_…, person_same) before anything is written.
    """
    with database.write() as transaction:
        _, share = presses.find(transaction, viewer=viewer, intent=Intent.NOT_FOR_ME, pressed=pressed)
        member = holders.of_partner(
            transaction,
            viewer=viewer,
            text=colleague,
            partner_id=share.partner_id,
            field="person",
            installed=installed,
            now=now,
        )
        if member.person.id == share.person_id:
            raise Refused("person_same", field="person", name=member.person.name)
        transition = transitions.hand_on(share, person_id=member.person.id)
        changed = presses.make(transaction, viewer=viewer, pressed=pressed, transition=transition, now=now)
        outcome = presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now)
        if changed:
            share_id = pressed.share_id
            planning.withhold(
                transaction,
                viewer=viewer,
                share_id=share_id,
                rule=Rule.NOT_THEIRS,
                kinds=presses.ASKS,
                now=now,
            )
            planning.plan_ask(
                transaction,
                viewer=viewer,
                commitment=outcome.view.commitment,
                share=outcome.view.share,
                now=now,
            )
        return outcome


def put_right(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, words: str, now: datetime
) -> Outcome:
    """**Put it right**: it is remembered otherwise than it was written down. It stays; the runner reads the words.

    Raises `Refused` (action_gone, not_for_your_role, words_needed).
    """
    with database.write() as transaction:
        presses.find(transaction, viewer=viewer, intent=Intent.PUT_RIGHT, pressed=pressed)
        line = require_room(words, field="words", most=WORDS_LENGTH)
        if not line:
            raise Refused("words_needed", field="words")
        decide = partial(transitions.dispute, words=line)
        return presses.carry_out(
            transaction, viewer=viewer, intent=Intent.PUT_RIGHT, pressed=pressed, decide=decide, now=now
        )


def _tell_whoever_it_is_for(
    transaction: Transaction, viewer: Viewer, outcome: Outcome, now: datetime
) -> None:
    """Somebody for whom another has said yes hears of it in their next envelope, and may put it right."""
    view = outcome.view
    if not view.is_readers:
        planning.plan_agreed(
            transaction, viewer=viewer, commitment=view.commitment, share=view.share, now=now
        )
