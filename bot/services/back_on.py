"""The last day before most partners close: the rooms and the runner read when everybody is back."""

from datetime import date, datetime

from bot.domain.breaks import back_on
from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.mornings import Rank
from bot.domain.permissions import ENGINE, Viewer, engine_in
from bot.messages import back_on as wording
from bot.messages.model import Message
from bot.messages.notices import Notice
from bot.services.each import each
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from bot.services.workbook_rhythms import is_open_in
from storage import breaks as stored_breaks
from storage import deliveries as stored_deliveries
from storage import partnerships as stored_partnerships
from storage import rooms as stored_rooms

_FACT = "quiet:"


def tell(*, database: Transactions, now: datetime) -> int:
    """Owe the rooms of partnerships that close after today their note. Returns how many new ones. For a sweep."""
    with database.read() as transaction:
        found = stored_breaks.meeting_in_rooms(transaction, viewer=ENGINE)
        closing = [one for one in found if _back(transaction, engine_in(one), now) is not None]
    return each(closing, lambda partnership_id: _tell(database, partnership_id, now))


def post(transaction: Transaction, delivery: Delivery, now: datetime) -> Message:  # noqa: ARG001 - as every poster.
    """Word the note."""
    return wording.post(back=date.fromisoformat(delivery.owed.fact.removeprefix(_FACT)))


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Say it in the runner's list of that day."""
    back = _back(transaction, reader.membership.viewer, now)
    if back is None:
        return ()
    return (Notice(blocks=wording.of_morning(back=back), rank=Rank.CAN_WAIT, asks=False),)


def _tell(database: Transactions, partnership_id: int, now: datetime) -> int:
    viewer = engine_in(partnership_id)
    with database.write() as transaction:
        back = _back(transaction, viewer, now)
        fact = f"{_FACT}{back.isoformat()}" if back else ""
        if not fact or stored_breaks.is_told(transaction, viewer=viewer, fact=fact):
            return 0
        today = _today(transaction, viewer, now)
        owed = [
            Owed(
                kind=DeliveryKind.QUIET,
                fact=fact,
                step=DeliveryKind.QUIET.value,
                partnership_id=partnership_id,
                due_on=today,
                due_at=now,
                room_id=room.id,
                off_day=True,
                last_day=today,
            )
            for room in stored_rooms.all_of(transaction, viewer=viewer)
            if room.usable
        ]
        stored_deliveries.owe_all(transaction, viewer=viewer, owed=owed, now=now)
        return len(owed)


def _back(transaction: Transaction, viewer: Viewer, now: datetime) -> date | None:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    is_open = is_open_in(transaction, partnership=partnership)
    return back_on(today=local_date(now=now, zone=partnership.zone), is_open=is_open)


def _today(transaction: Transaction, viewer: Viewer, now: datetime) -> date:
    return local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
