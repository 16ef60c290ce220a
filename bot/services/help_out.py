"""Somebody else is asked to help with a date that has gone by, and its holder is told first (F7).

What is owed to the helper is written when the forewarning has been sent, so it never comes before it.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, Share, ShareState, due_of
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Rule
from bot.domain.follow_ups import FollowUp, HelpAnswer
from bot.domain.permissions import ENGINE, Intent, Viewer, engine_in
from bot.domain.slots import Slot
from bot.messages import help_out as wording
from bot.messages.notices import Notice
from bot.services import items, owing, presses, readers
from bot.services.cases import Followed, can_be_written_to, fact_of
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Outcome, Pressed
from bot.services.readers import Reader
from storage import audit
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import follow_ups as stored_follow_ups
from storage import members as stored_members
from storage import partnerships as stored_partnerships

FOREWARNED: Final = "forewarned"
ASKED: Final = "asked"

_A_MOMENT: Final = timedelta(minutes=30)
_OPEN: Final = frozenset({DeliveryState.PENDING, DeliveryState.CLAIMED})


def begin(
    transaction: Transaction, *, viewer: Viewer, followed: Followed, seen: FollowUp, now: datetime
) -> bool:
    """Tell the holder that somebody is asked to help, who is asked then. False where somebody was quicker.

    What nobody holds needs no forewarning.
    """
    if followed.helper is None:
        raise LookupError(f"nobody can help with share {followed.share.id}")
    helper_id = followed.helper.person.id
    first = _told_first(transaction, viewer, followed.share, now)
    if first is None and followed.share.person_id is not None:
        return False
    if not stored_follow_ups.change(transaction, viewer=viewer, seen=seen, helper_id=helper_id):
        return False
    share, fact = followed.share, fact_of(followed.share, followed.due)
    subject = f"share:{share.id}"
    audit.write(transaction, viewer=viewer, act="help_asked", subject=subject, now=now)
    if first is None:
        _ask(transaction, viewer, share, replace(seen, helper_id=helper_id), now)
        return True
    to, slot = first
    step = _step(FOREWARNED, to, now)
    owed = owing.about(to, share, DeliveryKind.FOREWARNED, slot, fact=fact, step=step)
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    return True


def can_forewarn(transaction: Transaction, *, viewer: Viewer, share: Share, now: datetime) -> bool:
    """Whether the holder can be told before anybody else hears; what nobody holds needs no telling."""
    return share.person_id is None or _told_first(transaction, viewer, share, now) is not None


def after_warning(transaction: Transaction, *, delivery: Delivery, now: datetime) -> None:
    """The forewarning has been sent: ask the helper in their next envelope."""
    found = _current(transaction, delivery)
    if found is not None:
        _, share, follow_up = found
        viewer = engine_in(delivery.owed.partnership_id)
        _ask(transaction, viewer, share, follow_up, now)


def after_request(transaction: Transaction, *, delivery: Delivery, now: datetime) -> None:
    """The question has been sent: from today on the helper's word is waited for."""
    viewer = engine_in(delivery.owed.partnership_id)
    found = _followed(transaction, delivery)
    if found is None or found[2].helper_id != delivery.owed.person_id:
        return
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    stored_follow_ups.change(transaction, viewer=viewer, seen=found[2], helper_asked_on=today)


def is_about_to_ask(transaction: Transaction, *, helper_id: int, now: datetime) -> bool:
    """Whether an envelope waits a moment, for a question that follows a forewarning of this very hour."""
    return stored_follow_ups.is_about_to_ask(
        transaction, viewer=ENGINE, helper_id=helper_id, since=now - _A_MOMENT, now=now
    )


def give_up(
    transaction: Transaction, *, viewer: Viewer, share: Share, follow_up: FollowUp, now: datetime
) -> bool:
    """Let the runner choose again where the holder could not be told first, or nobody was asked in the end.

    Returns whether that was so.
    """
    if follow_up.helper_id is None or follow_up.helper_asked_on is not None:
        return False
    ledger = stored_deliveries.ledger(transaction, viewer=viewer, share_id=share.id)
    if any(_may_still_go(one) for one in ledger):
        return False
    freed = stored_follow_ups.change(
        transaction, viewer=viewer, seen=follow_up, helper_id=None, choice=None, chosen_at=None
    )
    subject = f"share:{share.id}"
    audit.write(transaction, viewer=viewer, act="help_given_up", subject=subject, now=now)
    return freed


def _may_still_go(delivery: Delivery) -> bool:
    """A question that the runner holds goes when they let go of it."""
    if delivery.owed.kind is DeliveryKind.HELP_OUT:
        return delivery.state in _OPEN or delivery.rule is Rule.HELD
    return delivery.owed.kind is DeliveryKind.FOREWARNED and delivery.state in _OPEN


def write_forewarning(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Tell the holder who is asked to help."""
    found = _current(transaction, delivery)
    if found is None or found[1].person_id != reader.person_id:
        return None
    viewer = reader.membership.viewer
    helper = stored_members.member(transaction, viewer=viewer, person_id=found[2].helper_id or 0)
    if helper is None:
        return None
    view = items.view(transaction, viewer=viewer, share_id=found[1].id, now=now)
    return wording.forewarning(view, helper=helper.person.name)


def write_request(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Ask the helper (voice 4)."""
    found = _current(transaction, delivery)
    if found is None or found[2].helper_id != reader.person_id or found[2].helper_answer is not None:
        return None
    view = items.view(transaction, viewer=reader.membership.viewer, share_id=found[1].id, now=now)
    is_same_day = delivery.owed.step == _step(ASKED, reader, now)
    return wording.request(view, is_same_day=is_same_day)


def answer(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, said: HelpAnswer, now: datetime
) -> Outcome:
    """**I'll find out** or **Please ring me**: the runner reads it in the next list.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        commitment, share = presses.find(transaction, viewer=viewer, intent=Intent.HELP_OUT, pressed=pressed)
        due = due_of(commitment=commitment, share=share)
        seen = stored_follow_ups.get(transaction, viewer=viewer, share_id=share.id, due=due)
        is_theirs = seen is not None and seen.helper_id == viewer.person_id
        changed = (
            seen is not None
            and is_theirs
            and share.state is ShareState.ACCEPTED
            and stored_follow_ups.change(
                transaction, viewer=viewer, seen=seen, helper_answer=said.value, helper_answered_at=now
            )
        )
        if changed:
            subject, details = f"share:{share.id}", {"said": said.value}
            audit.write(
                transaction, viewer=viewer, act="help_answered", subject=subject, now=now, details=details
            )
        return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now)


def _ask(transaction: Transaction, viewer: Viewer, share: Share, follow_up: FollowUp, now: datetime) -> None:
    to = readers.reader(transaction, viewer=viewer, person_id=follow_up.helper_id)
    slot = None if to is None else _today_or_regular(to, now)
    if to is None or slot is None:
        return
    fact = fact_of(share, follow_up.due)
    step = _step(ASKED, to, now)
    owed = owing.about(to, share, DeliveryKind.HELP_OUT, slot, fact=fact, step=step)
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def _told_first(
    transaction: Transaction, viewer: Viewer, share: Share, now: datetime
) -> tuple[Reader, Slot] | None:
    """Return the holder, and when they are told; None where nobody holds it, or they cannot be written to."""
    to = readers.reader(transaction, viewer=viewer, person_id=share.person_id)
    if to is None or not can_be_written_to(transaction, viewer=viewer, member=to.membership):
        return None
    slot = _today_or_regular(to, now)
    return None if slot is None else (to, slot)


def _step(word: str, to: Reader, now: datetime) -> str:
    """With the day: what was held, or came to nothing, is said again when the runner asks again on another one."""
    return f"{word}:{local_date(now=now, zone=to.calendar.zone).isoformat()}"


def _today_or_regular(to: Reader, now: datetime) -> Slot | None:
    """Now, where it is a regular day's hours; else the next regular day."""
    today = local_date(now=now, zone=to.calendar.zone)
    if to.calendar.is_regular(today) and to.calendar.within_hours(now):
        return Slot(on=today, at=max(now, to.calendar.instant(today)))
    return slots.regular(calendar=to.calendar, earliest=now)


def _current(transaction: Transaction, delivery: Delivery) -> tuple[Commitment, Share, FollowUp] | None:
    """Return what a delivery is about while it still is as it was: accepted, by the same date, and followed."""
    found = _followed(transaction, delivery)
    is_open = found is not None and found[1].state is ShareState.ACCEPTED and not found[1].is_stuck
    return found if is_open else None


def _followed(transaction: Transaction, delivery: Delivery) -> tuple[Commitment, Share, FollowUp] | None:
    """Return what a delivery is about while it is followed by the same date."""
    viewer = engine_in(delivery.owed.partnership_id)
    commitment, share = stored_commitments.of_share(
        transaction, viewer=viewer, share_id=delivery.owed.share_id or 0
    )
    due = due_of(commitment=commitment, share=share)
    follow_up = stored_follow_ups.get(transaction, viewer=viewer, share_id=share.id, due=due)
    if follow_up is None or fact_of(share, due) != delivery.owed.fact:
        return None
    return commitment, share, follow_up
