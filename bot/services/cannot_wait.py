"""**It can wait** and **It can't**: what a press has told others after their hours waits, or is sent now (F29)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.after_hours import HASTENED, Later, Stays, stays
from bot.domain.deliveries import CANNOT_WAIT, Delivery, DeliveryState, MessageKind
from bot.domain.desks import Letter
from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent, Viewer
from bot.errors import Refused
from bot.services import after_hours, envelopes, guard, items, rechecks
from bot.services.ports import Transaction, Transactions
from storage import audit, picked
from storage import people as stored_people

_GONE = frozenset({DeliveryState.CLAIMED, DeliveryState.SENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stayed:
    """Somebody to whom nothing could be sent now, and why. `number` is their telephone, "" where none is known."""

    first_name: str
    why: Stays
    until: date | None
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hastened:
    """What came of **It can't**. `went` are first names; `was_gone` says that all of it was on its way before."""

    view: ItemView
    went: tuple[str, ...]
    stayed: tuple[Stayed, ...]
    was_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What stands after **It can wait**. `later` is None where nobody is to be told any more, or it is their hours."""

    view: ItemView
    later: Later | None


def leave(
    *, database: Transactions, viewer: Viewer, share_id: int, ids: Collection[int], now: datetime
) -> Waits:
    """**It can wait**: nothing changes. Raises `Refused` (action_gone, not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.CANNOT_WAIT)
    with database.read() as transaction:
        view = items.view(transaction, viewer=viewer, share_id=share_id, now=now)
        later = after_hours.of_deliveries(
            transaction,
            viewer=viewer,
            deliveries=_open(picked.these(transaction, viewer=viewer, ids=ids)),
            share_id=share_id,
            now=now,
        )
        return Waits(view=view, later=later)


def send_now(
    *, database: Transactions, viewer: Viewer, share_id: int, ids: Collection[int], now: datetime
) -> Hastened:
    """**It can't**: send each of those it concerns what that press has told them, once, at any hour.

    Never to somebody in a quiet week, nor as a fourth message of theirs in a week. Raises `Refused`
    (action_gone, not_for_your_role).
    """
    guard.require(viewer=viewer, intent=Intent.CANNOT_WAIT)
    with database.write() as transaction:
        view = items.view(transaction, viewer=viewer, share_id=share_id, now=now)
        if view.commitment.importance is Importance.NORMAL:
            raise Refused("action_gone")
        chosen = picked.these(transaction, viewer=viewer, ids=ids)
        still = rechecks.still(transaction, deliveries=_open(chosen), now=now)
        found = [_send(transaction, viewer, of_one, now) for of_one in _by_person(still)]
        went = tuple(one for one in found if isinstance(one, str))
        if went:
            _note(transaction, viewer, share_id, still, now)
        return Hastened(
            view=view,
            went=went,
            stayed=tuple(one for one in found if isinstance(one, Stayed)),
            was_gone=bool(chosen) and all(one.state in _GONE for one in chosen),
        )


def _open(deliveries: Sequence[Delivery]) -> list[Delivery]:
    return [one for one in deliveries if one.state is DeliveryState.PENDING and one.owed.kind in HASTENED]


def _by_person(deliveries: Sequence[Delivery]) -> list[list[Delivery]]:
    found: dict[int | None, list[Delivery]] = {}
    for one in deliveries:
        found.setdefault(one.owed.person_id, []).append(one)
    return list(found.values())


def _send(
    transaction: Transaction, viewer: Viewer, deliveries: Sequence[Delivery], now: datetime
) -> str | Stayed | None:
    """Send somebody theirs, and return their first name; or why it stays. None where they are not written to."""
    owed = deliveries[0].owed
    addressee = envelopes.addressee_of(transaction, person_id=owed.person_id or 0, now=now)
    membership = addressee.memberships.get(owed.partnership_id) if addressee else None
    if addressee is None or membership is None:
        return None
    why = stays(
        reader=addressee.reader,
        quiet_until=membership.quiet_until,
        is_greeted=membership.greeted_at is not None,
        now=now,
    )
    if why is None:
        part = f"{CANNOT_WAIT}{deliveries[0].id}:{now.isoformat()}"
        letter = Letter(kind=MessageKind.URGENT, deliveries=tuple(deliveries), part=part)
        envelopes.queue(transaction, addressee=addressee, letter=letter, now=now)
        return membership.person.first_name
    return Stayed(
        first_name=membership.person.first_name,
        why=why,
        until=membership.quiet_until if why is Stays.QUIET else None,
        number=_number(transaction, viewer, membership.person.id),
    )


def _number(transaction: Transaction, viewer: Viewer, person_id: int) -> str:
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=person_id)
    numbers = [one.external_id for one in addresses if one.kind is AddressKind.TELEPHONE]
    return next(iter(numbers), "")


def _note(
    transaction: Transaction, viewer: Viewer, share_id: int, sent: Sequence[Delivery], now: datetime
) -> None:
    subject, details = f"share:{share_id}", {"deliveries": [one.id for one in sent]}
    audit.write(transaction, viewer=viewer, act="sent_now", subject=subject, now=now, details=details)
