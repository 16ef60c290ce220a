"""What is open for one person, with what is needed to sort it."""

from dataclasses import dataclass
from datetime import date

from bot.domain.calendars import PersonCalendar
from bot.domain.deliveries import Delivery, DeliveryKind, Owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An open delivery, with the reader's calendar in its partnership and the local date of their hello in it.

    `rests_until`: nothing of its partnership goes to them before that date, because its runner says so.
    """

    delivery: Delivery
    calendar: PersonCalendar
    greeted_on: date | None
    rests_until: date | None = None

    @property
    def owed(self) -> Owed:
        return self.delivery.owed

    @property
    def is_critical_warning(self) -> bool:
        """Whether this is the last reminder before a critical date, which need not wait for a regular day."""
        return self.owed.kind is DeliveryKind.REMINDER and self.owed.off_day

    @property
    def was_asked_for(self) -> bool:
        """Whether somebody has pressed for this day themselves: **Remind me on Thursday**."""
        return self.owed.kind is DeliveryKind.CHECKIN and self.owed.off_day

    def is_met_before(self, day: date) -> bool:
        return self.greeted_on is not None and self.greeted_on < day
