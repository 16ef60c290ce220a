"""The stage card as its reader sees it, with what the stage in force asks of the runner under it."""

from datetime import datetime

from bot.domain.calendars import local_date
from bot.domain.permissions import Intent, Viewer, allowed
from bot.messages.model import Block, Message
from bot.messages.stages import card as wording
from bot.messages.stages import steps as step_wording
from bot.messages.stages.card import View
from bot.services import in_force
from bot.services.ports import Transaction, Transactions
from bot.services.stages import cards, steps
from bot.services.stages.cards import Chosen
from storage import partnerships as stored_partnerships


def view(*, database: Transactions, viewer: Viewer, now: datetime) -> View:
    """Return how things stand, for the form. Raises `Refused` (not_for_your_role)."""
    return cards.show(database=database, viewer=viewer, now=now)


def card(*, database: Transactions, viewer: Viewer, now: datetime) -> Message:
    """Return the card. Raises `Refused` (not_for_your_role)."""
    found = cards.show(database=database, viewer=viewer, now=now)
    with database.read() as transaction:
        return _message(transaction, viewer, found)


def decide(
    *, database: Transactions, viewer: Viewer, seen: tuple[int, int], chosen: Chosen, now: datetime
) -> Message:
    """Press on the card, and return how it stands then. Raises `Refused` as `cards.press` does."""
    found = cards.press(database=database, viewer=viewer, seen=seen, chosen=chosen, now=now)
    with database.read() as transaction:
        return _message(transaction, viewer, found)


def say_for_chair(*, database: Transactions, viewer: Viewer, seen: tuple[int, int], now: datetime) -> Message:
    """Say what the chair has said on the telephone, and return how it stands then. Raises `Refused` (not_for_your_role)."""
    found = cards.say_for_chair(database=database, viewer=viewer, seen=seen, now=now)
    with database.read() as transaction:
        return _message(transaction, viewer, found)


def home(transaction: Transaction, *, viewer: Viewer, now: datetime) -> tuple[Block, ...]:
    """Return the stage in force for the Home of runner and chair; nothing for others, or where nobody has said one."""
    if not allowed(intent=Intent.STAGE, viewer=viewer):
        return ()
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    if in_force.stage_of(transaction, viewer=viewer) is None or partnership.opened_at is None:
        return ()
    held = in_force.of_partnership(transaction, viewer=viewer)
    today = local_date(now=now, zone=partnership.zone)
    return wording.home(partnership_id=partnership.id, stage=held.stage, since=held.since, today=today)


def _message(transaction: Transaction, viewer: Viewer, found: View) -> Message:
    next_steps = step_wording.blocks(steps.asked(transaction, viewer=viewer))
    return wording.message(found, next_steps=next_steps)
