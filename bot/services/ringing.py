"""**Ring me instead**: whoever would rather be rung than written to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.mornings import Ring
from bot.domain.people import AddressKind, Membership
from bot.domain.permissions import Viewer
from bot.errors import Refused
from bot.services.identity import Caller
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import people as stored_people

_RINGS: Final = "rings_chosen"
_WRITES: Final = "writes_chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What somebody has chosen, and where. `runner` is the first name of who rings, "" where nobody runs it."""

    partnership_id: int
    partnership: str
    runner: str
    rings: bool


def choose(
    *, database: Transactions, caller: Caller, partnership_id: int, rings: bool, now: datetime
) -> Chosen:
    """Keep whether the caller would rather be rung in a partnership of theirs. Raises `Refused` (not_in_partnership)."""
    viewer = caller.viewer(partnership_id)
    if viewer is None:
        raise Refused("not_in_partnership")
    with database.write() as transaction:
        stored_members.ring(transaction, viewer=viewer, person_id=viewer.person_id, rings=rings)
        act = _RINGS if rings else _WRITES
        subject = f"person:{viewer.person_id}"
        audit.write(transaction, viewer=viewer, act=act, subject=subject, now=now)
        runner = stored_members.runner_of(transaction, viewer=viewer)
        return Chosen(
            partnership_id=partnership_id,
            partnership=stored_partnerships.get(transaction, viewer=viewer).name,
            runner=runner.person.first_name if runner else "",
            rings=rings,
        )


def newly(transaction: Transaction, *, viewer: Viewer, since: datetime) -> tuple[Membership, ...]:
    """Return who has chosen since an instant (aware, UTC) to be rung, and still would rather be."""
    who = audit.actors_of(transaction, viewer=viewer, act=_RINGS, since=since)
    everybody = stored_members.all_of(transaction, viewer=viewer)
    return tuple(one for one in everybody if one.rings and one.person.id in who)


def way_to(transaction: Transaction, *, viewer: Viewer, membership: Membership) -> Ring | None:
    """Return why somebody is rung and not written to, None where they are written to."""
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=membership.person.id)
    numbers = [one.external_id for one in addresses if one.kind is AddressKind.TELEPHONE]
    number = next(iter(numbers), "")
    if numbers and len(numbers) == len(addresses):
        return Ring(chosen=False, number=number)
    return Ring(chosen=True, number=number) if membership.rings else None
