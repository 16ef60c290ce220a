"""**Drop** takes an action out of the timetable; **Put it back** brings it back as it stood, within a year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import transitions
from bot.domain.commitments import Commitment, EventKind, Share, ShareEvent, ShareState
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Rule
from bot.domain.permissions import Intent, Viewer
from bot.errors import Refused
from bot.services import changes, effects, last_safe, milestones, planning, presses, telling
from bot.services.lengths import require_room
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Outcome, Pressed
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import notes as stored_notes
from storage import reach as stored_reach
from storage import series as stored_series
from storage import shares as stored_shares

REASON: Final = 300
_KEPT: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dropped:
    """A share that is out, how it stood before, and what was noted then."""

    share: Share
    event: ShareEvent
    was: ShareState


def look(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """Return how an action stands, before it is asked whether it goes. Raises `Refused` (action_gone, not_for_your_role)."""
    with database.read() as transaction:
        _, share = changes.find(transaction, viewer=viewer, intent=Intent.DROP, pressed=pressed)
        as_seen = share.version == pressed.version and share.is_open
        return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=as_seen, now=now)


def drop(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, reason: str, later: bool, now: datetime
) -> Outcome:
    """Take an action out, with all later ones of its series if that is meant. The reason is the runner's alone.

    Raises `Refused` (action_gone, not_for_your_role, too_long) before anything is written.
    """
    with database.write() as transaction:
        commitment, share = changes.find(transaction, viewer=viewer, intent=Intent.DROP, pressed=pressed)
        words = require_room(reason, field="reason", most=REASON)
        transition = transitions.drop(share)
        if not presses.make(transaction, viewer=viewer, pressed=pressed, transition=transition, now=now):
            return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=False, now=now)
        _tell_dropped(transaction, viewer, share, now)
        following = changes.later_ones(transaction, viewer=viewer, commitment=commitment) if later else ()
        if later and commitment.series_id is not None:
            stored_series.change(transaction, viewer=viewer, series_id=commitment.series_id, ended_at=now)
        others = replace(commitment, shares=tuple(one for one in commitment.shares if one.id != share.id))
        _drop(transaction, viewer, others, now)
        gone = [_drop(transaction, viewer, one, now) for one in following]
        if words:
            stored_notes.add(transaction, viewer=viewer, commitment_id=commitment.id, text=words, now=now)
        outcome = presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=True, now=now)
        return replace(outcome, later=sum(gone) if later else None)


def look_back(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """Return how an action stands, before it is asked what of its series comes back.

    `changed` says that there is something to ask: it is out, and comes round again. Raises `Refused`
    (action_gone, not_for_your_role).
    """
    with database.read() as transaction:
        commitment, share = changes.find(transaction, viewer=viewer, intent=Intent.RESTORE, pressed=pressed)
        is_out = share.version == pressed.version and share.state is ShareState.DROPPED
        asks = is_out and commitment.series_id is not None
        return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=asks, now=now)


def restore(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, later: bool = False, now: datetime
) -> Outcome:
    """Bring an action back as it stood, with everybody who was dropped from it at the same moment.

    With `later` the later ones of its series that went with it come back as well, and it comes round again.

    Raises `Refused` (action_gone, not_for_your_role, dropped_long_ago, dropped_unknown) before anything is written.
    """
    with database.write() as transaction:
        commitment, share = changes.find(transaction, viewer=viewer, intent=Intent.RESTORE, pressed=pressed)
        event = _last_drop(transaction, viewer, share)
        if share.version != pressed.version or event is None:
            return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=False, now=now)
        if now > event.at + _KEPT:
            raise Refused("dropped_long_ago", title=commitment.wording.title)
        following = changes.later_ones(transaction, viewer=viewer, commitment=commitment) if later else ()
        found = [(one, _dropped_with(transaction, viewer, one, event)) for one in (commitment, *following)]
        changed = [_bring_back(transaction, viewer, one, dropped, now) for one, dropped in found if dropped]
        if later and commitment.series_id is not None:
            series_id = commitment.series_id
            stored_series.reopen(transaction, viewer=viewer, series_id=series_id, ended_at=event.at)
        outcome = presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=all(changed), now=now)
        return replace(outcome, later=len(changed) - 1 if later else None)


def _drop(transaction: Transaction, viewer: Viewer, commitment: Commitment, now: datetime) -> bool:
    """Take every open share out, tell those who knew of it, and those who wait for it. Returns whether one went."""
    # Who changes their own share at this very moment keeps it, and reads how it stands.
    shares = [one for one in commitment.shares if _make(transaction, viewer, one, transitions.drop(one), now)]
    for share in shares:
        _tell_dropped(transaction, viewer, share, now)
    effects.tell_gone(transaction, viewer=viewer, commitment=commitment, now=now)
    return bool(shares)


def _tell_dropped(transaction: Transaction, viewer: Viewer, share: Share, now: datetime) -> None:
    planning.withhold(transaction, viewer=viewer, share_id=share.id, rule=Rule.DROPPED, now=now)
    asked = stored_reach.asked(transaction, viewer=viewer)
    if share.state is ShareState.ACCEPTED or (share.id, share.person_id or 0) in asked:
        step = f"dropped:{now.isoformat()}"
        telling.changed(transaction, viewer=viewer, share=share, step=step, now=now)


def _dropped_with(
    transaction: Transaction, viewer: Viewer, commitment: Commitment, event: ShareEvent
) -> tuple[_Dropped, ...]:
    """Return who was dropped at the same moment. Raises `Refused` (dropped_unknown) where nobody wrote how it stood."""
    found = [(one, _last_drop(transaction, viewer, one)) for one in commitment.shares]
    together = [(share, then) for share, then in found if then is not None and then.at == event.at]
    if any("was" not in then.details for _, then in together):
        raise Refused("dropped_unknown", title=commitment.wording.title)
    return tuple(
        _Dropped(share=share, event=then, was=ShareState(str(then.details["was"])))
        for share, then in together
    )


def _bring_back(
    transaction: Transaction,
    viewer: Viewer,
    commitment: Commitment,
    dropped: Sequence[_Dropped],
    now: datetime,
) -> bool:
    """Bring one action back, and tell those who wait for it and have read that it was gone."""
    went = frozenset(
        one.owed.person_id or 0
        for each in dropped
        for one in stored_deliveries.ledger(transaction, viewer=viewer, share_id=each.share.id)
        if one.state is DeliveryState.SENT and _says_gone_without(one)
    )
    changed = [_restore(transaction, viewer, one, now) for one in dropped]
    gone_at = dropped[0].event.at
    effects.tell_back(transaction, viewer=viewer, commitment=commitment, gone_at=gone_at, went=went, now=now)
    milestones.take_back(transaction, viewer=viewer, milestone_id=commitment.milestone_id, now=now)
    return all(changed)


def _restore(transaction: Transaction, viewer: Viewer, dropped: _Dropped, now: datetime) -> bool:
    share, was = dropped.share, dropped.was
    told = _was_told(transaction, viewer, share, dropped.event)
    changed = _make(transaction, viewer, share, transitions.restore(share, was=was), now)
    found, back = stored_commitments.of_share(transaction, viewer=viewer, share_id=share.id)
    if was is ShareState.PROPOSED:
        planning.plan_ask(transaction, viewer=viewer, commitment=found, share=back, now=now)
    else:
        planning.plan_reminders(transaction, viewer=viewer, commitment=found, share=back, now=now)
    if told:
        step = f"restored:{now.isoformat()}"
        telling.changed(transaction, viewer=viewer, share=back, step=step, now=now)
    return changed


def _make(
    transaction: Transaction,
    viewer: Viewer,
    share: Share,
    transition: transitions.Transition | None,
    now: datetime,
) -> bool:
    as_it_is = Pressed(share_id=share.id, version=share.version)
    return presses.make(transaction, viewer=viewer, pressed=as_it_is, transition=transition, now=now)


def _last_drop(transaction: Transaction, viewer: Viewer, share: Share) -> ShareEvent | None:
    """Return when a share that is out was dropped, None for one that is in."""
    if share.state is not ShareState.DROPPED:
        return None
    events = stored_shares.events_of(transaction, viewer=viewer, share_id=share.id)
    return next((one for one in reversed(events) if one.kind is EventKind.DROPPED), None)


def _was_told(transaction: Transaction, viewer: Viewer, share: Share, dropped: ShareEvent) -> bool:
    """Whether the holder has read already that it was out; what they haven't read they needn't."""
    step = f"dropped:{dropped.at.isoformat()}"
    ledger = stored_deliveries.ledger(transaction, viewer=viewer, share_id=share.id)
    return any(
        one.state is DeliveryState.SENT
        and one.owed.person_id == share.person_id
        and (_says_gone_without(one) or (one.owed.kind is DeliveryKind.CHANGED and one.owed.step == step))
        for one in ledger
    )


def _says_gone_without(delivery: Delivery) -> bool:
    return delivery.owed.kind is DeliveryKind.WAIT_OR_GO and delivery.owed.step == last_safe.WENT
