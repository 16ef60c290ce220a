"""**Hand over**: a colleague of the same partner is asked, and until they accept it stays where it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain import transitions
from bot.domain.calendars import find_td, local_date
from bot.domain.commitments import Share, due_of
from bot.domain.deliveries import DeliveryKind, Rule
from bot.domain.handovers import (
    AGAIN,
    UNANSWERED,
    UNANSWERED_AFTER,
    Handover,
    HandoverState,
    is_away_over,
)
from bot.domain.items import ItemView
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Role, Viewer
from bot.errors import Refused
from bot.services import guard, items, planning, presses, telling
from bot.services.lengths import require_room
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Outcome, Pressed
from bot.services.telling import News
from storage import commitments as stored_commitments
from storage import handovers as stored_handovers
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships

LINE: Final = 300
ANYWAY: Final = "person_away"
"""The question that **Ask them anyway** answers: somebody is away on the date."""

_TAKES: Final = frozenset({Role.CO_ORDINATOR, Role.DEPUTY, Role.MEMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the form **Hand over** holds. `to` is the number of a person as the form offers it, "person:7"."""

    to: str
    words: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A share, whether it is as it was seen, and those who could take it over."""

    view: ItemView
    changed: bool
    colleagues: tuple[Membership, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of a hand-over after a press. `changed` is False where it was settled already."""

    handover: Handover
    view: ItemView
    changed: bool


def offer(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Offer:
    """Return who could take a share over. Raises `Refused` (action_gone, not_for_your_role, nobody_to_take_over)."""
    with database.read() as transaction:
        _, share = presses.find(transaction, viewer=viewer, intent=Intent.HAND_OVER, pressed=pressed)
        colleagues = _colleagues(transaction, viewer, share)
        view = items.view(transaction, viewer=viewer, share_id=share.id, now=now)
    if not colleagues:
        raise Refused("nobody_to_take_over", partner=view.partner_name)
    return Offer(view=view, changed=share.version == pressed.version, colleagues=colleagues)


def ask(*, database: Transactions, viewer: Viewer, pressed: Pressed, wish: Wish, now: datetime) -> Outcome:
    """Ask a colleague; one who was asked before need not answer any more.

    Raises `Refused` (action_gone, not_for_your_role, colleague_needed, too_long, person_away) before anything is written.
    """
    with database.write() as transaction:
        commitment, share = presses.find(transaction, viewer=viewer, intent=Intent.HAND_OVER, pressed=pressed)
        taker = _taker(transaction, viewer, share, wish.to)
        words = require_room(wish.words, field="words", most=LINE)
        due = due_of(commitment=commitment, share=share)
        if not wish.anyway and is_away_over(due=due, leave=taker.person.rhythm.leave):
            raise Refused("person_away", field="person", name=taker.person.name, day=due)
        transition = transitions.ask_to_take_over(share, to_id=taker.person.id)
        changed = presses.make(transaction, viewer=viewer, pressed=pressed, transition=transition, now=now)
        if changed:
            handover = stored_handovers.add(
                transaction,
                viewer=viewer,
                share_id=share.id,
                from_id=share.person_id,
                to_id=taker.person.id,
                words=words,
                now=now,
            )
            _tell(transaction, viewer, handover, taker.person.id, step="asked", now=now)
            _ask_again(transaction, viewer, handover, share, now)
        return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now)


def answer(
    *, database: Transactions, viewer: Viewer, handover_id: int, accept: bool, now: datetime
) -> Answered:
    """**Accept**, or **Not for me**: only whoever was asked can answer.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        handover = stored_handovers.get(transaction, viewer=viewer, handover_id=handover_id)
        _, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=handover.share_id)
        guard.require(viewer=viewer, intent=Intent.ANSWER_HAND_OVER, partner_id=share.partner_id)
        if handover.to_id != viewer.person_id:
            raise Refused("not_for_your_role")
        changed = (
            _take(transaction, viewer, share, handover, now)
            if accept
            else _decide(transaction, viewer, handover, HandoverState.DECLINED, now)
        )
        if changed:
            step = "accepted" if accept else "declined"
            _tell(transaction, viewer, handover, handover.from_id, step=step, now=now)
            runner = stored_members.runner_of(transaction, viewer=viewer)
            if accept and runner is not None and runner.person.id != handover.from_id:
                _tell(transaction, viewer, handover, runner.person.id, step="known", now=now)
        return Answered(
            handover=stored_handovers.get(transaction, viewer=viewer, handover_id=handover_id),
            view=items.view(transaction, viewer=viewer, share_id=share.id, now=now),
            changed=changed,
        )


def _take(transaction: Transaction, viewer: Viewer, share: Share, handover: Handover, now: datetime) -> bool:
    transition = transitions.take_over(share, person_id=handover.to_id)
    as_it_is = Pressed(share_id=share.id, version=share.version)
    if handover.state is not HandoverState.ASKED or not presses.make(
        transaction, viewer=viewer, pressed=as_it_is, transition=transition, now=now
    ):
        return False
    _decide(transaction, viewer, handover, HandoverState.ACCEPTED, now)
    kinds = presses.ASKS | presses.REMINDERS
    planning.withhold(
        transaction, viewer=viewer, share_id=share.id, rule=Rule.NOT_THEIRS, kinds=kinds, now=now
    )
    commitment, taken = stored_commitments.of_share(transaction, viewer=viewer, share_id=share.id)
    planning.plan_reminders(transaction, viewer=viewer, commitment=commitment, share=taken, now=now)
    return True


def _decide(
    transaction: Transaction, viewer: Viewer, handover: Handover, state: HandoverState, now: datetime
) -> bool:
    return stored_handovers.decide(transaction, viewer=viewer, handover_id=handover.id, state=state, now=now)


def _tell(
    transaction: Transaction,
    viewer: Viewer,
    handover: Handover,
    person_id: int | None,
    *,
    step: str,
    now: datetime,
) -> None:
    telling.in_next_envelope(
        transaction,
        viewer=viewer,
        person_id=person_id,
        kind=DeliveryKind.HAND_OVER,
        fact=f"handover:{handover.id}",
        step=step,
        share_id=handover.share_id,
        now=now,
    )


def _ask_again(
    transaction: Transaction, viewer: Viewer, handover: Handover, share: Share, now: datetime
) -> None:
    """Without an answer the colleague is asked once more, and the giver hears that there is none yet."""
    about, share_id = f"handover:{handover.id}", handover.share_id
    again = News(kind=DeliveryKind.HAND_OVER, fact=about, step=AGAIN, share_id=share_id)
    telling.once_more(transaction, viewer=viewer, person_id=handover.to_id, news=again, now=now)
    partner = stored_partners.get(transaction, viewer=viewer, partner_id=share.partner_id)
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    counted = find_td(day=today, n=UNANSWERED_AFTER, calendar=partner.calendar)
    none_yet = News(kind=DeliveryKind.HAND_OVER, fact=about, step=UNANSWERED, share_id=share_id)
    telling.from_day(
        transaction,
        viewer=viewer,
        person_id=handover.from_id,
        news=none_yet,
        day=counted or today + timedelta(days=UNANSWERED_AFTER),
        now=now,
    )


def _colleagues(transaction: Transaction, viewer: Viewer, share: Share) -> tuple[Membership, ...]:
    members = stored_members.all_of(transaction, viewer=viewer)
    found = [
        one
        for one in members
        if one.partner_id == share.partner_id and one.role in _TAKES and one.person.id != share.person_id
    ]
    return tuple(sorted(found, key=lambda one: one.person.name.casefold()))


def _taker(transaction: Transaction, viewer: Viewer, share: Share, chosen: str) -> Membership:
    colleagues = {f"person:{one.person.id}": one for one in _colleagues(transaction, viewer, share)}
    if chosen not in colleagues:
        raise Refused("colleague_needed", field="person")
    return colleagues[chosen]
