"""Marking a milestone: all partners are looked over first; then it is celebrated, put off, or marked quietly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.milestones import (
    Celebration,
    Contribution,
    Marking,
    Milestone,
    MilestoneState,
    in_alphabetical_order,
    recorded,
)
from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import Intent, Viewer, engine_in
from bot.domain.slots import regular
from bot.errors import Refused
from bot.messages import celebration as wording
from bot.messages.model import Message
from bot.services import guard, milestones, readers
from bot.services.lengths import TEXT, require_room
from bot.services.looking_back import asking as looking_back
from bot.services.milestones import MilestoneView, Outcome
from bot.services.ports import Transaction, Transactions
from storage import deliveries as stored_deliveries
from storage import milestones as stored_milestones
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import rooms as stored_rooms
from storage import thanks as stored_thanks

LINE: Final = 300
_REACHED: Final = frozenset({MilestoneState.REACHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What **Celebrate** opens with: all partners, those with nothing recorded first, and what could come next."""

    view: MilestoneView
    contributions: tuple[Contribution, ...]
    next: Milestone | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the form **Celebrate** holds, as typed. `did` has what each partner did, by the partner's id."""

    did: Mapping[int, str] = field(default_factory=dict)
    story: str = ""
    alone_possible: bool | None = None
    marking: Marking | None = None
    makes_possible: str = ""
    what_next: str = ""
    own_words: str = ""


def prepare(*, database: Transactions, viewer: Viewer, milestone_id: int, now: datetime) -> Preparation:
    """Return what there is to look over. Raises `Refused` (not_for_your_role, milestone_gone)."""
    guard.require(viewer=viewer, intent=Intent.CELEBRATE)
    with database.read() as transaction:
        view = milestones.view(transaction, viewer=viewer, milestone_id=milestone_id, now=now)
        partners = stored_partners.all_of(transaction, viewer=viewer)
        return Preparation(
            view=view,
            contributions=recorded(partners=partners, actions=view.actions),
            next=milestones.next_one(transaction, viewer=viewer, today=view.today),
        )


def celebrate(
    *, database: Transactions, viewer: Viewer, milestone_id: int, told: Told, now: datetime
) -> Outcome:
    """Celebrate what was reached: in every room, and for whoever would like the news and has no room.

    Of two who press, the first decides. Raises `Refused` (not_for_your_role, milestone_gone, too_long).
    """
    guard.require(viewer=viewer, intent=Intent.CELEBRATE)
    with database.write() as transaction:
        did = _did(transaction, viewer, told)
        outcome = _mark(
            transaction,
            viewer,
            milestone_id,
            now,
            act="milestone_celebrated",
            state=MilestoneState.CELEBRATED,
            **_words(told),
        )
        if outcome.changed:
            stored_milestones.keep_contributions(
                transaction, viewer=viewer, milestone_id=milestone_id, words=did
            )
            _tell(transaction, viewer, outcome.view, did, now)
        return outcome


def mark_quietly(*, database: Transactions, viewer: Viewer, milestone_id: int, now: datetime) -> Outcome:
    """**Quietly**: it is marked, and nothing is said. Raises `Refused` (not_for_your_role, milestone_gone)."""
    guard.require(viewer=viewer, intent=Intent.CELEBRATE)
    with database.write() as transaction:
        return _mark(
            transaction,
            viewer,
            milestone_id,
            now,
            act="milestone_marked_quietly",
            state=MilestoneState.QUIET,
        )


def put_off(*, database: Transactions, viewer: Viewer, milestone_id: int, now: datetime) -> Outcome:
    """**Not yet**: nothing is asked for two td. Raises `Refused` (not_for_your_role, milestone_gone)."""
    guard.require(viewer=viewer, intent=Intent.CELEBRATE)
    with database.write() as transaction:
        zone = stored_partnerships.get(transaction, viewer=viewer).zone
        return milestones.settle(
            transaction,
            viewer=viewer,
            milestone_id=milestone_id,
            since=_REACHED,
            act="milestone_put_off",
            now=now,
            put_off_on=local_date(now=now, zone=zone),
        )


def told(*, database: Transactions, viewer: Viewer, milestone_id: int) -> tuple[str, Celebration]:
    """Return the partnership's name, and what was said of a milestone, to be passed on.

    Raises `Refused` (not_for_your_role, milestone_gone).
    """
    guard.require(viewer=viewer, intent=Intent.WORDS_TO_SHARE)
    with database.read() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        found = celebration(transaction, viewer=viewer, milestone_id=milestone_id)
    if found.milestone.state is not MilestoneState.CELEBRATED:
        raise Refused("milestone_gone")
    return partnership.name, found


def celebration(transaction: Transaction, *, viewer: Viewer, milestone_id: int) -> Celebration:
    """Return a milestone with what each partner did, in alphabetical order. Raises `Refused` (milestone_gone)."""
    names = stored_partners.names(transaction, viewer=viewer)
    kept = stored_milestones.contributions_of(transaction, viewer=viewer, milestone_id=milestone_id)
    said = (
        Contribution(partner_id=partner_id, partner=names[partner_id], words=words)
        for partner_id, words in kept.items()
    )
    return Celebration(
        milestone=stored_milestones.get(transaction, viewer=viewer, milestone_id=milestone_id),
        contributions=in_alphabetical_order(said),
    )


def post(transaction: Transaction, delivery: Delivery, _: datetime) -> Message:
    """Word the celebration in a room."""
    viewer = engine_in(delivery.owed.partnership_id)
    found = celebration(transaction, viewer=viewer, milestone_id=milestone_of(delivery))
    return wording.post(found)


def milestone_of(delivery: Delivery) -> int:
    """Return which milestone a delivery is about."""
    return int(delivery.owed.fact.rsplit(":", 1)[-1])


def owe_in_rooms(
    transaction: Transaction, *, viewer: Viewer, kind: DeliveryKind, fact: str, now: datetime
) -> None:
    """Owe every room of the viewer's partnership that can be posted to one post, once; none before the doors open."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    for room in stored_rooms.all_of(transaction, viewer=viewer):
        if room.usable and partnership.state is PartnershipState.OPEN:
            owed = Owed(
                kind=kind,
                fact=fact,
                step=kind.value,
                partnership_id=room.partnership_id,
                due_on=local_date(now=now, zone=partnership.zone),
                due_at=now,
                room_id=room.id,
                off_day=True,
            )
            stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def _tell(
    transaction: Transaction, viewer: Viewer, view: MilestoneView, did: Mapping[int, str], now: datetime
) -> None:
    """Owe the rooms the post, whoever has none the news, and those who took part a question or two."""
    milestone = view.milestone
    fact = f"milestone:{milestone.id}"
    owe_in_rooms(transaction, viewer=viewer, kind=DeliveryKind.CELEBRATION, fact=fact, now=now)
    _owe_news(transaction, viewer, milestone.id, now)
    looking_back.owe_about(
        transaction, viewer=viewer, milestone=milestone, actions=view.actions, contributing=did, now=now
    )


def _owe_news(transaction: Transaction, viewer: Viewer, milestone_id: int, now: datetime) -> None:
    for person_id in stored_thanks.readers_of_news(transaction, viewer=viewer):
        to = readers.reader(transaction, viewer=viewer, person_id=person_id)
        slot = None if to is None else regular(calendar=to.calendar, earliest=now)
        if to is not None and slot is not None:
            owed = Owed(
                kind=DeliveryKind.NEWS,
                fact=f"milestone:{milestone_id}",
                step="news",
                partnership_id=to.membership.partnership_id,
                due_on=slot.on,
                due_at=slot.at,
                person_id=person_id,
            )
            stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def _mark(
    transaction: Transaction, viewer: Viewer, milestone_id: int, now: datetime, *, act: str, **columns: Any
) -> Outcome:
    return milestones.settle(
        transaction,
        viewer=viewer,
        milestone_id=milestone_id,
        since=_REACHED,
        act=act,
        now=now,
        marked_by=viewer.person_id,
        marked_at=now,
        **columns,
    )


def _did(transaction: Transaction, viewer: Viewer, told: Told) -> dict[int, str]:
    """Return what is said of each partner of ours, without those of whom nothing is said."""
    ours = stored_partners.names(transaction, viewer=viewer)
    said = {
        partner_id: require_room(words, field=f"did_{partner_id}", most=LINE)
        for partner_id, words in told.did.items()
        if partner_id in ours
    }
    return {partner_id: words for partner_id, words in said.items() if words}


def _words(told: Told) -> dict[str, object]:
    return {
        "story": require_room(told.story, field="story", most=TEXT),
        "alone_possible": told.alone_possible,
        "marking": told.marking,
        "makes_possible": require_room(told.makes_possible, field="makes_possible", most=TEXT),
        "what_next": require_room(told.what_next, field="what_next", most=TEXT),
        "own_words": require_room(told.own_words, field="own_words", most=LINE),
    }
