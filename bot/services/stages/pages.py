"""The stages of a partnership, for the page **Stage** of **My copy**: of runner and chair alone."""

from collections.abc import Mapping

from bot.domain.calendars import local_date
from bot.domain.kept_proposals import from_kept
from bot.domain.permissions import Intent, Viewer, allowed
from bot.domain.stage_history import OPEN_CARDS, KeptCard
from bot.domain.stages import Proposal
from bot.domain.timetables import StageLine
from bot.messages.stages import pages as wording
from bot.services.ports import Transaction
from storage import partnerships as stored_partnerships
from storage import stages as stored_stages


def lines(transaction: Transaction, *, viewer: Viewer) -> tuple[StageLine, ...]:
    """Return what was agreed on, the first one first, and what is to be settled; nothing for who may not see it."""
    if not allowed(intent=Intent.STAGE, viewer=viewer):
        return ()
    cards = {one.id: one for one in stored_stages.cards(transaction, viewer=viewer)}
    told = _told(transaction, viewer)
    agreed = tuple(
        wording.agreed(
            stage=one.stage,
            since=one.since,
            because=one.because,
            proposal=_proposal(cards, one.card_id),
        )
        for one in stored_stages.history(transaction, viewer=viewer)
    )
    open_ones = tuple(
        wording.suggested(on=one.on, proposal=from_kept(one.evidence))
        for one in cards.values()
        if one.state in OPEN_CARDS
    )
    return (*told, *agreed, *open_ones)


def _told(transaction: Transaction, viewer: Viewer) -> tuple[StageLine, ...]:
    """What `start` was told, from the day on which the doors were opened."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    going, opened_at = partnership.profile.going, partnership.opened_at
    if going is None or opened_at is None:
        return ()
    history = stored_stages.history(transaction, viewer=viewer)
    if history and history[0].card_id is None:
        return ()
    since = local_date(now=opened_at, zone=partnership.zone)
    return (wording.agreed(stage=going, since=since, because="", proposal=None),)


def _proposal(cards: Mapping[int, KeptCard], card_id: int | None) -> Proposal | None:
    return None if card_id is None else from_kept(cards[card_id].evidence)
