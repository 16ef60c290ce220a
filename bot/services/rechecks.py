"""Looks up what decides whether a delivery may still go: when it is gathered, and again when it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain import slots
from bot.domain.calendars import PersonCalendar
from bot.domain.deliveries import NOTICES, Delivery, DeliveryKind, Owed, Rule
from bot.domain.importance import Importance
from bot.domain.people import Membership
from bot.domain.permissions import ENGINE, Role, engine_in
from bot.domain.rechecks import Standing, paused_until, rule_of
from bot.domain.slots import Slot
from bot.domain.stage_manners import StageManners, is_held_back, waits
from bot.errors import Refused
from bot.services import calendars, in_force, notices
from bot.services.ports import Transaction
from bot.services.readers import RUNNERS, Reader
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import renegotiations as stored_renegotiations

_RUNNING: Final = RUNNERS | {Role.CHAIR}
_A_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """The rule by which a delivery does not go now, None when it may; `until` is when its pause ends by itself."""

    rule: Rule | None
    until: Slot | None = None


def withhold(
    transaction: Transaction, *, deliveries: Sequence[Delivery], now: datetime
) -> tuple[Delivery, ...]:
    """Withhold what of these should not be said any more, by its rule; what is paused waits. Returns what may go."""
    found: list[Delivery] = []
    judge = _Judge(transaction, now)
    for delivery in deliveries:
        verdict, ids = judge.of(delivery), [delivery.id]
        if verdict.rule is None:
            found.append(delivery)
        elif verdict.until is not None:
            on, at = verdict.until.on, verdict.until.at
            stored_deliveries.pause(
                transaction, viewer=ENGINE, ids=ids, due_on=on, due_at=at, rule=verdict.rule
            )
        else:
            stored_deliveries.withhold(transaction, viewer=ENGINE, ids=ids, rule=verdict.rule)
    return tuple(found)


def still(transaction: Transaction, *, deliveries: Sequence[Delivery], now: datetime) -> tuple[Delivery, ...]:
    """Return what of these would go at `now`; nothing is withheld."""
    judge = _Judge(transaction, now)
    return tuple(one for one in deliveries if judge.of(one).rule is None)


class _Judge:
    """Judges what is due at one moment, and reads each member and their calendar once."""

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        self._transaction = transaction
        self._now = now
        self._members: dict[tuple[int, int], Membership | None] = {}
        self._calendars: dict[int, PersonCalendar] = {}
        self._manners_of: dict[int, StageManners] = {}

    def of(self, delivery: Delivery) -> _Verdict:
        owed = delivery.owed
        if owed.person_id is None:
            return _Verdict(rule=None)
        membership = self._member(owed.partnership_id, owed.person_id)
        if membership is None:
            return _Verdict(rule=Rule.LEFT)
        if not membership.doors_open:
            return _Verdict(rule=Rule.DOORS_SHUT)
        if owed.kind is DeliveryKind.HELLO and membership.greeted_at is not None:
            return _Verdict(rule=Rule.ANSWERED)
        verdict = (
            self._of_stage(owed, membership)
            or self._of_notice(delivery, membership)
            or self._about_share(owed, membership)
        )
        if verdict.rule is None and membership.rings and membership.role not in RUNNERS:
            # Whoever would rather be rung is not written to: the runner hears of it.
            return _Verdict(rule=Rule.NO_ADDRESS)
        return verdict

    def _of_stage(self, owed: Owed, membership: Membership) -> _Verdict | None:
        """In some stages only critical dates and answers go to partners (F15). Who runs or chairs it hears all."""
        manners = self._manners(owed.partnership_id)
        if not manners.critical_only or membership.role in _RUNNING:
            return None
        importance = self._importance(owed)
        if is_held_back(manners, kind=owed.kind, importance=importance):
            return _Verdict(rule=Rule.STAGE)
        if not waits(manners, kind=owed.kind, importance=importance):
            return None
        slot = slots.regular(calendar=self._calendar(membership), earliest=self._now + _A_WEEK)
        return _Verdict(rule=Rule.STAGE, until=slot)

    def _importance(self, owed: Owed) -> Importance:
        if owed.share_id is None:
            return Importance.NORMAL
        viewer = engine_in(owed.partnership_id)
        try:
            commitment, _ = stored_commitments.of_share(
                self._transaction, viewer=viewer, share_id=owed.share_id
            )
        except Refused:
            return Importance.NORMAL
        return commitment.importance

    def _manners(self, partnership_id: int) -> StageManners:
        if partnership_id not in self._manners_of:
            self._manners_of[partnership_id] = in_force.manners_of(
                self._transaction, viewer=engine_in(partnership_id)
            )
        return self._manners_of[partnership_id]

    def _of_notice(self, delivery: Delivery, membership: Membership) -> _Verdict | None:
        """What its own service has no words for any more is withheld."""
        if delivery.owed.kind not in NOTICES:
            return None
        reader = Reader(membership=membership, calendar=self._calendar(membership))
        words = notices.write(self._transaction, reader=reader, delivery=delivery, now=self._now)
        return _Verdict(rule=None if words else Rule.ANSWERED)

    def _about_share(self, owed: Owed, membership: Membership) -> _Verdict:
        if owed.share_id is None:
            return _Verdict(rule=None)
        viewer = engine_in(owed.partnership_id)
        try:
            commitment, share = stored_commitments.of_share(
                self._transaction, viewer=viewer, share_id=owed.share_id
            )
        except Refused:
            return _Verdict(rule=Rule.DROPPED)
        standing = Standing(
            owed=owed,
            commitment=commitment,
            share=share,
            calendar=self._calendar(membership),
            move=stored_renegotiations.asked_of_share(self._transaction, viewer=viewer, share_id=share.id),
            now=self._now,
        )
        rule, on = rule_of(standing), paused_until(standing)
        if rule is not Rule.PAUSED or on is None:
            return _Verdict(rule=rule)
        return _Verdict(rule=rule, until=Slot(on=on, at=standing.calendar.instant(on)))

    def _member(self, partnership_id: int, person_id: int) -> Membership | None:
        key = (partnership_id, person_id)
        if key not in self._members:
            self._members[key] = stored_members.member(
                self._transaction, viewer=engine_in(partnership_id), person_id=person_id
            )
        return self._members[key]

    def _calendar(self, membership: Membership) -> PersonCalendar:
        if membership.id not in self._calendars:
            self._calendars[membership.id] = calendars.of_member(
                self._transaction, viewer=engine_in(membership.partnership_id), membership=membership
            )
        return self._calendars[membership.id]
