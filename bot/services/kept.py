"""Once a year everybody is told in their next envelope what is kept about them."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain import kept as rules
from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.permissions import ENGINE, engine_in
from bot.messages import kept as wording
from bot.messages.notices import Notice
from bot.services import readers
from bot.services.each import each
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import yearly
from storage.yearly import Met

_NEARLY_A_YEAR: Final = timedelta(days=364)


def owe(*, database: Transactions, now: datetime) -> int:
    """Owe it to everybody for whom a year has gone by. Returns to how many."""
    with database.read() as transaction:
        found = yearly.untold(transaction, viewer=ENGINE, before=now - _NEARLY_A_YEAR)
    return each(found, lambda met: _owe_one(database, met, now))


def write_notice(
    transaction: Transaction,
    reader: Reader,
    delivery: Delivery,  # noqa: ARG001 - all writers are called alike.
    now: datetime,  # noqa: ARG001 - as above.
) -> Notice:
    """Word it."""
    runner = stored_members.runner_of(transaction, viewer=reader.membership.viewer)
    is_reader = runner is None or runner.person.id == reader.person_id
    return wording.notice(runner="" if runner is None or is_reader else runner.person.first_name)


def _owe_one(database: Transactions, met: Met, now: datetime) -> int:
    with database.write() as transaction:
        return int(_owe(transaction, met, now))


def _owe(transaction: Transaction, met: Met, now: datetime) -> bool:
    viewer = engine_in(met.partnership_id)
    to = readers.reader(transaction, viewer=viewer, person_id=met.person_id)
    if to is None:
        return False
    zone = to.calendar.zone
    today = local_date(now=now, zone=zone)
    told_on = None if met.told_at is None else local_date(now=met.told_at, zone=zone)
    greeted_on = local_date(now=met.greeted_at, zone=zone)
    slot = slots.regular(calendar=to.calendar, earliest=now)
    if slot is None or not rules.is_due(greeted_on=greeted_on, told_on=told_on, today=today):
        return False
    owed = Owed(
        kind=DeliveryKind.KEPT,
        fact="kept",
        step=str(today.year),
        partnership_id=met.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=met.person_id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    return True
