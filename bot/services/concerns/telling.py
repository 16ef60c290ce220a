"""What is owed around a concern: written when it is raised or comes back, and said only while it still stands so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain import slots
from bot.domain.concerns import Concern, Step, day_of
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.permissions import Role, Viewer
from bot.services import readers, ringing
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import people as stored_people

RAISED: Final = "raised"
KNOWN: Final = "known"
REMINDED: Final = "reminded"
NOT_YET: Final = "not_yet"
ANSWERED: Final = "answered"
INHERITED: Final = "inherited"
_FACT: Final = "concern:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a delivery says: about which concern, which step, and the version (or the person) that it holds for.

    KNOWN and INHERITED have the version and the person of their own, every other step the version that its days began with.
    """

    concern_id: int
    step: str
    of: int


def read(owed: Owed) -> Told:
    """Return what a delivery says."""
    step, _, of = owed.step.partition(":")
    return Told(concern_id=int(owed.fact.removeprefix(_FACT)), step=step, of=int(of))


def opened(
    transaction: Transaction, *, viewer: Viewer, concern: Concern, newly: frozenset[int], now: datetime
) -> None:
    """Tell its owner and those who know `newly`, remind its owner, and tell its raiser where there is no answer by then.

    The runner has it in the list of every morning; nobody is told what is theirs by their own press.
    """
    known(transaction, viewer=viewer, concern=concern, newly=newly - {concern.owner_id or 0}, now=now)
    raiser = _raiser(transaction, viewer, concern)
    owner = _reader(transaction, viewer, concern.owner_id)
    calendar_of = raiser or owner
    if owner is not None and calendar_of is not None and owner.membership.role is not Role.RUNNER:
        _owe(transaction, viewer, owner, concern, RAISED, earliest=now, now=now)
        day = day_of(concern, step=Step.OWNER_REMINDED, calendar=calendar_of.calendar.partner)
        _owe(transaction, viewer, owner, concern, REMINDED, earliest=owner.calendar.instant(day), now=now)
    if raiser is not None:
        day = day_of(concern, step=Step.RAISER_TOLD, calendar=raiser.calendar.partner)
        _owe(transaction, viewer, raiser, concern, NOT_YET, earliest=raiser.calendar.instant(day), now=now)


def known(
    transaction: Transaction, *, viewer: Viewer, concern: Concern, newly: frozenset[int], now: datetime
) -> None:
    """Tell those who know of it `newly`, and needn't answer it."""
    found = (_reader(transaction, viewer, person_id) for person_id in sorted(newly))
    for to in filter(None, found):
        _owe(transaction, viewer, to, concern, KNOWN, earliest=now, now=now, of=concern.version)


def answered(transaction: Transaction, *, viewer: Viewer, concern: Concern, now: datetime) -> bool:
    """Tell its raiser on their next working day that there is an answer. Returns False where they can't be written to."""
    to = _raiser(transaction, viewer, concern)
    if to is None or not _is_written_to(transaction, viewer, to):
        return False
    return _owe(transaction, viewer, to, concern, ANSWERED, earliest=now, now=now)


def ask_to_pass_on(
    transaction: Transaction, *, viewer: Viewer, concern: Concern, to_id: int, now: datetime
) -> None:
    """Ask whoever raised it whether somebody who hears such things now may know of it."""
    to = _raiser(transaction, viewer, concern)
    if to is not None:
        _owe(transaction, viewer, to, concern, INHERITED, earliest=now, now=now, of=to_id)


def _owe(
    transaction: Transaction,
    viewer: Viewer,
    to: Reader,
    concern: Concern,
    step: str,
    *,
    earliest: datetime,
    now: datetime,
    of: int | None = None,
) -> bool:
    slot = slots.working(calendar=to.calendar, earliest=earliest)
    if slot is None:
        return False
    owed = Owed(
        kind=DeliveryKind.CONCERN,
        fact=f"{_FACT}{concern.id}",
        step=f"{step}:{concern.begun if of is None else of}",
        partnership_id=concern.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
        off_day=True,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    return True


def _raiser(transaction: Transaction, viewer: Viewer, concern: Concern) -> Reader | None:
    return _reader(transaction, viewer, concern.raiser_id)


def _reader(transaction: Transaction, viewer: Viewer, person_id: int | None) -> Reader | None:
    """Return somebody as a reader, whatever their doors: who raises something is answered."""
    member = stored_members.member(transaction, viewer=viewer, person_id=person_id or 0)
    return None if member is None else readers.of_member(transaction, viewer=viewer, membership=member)


def _is_written_to(transaction: Transaction, viewer: Viewer, to: Reader) -> bool:
    if ringing.way_to(transaction, viewer=viewer, membership=to.membership) is not None:
        return False
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=to.person_id)
    return to.membership.doors_open and any(one.carries for one in addresses)
