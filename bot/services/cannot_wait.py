"""**It can wait** and **It can't**: what a press has told others after their hours waits, or is sent now (F29)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import weeks
from bot.domain.after_hours import Kept, Later, Stays, at_once
from bot.domain.calendars import local_date
from bot.domain.deliveries import CANNOT_WAIT, Delivery, DeliveryState, MessageKind
from bot.domain.desks import MOST_A_WEEK, Letter
from bot.domain.items import ItemView
from bot.domain.people import AddressKind, Membership, Person
from bot.domain.permissions import Intent, Viewer, allowed
from bot.services import after_hours, envelopes, guard, items, rechecks
from bot.services.envelopes import Addressee
from bot.services.ports import Transaction, Transactions
from storage import audit, picked, reach
from storage import people as stored_people

_GONE = frozenset({DeliveryState.CLAIMED, DeliveryState.SENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stayed:
    """Somebody to whom nothing could be sent now, and why: None where whoever presses is not to know.

    `number` is their telephone, "" where none is known, or where whoever presses rings nobody.
    """

    first_name: str
    why: Stays | None
    until: date | None
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hastened:
    """What came of **It can't**. `went` are first names; `was_gone` says that it was on its way before.

    `more_waits` says that not everything had room in one message.
    """

    view: ItemView
    went: tuple[str, ...]
    stayed: tuple[Stayed, ...]
    was_gone: bool
    more_waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Went:
    first_name: str
    ids: tuple[int, ...]
    more_waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What stands after **It can wait**. `later` is None where nobody is to be told any more, or it is their hours.

    `is_left` says that something still waits, `was_gone` that some of it was on its way before.
    """

    view: ItemView
    later: Later | None
    was_gone: bool
    is_left: bool


def leave(
    *, database: Transactions, viewer: Viewer, share_id: int, ids: Collection[int], now: datetime
) -> Waits:
    """**It can wait**: nothing changes. Raises `Refused` (action_gone, not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.CANNOT_WAIT)
    with database.read() as transaction:
        view = items.view(transaction, viewer=viewer, share_id=share_id, now=now)
        chosen = picked.these(transaction, viewer=viewer, ids=ids, held=False)
        waiting = after_hours.open_ones([one for of_one in _by_person(chosen) for one in of_one])
        left = rechecks.still(transaction, deliveries=waiting, now=now)
        later = after_hours.of_deliveries(
            transaction, viewer=viewer, deliveries=left, share_id=share_id, now=now
        )
        return Waits(view=view, later=later, was_gone=_was_gone(chosen), is_left=bool(left))


def send_now(
    *, database: Transactions, viewer: Viewer, share_id: int, ids: Collection[int], now: datetime
) -> Hastened:
    """**It can't**: send each of those it concerns what that press has told them, once, at any hour.

    Never to somebody who is away or in a quiet week, nor as a fourth message of theirs in a week. Raises
    `Refused` (action_gone, not_for_your_role).
    """
    guard.require(viewer=viewer, intent=Intent.CANNOT_WAIT)
    with database.write() as transaction:
        view = items.view(transaction, viewer=viewer, share_id=share_id, now=now)
        chosen = picked.these(transaction, viewer=viewer, ids=ids)
        found = [_send(transaction, viewer, of_one, now) for of_one in _by_person(chosen)]
        went = [one for one in found if isinstance(one, _Went)]
        if went:
            _note(transaction, viewer, share_id, went, now)
        return Hastened(
            view=view,
            went=tuple(one.first_name for one in went),
            stayed=tuple(one for one in found if isinstance(one, Stayed)),
            was_gone=_was_gone(chosen),
            more_waits=any(one.more_waits for one in went),
        )


def _by_person(deliveries: Sequence[Delivery]) -> list[list[Delivery]]:
    """Sort by person; whoever has been sent some of it is not written to again."""
    found: dict[int | None, list[Delivery]] = {}
    for one in deliveries:
        found.setdefault(one.owed.person_id, []).append(one)
    return [of_one for of_one in found.values() if not _was_gone(of_one)]


def _was_gone(deliveries: Sequence[Delivery]) -> bool:
    return any(one.state in _GONE for one in deliveries)


def _send(
    transaction: Transaction, viewer: Viewer, chosen: Sequence[Delivery], now: datetime
) -> _Went | Stayed | None:
    """Send somebody theirs, or say why it stays. None where there is nothing to send, or nobody is written to."""
    hastened = after_hours.hastened(transaction, viewer=viewer, deliveries=chosen)
    deliveries = rechecks.still(transaction, deliveries=hastened, now=now)
    if not deliveries:
        return None
    owed = deliveries[0].owed
    addressee = envelopes.addressee_of(transaction, person_id=owed.person_id or 0, now=now)
    membership = addressee.memberships.get(owed.partnership_id) if addressee else None
    if addressee is None or membership is None:
        return None
    kept = after_hours.kept(addressee, membership, now)
    if kept is None:
        return _queue(transaction, addressee, membership, deliveries, now)
    is_known = _may_know(transaction, viewer, addressee, kept.why, now)
    return _stayed(transaction, viewer, membership.person, kept if is_known else None)


def _queue(
    transaction: Transaction,
    addressee: Addressee,
    membership: Membership,
    deliveries: Sequence[Delivery],
    now: datetime,
) -> _Went:
    folded = at_once(envelopes.as_pending(addressee, deliveries=deliveries))
    said = tuple(one.delivery for one in folded.kept)
    letter = Letter(
        kind=MessageKind.URGENT,
        deliveries=said,
        part=f"{CANNOT_WAIT}{said[0].id}:{now.isoformat()}",
        merged=tuple(one.delivery for one in folded.merged),
    )
    envelopes.queue(transaction, addressee=addressee, letter=letter, now=now)
    return _Went(
        first_name=membership.person.first_name,
        ids=tuple(one.id for one in said),
        more_waits=bool(folded.held_back),
    )


def _stayed(transaction: Transaction, viewer: Viewer, person: Person, known: Kept | None) -> Stayed:
    if known is None:
        return Stayed(first_name=person.first_name, why=None, until=None, number="")
    number = _number(transaction, viewer, person.id)
    return Stayed(first_name=person.first_name, why=known.why, until=known.until, number=number)


def _may_know(
    transaction: Transaction, viewer: Viewer, addressee: Addressee, why: Stays, now: datetime
) -> bool:
    """Whether the reason is told: to whoever rings people, and where it gives away no other partnership."""
    if not allowed(intent=Intent.CALLS, viewer=viewer):
        return False
    return why is not Stays.FULL_WEEK or _is_full_here(transaction, viewer, addressee, now)


def _is_full_here(transaction: Transaction, viewer: Viewer, addressee: Addressee, now: datetime) -> bool:
    """Whether this partnership alone has filled somebody's week."""
    monday = weeks.monday(local_date(now=now, zone=addressee.reader.home.zone))
    sent = reach.counted(transaction, viewer=viewer, person_id=addressee.person_id, since=monday)
    return sent >= MOST_A_WEEK


def _number(transaction: Transaction, viewer: Viewer, person_id: int) -> str:
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=person_id)
    numbers = [one.external_id for one in addresses if one.kind is AddressKind.TELEPHONE]
    return next(iter(numbers), "")


def _note(
    transaction: Transaction, viewer: Viewer, share_id: int, went: Sequence[_Went], now: datetime
) -> None:
    subject, details = f"share:{share_id}", {"deliveries": [number for one in went for number in one.ids]}
    audit.write(transaction, viewer=viewer, act="sent_now", subject=subject, now=now, details=details)
