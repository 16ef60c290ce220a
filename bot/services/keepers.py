"""When nobody has looked after a timetable for long, the deputy runner and then the chair are asked who does (F12)."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import slots
from bot.domain.calendars import SEARCH_DAYS, local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.keepers import asked_who_runs, is_deserted
from bot.domain.people import Person
from bot.domain.permissions import Role, Viewer, myself
from bot.messages import keepers as wording
from bot.messages.notices import Notice
from bot.services import readers
from bot.services.ports import Transaction
from bot.services.readers import RUNNERS, Reader
from storage import audit
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partnerships as stored_partnerships

STEP: Final = "who_runs"


def look(transaction: Transaction, *, viewer: Viewer, now: datetime) -> bool:
    """Ask whoever is to be asked today who is runner now. Returns whether nobody looks after the partnership."""
    since = last_press(transaction, viewer=viewer, now=now)
    silent = silent_days(transaction, viewer=viewer, since=since, now=now)
    everybody = stored_members.all_of(transaction, viewer=viewer)
    deputies = [one for one in everybody if one.role is Role.DEPUTY_RUNNER and one.doors_open]
    asked = asked_who_runs(silent=silent, has_deputy=bool(deputies))
    for member in everybody:
        to = None
        if member.role in asked:
            to = readers.reader(transaction, viewer=viewer, person_id=member.person.id)
        slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
        if to is not None and slot is not None:
            owed = Owed(
                kind=DeliveryKind.WAIT_OR_GO,
                fact=f"runner:{viewer.partnership_id}:{since.isoformat()}",
                step=STEP,
                partnership_id=to.membership.partnership_id,
                due_on=slot.on,
                due_at=slot.at,
                person_id=to.person_id,
            )
            stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    return is_deserted(silent=silent)


def is_left_alone(transaction: Transaction, *, viewer: Viewer, now: datetime) -> bool:
    """Say whether nobody looks after the viewer's partnership, so that nothing goes out but people's own lists."""
    since = last_press(transaction, viewer=viewer, now=now)
    return is_deserted(silent=silent_days(transaction, viewer=viewer, since=since, now=now))


def last_sign(transaction: Transaction, *, viewer: Viewer, person: Person) -> datetime | None:
    """Return when somebody last did anything in the viewer's partnership (aware, UTC).

    A press that changes nothing counts where they are in no other partnership: elsewhere it says nothing of this one.
    """
    acted = audit.last_acts(transaction, viewer=viewer).get(person.id)
    memberships = stored_partnerships.memberships_of(transaction, viewer=myself(person.id))
    pressed = person.pressed_at if len(memberships) == 1 else None
    return max((at for at in (acted, pressed) if at is not None), default=None)


def write_notice(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Ask, while nobody has pressed anything since."""
    viewer = reader.membership.viewer
    since = date.fromisoformat(delivery.owed.fact.rsplit(":", 1)[1])
    if last_press(transaction, viewer=viewer, now=now) != since:
        return None
    is_chair = reader.membership.role is Role.CHAIR
    return wording.question(partnership_id=reader.membership.partnership_id, since=since, is_chair=is_chair)


def last_press(transaction: Transaction, *, viewer: Viewer, now: datetime) -> date:
    """Return the day on which runner or deputy runner last pressed something; the opening counts as one."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    signs = [
        last_sign(transaction, viewer=viewer, person=member.person)
        for member in stored_members.all_of(transaction, viewer=viewer)
        if member.role in RUNNERS
    ]
    found = [partnership.opened_at or now, *(at for at in signs if at is not None)]
    return local_date(now=max(found), zone=partnership.zone)


def silent_days(transaction: Transaction, *, viewer: Viewer, since: date, now: datetime) -> int:
    """Return how many working days of the runner have gone by since a day; none where nobody runs it or works."""
    runners = readers.runners(transaction, viewer=viewer)
    if not runners:
        return 0
    calendar = runners[0].calendar
    today = local_date(now=now, zone=calendar.zone)
    # A year of silence is as long as any.
    first = max(since, today - timedelta(days=SEARCH_DAYS))
    days = (first + timedelta(days=ahead) for ahead in range(1, (today - first).days + 1))
    return sum(map(calendar.is_working, days))
