"""*Wait, or go without it?*: one question to runner and chair on the last safe date, and what comes of it (F7)."""

from datetime import date, datetime
from typing import Final

from bot.domain import slots
from bot.domain.commitments import Commitment, Share, ShareState, due_of, remaining
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Owed, Rule
from bot.domain.follow_ups import FollowUp, go_without, is_decided
from bot.domain.importance import Importance
from bot.domain.permissions import Intent, Viewer, engine_in
from bot.messages import follow_up as wording
from bot.messages.notices import Notice
from bot.services import items, owing, planning, presses, readers
from bot.services.cases import fact_of
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Outcome, Pressed
from bot.services.readers import Reader
from storage import audit
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import follow_ups as stored_follow_ups
from storage import members as stored_members

ASK: Final = "ask"
WENT: Final = "go"
WAITS: Final = "wait"

_UNDER_WAY: Final = frozenset({DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENT})


def ask_chair(
    transaction: Transaction, *, viewer: Viewer, commitment: Commitment, share: Share, now: datetime
) -> bool:
    """Ask the chair on their next working morning. False where there is nobody to ask, or it is the chair's own."""
    chair = stored_members.chair_of(transaction, viewer=viewer)
    chair_id = chair.person.id if chair else None
    to = readers.reader(transaction, viewer=viewer, person_id=chair_id)
    slot = None if to is None else slots.working(calendar=to.calendar, earliest=now)
    if to is None or slot is None or chair_id == share.person_id:
        return False
    fact = fact_of(share, due_of(commitment=commitment, share=share))
    owed = owing.about(to, share, DeliveryKind.WAIT_OR_GO, slot, fact=fact, step=ASK)
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    return True


def chair_asked_on(transaction: Transaction, *, viewer: Viewer, share: Share, due: date) -> date | None:
    """Return the day on which the chair is, or was, asked about a share's date; None where they are not."""
    asked = (fact_of(share, due), ASK)
    ledger = stored_deliveries.ledger(transaction, viewer=viewer, share_id=share.id)
    days = [
        one.owed.due_on
        for one in ledger
        if (one.owed.fact, one.owed.step) == asked and one.state in _UNDER_WAY
    ]
    return days[0] if days else None


def decide(*, database: Transactions, viewer: Viewer, pressed: Pressed, go: bool, now: datetime) -> Outcome:
    """**Wait** or **Go without it**: the first press decides, and all in the action and those waiting are told.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        commitment, share = presses.find(
            transaction, viewer=viewer, intent=Intent.WAIT_OR_GO, pressed=pressed
        )
        due = due_of(commitment=commitment, share=share)
        seen = stored_follow_ups.get(transaction, viewer=viewer, share_id=share.id, due=due)
        changed = (
            seen is not None
            and not is_decided(seen)
            and _carry_out(transaction, viewer, pressed, (commitment, share, seen), go=go, now=now)
        )
        return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now)


def drop(
    transaction: Transaction,
    *,
    viewer: Viewer,
    pressed: Pressed,
    commitment: Commitment,
    share: Share,
    now: datetime,
) -> bool:
    """Go without a share: it leaves the timetable, and those who wait are told the effect. False if it has changed."""
    transition = go_without(share)
    if not presses.make(transaction, viewer=viewer, pressed=pressed, transition=transition, now=now):
        return False
    planning.withhold(transaction, viewer=viewer, share_id=share.id, rule=Rule.DROPPED, now=now)
    _tell(transaction, viewer, commitment, share, WENT, now=now)
    return True


def write_question(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Ask the chair, while it is open and nobody has decided."""
    viewer = engine_in(delivery.owed.partnership_id)
    commitment, share = _found(transaction, viewer, delivery)
    if share.state is not ShareState.ACCEPTED:
        return None
    due = due_of(commitment=commitment, share=share)
    follow_up = stored_follow_ups.get(transaction, viewer=viewer, share_id=share.id, due=due)
    if follow_up is None or is_decided(follow_up) or fact_of(share, due) != delivery.owed.fact:
        return None
    view = items.view(transaction, viewer=reader.membership.viewer, share_id=share.id, now=now)
    return wording.wait_or_go(view)


def write_decision(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Tell what was decided, while that holds."""
    _, share = _found(transaction, engine_in(delivery.owed.partnership_id), delivery)
    went = delivery.owed.step == WENT
    wanted = ShareState.DROPPED if went else ShareState.ACCEPTED
    if share.state is not wanted:
        return None
    view = items.view(transaction, viewer=reader.membership.viewer, share_id=share.id, now=now)
    return wording.told(view, go=went)


def _carry_out(
    transaction: Transaction,
    viewer: Viewer,
    pressed: Pressed,
    found: tuple[Commitment, Share, FollowUp],
    *,
    go: bool,
    now: datetime,
) -> bool:
    commitment, share, seen = found
    if share.state is not ShareState.ACCEPTED or share.version != pressed.version:
        return False
    if not stored_follow_ups.change(
        transaction,
        viewer=viewer,
        seen=seen,
        goes_without=go,
        decided_by=viewer.person_id,
        decided_at=now,
    ):
        return False
    subject, details = f"share:{share.id}", {"go": go}
    audit.write(transaction, viewer=viewer, act="wait_or_go", subject=subject, now=now, details=details)
    if go:
        return drop(transaction, viewer=viewer, pressed=pressed, commitment=commitment, share=share, now=now)
    _tell(transaction, viewer, commitment, share, WAITS, now=now)
    return True


def _tell(
    transaction: Transaction,
    viewer: Viewer,
    commitment: Commitment,
    share: Share,
    step: str,
    *,
    now: datetime,
) -> None:
    """Tell everybody in the action, those who wait for it, and whoever runs or chairs it, but who has pressed."""
    fact = f"{fact_of(share, due_of(commitment=commitment, share=share))}:decided"
    owed: list[Owed] = []
    for person_id in _concerned(transaction, viewer, commitment, share) - {viewer.person_id}:
        to = readers.reader(transaction, viewer=viewer, person_id=person_id)
        slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
        if to is not None and slot is not None:
            owed.append(owing.about(to, share, DeliveryKind.WAIT_OR_GO, slot, fact=fact, step=step))
    stored_deliveries.owe_all(transaction, viewer=viewer, owed=owed, now=now)


def _concerned(
    transaction: Transaction, viewer: Viewer, commitment: Commitment, share: Share
) -> frozenset[int]:
    waiting = stored_follow_ups.waiting_for(transaction, viewer=viewer, commitment_id=commitment.id)
    # Of an action of all partners everybody reads how many are in, and nobody which.
    others = () if commitment.all_partners else remaining(commitment)
    runner = stored_members.runner_of(transaction, viewer=viewer)
    chair = stored_members.chair_of(transaction, viewer=viewer)
    is_critical = commitment.importance is not Importance.NORMAL
    running = (runner, chair if is_critical else None)
    found = [*waiting, share.person_id, *(one.person_id for one in others)]
    found += [one.person.id for one in running if one is not None]
    return frozenset(person_id for person_id in found if person_id is not None)


def _found(transaction: Transaction, viewer: Viewer, delivery: Delivery) -> tuple[Commitment, Share]:
    return stored_commitments.of_share(transaction, viewer=viewer, share_id=delivery.owed.share_id or 0)
