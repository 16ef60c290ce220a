"""Looks up what decides whether a delivery may still go: when it is gathered, and again when it is sent."""

from datetime import datetime

from bot.domain.deliveries import Delivery, DeliveryKind, Owed, Rule
from bot.domain.people import Membership
from bot.domain.permissions import engine_in
from bot.domain.rechecks import Standing, rule_of
from bot.errors import Refused
from bot.services import calendars
from bot.services.ports import Transaction
from storage import commitments as stored_commitments
from storage import members as stored_members
from storage import renegotiations as stored_renegotiations


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
    if owed.kind is DeliveryKind.HELLO and membership.greeted_at is not None:
        return Rule.ANSWERED
    return _about_share(transaction, owed, membership, now)


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
