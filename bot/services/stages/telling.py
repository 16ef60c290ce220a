"""Who hears of a stage card and when: the runner each morning until they press, the chair in their envelopes (F34)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.domain import slots
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.permissions import Role, Viewer
from bot.domain.stage_decisions import CardState
from bot.domain.stage_history import KeptCard
from bot.messages.notices import Notice
from bot.messages.stages import telling as wording
from bot.services import readers
from bot.services.ports import Transaction
from bot.services.readers import Reader
from bot.services.stages import deciding, views
from bot.services.stages.deciding import Standing
from storage import deliveries as stored_deliveries
from storage import stages as stored_stages

FACT: Final = "stage-card:"
"""How the fact begins of what is owed about a card; its number follows."""

ASKED: Final = "asked"
TURN: Final = "turn"
"""What is owed of a card that waits: that there is one, and that the other has pressed."""


def write_notice(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Say that a card waits, or how it stands now; None where that is not so any more."""
    viewer = reader.membership.viewer
    card_id = int(delivery.owed.fact.removeprefix(FACT))
    card = stored_stages.get_card(transaction, viewer=viewer, card_id=card_id)
    step, _, of = delivery.owed.step.partition(":")
    view = views.view(transaction, viewer=viewer, now=now)
    if step == CardState.AGREED.value:
        return wording.agreed_notice(view) if card.state is CardState.AGREED else None
    found = deciding.standing(transaction, viewer=viewer, card_id=card_id)
    if found is None or viewer.person_id not in found.card.deciders:
        return None
    if step == CardState.APART.value:
        is_newest = found.card.state is CardState.APART and card.version == int(of)
        return wording.apart_notice(view) if is_newest else None
    if not _is_newest(step, of, card, found):
        return None
    # Once the other has pressed, that it is the reader's turn is said by itself.
    is_true = view.other_has_pressed is (step == TURN)
    return wording.card_notice(view) if is_true and views.is_awaited(view) else None


def _is_newest(step: str, of: str, card: KeptCard, found: Standing) -> bool:
    """Whether this is what stands of the card: of what was said before, nothing is said again beside it."""
    if step == TURN:
        return int(of) in found.presses
    return card.version == int(of or 1)


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return one line for a card that waits for the runner, in every list until they have pressed."""
    viewer = reader.membership.viewer
    if viewer.role is not Role.RUNNER or deciding.standing(transaction, viewer=viewer) is None:
        return ()
    view = views.view(transaction, viewer=viewer, now=now)
    return (wording.card_notice(view),) if views.is_awaited(view) else ()


def owe_all(
    transaction: Transaction,
    *,
    viewer: Viewer,
    person_ids: Iterable[int],
    card_id: int,
    step: str,
    now: datetime,
) -> None:
    """Owe word of a card to those of these who are told; that one waits, the runner has in every list anyway."""
    is_listed = step.partition(":")[0] in (ASKED, TURN)
    deciders = deciding.deciders(transaction, viewer=viewer)
    for person_id in person_ids:
        if not is_listed or deciders[person_id].role is not Role.RUNNER:
            owe(transaction, viewer=viewer, person_id=person_id, card_id=card_id, step=step, now=now)


def owe(
    transaction: Transaction, *, viewer: Viewer, person_id: int, card_id: int, step: str, now: datetime
) -> None:
    """Owe somebody word of a card, on their next regular day."""
    to = readers.reader(transaction, viewer=viewer, person_id=person_id)
    slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
    if to is None or slot is None:
        return
    owed = Owed(
        kind=DeliveryKind.STAGE,
        fact=f"{FACT}{card_id}",
        step=step,
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
