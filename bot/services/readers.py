"""Somebody who may be written to in a partnership, with the days and hours on which they are."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.calendars import PersonCalendar, local_date
from bot.domain.deliveries import MessageKind
from bot.domain.partnerships import PartnershipState
from bot.domain.people import Membership
from bot.domain.permissions import ENGINE, Role, Viewer
from bot.services import calendars
from bot.services.ports import Transaction
from storage import members as stored_members
from storage import messages as stored_messages
from storage import partnerships as stored_partnerships

RUNNERS = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A member whose doors are open, and their calendar in this partnership.

    `written_on` is the date where they are, if their envelope of that day has gone: looked up by `with_post` alone.
    """

    membership: Membership
    calendar: PersonCalendar
    written_on: date | None = None

    @property
    def person_id(self) -> int:
        return self.membership.person.id


def reader(transaction: Transaction, *, viewer: Viewer, person_id: int | None) -> Reader | None:
    """Return somebody as a reader in the viewer's partnership; None where they are not to be written to."""
    if person_id is None:
        return None
    membership = stored_members.member(transaction, viewer=viewer, person_id=person_id)
    if membership is None or not membership.doors_open or not _is_open(transaction, viewer):
        return None
    return of_member(transaction, viewer=viewer, membership=membership)


def with_post(transaction: Transaction, *, to: Reader, now: datetime) -> Reader:
    """Return the same reader, with whether today's envelope has gone, or is on its way."""
    today = local_date(now=now, zone=to.calendar.zone)
    sent = stored_messages.sent_days(transaction, viewer=ENGINE, person_id=to.person_id, since=today)
    return replace(to, written_on=today if (today, MessageKind.ENVELOPE) in sent else None)


def of_member(transaction: Transaction, *, viewer: Viewer, membership: Membership) -> Reader:
    """Return a member as a reader, whatever their doors."""
    calendar = calendars.of_member(transaction, viewer=viewer, membership=membership)
    return Reader(membership=membership, calendar=calendar)


def runners(transaction: Transaction, *, viewer: Viewer) -> tuple[Reader, ...]:
    """Return who runs the viewer's partnership and is written to: the runner, then their deputy; none in a draft."""
    if not _is_open(transaction, viewer):
        return ()
    everybody = stored_members.all_of(transaction, viewer=viewer)
    found = [one for one in everybody if one.role in RUNNERS and one.doors_open]
    found.sort(key=lambda one: one.role is not Role.RUNNER)
    return tuple(of_member(transaction, viewer=viewer, membership=one) for one in found)


def runner_at_work(transaction: Transaction, *, viewer: Viewer, now: datetime) -> Reader | None:
    """Return who is asked for help today: the runner; while they are away their deputy, if that one is there."""
    found = runners(transaction, viewer=viewer)
    at_work = [one for one in found if one.calendar.is_working(local_date(now=now, zone=one.calendar.zone))]
    # On a day when nobody works it waits for the runner.
    return next(iter((*at_work, *found)), None)


def _is_open(transaction: Transaction, viewer: Viewer) -> bool:
    return stored_partnerships.get(transaction, viewer=viewer).state is PartnershipState.OPEN
