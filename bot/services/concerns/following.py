"""What whoever raised a concern does: **It's sorted**, **Still there**, **Somebody else**, **Pass it on**."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendars import local_date
from bot.domain.concern_hearers import could_hear
from bot.domain.concerns import (
    Concern,
    ConcernState,
    Keepers,
    could_pass_to,
    follower,
    given_to,
    passed_to,
    settled,
    still_there,
)
from bot.domain.ids import id_of
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Role, Viewer
from bot.errors import Refused
from bot.messages.concerns.seen import Next, Seen
from bot.services import guard
from bot.services.concerns import reading, telling
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import concerns as stored_concerns
from storage import members as stored_members
from storage import partnerships as stored_partnerships


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deed:
    """What its raiser does: the name under which it is noted, and what becomes of a concern on a day."""

    act: str
    decide: Callable[[Concern, date], Concern | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """How it stands after **Pass it on**. `instead` is who hears such things now, where that is not who was named."""

    seen: Seen
    instead: Next | None = None


def read(*, database: Transactions, viewer: Viewer, concern_id: int) -> Seen:
    """Return a concern that the viewer raised, or was told. Raises `Refused` (not_for_your_role, concern_gone)."""
    guard.require(viewer=viewer, intent=Intent.FOLLOW_CONCERN)
    with database.read() as transaction:
        concern = reading.readable(transaction, viewer=viewer, concern_id=concern_id)
        return reading.seen(transaction, viewer=viewer, concern=concern)


def is_sorted(*, database: Transactions, viewer: Viewer, concern_id: int, now: datetime) -> Seen:
    """**It's sorted**. A second time changes nothing. Raises `Refused` (not_for_your_role, concern_gone)."""

    def decide(concern: Concern, _: date) -> Concern | None:
        return settled(concern, by=viewer.person_id)

    return _follow(database, viewer, concern_id, _Deed(act="concern_sorted", decide=decide), now)


def is_still_there(*, database: Transactions, viewer: Viewer, concern_id: int, now: datetime) -> Seen:
    """**Still there**: it is open again, and its days begin anew. Raises as `is_sorted`."""

    def decide(concern: Concern, today: date) -> Concern | None:
        return still_there(concern, by=viewer.person_id, today=today)

    return _follow(database, viewer, concern_id, _Deed(act="concern_still_there", decide=decide), now)


def others(*, database: Transactions, viewer: Viewer, concern_id: int) -> tuple[Seen, tuple[Membership, ...]]:
    """Return who else could hear it. Raises `Refused`: not_for_your_role, concern_gone; concern_nobody_else where nobody can."""
    guard.require(viewer=viewer, intent=Intent.FOLLOW_CONCERN)
    with database.read() as transaction:
        concern = _own(transaction, viewer, concern_id)
        found = _others(transaction, viewer, concern)
        return reading.seen(transaction, viewer=viewer, concern=concern), found


def tell_somebody_else(
    *, database: Transactions, viewer: Viewer, concern_id: int, chosen: str, now: datetime
) -> Seen:
    """**Somebody else** hears it from now on; who was told before still knows.

    Raises `Refused`: not_for_your_role, concern_gone, concern_nobody_else, concern_who.
    """
    guard.require(viewer=viewer, intent=Intent.FOLLOW_CONCERN)
    with database.write() as transaction:
        stored_partnerships.hold_roles(transaction, viewer=viewer)
        concern = _own(transaction, viewer, concern_id)
        people = {one.person.id for one in _others(transaction, viewer, concern)}
        owner_id = id_of(chosen)
        if owner_id is None or owner_id not in people:
            raise Refused("concern_who", field="person")

        def decide(seen: Concern, today: date) -> Concern | None:
            return given_to(seen, by=viewer.person_id, owner_id=owner_id, today=today)

        return _change(transaction, viewer, concern, _Deed(act="concern_given", decide=decide), now)


def pass_on(*, database: Transactions, viewer: Viewer, concern_id: int, to_id: int, now: datetime) -> Passed:
    """**Pass it on** to who was named, as long as such things are theirs to hear. A second time changes nothing.

    Raises as `is_sorted`, and `Refused` (concern_nobody_else) where nobody else could hear it.
    """
    guard.require(viewer=viewer, intent=Intent.FOLLOW_CONCERN)
    with database.write() as transaction:
        stored_partnerships.hold_roles(transaction, viewer=viewer)
        concern = _own(transaction, viewer, concern_id)
        keepers = reading.keepers_of(transaction, viewer=viewer)
        could = could_pass_to(concern, keepers=keepers)
        stands = concern.state is ConcernState.SORTED or to_id in concern.told - could
        if not stands and to_id not in could:
            seen = reading.seen(transaction, viewer=viewer, concern=concern)
            return Passed(seen=seen, instead=_instead(transaction, viewer, concern, could))

        def decide(seen: Concern, today: date) -> Concern | None:
            return passed_to(seen, by=viewer.person_id, to_id=to_id, keepers=keepers, today=today)

        deed = _Deed(act="concern_passed_on", decide=decide)
        return Passed(seen=_change(transaction, viewer, concern, deed, now))


def keepers_changed(transaction: Transaction, *, viewer: Viewer, before: Keepers, now: datetime) -> None:
    """Ask those who told a runner or chair of before whether the new one may know; until they say so, nothing passes (F17)."""
    keepers = reading.keepers_of(transaction, viewer=viewer)
    if keepers == before:
        return
    for concern in stored_concerns.unsettled(transaction, viewer=viewer):
        to_id = follower(concern, before=before, keepers=keepers)
        if to_id is not None:
            telling.ask_to_pass_on(transaction, viewer=viewer, concern=concern, to_id=to_id, now=now)


def _follow(database: Transactions, viewer: Viewer, concern_id: int, deed: _Deed, now: datetime) -> Seen:
    guard.require(viewer=viewer, intent=Intent.FOLLOW_CONCERN)
    with database.write() as transaction:
        concern = _own(transaction, viewer, concern_id)
        return _change(transaction, viewer, concern, deed, now)


def _change(transaction: Transaction, viewer: Viewer, concern: Concern, deed: _Deed, now: datetime) -> Seen:
    """Change a concern where that is still to be decided; else it is shown as it stands."""
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    then = deed.decide(concern, today)
    if then is not None and stored_concerns.change(
        transaction, viewer=viewer, seen=concern, then=then, now=now
    ):
        audit.write(transaction, viewer=viewer, act=deed.act, subject=f"concern:{concern.id}", now=now)
        newly = then.told - concern.told
        tell = telling.opened if then.begun != concern.begun else telling.known
        tell(transaction, viewer=viewer, concern=then, newly=newly, now=now)
    stands = stored_concerns.get(transaction, viewer=viewer, concern_id=concern.id)
    return reading.seen(transaction, viewer=viewer, concern=stands)


def _own(transaction: Transaction, viewer: Viewer, concern_id: int) -> Concern:
    concern = reading.readable(transaction, viewer=viewer, concern_id=concern_id)
    if concern.raiser_id != viewer.person_id:
        raise Refused("concern_gone")
    return concern


def _instead(transaction: Transaction, viewer: Viewer, concern: Concern, could: frozenset[int]) -> Next:
    """Who hears such things now; whoever answers them first."""
    people = [
        reading.next_of(transaction, viewer=viewer, concern=concern, person_id=one) for one in sorted(could)
    ]
    if not people:
        raise Refused("concern_nobody_else")
    return min(people, key=lambda one: one.role is not Role.RUNNER)


def _others(transaction: Transaction, viewer: Viewer, concern: Concern) -> tuple[Membership, ...]:
    found = could_hear(
        concern,
        members=stored_members.all_of(transaction, viewer=viewer),
        keepers=reading.keepers_of(transaction, viewer=viewer),
    )
    if not found:
        raise Refused("concern_nobody_else")
    return found
