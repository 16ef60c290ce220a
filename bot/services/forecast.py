"""What would go out to one partnership's people at a moment ahead: sorted as it will be, and nothing claimed.

Only what belongs to the viewer's partnership is looked at: nobody learns from it who is in another one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain import slots
from bot.domain.calendars import DAY_ENDS, PersonCalendar, local_date
from bot.domain.deliveries import IN_CONFIDENCE, Delivery, MessageKind
from bot.domain.desks import Letter
from bot.domain.desks import Reader as Written
from bot.domain.envelopes import gather
from bot.domain.foresight import goes_at
from bot.domain.pending import Pending
from bot.domain.people import Membership
from bot.domain.permissions import Viewer, engine_in
from bot.services import calendars, in_force, unanswered
from bot.services.ports import Transaction
from bot.services.readers import RUNNERS, Reader
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import people as stored_people
from storage import reach

Keep = Callable[[Sequence[Delivery], datetime], Sequence[Delivery]]
"""Leaves out what would not be said any more at an instant (aware, UTC)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What goes to one member at an instant (aware, UTC)."""

    membership: Membership
    calendar: PersonCalendar
    at: datetime
    letters: tuple[Letter, ...]


def next_day(calendar: PersonCalendar, *, now: datetime) -> date | None:
    """Return the next working day after today where somebody is."""
    tomorrow = local_date(now=now, zone=calendar.zone) + timedelta(days=1)
    slot = slots.working(calendar=calendar, earliest=calendar.instant(tomorrow))
    return None if slot is None else slot.on


def of_day(
    transaction: Transaction, *, viewer: Viewer, on: date, now: datetime, keep: Keep
) -> tuple[Going, ...]:
    """Return what goes out on a day ahead, by name. Who runs the partnership has a list instead."""
    sent = reach.envelopes(transaction, viewer=viewer)
    found: list[Going] = []
    for member in stored_members.all_of(transaction, viewer=viewer):
        if member.role in RUNNERS or not member.doors_open or not _is_reached(transaction, viewer, member):
            continue
        one = _of_member(transaction, viewer, member, sent.get(member.person.id, ()))
        going = one.on(on, now=now, keep=keep)
        if going is not None:
            found.append(going)
    return tuple(sorted(found, key=lambda going: going.membership.person.name.casefold()))


def next_of(
    transaction: Transaction, *, viewer: Viewer, member: Membership, now: datetime, keep: Keep
) -> Going | None:
    """Return the next thing that goes to one member; None where nothing is planned."""
    sent = reach.envelopes(transaction, viewer=viewer).get(member.person.id, ())
    one = _of_member(transaction, viewer, member, sent)
    for day in sorted({delivery.owed.due_on for delivery in one.pending}):
        going = one.on(max(day, local_date(now=now, zone=one.calendar.zone)), now=now, keep=keep)
        if going is not None:
            return going
    return None


def goes_on(
    transaction: Transaction, *, to: Reader, wanted: Callable[[Delivery], bool], now: datetime
) -> date | None:
    """Return the date, where they are, on which the first of what is wanted goes; None where none is certain.

    That is so where another partnership of theirs has written to them today, of which nobody is told. It is only
    read: two who press at once would else wait for each other.
    """
    viewer, member = engine_in(to.membership.partnership_id), to.membership
    sent = reach.envelopes(transaction, viewer=viewer).get(to.person_id, ())
    one = _of_member(transaction, viewer, member, sent, held=False)
    if to.written_on is not None and (to.written_on, MessageKind.ENVELOPE) not in one.reader.sent:
        return None
    at = goes_at(
        {delivery.id for delivery in one.pending if wanted(delivery)},
        everything=one.everything,
        reader=replace(one.reader, has_list=member.role in RUNNERS),
        now=now,
    )
    return None if at is None else local_date(now=at, zone=one.calendar.zone)


def is_reached(transaction: Transaction, *, to: Reader) -> bool:
    """Say whether anything finds its way to somebody."""
    return _is_reached(transaction, engine_in(to.membership.partnership_id), to.membership)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    """One member, what is open for them here, and how they are written to."""

    membership: Membership
    calendar: PersonCalendar
    reader: Written
    pending: tuple[Delivery, ...]

    @property
    def everything(self) -> list[Pending]:
        return [self._pending(one) for one in self.pending]

    def on(self, day: date, *, now: datetime, keep: Keep) -> Going | None:
        """What goes on a day, after what still goes today has gone."""
        at = max(now, self.calendar.instant(day))
        today = local_date(now=now, zone=self.calendar.zone)
        person = self
        if day > today:
            person = self._after(self._letters(max(now, self.calendar.instant(today)), keep), today)
        letters = person._letters(at, keep)
        if not letters:
            return None
        return Going(membership=self.membership, calendar=self.calendar, at=at, letters=letters)

    def _after(self, letters: tuple[Letter, ...], today: date) -> "_Person":
        """The same person once these have gone."""
        gone = {one.id for letter in letters for one in (*letter.deliveries, *letter.merged)}
        sent = tuple((today, letter.kind) for letter in letters)
        return replace(
            self,
            pending=tuple(one for one in self.pending if one.id not in gone),
            reader=replace(self.reader, sent=(*self.reader.sent, *sent)),
        )

    def _letters(self, at: datetime, keep: Keep) -> tuple[Letter, ...]:
        if at.astimezone(self.calendar.zone).time() >= DAY_ENDS:
            return ()
        due = [one for one in self.pending if one.owed.due_at <= at]
        ahead = [one for one in self.pending if one.owed.due_at > at]
        pending = [self._pending(one) for one in (*keep(due, at), *ahead)]
        return gather(pending, reader=self.reader, now=at).letters

    def _pending(self, delivery: Delivery) -> Pending:
        greeted_at = self.membership.greeted_at
        zone = self.calendar.zone
        greeted_on = None if greeted_at is None else local_date(now=greeted_at, zone=zone)
        return Pending(
            delivery=delivery,
            calendar=self.calendar,
            greeted_on=greeted_on,
            rests_until=self.membership.rests_until,
        )


def _of_member(
    transaction: Transaction,
    viewer: Viewer,
    member: Membership,
    sent: Sequence[datetime],
    *,
    held: bool = True,
) -> _Person:
    calendar = calendars.of_member(transaction, viewer=viewer, membership=member)
    person = member.person
    days = tuple((local_date(now=at, zone=calendar.zone), MessageKind.ENVELOPE) for at in sent)
    reader = Written(
        home=calendar,
        sent=days,
        is_known=member.greeted_at is not None,
        quiet_until=person.quiet_until,
        once_a_week=unanswered.is_once_a_week(transaction, person=person) or _flies(transaction, member),
    )
    pending = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=person.id, held=held)
    shown = tuple(one for one in pending if one.owed.kind not in IN_CONFIDENCE)
    return _Person(membership=member, calendar=calendar, reader=reader, pending=shown)


def _flies(transaction: Transaction, member: Membership) -> bool:
    """Whether one envelope a week is enough, as far as this partnership goes."""
    return in_force.manners_of(transaction, viewer=engine_in(member.partnership_id)).once_a_week


def _is_reached(transaction: Transaction, viewer: Viewer, member: Membership) -> bool:
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=member.person.id)
    return not member.rings and any(one.carries for one in addresses)
