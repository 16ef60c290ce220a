"""Who decides on a stage, and what stands of a card: it asks the people of its day, and is asked anew of those after them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.people import Membership
from bot.domain.permissions import Role, Viewer
from bot.domain.stage_decisions import CardState, Press
from bot.domain.stage_history import OPEN_CARDS, KeptCard
from bot.services import ringing
from bot.services.ports import Transaction
from storage import audit
from storage import members as stored_members
from storage import stages as stored_stages

_DECIDERS: Final = (Role.RUNNER, Role.CHAIR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A card that is open, and what counts of what was pressed on it, by the number of who pressed.

    `is_stale` where it was written for other people: then it stands here as it will be when it is asked anew.
    """

    card: KeptCard
    presses: Mapping[int, Press]
    is_stale: bool = False


def deciders(transaction: Transaction, *, viewer: Viewer) -> dict[int, Membership]:
    """Return the runner and the chair by number, or the one of them that there is, whether their doors are open or not."""
    everybody = stored_members.all_of(transaction, viewer=viewer)
    return {one.person.id: one for one in everybody if one.role in _DECIDERS}


def is_rung(transaction: Transaction, *, viewer: Viewer, member: Membership) -> bool:
    """Say whether somebody decides on the telephone, because they are not written to."""
    return ringing.way_to(transaction, viewer=viewer, membership=member) is not None


def standing(transaction: Transaction, *, viewer: Viewer, card_id: int | None = None) -> Standing | None:
    """Return the card that is open; None where there is none, or where it isn't the one that was named."""
    cards = stored_stages.cards(transaction, viewer=viewer)
    if not cards or cards[-1].state not in OPEN_CARDS or card_id not in (None, cards[-1].id):
        return None
    card, asks = cards[-1], frozenset(deciders(transaction, viewer=viewer))
    if card.deciders != asks:
        anew = replace(card, state=CardState.OPEN, version=card.version + 1, deciders=asks)
        return Standing(card=anew, presses={}, is_stale=True)
    return Standing(card=card, presses=stored_stages.presses(transaction, viewer=viewer, card_id=card.id))


def renew(transaction: Transaction, *, viewer: Viewer, stale: Standing, now: datetime) -> bool:
    """Ask a card anew of those who decide now; False where somebody was quicker."""
    asks: Collection[int] = stale.card.deciders
    renewed = stored_stages.renew_card(
        transaction,
        viewer=viewer,
        card_id=stale.card.id,
        version=stale.card.version - 1,
        deciders=asks,
    )
    if renewed:
        subject = f"stage_card:{stale.card.id}"
        audit.write(transaction, viewer=viewer, act="stage_card_renewed", subject=subject, now=now)
    return renewed
