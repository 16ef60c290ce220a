"""The stage card as it stands for one reader: the evidence, what was pressed, and who is still to say."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.calendars import local_date
from bot.domain.kept_proposals import from_kept
from bot.domain.partnerships import PartnershipState
from bot.domain.people import Membership
from bot.domain.permissions import Role, Viewer, engine_in
from bot.domain.stage_history import Since, how_it_has_been
from bot.domain.stages import Proposal, Verdict, propose
from bot.messages.stages.card import Other, Shown, View
from bot.services import in_force
from bot.services.ports import Transaction
from bot.services.stages import deciding
from bot.services.stages.deciding import Standing
from bot.services.stages.facts import facts
from storage import partnerships as stored_partnerships
from storage import stages as stored_stages


def view(transaction: Transaction, *, viewer: Viewer, now: datetime) -> View:
    """Return how things stand for the viewer, at `now` (aware, UTC)."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    held = in_force.of_partnership(transaction, viewer=viewer)
    found = deciding.standing(transaction, viewer=viewer)
    card = None if found is None else found.card
    deciders = deciding.deciders(transaction, viewer=viewer)
    if card is not None:
        proposal = from_kept(card.evidence)
    elif partnership.state is PartnershipState.OPEN:
        proposal = propose(facts(transaction, viewer=engine_in(partnership.id), now=now))
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
        shown=_shown(viewer, found, deciders),
        other=other.person.first_name if other else "",
        other_has_pressed=_other_has_pressed(viewer, found),
        other_is=_other_is(transaction, viewer, other),
        may_decide=viewer.person_id in deciders,
        is_runner=viewer.role is Role.RUNNER,
        history=_history(transaction, viewer),
        is_said=partnership.stage is not None,
    )


def is_awaited(view: View) -> bool:
    """Whether a card waits for the reader."""
    return view.card is not None and view.may_decide and view.own is None


def _history(transaction: Transaction, viewer: Viewer) -> tuple[Since, ...]:
    first = in_force.at_beginning(transaction, viewer=viewer)
    began = None if first.since is None else Since(stage=first.stage, since=first.since)
    return how_it_has_been(stored_stages.history(transaction, viewer=viewer), began=began)


def _shown(viewer: Viewer, found: Standing | None, deciders: Mapping[int, Membership]) -> tuple[Shown, ...]:
    """What was pressed: one's own at once, both where both have pressed; nobody is led by what the other pressed."""
    if found is None:
        return ()
    presses = found.presses
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


def _other_has_pressed(viewer: Viewer, found: Standing | None) -> bool:
    return found is not None and bool(found.presses.keys() - {viewer.person_id})


def _other_is(transaction: Transaction, viewer: Viewer, other: Membership | None) -> Other:
    """How the one who decides with the reader can answer."""
    if other is None:
        return Other.PRESSES
    if deciding.is_rung(transaction, viewer=viewer, member=other):
        return Other.IS_RUNG
    return Other.PRESSES if other.doors_open else Other.NOT_WRITTEN_TO
