"""Which of the things owed to one person travel together now, which wait, and which come too late.

The rules are those of conversations, Manners 3 and Small print: one envelope on the reader's regular days at their
hour, another day only for what cannot wait, and never more than three unasked messages a week.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import busy_weeks, slots
from bot.domain.calendars import DAY_ENDS, local_date
from bot.domain.deliveries import NOTICES, Delivery, DeliveryKind, MessageKind
from bot.domain.desks import MOST_A_WEEK, Desk, Letter, Reader
from bot.domain.folding import ITEMS, Folded, fold
from bot.domain.pending import Pending
from bot.domain.slots import Slot

_OFF_DAY_IF_ROOM: Final = (
    DeliveryKind.ASK,
    DeliveryKind.WAIT_OR_GO,
    DeliveryKind.CONCERN,
    DeliveryKind.CHECKIN,
)
"""What need not wait for a regular day where the week has a message to spare."""

_AT_ONCE: Final = (DeliveryKind.STUCK, DeliveryKind.ANSWER)
_TOMORROW: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A delivery that waits for a later slot."""

    delivery: Delivery
    until: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What becomes of everything that is due to one person at one moment. `rests`: until their quiet week is over."""

    letters: tuple[Letter, ...]
    too_late: tuple[Delivery, ...]
    waits: tuple[Wait, ...]
    rests: tuple[Wait, ...] = ()


def gather(pending: Sequence[Pending], *, reader: Reader, now: datetime) -> Gathered:
    """Sort everything that is open for one person at `now` (aware, UTC); what is not due yet is left alone."""
    desk = Desk(reader=reader, now=now, everything=pending)
    due = [one for one in pending if one.owed.due_at <= now]
    in_time = [one for one in due if not _is_too_late(one, now)]
    desk.too_late += [one.delivery for one in due if _is_too_late(one, now)]
    in_time = _spare(desk, _let_rest(desk, in_time))
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


def _result(desk: Desk) -> Gathered:
    never = [one.delivery for one, slot in (*desk.waiting, *desk.resting) if slot is None]
    return Gathered(
        letters=tuple(desk.letters),
        too_late=(*desk.too_late, *never),
        waits=_waits(desk.waiting),
        rests=_waits(desk.resting),
    )


def _waits(found: Sequence[tuple[Pending, Slot | None]]) -> tuple[Wait, ...]:
    return tuple(Wait(delivery=one.delivery, until=slot) for one, slot in found if slot is not None)


def _let_rest(desk: Desk, in_time: Sequence[Pending]) -> list[Pending]:
    """In a quiet week nothing goes but the answer to what somebody has asked. Returns what still goes."""
    rests = [(one, desk.rests_until(one)) for one in in_time if one.owed.kind is not DeliveryKind.ANSWER]
    resting = [(one, until) for one, until in rests if until is not None]
    desk.resting += [(one, _slot_from(one, until)) for one, until in resting]
    stays = {one.delivery.id for one, _ in resting}
    return [one for one in in_time if one.delivery.id not in stays]


def _spare(desk: Desk, in_time: Sequence[Pending]) -> list[Pending]:
    """In a busy week what can wait does; a runner's list has all of it every morning. Returns what still goes."""
    if desk.reader.has_list:
        return list(in_time)
    until = [(one, busy_weeks.waits_until(one, now=desk.now)) for one in in_time]
    desk.waiting += [(one, _slot_from(one, day)) for one, day in until if day is not None]
    return [one for one, day in until if day is None]


def _slot_from(one: Pending, day: date) -> Slot | None:
    """The first slot on or after a day: a regular one, or a working day's for what may come on any day."""
    earliest = one.calendar.instant(day)
    find = slots.working if one.owed.off_day else slots.regular
    return find(calendar=one.calendar, earliest=earliest)


def _is_too_late(one: Pending, now: datetime) -> bool:
    last_day = one.owed.last_day
    return last_day is not None and local_date(now=now, zone=one.calendar.zone) > last_day


def _sort_at_once(desk: Desk, at_once: Sequence[Pending]) -> None:
    """Answers and calls for help go inside the reader's hours, one message each kind; they count for no week."""
    for kind in _AT_ONCE:
        of_kind = [one for one in at_once if one.owed.kind is kind]
        going = [one for one in of_kind if one.calendar.within_hours(desk.now)]
        part = f"{kind.value}:{going[0].delivery.id}" if going else ""
        desk.post(MessageKind.URGENT, going, part=part)
        desk.waiting += [
            (one, slots.at_once(calendar=one.calendar, now=desk.now)) for one in of_kind if one not in going
        ]


def _sort_hellos(desk: Desk, hellos: Sequence[Pending]) -> list[Pending]:
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


def _hello_has_room(desk: Desk) -> bool:
    if any(letter.kind is MessageKind.HELLO for letter in desk.letters):
        return False
    if desk.reader.has_list:
        return desk.spent < MOST_A_WEEK
    return not desk.reader.is_known or desk.spare() - desk.reserved() > 0


def _sort_list(
    desk: Desk, lists: Sequence[Pending], at_once: Sequence[Pending], ordinary: Sequence[Pending]
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


def _sort_envelope(desk: Desk, riding: Sequence[Pending], ordinary: Sequence[Pending]) -> None:
    going: list[Pending] = []
    if desk.envelope_may_go:
        met = [one for one in ordinary if one.is_met_before(desk.today)]
        going = [one for one in met if _goes_regularly(desk, one)]
        if not going and not riding:
            going = [one for one in met if _cannot_wait(desk, one)]
        if going or riding:
            going += [one for one in desk.pulled() if one not in going]
    is_over = desk.week_is_over or (desk.reader.once_a_week and bool(going))
    desk.waiting += [
        (one, _next_envelope(desk, one, is_over=is_over)) for one in ordinary if one not in going
    ]
    folded = _folded(desk, going)
    desk.post(MessageKind.ENVELOPE, [*riding, *folded.kept], merged=folded.merged)


def _goes_regularly(desk: Desk, one: Pending) -> bool:
    """Whether this goes on a regular day: to who is written to once a week, a second time only what they asked for."""
    return _is_regular_moment(one, desk.now) and (one.was_asked_for or not desk.week_is_over)


def _is_regular_moment(one: Pending, now: datetime) -> bool:
    """Whether the reader's hour of a regular day has come; a late envelope still goes until 18.00."""
    local = now.astimezone(one.calendar.zone)
    today = local.date()
    return one.calendar.is_regular(today) and one.calendar.instant(today) <= now and local.time() < DAY_ENDS


def _cannot_wait(desk: Desk, one: Pending) -> bool:
    """Whether this may go on a day that is not regular: the named exceptions of Manners 3 and "Hours"."""
    today = local_date(now=desk.now, zone=one.calendar.zone)
    comes_today = one.calendar.is_regular(today) and one.calendar.instant(today) > desk.now
    if comes_today or not one.calendar.within_hours(desk.now):
        return False
    if one.is_critical_warning:
        return True
    if one.owed.kind in _OFF_DAY_IF_ROOM and one.owed.off_day:
        may_go = one.was_asked_for or not desk.is_sparing
        return may_go and desk.spare() - desk.reserved() > 0
    next_day = desk.next_monday if desk.week_is_over else today + _TOMORROW
    following = one.calendar.regular_on_or_after(next_day)
    would_pass = one.owed.last_day is not None and (following is None or one.owed.last_day < following)
    return would_pass and one.owed.kind is DeliveryKind.REMINDER and desk.spare() > 0


def _next_slot(one: Pending, now: datetime) -> Slot | None:
    """The reader's next regular slot; of what may come on any day, their next working day's."""
    today = local_date(now=now, zone=one.calendar.zone)
    later = one.calendar.instant(today + _TOMORROW)
    if one.calendar.is_regular(today) and one.calendar.instant(today) > now:
        return Slot(on=today, at=one.calendar.instant(today))
    if one.owed.off_day and one.owed.kind is not DeliveryKind.HELLO:
        return slots.working(calendar=one.calendar, earliest=later)
    return slots.regular(calendar=one.calendar, earliest=later)


def _next_envelope(desk: Desk, one: Pending, *, is_over: bool) -> Slot | None:
    """As `_next_slot`; `is_over`: whoever is written to once a week has had this week's envelope."""
    if is_over and not one.owed.off_day:
        return _slot_from(one, desk.next_monday)
    return _next_slot(one, desk.now)


def _next_list(one: Pending, now: datetime) -> Slot | None:
    today = local_date(now=now, zone=one.calendar.zone)
    return slots.working(calendar=one.calendar, earliest=one.calendar.instant(today + _TOMORROW))


def _folded(desk: Desk, going: Sequence[Pending]) -> Folded:
    folded = fold(going)
    desk.waiting += [(one, _next_slot(one, desk.now)) for one in folded.held_back]
    return folded
