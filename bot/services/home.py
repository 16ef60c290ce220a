"""Home: everything that somebody should find at one place, whenever they look."""

from datetime import date, datetime

from bot.domain.calendars import local_date
from bot.domain.milestones import MilestoneState
from bot.domain.partnerships import PartnershipState
from bot.domain.people import Membership
from bot.domain.permissions import Role
from bot.messages import help as helping
from bot.messages import home as wording
from bot.messages import mine
from bot.messages.envelope import Section
from bot.messages.model import Message
from bot.messages.morning import Part as Morning
from bot.services import morning_parts, readers, standings, timetable
from bot.services.checkins import mine as check_ins
from bot.services.concerns import notices as concerns
from bot.services.identity import Caller
from bot.services.ports import Transaction, Transactions
from bot.services.readers import RUNNERS
from bot.services.stages import screens
from storage import milestones as stored_milestones
from storage import partnerships as stored_partnerships


def of(*, database: Transactions, caller: Caller, now: datetime) -> Message:
    """Return the Home of somebody, in all of their partnerships; who I am for somebody in none."""
    standing = standings.of_caller(database=database, caller=caller)
    viewers = tuple(one.viewer for one in caller.memberships)
    found = timetable.mine(database=database, viewers=viewers, now=now)
    with database.read() as transaction:
        parts = [
            _part(transaction, membership, mine_, now)
            for membership, mine_ in zip(caller.memberships, found, strict=True)
        ]
    parts.sort(key=lambda one: one.mine.partnership.casefold())
    return wording.message(parts=parts, menu=helping.buttons(standings=standing))


def _part(
    transaction: Transaction, membership: Membership, found: timetable.Mine, now: datetime
) -> wording.Part:
    partnership = found.partnership
    listed = _morning(transaction, membership, now)
    is_listed = listed is not None and membership.role is Role.RUNNER
    return wording.Part(
        partnership_id=partnership.id,
        mine=mine.Part(
            partnership=partnership.name,
            today=found.today,
            items=found.items,
            waiting=found.waiting,
            more=found.more,
        ),
        morning=listed,
        next_milestone=_next_milestone(transaction, membership, now),
        in_confidence=concerns.of_home(transaction, membership, is_listed=is_listed, now=now),
        check_in=check_ins.of_home(transaction, viewer=membership.viewer, now=now),
        stage=screens.home(transaction, viewer=membership.viewer, now=now),
    )


def _morning(transaction: Transaction, membership: Membership, now: datetime) -> Morning | None:
    """Return this morning's list for who runs it, as soon as the doors are open."""
    partnership = stored_partnerships.get(transaction, viewer=membership.viewer)
    if membership.role not in RUNNERS or partnership.state is not PartnershipState.OPEN:
        return None
    reader = readers.of_member(transaction, viewer=membership.viewer, membership=membership)
    own = Section(partnership_id=partnership.id, partnership=partnership.name)
    return morning_parts.of_reader(transaction, reader=reader, own=own, now=now)


def _next_milestone(
    transaction: Transaction, membership: Membership, now: datetime
) -> tuple[str, date] | None:
    viewer = membership.viewer
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    ahead = [
        (one.due, one.id, one.title)
        for one in stored_milestones.all_of(transaction, viewer=viewer)
        if one.state is MilestoneState.PLANNED and one.due >= today
    ]
    if not ahead:
        return None
    due, _, title = min(ahead)
    return title, due
