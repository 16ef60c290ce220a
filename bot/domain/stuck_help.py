"""Somebody else is asked to help with what is stuck: whom, what they said, and once for each time it is stuck."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.commitments import EventKind, Share, ShareEvent
from bot.domain.deliveries import DeliveryState
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Role, allowed
from bot.domain.transitions import Transition

KINDS: Final = (
    EventKind.STUCK,
    EventKind.RING_PROMISED,
    EventKind.HELP_WANTED,
    EventKind.HELP_ANSWERED,
)
"""What happened to a share that says how it stands with help."""

_MAY_COME: Final = frozenset({DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENT})

RING: Final = "ring:"
"""How the step begins by which the holder hears that the runner rings; the ISO date of that day follows."""

STEP: Final = "help:"
"""How the step begins by which the holder hears who is asked; the number of that person follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who was asked, and when (aware, UTC). `can_help` is None until they have answered.

    `is_rung_instead`: the runner has promised since to ring its holder.
    """

    person_id: int
    at: datetime
    can_help: bool | None = None
    is_rung_instead: bool = False


def wanted(events: Sequence[ShareEvent]) -> Wanted | None:
    """Return who was asked since a share was stuck last, None where nobody was. `events` are in order."""
    found: Wanted | None = None
    for event in events:
        if event.kind is EventKind.STUCK:
            found = None
        elif event.kind is EventKind.HELP_WANTED:
            found = Wanted(person_id=int(event.details["person_id"]), at=event.at)
        elif found is not None:
            found = _since(found, event)
    return found


def is_in_vain(*, told_first: Sequence[DeliveryState], questions: Sequence[DeliveryState]) -> bool:
    """Say whether the question never came: neither it nor what its holder hears first is still on its way.

    `questions` is empty until the holder has been told, or where there was no day for it; `told_first` is empty
    where nobody holds it, or there was no day on which to tell them.
    """
    return not any(state in _MAY_COME for state in questions or _first(told_first))


def _first(told_first: Sequence[DeliveryState]) -> Sequence[DeliveryState]:
    """What was told has its question with it; without one there was no day for it."""
    return [state for state in told_first if state is not DeliveryState.SENT]


def _since(found: Wanted, event: ShareEvent) -> Wanted:
    if event.kind is EventKind.HELP_ANSWERED:
        return replace(found, can_help=bool(event.details["can_help"]))
    return replace(found, is_rung_instead=True)


def ask(share: Share, *, person_id: int) -> Transition | None:
    """**Ask somebody else to help**: never its holder, and only while it is stuck."""
    if not share.is_stuck or share.person_id == person_id:
        return None
    return Transition(event=EventKind.HELP_WANTED, details={"person_id": person_id})


def answer(share: Share, *, asked: Wanted | None, by: int, can_help: bool) -> Transition | None:
    """**I can help** or **I can't just now**: once, by who was asked, while it is stuck."""
    if asked is None or asked.person_id != by or asked.can_help is not None or not share.is_stuck:
        return None
    return Transition(event=EventKind.HELP_ANSWERED, details={"can_help": can_help})


def could_help(members: Iterable[Membership], *, share: Share) -> list[Membership]:
    """Return who could be asked: deputy and colleagues first, co-ordinators of other partners, the chair."""
    ranked = [(_rank(one, share), one.person.name.casefold(), one) for one in members]
    found = [(rank, name, one) for rank, name, one in ranked if rank is not None]
    return [one for _, _, one in sorted(found, key=lambda each: each[:2])]


def _rank(one: Membership, share: Share) -> int | None:
    if one.person.id == share.person_id or not allowed(intent=Intent.LEND_A_HAND, viewer=one.viewer):
        return None
    if one.role in (Role.RUNNER, Role.DEPUTY_RUNNER):
        return None
    if one.role is Role.CHAIR:
        return 3
    if one.partner_id == share.partner_id:
        return 0 if one.role is Role.DEPUTY else 1
    return 2 if one.role is Role.CO_ORDINATOR else None
