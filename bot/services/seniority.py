"""**Ask me first**: about whom nobody else is asked to help unless the runner presses it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer
from bot.services import guard
from bot.services.ports import Transaction, Transactions
from bot.services.readers import RUNNERS
from storage import audit
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import seniority as stored_seniority


@dataclass(frozen=True, slots=True, kw_only=True)
class Seniors:
    """Everybody about whom it can be chosen, and who is chosen."""

    partnership_id: int
    partnership: str
    people: tuple[Membership, ...]
    chosen: frozenset[int]


def look(*, database: Transactions, viewer: Viewer) -> Seniors:
    """Return who is chosen. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.ASK_FIRST)
    with database.read() as transaction:
        return _seniors(transaction, viewer)


def choose(*, database: Transactions, viewer: Viewer, chosen: Collection[str], now: datetime) -> Seniors:
    """Keep who is chosen, by id as a form has it; whoever isn't is chosen no more.

    Raises `Refused` (not_for_your_role).
    """
    guard.require(viewer=viewer, intent=Intent.ASK_FIRST)
    with database.write() as transaction:
        found = _seniors(transaction, viewer)
        for one in found.people:
            person_id = one.person.id
            asks = str(person_id) in chosen
            if asks is not (person_id in found.chosen):
                stored_seniority.ask_first(transaction, viewer=viewer, person_id=person_id, asks=asks)
                act = "ask_first_chosen" if asks else "ask_first_taken_back"
                audit.write(transaction, viewer=viewer, act=act, subject=f"person:{person_id}", now=now)
        return _seniors(transaction, viewer)


def _seniors(transaction: Transaction, viewer: Viewer) -> Seniors:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    everybody = stored_members.all_of(transaction, viewer=viewer)
    people = sorted(
        (one for one in everybody if one.role not in RUNNERS), key=lambda one: one.person.name.casefold()
    )
    return Seniors(
        partnership_id=partnership.id,
        partnership=partnership.name,
        people=tuple(people),
        chosen=stored_seniority.asks_first(transaction, viewer=viewer),
    )
