"""Opening the doors: who will get what, and the moment from which people are written to."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain import slots
from bot.domain.commitments import Share, ShareState
from bot.domain.doors import Greeting, Guest, Opened, Preview, Reached
from bot.domain.people import AddressKind, Membership
from bot.domain.permissions import Intent, Viewer
from bot.errors import Refused
from bot.services import calendars, guard, hellos, lookouts, planning
from bot.services.ports import Transactions
from storage import audit
from storage import commitments as stored_commitments
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import rooms as stored_rooms
from storage.database import Transaction


def preview(*, database: Transactions, viewer: Viewer) -> Preview:
    """Return who would get what. Raises `Refused` (doors_nobody, doors_all_open) when nobody waits at the doors."""
    guard.require(viewer=viewer, intent=Intent.OPEN_DOORS)
    with database.read() as transaction:
        found = _preview(transaction, viewer)
    _require_somebody(found)
    return found


def open_doors(
    *, database: Transactions, viewer: Viewer, person_ids: Collection[int], now: datetime
) -> Opened:
    """Open the doors for these people, and with them for the viewer and for the runner, who hears what they say.

    Raises `Refused`: doors_nobody_ticked when none of them waits at the doors, and as `preview`.
    """
    guard.require(viewer=viewer, intent=Intent.OPEN_DOORS)
    with database.write() as transaction:
        found = _preview(transaction, viewer)
        _require_somebody(found)
        if not any(guest.person_id in person_ids for guest in found.waiting):
            raise Refused("doors_nobody_ticked", field="people")
        coming = {*person_ids, found.runner.person.id}
        ticked = [guest for guest in found.waiting if guest.person_id in coming]
        first = stored_partnerships.open_doors(transaction, viewer=viewer, now=now)
        greetings = tuple(_greeting(transaction, viewer, guest, now) for guest in ticked)
        _open(transaction, viewer, [guest.person_id for guest in ticked], now)
        return Opened(partnership=found.partnership, greetings=greetings, rooms=found.rooms if first else ())


def _require_somebody(found: Preview) -> None:
    if not found.waiting:
        raise Refused("doors_nobody" if found.opens_first else "doors_all_open")


def _open(transaction: Transaction, viewer: Viewer, ticked: Collection[int], now: datetime) -> None:
    # Who opens the doors needs no hello: we have met.
    stored_members.greeted(transaction, viewer=viewer, person_id=viewer.person_id, now=now)
    own = stored_members.member(transaction, viewer=viewer, person_id=viewer.person_id)
    person_ids = [*ticked, viewer.person_id] if own and not own.doors_open else list(ticked)
    stored_members.open_door(transaction, viewer=viewer, person_ids=person_ids)
    planning.open_doors(transaction, viewer=viewer, person_ids=person_ids, now=now)
    lookouts.begin(transaction, viewer=viewer, now=now)
    audit.write(
        transaction,
        viewer=viewer,
        act="doors_opened",
        subject=f"partnership:{viewer.partnership_id}",
        details={"people": sorted(person_ids)},
        now=now,
    )


def _preview(transaction: Transaction, viewer: Viewer) -> Preview:
    runner = stored_members.runner_of(transaction, viewer=viewer)
    if runner is None:
        raise LookupError(f"{viewer.partnership_id} has no runner")
    others = [
        one for one in stored_members.all_of(transaction, viewer=viewer) if one.person.id != viewer.person_id
    ]
    partners = {one.id: one.name for one in stored_partners.all_of(transaction, viewer=viewer)}
    unreached = {one.id for one in hellos.unreached(transaction, viewer=viewer)}
    guests = [
        replace(
            _guest(transaction, viewer, one, partners.get(one.partner_id or 0, "")),
            unreached=one.id in unreached,
        )
        for one in others
    ]
    return Preview(
        partnership=stored_partnerships.get(transaction, viewer=viewer),
        runner=runner,
        guests=tuple(sorted(guests, key=lambda guest: guest.name.casefold())),
        rooms=tuple(room.name for room in stored_rooms.all_of(transaction, viewer=viewer) if room.usable),
    )


def _guest(transaction: Transaction, viewer: Viewer, membership: Membership, partner: str) -> Guest:
    person_id = membership.person.id
    shares = [
        share for _, share in stored_commitments.held_by(transaction, viewer=viewer, person_id=person_id)
    ]
    return Guest(
        membership=membership,
        partner=partner,
        reached=_reached(transaction, viewer, person_id),
        asked=sum(share.state is ShareState.PROPOSED for share in shares),
        told=sum(_is_told(share) for share in shares),
    )


def _is_told(share: Share) -> bool:
    return share.state is ShareState.ACCEPTED and share.agreed_on is not None


def _reached(transaction: Transaction, viewer: Viewer, person_id: int) -> Reached:
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=person_id)
    if any(address.carries for address in addresses):
        return Reached.BY_MESSAGE
    if any(address.kind is AddressKind.TELEPHONE for address in addresses):
        return Reached.BY_TELEPHONE
    return Reached.NOT_YET


def _greeting(transaction: Transaction, viewer: Viewer, guest: Guest, now: datetime) -> Greeting:
    """When their hello goes: the instant at which planning owes it to them."""
    calendar = calendars.of_member(transaction, viewer=viewer, membership=guest.membership)
    slot = slots.at_once(calendar=calendar, now=now)
    at = None if slot is None or slot.at <= now else slot.at.astimezone(calendar.zone)
    return Greeting(name=guest.name, at=at)
