"""One person's post while it is being sorted, and what room their week still has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import quiet, weeks
from bot.domain.calendars import DAY_ENDS, PersonCalendar, local_date
from bot.domain.deliveries import Delivery, DeliveryKind, MessageKind
from bot.domain.pending import Pending
from bot.domain.slots import Slot

MOST_A_WEEK: Final = 3
"""Unasked messages to one person from a Monday to a Sunday, the hello counted, a runner's lists not."""

_TOMORROW: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What decides for all partnerships of one person together.

    `sent` has the local date and kind of every message that counts for the week, of this week and the next
    days; `has_list` says that they run a partnership and get a list each working morning, `listed_today` that
    today's has gone. `is_known` says that they have had a hello anywhere. `quiet_until` is the Monday until
    which they are left in peace; `once_a_week` says that they have left several envelopes unanswered.
    """

    home: PersonCalendar
    sent: tuple[tuple[date, MessageKind], ...] = ()
    has_list: bool = False
    listed_today: bool = False
    is_known: bool = True
    quiet_until: date | None = None
    once_a_week: bool = False

    def is_quiet(self, today: date) -> bool:
        """Whether they are left in peace. Who runs a partnership has a list each morning all the same."""
        return not self.has_list and quiet.is_quiet(quiet_until=self.quiet_until, today=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Deliveries that go in one message now. `part` tells apart what may go twice on one day.

    `merged` are brought by it too, for something else in it says them.
    """

    kind: MessageKind
    deliveries: tuple[Delivery, ...]
    part: str = ""
    merged: tuple[Delivery, ...] = ()


@dataclass(slots=True, kw_only=True)
class Desk:
    """One person's post while it is being sorted. `today` is the date where they are."""

    reader: Reader
    now: datetime
    everything: Sequence[Pending]
    letters: list[Letter] = field(default_factory=list)
    too_late: list[Delivery] = field(default_factory=list)
    waiting: list[tuple[Pending, Slot | None]] = field(default_factory=list)
    resting: list[tuple[Pending, Slot | None]] = field(default_factory=list)

    @property
    def today(self) -> date:
        return local_date(now=self.now, zone=self.reader.home.zone)

    @property
    def spent(self) -> int:
        """How many messages of this week have gone, or go now."""
        sent = sum(weeks.monday(on) == weeks.monday(self.today) for on, _ in self.reader.sent)
        going = (MessageKind.ENVELOPE, MessageKind.HELLO)
        return sent + sum(letter.kind in going for letter in self.letters)

    @property
    def has_envelope_today(self) -> bool:
        return (self.today, MessageKind.ENVELOPE) in self.reader.sent

    @property
    def envelope_may_go(self) -> bool:
        return not self.has_envelope_today and self.spent < MOST_A_WEEK

    @property
    def is_sparing(self) -> bool:
        """Whether they are written to once a week: they have left envelopes unanswered, or their partner is busy."""
        is_busy = not self.reader.has_list and self.reader.home.is_busy(self.today)
        return self.reader.once_a_week or is_busy

    @property
    def week_is_over(self) -> bool:
        """Whether somebody who is written to once a week has had this week's envelope."""
        return self.is_sparing and any(
            kind is MessageKind.ENVELOPE and weeks.monday(on) == weeks.monday(self.today)
            for on, kind in self.reader.sent
        )

    @property
    def next_monday(self) -> date:
        return weeks.monday(self.today) + _WEEK

    def rests_until(self, one: Pending) -> date | None:
        """The date before which something stays where it is: of everything, or of what its runner lets rest."""
        own = self.reader.quiet_until if self.reader.is_quiet(self.today) else None
        until = (day for day in (own, one.rests_until) if day is not None and self.today < day)
        return max(until, default=None)

    def post(
        self,
        kind: MessageKind,
        pending: Iterable[Pending],
        *,
        part: str = "",
        merged: Iterable[Pending] = (),
    ) -> None:
        deliveries = tuple(one.delivery for one in pending)
        if deliveries:
            brought = tuple(one.delivery for one in merged)
            self.letters.append(Letter(kind=kind, deliveries=deliveries, part=part, merged=brought))

    def spare(self) -> int:
        """How many messages this week has beyond those that its regular days may still need."""
        left = weeks.regular_days_left(self.reader.home, self.today)
        local = self.now.astimezone(self.reader.home.zone)
        if (
            self.reader.home.is_regular(self.today)
            and local.time() < DAY_ENDS
            and not self.has_envelope_today
        ):
            left += 1
        return MOST_A_WEEK - self.spent - left

    def reserved(self) -> int:
        """How many of this week's messages are kept for critical warnings on days that are not regular."""
        return len(
            {
                one.owed.due_on
                for one in self.everything
                if one.is_critical_warning and self.today <= one.owed.due_on < self.next_monday
            }
        )

    def pulled(self) -> list[Pending]:
        """What rides along now because nothing else will bring it in time."""
        return [*self._warnings_without_room(), *self._rest_of_the_week()]

    def _warnings_without_room(self) -> list[Pending]:
        """Critical warnings of the days ahead for which the week will have no message left."""
        after_this = self.spent + 1
        room = MOST_A_WEEK - after_this - weeks.regular_days_left(self.reader.home, self.today)
        following = self.reader.home.regular_on_or_after(self.today + _TOMORROW)
        kept: set[date] = set()
        pulled: list[Pending] = []
        for one in sorted(self._warnings_ahead(), key=lambda one: one.owed.due_on):
            on = one.owed.due_on
            if weeks.monday(on) == weeks.monday(self.today):
                has_room = on in kept or len(kept) < room
                waits_for_regular = following is not None and following < on and after_this < MOST_A_WEEK
            else:
                has_room = weeks.regular_days(self.reader.home, on) < MOST_A_WEEK
                waits_for_regular = following is None or following < on
            if has_room or waits_for_regular:
                kept.add(on)
            else:
                pulled.append(one)
        return pulled

    def _warnings_ahead(self) -> list[Pending]:
        return [one for one in self._ahead() if one.is_critical_warning and one.owed.due_on > self.today]

    def _rest_of_the_week(self) -> list[Pending]:
        """Of somebody who is written to once a week: reminders whose date comes before the next envelope."""
        following = self.reader.home.regular_on_or_after(self.next_monday)
        if not self.is_sparing or following is None:
            return []
        return [
            one
            for one in self._ahead()
            if one.owed.kind is DeliveryKind.REMINDER
            and not one.is_critical_warning
            and one.owed.last_day is not None
            and one.owed.last_day < following
        ]

    def _ahead(self) -> list[Pending]:
        return [
            one
            for one in self.everything
            if one.owed.due_at > self.now and one.is_met_before(self.today) and self.rests_until(one) is None
        ]
