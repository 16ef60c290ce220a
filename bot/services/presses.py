"""A press on one share: may they, did it win, and how do things stand now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.commitments import Commitment, EventKind, Share
from bot.domain.deliveries import DeliveryKind
from bot.domain.items import ItemView
from bot.domain.permissions import Intent, Viewer
from bot.domain.transitions import Transition
from bot.services import guard, items
from storage import audit
from storage import commitments as stored_commitments
from storage import handovers as stored_handovers
from storage import renegotiations as stored_renegotiations
from storage import shares as stored_shares
from storage.database import Transaction

ASKS: Final = frozenset({DeliveryKind.ASK, DeliveryKind.AGREED})
REMINDERS: Final = frozenset({DeliveryKind.REMINDER, DeliveryKind.AFTER})
"""What a press makes superfluous, and is then withheld by name."""

_SETTLES: Final = frozenset(
    {
        EventKind.ACCEPTED,
        EventKind.DECLINED,
        EventKind.HANDED_ON,
        EventKind.HANDED_OVER,
        EventKind.DONE,
        EventKind.DROPPED,
    }
)
"""What makes a date that was suggested, and not yet decided, a thing of the past."""

_MEANS: Final = {Intent.ON_TRACK: EventKind.ON_TRACK, Intent.STUCK: EventKind.STUCK}
"""What a press brings about and can bring about again: by a second press of the same kind nothing more is meant."""

_ENDS_HAND_OVER: Final = frozenset(
    {EventKind.DONE, EventKind.DATE_MOVED, EventKind.DROPPED, EventKind.HAND_OVER_ASKED}
)
"""What makes a hand-over that nobody has answered a thing of the past: the next one takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What a button carries: a share, and the version in which its presser saw it.

    `by_phone` says that its holder was heard by telephone, and that the runner writes down what they said.
    """

    share_id: int
    version: int
    by_phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """A press on something shown before it changed: what was meant, and what has happened since."""

    intent: Intent
    since: EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How things stand after a press. `changed` is False where the press changed nothing.

    `later` counts the later ones of a series to which the same was done, None where only this one was meant.
    `outdated` is there where nothing changed because something else had, and is not what was meant anyway.
    """

    view: ItemView
    changed: bool
    later: int | None = None
    outdated: Outdated | None = None


def find(
    transaction: Transaction, *, viewer: Viewer, intent: Intent, pressed: Pressed
) -> tuple[Commitment, Share]:
    """Return what was pressed. Raises `Refused` (action_gone, not_for_your_role)."""
    commitment, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=pressed.share_id)
    guard.require(viewer=viewer, intent=intent, partner_id=share.partner_id)
    return commitment, share


def make(
    transaction: Transaction,
    *,
    viewer: Viewer,
    pressed: Pressed,
    transition: Transition | None,
    now: datetime,
) -> bool:
    """Carry out a transition if the share still is as it was seen, note it, and say whether it was carried out."""
    if transition is None or not stored_shares.change(
        transaction,
        viewer=viewer,
        share_id=pressed.share_id,
        version=pressed.version,
        **transition.changes,
    ):
        return False
    if transition.event in _SETTLES:
        stored_renegotiations.withdraw(transaction, viewer=viewer, share_id=pressed.share_id, now=now)
    if transition.event in _ENDS_HAND_OVER:
        stored_handovers.withdraw(transaction, viewer=viewer, share_id=pressed.share_id, now=now)
    details = {**transition.details, **({"by_phone": True} if pressed.by_phone else {})}
    stored_shares.note_event(
        transaction,
        viewer=viewer,
        share_id=pressed.share_id,
        kind=transition.event,
        now=now,
        details=details,
    )
    audit.write(
        transaction,
        viewer=viewer,
        act=f"share_{transition.event.value}",
        subject=f"share:{pressed.share_id}",
        now=now,
        details=details,
    )
    return True


def outcome(
    transaction: Transaction,
    *,
    viewer: Viewer,
    pressed: Pressed,
    changed: bool,
    now: datetime,
    intent: Intent | None = None,
) -> Outcome:
    """Return how the share stands now, as the viewer sees it. `intent` is what was meant by a press on its card."""
    view = items.view(transaction, viewer=viewer, share_id=pressed.share_id, now=now)
    is_old = not changed and intent is not None and pressed.version != view.share.version
    outdated = _outdated(transaction, viewer, pressed, intent) if is_old and intent is not None else None
    return Outcome(view=view, changed=changed, outdated=outdated)


def _outdated(transaction: Transaction, viewer: Viewer, pressed: Pressed, intent: Intent) -> Outdated | None:
    """What has happened since, unless that is what was meant: then this is the same press twice."""
    since = stored_shares.events_of(transaction, viewer=viewer, share_id=pressed.share_id)[-1].kind
    return None if since is _MEANS.get(intent) else Outdated(intent=intent, since=since)


def carry_out(
    transaction: Transaction,
    *,
    viewer: Viewer,
    intent: Intent,
    pressed: Pressed,
    decide: Callable[[Share], Transition | None],
    now: datetime,
) -> Outcome:
    """Find what was pressed, carry out what `decide` makes of it, and return how it stands.

    Raises `Refused` (action_gone, not_for_your_role) before anything is written.
    """
    _, share = find(transaction, viewer=viewer, intent=intent, pressed=pressed)
    changed = make(transaction, viewer=viewer, pressed=pressed, transition=decide(share), now=now)
    return outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now, intent=intent)
