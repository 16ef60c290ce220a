"""The stage card as its reader sees it, with what the stage in force asks of the runner under it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.calendars import local_date
from bot.domain.permissions import Intent, Role, Viewer, allowed
from bot.messages.model import Block, Message
from bot.messages.stages import card as wording
from bot.messages.stages import steps as step_wording
from bot.messages.stages import telling
from bot.messages.stages.card import View
from bot.services import in_force
from bot.services.ports import Transaction, Transactions
from bot.services.stages import cards, deciding, steps, views
from bot.services.stages.cards import Chosen
from storage import partnerships as stored_partnerships


def view(*, database: Transactions, viewer: Viewer, now: datetime) -> View:
    """Return how things stand, for the form. Raises `Refused` (not_for_your_role)."""
    return cards.show(database=database, viewer=viewer, now=now)


def card(*, database: Transactions, viewer: Viewer, now: datetime, in_full: bool = False) -> Message:
    """Return the card; `in_full` also for one who has pressed. Raises `Refused` (not_for_your_role)."""
    found = replace(cards.show(database=database, viewer=viewer, now=now), in_full=in_full)
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
    """Return for the Home of runner and chair the stage in force, if somebody has said one, and that a card waits."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    if not allowed(intent=Intent.STAGE, viewer=viewer) or partnership.opened_at is None:
        return ()
    return telling.home(
        partnership_id=partnership.id,
        today=local_date(now=now, zone=partnership.zone),
        stage=partnership.stage,
        since=in_force.of_partnership(transaction, viewer=viewer).since,
        waiting=_waiting(transaction, viewer, now),
    )


def _waiting(transaction: Transaction, viewer: Viewer, now: datetime) -> View | None:
    """The card that waits for the reader; the runner has it in the list of the morning, which stands on Home as well."""
    if viewer.role is Role.RUNNER or deciding.standing(transaction, viewer=viewer) is None:
        return None
    found = views.view(transaction, viewer=viewer, now=now)
    return found if views.is_awaited(found) else None


def _message(transaction: Transaction, viewer: Viewer, found: View) -> Message:
    next_steps = step_wording.blocks(steps.asked(transaction, viewer=viewer))
    return wording.message(found, next_steps=next_steps)
