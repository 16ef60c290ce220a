"""What runner and chair make of a card: two people agree, or nothing changes (F34)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from bot.domain.evidence import Stage


class Choice(Enum):
    """**Confirm**, **Keep**, **Choose another**."""

    CONFIRM = "confirm"
    KEEP = "keep"
    ANOTHER = "another"


class CardState(Enum):
    """OPEN until both have pressed; APART while they have pressed differently; REPLACED by a newer card."""

    OPEN = "open"
    AGREED = "agreed"
    APART = "apart"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What one person pressed: the stage they would have in force, and why (needed for **Choose another**)."""

    choice: Choice
    stage: Stage
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a card stands after a press. `stage` is what both have agreed on, None while they have not."""

    state: CardState
    stage: Stage | None = None


def is_as_seen(*, seen: int, version: int, others: int, has_pressed: bool) -> bool:
    """Whether a card still stands as it was seen in a version, for somebody who presses now.

    That `others` have pressed meanwhile, once each, is nothing that one who has not pressed was shown. A card that was
    made afresh since then is another: nothing pressed on the old one counts.
    """
    return seen == version or (not has_pressed and 0 < version - seen <= others)


def decide(*, presses: Mapping[int, Press], deciders: Collection[int]) -> Outcome:
    """Return how a card stands. `deciders` are the runner and the chair, or the one of them that there is.

    Whoever has pressed and decides no longer does not count.
    """
    counted = [presses[person_id].stage for person_id in deciders if person_id in presses]
    if len(set(counted)) > 1:
        return Outcome(state=CardState.APART)
    if not counted or len(counted) < len(set(deciders)):
        return Outcome(state=CardState.OPEN)
    return Outcome(state=CardState.AGREED, stage=counted[0])
