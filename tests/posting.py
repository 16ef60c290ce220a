"""Post of the sample year made of plain values: what is owed to Mina, who is written to on Tuesdays and Thursdays."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.calendars import PartnerCalendar, PersonCalendar
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Owed
from bot.domain.pending import Pending

LONDON = ZoneInfo("Europe/London")
OPEN = PartnerCalendar(country="GB", region="ENG")
MINA = PersonCalendar(partner=OPEN, zone=LONDON)
DAILY = replace(MINA, regular_days=frozenset(range(5)))

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))
NEXT_MONDAY, NEXT_TUESDAY, NEXT_THURSDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 3)
"""A week of winter time in London, where local time is UTC."""

MET = date(2026, 9, 10)


def at(day: date, hour: int = 8, minute: int = 30) -> datetime:
    """Return a moment in London on a day of winter."""
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)


def pending(
    kind: DeliveryKind,
    on: date,
    *,
    number: int = 1,
    share: int | None = 1,
    step: str = "before-5",
    off_day: bool = False,
    last_day: date | None = None,
    calendar: PersonCalendar = MINA,
    greeted_on: date | None = MET,
    due_at: datetime | None = None,
    partnership_id: int = 9,
) -> Pending:
    """Return something that is due on a day, at half past eight unless `due_at` is given."""
    owed = Owed(
        kind=kind,
        fact=f"fact:{number}",
        step=step,
        partnership_id=partnership_id,
        due_on=on,
        due_at=due_at or at(on),
        person_id=7,
        share_id=share,
        off_day=off_day,
        last_day=last_day,
    )
    delivery = Delivery(id=number, owed=owed, state=DeliveryState.PENDING, rule=None, message_id=None)
    return Pending(delivery=delivery, calendar=calendar, greeted_on=greeted_on)


def reminder(on: date, *, number: int = 1, due: date = date(2026, 12, 1)) -> Pending:
    """Return a reminder of share `number`, which is for `due`."""
    return pending(DeliveryKind.REMINDER, on, number=number, share=number, last_day=due)


def warning(on: date, *, number: int = 1, due: date) -> Pending:
    """Return the last reminder before a critical date, on a day that is not regular."""
    return pending(
        DeliveryKind.REMINDER,
        on,
        number=number,
        share=number,
        step="before-1",
        off_day=True,
        last_day=due,
    )
