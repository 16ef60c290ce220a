"""Whether what is owed about a share should still be said, by named rules (architecture, Sending)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import quiet
from bot.domain.calendars import PersonCalendar, find_td, local_date
from bot.domain.commitments import Commitment, Share, ShareState, due_of
from bot.domain.deliveries import DeliveryKind, Owed, Rule
from bot.domain.reminders import before, skipped_by_answer
from bot.domain.renegotiations import Renegotiation
from bot.domain.stuck_help import RING, STEP

PAUSE_TD: Final = 3
"""Reminders pause this many days in term while a move of the date waits for the runner."""

_CLOSED: Final = {
    ShareState.DONE: Rule.DONE,
    ShareState.DECLINED: Rule.ANSWERED,
    ShareState.DROPPED: Rule.DROPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is owed, and how its share stands now. `calendar` is the reader's; `move` waits for the runner."""

    owed: Owed
    commitment: Commitment
    share: Share
    calendar: PersonCalendar
    move: Renegotiation | None
    now: datetime


def rule_of(standing: Standing) -> Rule | None:
    """Return the first rule by which it is withheld, None when it may go."""
    found = (check(standing) for check in _CHECKS.get(standing.owed.kind, ()))
    return next((rule for rule in found if rule is not None), None)


def paused_until(standing: Standing) -> date | None:
    """Return the day, where the reader is, on which its pause ends by itself; None while nothing is paused."""
    if standing.move is None:
        return None
    zone = standing.calendar.zone
    asked_on = local_date(now=standing.move.asked_at, zone=zone)
    last = find_td(day=asked_on, n=PAUSE_TD, calendar=standing.calendar.partner)
    until = asked_on + timedelta(days=PAUSE_TD) if last is None else last
    return until if local_date(now=standing.now, zone=zone) < until else None


def _undone(standing: Standing) -> Rule | None:
    return None if standing.share.state is ShareState.DONE else Rule.UNDONE


def _helped(standing: Standing) -> Rule | None:
    return None if standing.share.is_stuck else _CLOSED.get(standing.share.state, Rule.ANSWERED)


def _helps(standing: Standing) -> Rule | None:
    """That the runner rings, or somebody else is asked to help, is told to who holds it, while it is stuck."""
    if not standing.owed.step.startswith((RING, STEP)):
        return None
    return _not_theirs(standing) or _helped(standing) or _rung_before(standing)


def _rung_before(standing: Standing) -> Rule | None:
    """A ring that was promised for a day gone by is announced no more."""
    step = standing.owed.step
    if not step.startswith(RING):
        return None
    today = local_date(now=standing.now, zone=standing.calendar.zone)
    return Rule.TOO_LATE if date.fromisoformat(step.removeprefix(RING)) < today else None


def _not_theirs(standing: Standing) -> Rule | None:
    return None if standing.share.person_id == standing.owed.person_id else Rule.NOT_THEIRS


def _answered(standing: Standing) -> Rule | None:
    """An ask is about what is proposed, everything else about what is accepted."""
    wanted = ShareState.PROPOSED if standing.owed.kind is DeliveryKind.ASK else ShareState.ACCEPTED
    state = standing.share.state
    return None if state is wanted else _CLOSED.get(state, Rule.ANSWERED)


def _moved(standing: Standing) -> Rule | None:
    due = due_of(commitment=standing.commitment, share=standing.share)
    return None if due.isoformat() in standing.owed.fact.split(":") else Rule.DATE_MOVED


def _heard(standing: Standing) -> Rule | None:
    """Somebody who has said that they are stuck isn't asked how it is going."""
    return Rule.ANSWERED if standing.share.is_stuck else None


def _rests(standing: Standing) -> Rule | None:
    """**On track** lets it rest (R05)."""
    rested_on = standing.share.rested_on
    if rested_on is None:
        return None
    if quiet.is_answered(step=standing.owed.step, rested_on=rested_on):
        return Rule.ANSWERED
    importance = standing.commitment.importance
    due = due_of(commitment=standing.commitment, share=standing.share)
    steps = before(due=due, importance=importance, calendar=standing.calendar, from_day=rested_on)
    skipped = skipped_by_answer(steps=steps, importance=importance, answered_on=rested_on)
    return Rule.ANSWERED if standing.owed.step in skipped else None


def _paused(standing: Standing) -> Rule | None:
    """A move of the date was asked for, and the runner has had less than three days in term to decide."""
    return None if paused_until(standing) is None else Rule.PAUSED


_Check = Callable[[Standing], Rule | None]
_HOLDER: Final[tuple[_Check, ...]] = (_not_theirs, _answered)
_CHECKS: Final[dict[DeliveryKind, tuple[_Check, ...]]] = {
    DeliveryKind.REMINDER: (*_HOLDER, _moved, _rests, _paused),
    DeliveryKind.AFTER: (*_HOLDER, _moved, _heard, _paused),
    DeliveryKind.ASK: (*_HOLDER, _moved, _paused),
    DeliveryKind.AGREED: _HOLDER,
    DeliveryKind.EFFECT: (_undone,),
    DeliveryKind.STUCK: (_helped,),
    DeliveryKind.ANSWER: (_helps,),
}
"""What is in no row here goes whatever has become of its share, or has checks of its own in its service."""
