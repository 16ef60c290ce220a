"""The stage card: written when the signs point to another stage, and settled by two people (F34)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.evidence import Stage
from bot.domain.kept_proposals import from_kept, to_kept
from bot.domain.partnerships import PartnershipState
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Role, Viewer, engine_in
from bot.domain.stage_decisions import CardState, Choice, Press, decide
from bot.domain.stage_history import OPEN_CARDS, KeptCard
from bot.domain.stage_weights import FIRST_WEEKS
from bot.domain.stages import Proposal, Verdict, propose
from bot.errors import Refused
from bot.messages.notices import Notice
from bot.messages.stages import card as wording
from bot.messages.stages.card import Shown, View
from bot.services import guard, in_force, readers
from bot.services.lengths import TEXT, require_room
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from bot.services.stages.facts import facts
from storage import audit
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import stages as stored_stages

FACT: Final = "stage-card:"
"""How the fact begins of what is owed about a card; its number follows."""

ASKED: Final = "asked"
_DECIDERS: Final = (Role.RUNNER, Role.CHAIR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was pressed or sent. `stage` and `because` are those of **Choose another**."""

    choice: Choice
    stage: Stage | None = None
    because: str = ""


def look(transaction: Transaction, *, viewer: Viewer, now: datetime) -> bool:
    """Write a card where the signs point to another stage, and owe it to runner and chair. Returns whether it did.

    `viewer` is a sweep in the partnership, on the first run of its day.
    """
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    if partnership.opened_at is None or (now - partnership.opened_at).days < FIRST_WEEKS:
        return False
    proposal = propose(facts(transaction, viewer=viewer, now=now))
    if proposal.verdict is not Verdict.SUGGESTS:
        return False
    card_id = _add(transaction, viewer, proposal, now)
    if card_id is None:
        return False
    for person_id in _deciders(transaction, viewer):
        owe(transaction, viewer=viewer, person_id=person_id, card_id=card_id, step=ASKED, now=now)
    return True


def show(*, database: Transactions, viewer: Viewer, now: datetime) -> View:
    """Return how things stand: the card that is open, or what there is to tell. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.STAGE)
    with database.read() as transaction:
        return _view(transaction, viewer, now)


def press(
    *, database: Transactions, viewer: Viewer, seen: tuple[int, int], chosen: Chosen, now: datetime
) -> View:
    """Keep what the viewer has pressed, on the card and version that they have `seen`; nought where there was no card.

    What both agree on is in force from today. Whoever was too slow is shown how things stand now. Raises `Refused`
    (not_for_your_role, stage_needed, stage_reason_needed, too_long) before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.DECIDE_STAGE)
    pressed = _checked(chosen)
    with database.write() as transaction:
        card = _seen_card(transaction, viewer, seen, pressed, now)
        if card is not None:
            _press(transaction, viewer, card, pressed, now)
        return _view(transaction, viewer, now)


def write_notice(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Say that a card waits, or how it stands now; None where that is not so any more."""
    viewer = reader.membership.viewer
    card_id = int(delivery.owed.fact.removeprefix(FACT))
    card = stored_stages.get_card(transaction, viewer=viewer, card_id=card_id)
    step = delivery.owed.step.partition(":")[0]
    view = _view(transaction, viewer, now)
    if step == CardState.AGREED.value:
        return wording.agreed_notice(view) if card.state is CardState.AGREED else None
    if card.state not in OPEN_CARDS or viewer.person_id not in _deciders(transaction, viewer):
        return None
    if step == CardState.APART.value:
        return wording.apart_notice(view) if card.state is CardState.APART else None
    has_pressed = viewer.person_id in stored_stages.presses(transaction, viewer=viewer, card_id=card_id)
    return None if has_pressed else wording.card_notice(view)


def _checked(chosen: Chosen) -> Chosen:
    if chosen.choice is not Choice.ANOTHER:
        return chosen
    if chosen.stage is None:
        raise Refused("stage_needed", field="stage")
    because = require_room(chosen.because, field="because", most=TEXT)
    if not because:
        raise Refused("stage_reason_needed", field="because")
    return Chosen(choice=chosen.choice, stage=chosen.stage, because=because)


def _seen_card(
    transaction: Transaction, viewer: Viewer, seen: tuple[int, int], chosen: Chosen, now: datetime
) -> KeptCard | None:
    """The card that was seen, None where it has changed since; for **Choose another** without a card a new one."""
    card_id, version = seen
    if card_id:
        card = stored_stages.get_card(transaction, viewer=viewer, card_id=card_id)
        presses = stored_stages.presses(transaction, viewer=viewer, card_id=card_id)
        # That the other has pressed meanwhile is nothing that somebody who has not was shown.
        is_as_seen = card.version == version or viewer.person_id not in presses
        return card if is_as_seen and card.state in OPEN_CARDS else None
    if chosen.choice is not Choice.ANOTHER or _open_card(transaction, viewer) is not None:
        return None
    proposal = propose(facts(transaction, viewer=_engine(viewer), now=now))
    added = _add(transaction, viewer, proposal, now)
    return None if added is None else stored_stages.get_card(transaction, viewer=viewer, card_id=added)


def _press(transaction: Transaction, viewer: Viewer, card: KeptCard, chosen: Chosen, now: datetime) -> None:
    stage = _stage_of(card, chosen)
    if stage is None:
        return
    one = Press(choice=chosen.choice, stage=stage, because=chosen.because)
    presses = {**stored_stages.presses(transaction, viewer=viewer, card_id=card.id), viewer.person_id: one}
    deciders = _deciders(transaction, viewer)
    outcome = decide(presses=presses, deciders=deciders)
    changed = stored_stages.change_card(
        transaction, viewer=viewer, card_id=card.id, version=card.version, state=outcome.state
    )
    if not changed:
        return
    stored_stages.press(transaction, viewer=viewer, card_id=card.id, pressed=one, now=now)
    details = {"choice": one.choice.value, "stage": one.stage.value}
    subject = f"stage_card:{card.id}"
    audit.write(transaction, viewer=viewer, act="stage_pressed", subject=subject, now=now, details=details)
    if outcome.stage is not None:
        reasons = dict.fromkeys(one.because for one in presses.values() if one.because)
        _agree(transaction, viewer, card, outcome.stage, reasons, now=now)
    step = ASKED if outcome.state is CardState.OPEN else f"{outcome.state.value}:{card.version + 1}"
    for person_id in deciders:
        if person_id != viewer.person_id:
            owe(transaction, viewer=viewer, person_id=person_id, card_id=card.id, step=step, now=now)


def _stage_of(card: KeptCard, chosen: Chosen) -> Stage | None:
    """Which stage a press would have in force; None where there is nothing to confirm."""
    by_choice = {Choice.CONFIRM: card.suggests, Choice.KEEP: card.in_force, Choice.ANOTHER: chosen.stage}
    return by_choice[chosen.choice]


def _agree(
    transaction: Transaction,
    viewer: Viewer,
    card: KeptCard,
    stage: Stage,
    reasons: Iterable[str],
    *,
    now: datetime,
) -> None:
    """Put in force what is agreed on, with the reasons that were given; a stage that was kept goes on as it was."""
    if stage is in_force.of_partnership(transaction, viewer=viewer).stage:
        return
    stored_stages.put_in_force(
        transaction,
        viewer=viewer,
        stage=stage,
        since=_today(transaction, viewer, now),
        because=" · ".join(reasons),
        card_id=card.id,
        now=now,
    )
    details = {"stage": stage.value}
    subject = f"stage_card:{card.id}"
    audit.write(transaction, viewer=viewer, act="stage_in_force", subject=subject, now=now, details=details)


def _view(transaction: Transaction, viewer: Viewer, now: datetime) -> View:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    held = in_force.of_partnership(transaction, viewer=viewer)
    card = _open_card(transaction, viewer)
    deciders = _deciders(transaction, viewer)
    if card is not None:
        proposal = from_kept(card.evidence)
    elif partnership.state is PartnershipState.OPEN:
        proposal = propose(facts(transaction, viewer=_engine(viewer), now=now))
    else:
        proposal = Proposal(verdict=Verdict.TOO_EARLY, in_force=held.stage)
    other = next((one for key, one in deciders.items() if key != viewer.person_id), None)
    return View(
        partnership_id=partnership.id,
        partnership=partnership.name,
        today=local_date(now=now, zone=partnership.zone),
        in_force=held.stage,
        since=held.since,
        because=held.because,
        proposal=proposal,
        card=None if card is None else (card.id, card.version),
        on=None if card is None else card.on,
        shown=_shown(transaction, viewer, card, deciders),
        other=other.person.first_name if other else "",
        may_decide=viewer.person_id in deciders,
        history=stored_stages.history(transaction, viewer=viewer),
    )


def _shown(
    transaction: Transaction, viewer: Viewer, card: KeptCard | None, deciders: dict[int, Membership]
) -> tuple[Shown, ...]:
    """What was pressed: one's own at once, both where both have pressed; nobody is led by what the other pressed."""
    if card is None:
        return ()
    presses = stored_stages.presses(transaction, viewer=viewer, card_id=card.id)
    both = all(one in presses for one in deciders)
    return tuple(
        Shown(
            name=member.person.first_name,
            is_reader=key == viewer.person_id,
            stage=presses[key].stage,
            because=presses[key].because,
        )
        for key, member in deciders.items()
        if key in presses and (both or key == viewer.person_id)
    )


def _open_card(transaction: Transaction, viewer: Viewer) -> KeptCard | None:
    cards = stored_stages.cards(transaction, viewer=viewer)
    return cards[-1] if cards and cards[-1].state in OPEN_CARDS else None


def _deciders(transaction: Transaction, viewer: Viewer) -> dict[int, Membership]:
    """The runner and the chair, or the one of them that there is, by number."""
    everybody = stored_members.all_of(transaction, viewer=viewer)
    found = [one for one in everybody if one.role in _DECIDERS and one.doors_open]
    return {one.person.id: one for one in found}


def _add(transaction: Transaction, viewer: Viewer, proposal: Proposal, now: datetime) -> int | None:
    card_id = stored_stages.add_card(
        transaction,
        viewer=viewer,
        on=_today(transaction, viewer, now),
        in_force=proposal.in_force,
        suggests=proposal.suggests,
        evidence=to_kept(proposal),
        now=now,
    )
    if card_id is not None:
        subject = f"stage_card:{card_id}"
        audit.write(transaction, viewer=viewer, act="stage_card_written", subject=subject, now=now)
    return card_id


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


def _engine(viewer: Viewer) -> Viewer:
    return engine_in(viewer.partnership_id or 0)


def _today(transaction: Transaction, viewer: Viewer, now: datetime) -> date:
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    return local_date(now=now, zone=zone)
