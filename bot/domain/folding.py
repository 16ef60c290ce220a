"""One message says each action once, and at most five of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.deliveries import DeliveryKind
from bot.domain.pending import Pending
from bot.domain.reminders import LAST_REMINDER

MOST_ITEMS: Final = 5

ITEMS: Final = (DeliveryKind.AFTER, DeliveryKind.REMINDER, DeliveryKind.ASK, DeliveryKind.AGREED)
"""What is shown as an item of its own, in the order of an envelope: due first, then acceptance, then the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """What goes; what something else in the message says as well; and what is held back for the next one."""

    kept: tuple[Pending, ...]
    merged: tuple[Pending, ...]
    held_back: tuple[Pending, ...]


def fold(going: Sequence[Pending]) -> Folded:
    """Say each share once. Beyond five items acceptance is held back; of the rest the message says how many more."""
    kept: dict[object, Pending] = {}
    merged: list[Pending] = []
    for one in sorted(going, key=lambda one: (_precedence(one), -one.owed.due_on.toordinal())):
        subject = one.owed.share_id if one.owed.kind in ITEMS else f"delivery {one.delivery.id}"
        if subject in kept:
            merged.append(one)
        else:
            kept[subject] = one
    items = sorted((one for one in kept.values() if one.owed.kind in ITEMS), key=_order)
    beyond = items[MOST_ITEMS:]
    return Folded(
        kept=(*items[:MOST_ITEMS], *(one for one in kept.values() if one.owed.kind not in ITEMS)),
        merged=(*merged, *(one for one in beyond if one.owed.kind is not DeliveryKind.ASK)),
        held_back=tuple(one for one in beyond if one.owed.kind is DeliveryKind.ASK),
    )


def _precedence(one: Pending) -> int:
    """What is said of a share that has several things to say: what was agreed is told before it is reminded of."""
    if one.owed.kind is DeliveryKind.REMINDER:
        return 1 if one.owed.step == LAST_REMINDER else 3
    return {DeliveryKind.AFTER: 0, DeliveryKind.AGREED: 2}.get(one.owed.kind, 4)


def _order(one: Pending) -> tuple[int, int, int]:
    day = one.owed.last_day or one.owed.due_on
    return ITEMS.index(one.owed.kind), day.toordinal(), one.delivery.id
