"""What a runner's list says of those who have a quiet week: the day on which they are back, and what cannot wait."""

from datetime import date, datetime

from bot.domain import quiet as rules
from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Rule
from bot.domain.importance import Importance
from bot.domain.people import Membership
from bot.domain.permissions import Viewer
from bot.messages import quiet as wording
from bot.messages.notices import Notice
from bot.services import calendars
from bot.services.ports import Transaction
from bot.services.readers import RUNNERS, Reader
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import members as stored_members


def source(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Say who is back when, and which critical dates come before that."""
    viewer = reader.membership.viewer
    by_day: dict[date, list[str]] = {}
    warnings: list[Notice] = []
    for member in stored_members.all_of(transaction, viewer=viewer):
        on = member.quiet_until
        if on is not None and _is_quiet(transaction, viewer, member, now):
            by_day.setdefault(on, []).append(member.person.name)
            warnings += _warnings(transaction, viewer, member, on)
    return (*warnings, *(wording.back(names=names, on=on) for on, names in sorted(by_day.items())))


def _is_quiet(transaction: Transaction, viewer: Viewer, member: Membership, now: datetime) -> bool:
    if not member.doors_open or member.role in RUNNERS:
        return False
    zone = calendars.of_member(transaction, viewer=viewer, membership=member).zone
    return rules.is_quiet(quiet_until=member.quiet_until, today=local_date(now=now, zone=zone))


def _warnings(transaction: Transaction, viewer: Viewer, member: Membership, on: date) -> list[Notice]:
    """Reminders of critical actions that wait, and whose date comes before the person is back."""
    pending = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=member.person.id)
    waiting = {one.owed.share_id: one.owed.last_day for one in pending if _comes_too_late(one)}
    held = stored_commitments.held_by(transaction, viewer=viewer, person_id=member.person.id)
    return [
        wording.warning_that_waits(
            name=member.person.name, on=on, title=commitment.wording.title, due=waiting[share.id] or on
        )
        for commitment, share in held
        if share.id in waiting and commitment.importance is not Importance.NORMAL
    ]


def _comes_too_late(one: Delivery) -> bool:
    owed = one.owed
    waits = one.rule is Rule.NOT_THIS_WEEK and owed.kind is DeliveryKind.REMINDER
    return waits and owed.last_day is not None and owed.last_day < owed.due_on
