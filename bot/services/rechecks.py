"""Looks up what decides whether a delivery may still go: when it is gathered, and again when it is sent."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.deliveries import Delivery, DeliveryKind, Owed, Rule
from bot.domain.people import Membership
from bot.domain.permissions import ENGINE, engine_in
from bot.domain.rechecks import Standing, pause_ends, rule_of
from bot.errors import Refused
from bot.services import calendars, readers
from bot.services.ports import Transaction
from bot.services.readers import RUNNERS
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import renegotiations as stored_renegotiations


def withhold(
    transaction: Transaction, *, deliveries: Sequence[Delivery], now: datetime
) -> tuple[Delivery, ...]:
    """Withhold what of these should not be said any more, by its rule; what is paused waits. Returns what may go."""
    found: list[Delivery] = []
    for delivery in deliveries:
        rule = broken(transaction, delivery=delivery, now=now)
        if rule is None:
            found.append(delivery)
        elif rule is Rule.PAUSED:
            _pause(transaction, delivery)
        else:
            stored_deliveries.withhold(transaction, viewer=ENGINE, ids=[delivery.id], rule=rule)
    return tuple(found)


def broken(transaction: Transaction, *, delivery: Delivery, now: datetime) -> Rule | None:
    """Return the rule by which a delivery is withheld now, None when it may go."""
    owed = delivery.owed
    if owed.person_id is None:
        return None
    viewer = engine_in(owed.partnership_id)
    membership = stored_members.member(transaction, viewer=viewer, person_id=owed.person_id)
    if membership is None:
        return Rule.LEFT
    if not membership.doors_open:
        return Rule.DOORS_SHUT
    if membership.rings and membership.role not in RUNNERS:
        return Rule.NO_ADDRESS
    if owed.kind is DeliveryKind.HELLO and membership.greeted_at is not None:
        return Rule.ANSWERED
    return _about_share(transaction, owed, membership, now)


def _pause(transaction: Transaction, delivery: Delivery) -> None:
    owed = delivery.owed
    viewer = engine_in(owed.partnership_id)
    move = stored_renegotiations.asked_of_share(transaction, viewer=viewer, share_id=owed.share_id or 0)
    reader = readers.reader(transaction, viewer=viewer, person_id=owed.person_id)
    if move is None or reader is None:
        raise LookupError(f"delivery {delivery.id} is not paused")
    until = pause_ends(move, calendar=reader.calendar)
    at = reader.calendar.instant(until)
    stored_deliveries.pause(transaction, viewer=ENGINE, ids=[delivery.id], due_on=until, due_at=at)


def _about_share(transaction: Transaction, owed: Owed, membership: Membership, now: datetime) -> Rule | None:
    if owed.share_id is None:
        return None
    viewer = engine_in(owed.partnership_id)
    try:
        commitment, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=owed.share_id)
    except Refused:
        return Rule.DROPPED
    standing = Standing(
        owed=owed,
        commitment=commitment,
        share=share,
        calendar=calendars.of_member(transaction, viewer=viewer, membership=membership),
        move=stored_renegotiations.asked_of_share(transaction, viewer=viewer, share_id=share.id),
        now=now,
    )
    return rule_of(standing)
