"""Which of the things owed to one person travel together now, which wait, and which come too late.

The rules are those of conversations, Manners 3 and Small print: one envelope on the reader's regular days at their
hour, another day only for what cannot wait, and never more than three unasked messages a week.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import slots, weeks
from bot.domain.calendars import DAY_ENDS, PersonCalendar, local_date
from bot.domain.deliveries import NOTICES, Delivery, DeliveryKind, MessageKind
from bot.domain.folding import ITEMS, Folded, fold
from bot.domain.pending import Pending
from bot.domain.slots import Slot

MOST_A_WEEK: Final = 3
"""Unasked messages to one person from a Monday to a Sunday, the hello counted, a runner's lists not."""

_AT_ONCE: Final = (DeliveryKind.STUCK, DeliveryKind.ANSWER)
_TOMORROW: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What decides for all partnerships of one person together.

    `sent` has the local date and kind of every message that counts for the week, of this week and the next
    days; `has_list` says that they run a partnership and get a list each working morning, `listed_today` that
    today's has gone. `is_known` says that they have had a hello anywhere.
    """

    home: PersonCalendar
    sent: tuple[tuple[date, MessageKind], ...] = ()
    has_list: bool = False
    listed_today: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Deliveries that go in one message now. `part` tells apart what may go twice on one day.

    `merged` are brought by it too, for something else in it says them.
    """

    kind: MessageKind
    deliveries: tuple[Delivery, ...]
    part: str = ""
    merged: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A delivery that waits for a later slot."""

    delivery: Delivery
    until: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What becomes of everything that is due to one person at one moment."""

    letters: tuple[Letter, ...]
    too_late: tuple[Delivery, ...]
    waits: tuple[Wait, ...]


@dataclass(slots=True)
class _Desk:
    """One person's post while it is being sorted. `today` is the date where they are."""

    reader: Reader
    now: datetime
    today: date
    everything: Sequence[Pending]
    spent: int
    letters: list[Letter]
    too_late: list[Delivery]
    waiting: list[tuple[Pending, Slot | None]]

    @property
    def has_envelope_today(self) -> bool:
        return (self.today, MessageKind.ENVELOPE) in self.reader.sent

    @property
    def envelope_may_go(self) -> bool:
        return not self.has_envelope_today and self.spent < MOST_A_WEEK

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
            self.spent += kind in (MessageKind.ENVELOPE, MessageKind.HELLO)


def gather(pending: Sequence[Pending], *, reader: Reader, now: datetime) -> Gathered:
    """Sort everything that is open for one person at `now` (aware, UTC); what is not due yet is left alone."""
    today = local_date(now=now, zone=reader.home.zone)
    desk = _Desk(
        reader=reader,
        now=now,
        today=today,
        everything=pending,
        spent=_sent_in_week(reader, today),
        letters=[],
        too_late=[],
        waiting=[],
    )
    due = [one for one in pending if one.owed.due_at <= now]
    in_time = [one for one in due if not _is_too_late(one, now)]
    desk.too_late += [one.delivery for one in due if _is_too_late(one, now)]
    hellos = [one for one in in_time if one.owed.kind is DeliveryKind.HELLO]
    lists = [one for one in in_time if one.owed.kind is DeliveryKind.MORNING]
    at_once = [one for one in in_time if one.owed.kind in _AT_ONCE]
    ordinary = [one for one in in_time if one.owed.kind in (*ITEMS, DeliveryKind.EFFECT, *NOTICES)]
    riding = _sort_hellos(desk, hellos)
    if reader.has_list or lists:
        at_once = _sort_list(desk, lists, at_once, ordinary)
    else:
        _sort_envelope(desk, riding, ordinary)
    _sort_at_once(desk, at_once)
    return _result(desk)


def _result(desk: _Desk) -> Gathered:
    waits = [Wait(delivery=one.delivery, until=slot) for one, slot in desk.waiting if slot is not None]
    never = [one.delivery for one, slot in desk.waiting if slot is None]
    return Gathered(
        letters=tuple(desk.letters),
        too_late=(*desk.too_late, *never),
        waits=tuple(waits),
    )


def _is_too_late(one: Pending, now: datetime) -> bool:
    last_day = one.owed.last_day
    return last_day is not None and local_date(now=now, zone=one.calendar.zone) > last_day


def _sort_at_once(desk: _Desk, at_once: Sequence[Pending]) -> None:
    """Answers and calls for help go inside the reader's hours, one message each kind; they count for no week."""
    for kind in _AT_ONCE:
        of_kind = [one for one in at_once if one.owed.kind is kind]
        going = [one for one in of_kind if one.calendar.within_hours(desk.now)]
        part = f"{kind.value}:{going[0].delivery.id}" if going else ""
        desk.post(MessageKind.URGENT, going, part=part)
        desk.waiting += [
            (one, slots.at_once(calendar=one.calendar, now=desk.now)) for one in of_kind if one not in going
        ]


def _sort_hellos(desk: _Desk, hellos: Sequence[Pending]) -> list[Pending]:
    """Send a hello at once where there is room for it. Returns those that ride in today's regular envelope."""
    riding: list[Pending] = []
    for one in hellos:
        if not one.calendar.within_hours(desk.now):
            desk.waiting.append((one, slots.at_once(calendar=one.calendar, now=desk.now)))
        elif _hello_has_room(desk):
            desk.post(MessageKind.HELLO, [one], part=str(one.owed.partnership_id))
        elif desk.envelope_may_go and not desk.reader.has_list and _is_regular_moment(one, desk.now):
            riding.append(one)
        else:
            desk.waiting.append((one, _next_slot(one, desk.now)))
    return riding


def _hello_has_room(desk: _Desk) -> bool:
    if any(letter.kind is MessageKind.HELLO for letter in desk.letters):
        return False
    if desk.reader.has_list:
        return desk.spent < MOST_A_WEEK
    return not desk.reader.is_known or _spare(desk) - _reserved(desk) > 0


def _sort_list(
    desk: _Desk, lists: Sequence[Pending], at_once: Sequence[Pending], ordinary: Sequence[Pending]
) -> list[Pending]:
    """A runner's own things and what arrived overnight ride in the morning list. Returns what goes by itself."""
    if desk.reader.listed_today or not any(one.calendar.within_hours(desk.now) for one in lists):
        desk.waiting += [(one, _next_list(one, desk.now)) for one in (*lists, *ordinary)]
        return list(at_once)
    met = [one for one in ordinary if one.is_met_before(desk.today)]
    calls = [one for one in at_once if one.owed.kind is DeliveryKind.STUCK]
    desk.waiting += [(one, _next_list(one, desk.now)) for one in ordinary if one not in met]
    folded = _folded(desk, met)
    desk.post(MessageKind.MORNING, [*lists, *calls, *folded.kept], merged=folded.merged)
    return [one for one in at_once if one not in calls]


def _sort_envelope(desk: _Desk, riding: Sequence[Pending], ordinary: Sequence[Pending]) -> None:
    going: list[Pending] = []
    if desk.envelope_may_go:
        met = [one for one in ordinary if one.is_met_before(desk.today)]
        going = [one for one in met if _is_regular_moment(one, desk.now)]
        if not going and not riding:
            going = [one for one in met if _cannot_wait(desk, one)]
        if going or riding:
            going += _pulled(desk)
    desk.waiting += [(one, _next_slot(one, desk.now)) for one in ordinary if one not in going]
    folded = _folded(desk, going)
    desk.post(MessageKind.ENVELOPE, [*riding, *folded.kept], merged=folded.merged)


def _is_regular_moment(one: Pending, now: datetime) -> bool:
    """Whether the reader's hour of a regular day has come; a late envelope still goes until 18.00."""
    local = now.astimezone(one.calendar.zone)
    today = local.date()
    return one.calendar.is_regular(today) and one.calendar.instant(today) <= now and local.time() < DAY_ENDS


def _cannot_wait(desk: _Desk, one: Pending) -> bool:
    """Whether this may go on a day that is not regular: the named exceptions of Manners 3 and "Hours"."""
    today = local_date(now=desk.now, zone=one.calendar.zone)
    comes_today = one.calendar.is_regular(today) and one.calendar.instant(today) > desk.now
    if comes_today or not one.calendar.within_hours(desk.now):
        return False
    if one.is_critical_warning:
        return True
    if one.owed.kind is DeliveryKind.ASK and one.owed.off_day:
        return _spare(desk) - _reserved(desk) > 0
    following = one.calendar.regular_on_or_after(today + _TOMORROW)
    would_pass = one.owed.last_day is not None and (following is None or one.owed.last_day < following)
    return would_pass and one.owed.kind is DeliveryKind.REMINDER and _spare(desk) > 0


def _pulled(desk: _Desk) -> list[Pending]:
    """Critical warnings of the days ahead for which the week will have no message left: they ride along now."""
    after_this = desk.spent + 1
    room = MOST_A_WEEK - after_this - weeks.regular_days_left(desk.reader.home, desk.today)
    following = desk.reader.home.regular_on_or_after(desk.today + _TOMORROW)
    kept: set[date] = set()
    pulled: list[Pending] = []
    for one in sorted(_warnings_ahead(desk), key=lambda one: one.owed.due_on):
        on = one.owed.due_on
        if weeks.monday(on) == weeks.monday(desk.today):
            has_room = on in kept or len(kept) < room
            waits_for_regular = following is not None and following < on and after_this < MOST_A_WEEK
        else:
            has_room = weeks.regular_days(desk.reader.home, on) < MOST_A_WEEK
            waits_for_regular = following is None or following < on
        if has_room or waits_for_regular:
            kept.add(on)
        else:
            pulled.append(one)
    return pulled


def _warnings_ahead(desk: _Desk) -> list[Pending]:
    return [
        one
        for one in desk.everything
        if one.is_critical_warning
        and one.owed.due_at > desk.now
        and one.owed.due_on > desk.today
        and one.is_met_before(desk.today)
    ]


def _spare(desk: _Desk) -> int:
    """How many messages this week has beyond those that its regular days may still need."""
    left = weeks.regular_days_left(desk.reader.home, desk.today)
    local = desk.now.astimezone(desk.reader.home.zone)
    if desk.reader.home.is_regular(desk.today) and local.time() < DAY_ENDS and not desk.has_envelope_today:
        left += 1
    return MOST_A_WEEK - desk.spent - left


def _reserved(desk: _Desk) -> int:
    """How many of this week's messages are kept for critical warnings on days that are not regular."""
    return len(
        {
            one.owed.due_on
            for one in desk.everything
            if one.is_critical_warning
            and desk.today <= one.owed.due_on < weeks.monday(desk.today) + timedelta(days=7)
        }
    )


def _next_slot(one: Pending, now: datetime) -> Slot | None:
    """The reader's next regular slot; of what may come on any day, their next working day's."""
    today = local_date(now=now, zone=one.calendar.zone)
    later = one.calendar.instant(today + _TOMORROW)
    if one.calendar.is_regular(today) and one.calendar.instant(today) > now:
        return Slot(on=today, at=one.calendar.instant(today))
    if one.owed.off_day and one.owed.kind is not DeliveryKind.HELLO:
        return slots.working(calendar=one.calendar, earliest=later)
    return slots.regular(calendar=one.calendar, earliest=later)


def _next_list(one: Pending, now: datetime) -> Slot | None:
    today = local_date(now=now, zone=one.calendar.zone)
    return slots.working(calendar=one.calendar, earliest=one.calendar.instant(today + _TOMORROW))


def _folded(desk: _Desk, going: Sequence[Pending]) -> Folded:
    folded = fold(going)
    desk.waiting += [(one, _next_slot(one, desk.now)) for one in folded.held_back]
    return folded


def _sent_in_week(reader: Reader, day: date) -> int:
    return sum(weeks.monday(on) == weeks.monday(day) for on, _ in reader.sent)
