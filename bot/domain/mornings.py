"""What a runner should know this morning, in the order in which it matters (the runner's morning list)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final

from bot.domain.calendars import PartnerCalendar, find_td, first_instant, td_between
from bot.domain.commitments import OPEN_STATES, EventKind, ShareState
from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.runners_week import Around

MOST_LINES: Final = 7
CONFIRM_WITHIN: Final = 4
"""td after which something that was asked and not answered is told to the runner."""

CRITICAL_AHEAD: Final = 3
"""td before a critical date at which the runner hears that there was no word."""


class Rank(Enum):
    """How a runner's list is ordered, the most pressing first."""

    WAITING = "waiting"
    AT_RISK = "at_risk"
    CALL = "call"
    CELEBRATE = "celebrate"
    CAN_WAIT = "can_wait"


class Need(Enum):
    """Why a line stands in the list, in the order of the list."""

    STUCK = "stuck"
    DATE_SUGGESTED = "date_suggested"
    TO_RING = "to_ring"
    TO_TALK = "to_talk"
    DISPUTED = "disputed"
    DECLINED = "declined"
    DATE_PASSED = "date_passed"
    AT_RISK = "at_risk"
    NOT_CONFIRMED = "not_confirmed"
    NOT_REACHED = "not_reached"
    DONE = "done"


_SAID: Final[Mapping[EventKind, tuple[Need, frozenset[ShareState]]]] = {
    EventKind.ASKED_TO_TALK: (Need.TO_TALK, frozenset({ShareState.PROPOSED})),
    EventKind.DISPUTED: (Need.DISPUTED, OPEN_STATES),
    EventKind.DECLINED: (Need.DECLINED, frozenset({ShareState.DECLINED})),
}
SAID: Final = frozenset(_SAID)
"""What somebody may say that the runner should hear, each with what it needs and the states it is still true of."""


DECIDED: Final = frozenset(
    {
        EventKind.ACCEPTED,
        EventKind.DATE_MOVED,
        EventKind.DATE_KEPT,
        EventKind.ON_TRACK,
        EventKind.DONE,
        EventKind.HANDED_ON,
        EventKind.HANDED_OVER,
    }
)
"""What settles something that somebody has said."""

RANKS: Final[Mapping[Need, Rank]] = {
    Need.STUCK: Rank.WAITING,
    Need.DATE_SUGGESTED: Rank.WAITING,
    Need.TO_RING: Rank.WAITING,
    Need.TO_TALK: Rank.WAITING,
    Need.DISPUTED: Rank.WAITING,
    Need.DECLINED: Rank.WAITING,
    Need.DATE_PASSED: Rank.AT_RISK,
    Need.AT_RISK: Rank.AT_RISK,
    Need.NOT_CONFIRMED: Rank.CALL,
    Need.NOT_REACHED: Rank.CALL,
    Need.DONE: Rank.CAN_WAIT,
}
"""Where each line stands among everything else of a morning."""

_RESTING: Final = frozenset({Need.DATE_PASSED, Need.NOT_CONFIRMED})
_NO_WORD: Final = frozenset({Need.DATE_PASSED, Need.AT_RISK})
_FOLDED: Final = frozenset({Need.DATE_PASSED, Need.AT_RISK, Need.NOT_CONFIRMED, Need.NOT_REACHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Why somebody is rung and not written to: they have `chosen` it, or have nothing but a telephone.

    `number` is "" where it isn't known.
    """

    chosen: bool
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: why it stands there, and about which share. `words` are what somebody said, for the runner alone.

    `others` are further shares of the same action that stand there for the same reason. `since` is the UTC instant
    at which it came to stand there, None for what stands in every list.
    """

    need: Need
    view: ItemView
    words: str = ""
    ring: Ring | None = None
    others: tuple[ItemView, ...] = ()
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known about one share beyond how it stands.

    `asked_on` is the date on which its holder was asked; `ring_on` the date on which the runner
    has promised to ring since it got stuck. `was_reached` is false when a message about it found no way.
    `is_followed`: the runner is asked what to do about its date, or has chosen already.
    """

    asked_on: date | None = None
    ring_on: date | None = None
    was_reached: bool = True
    is_followed: bool = False


def need_of(view: ItemView, *, around: Surroundings, calendar: PartnerCalendar) -> Need | None:
    """Return why an open share needs the runner today, None when it does not.

    `calendar` is the one on which days in term are counted: that of the share's partner.
    """
    # A new date is an answer to what is in the way, so it comes first.
    if view.move is not None:
        return Need.DATE_SUGGESTED
    if view.share.is_stuck:
        return _need_of_stuck(view, around)
    if view.share.state is ShareState.ACCEPTED:
        return _need_of_accepted(view, around, calendar)
    if view.share.state is ShareState.PROPOSED and _waits_long(view, around, calendar):
        return Need.NOT_CONFIRMED
    return _unreached(around)


def stands_since(
    need: Need, *, view: ItemView, around: Surroundings, calendar: PartnerCalendar
) -> datetime | None:
    """Return from when on a line stands as it does; None for what stands in every list until it is settled.

    That is what somebody waits for, and everything critical. The rest is told, and told again in a new week.
    """
    if need not in _RESTING or view.commitment.importance is not Importance.NORMAL:
        return None
    days: list[date | None] = [view.due - timedelta(days=1), view.due + timedelta(days=1)]
    if need is Need.DATE_PASSED:
        days = days[1:]
    elif around.asked_on is not None:
        days.append(find_td(day=around.asked_on, n=CONFIRM_WITHIN, calendar=calendar))
    zone = view.partnership.zone
    come = [first_instant(on=day, at=time.min, zone=zone) for day in days if day and day <= view.today]
    return max(come, default=None)


def rests(since: datetime | None, *, told_at: datetime | None) -> bool:
    """Say whether something that stands there `since` an instant has been told in the reader's last list.

    `told_at` is when that was sent, None where everything is told again.
    """
    return since is not None and told_at is not None and since <= told_at


def said_of(kind: EventKind, *, state: ShareState) -> Need | None:
    """Return why something that somebody has said needs the runner, None once the share has moved on from it."""
    need, states = _SAID[kind]
    return need if state in states else None


def more_pressing(one: Need | None, other: Need | None) -> Need | None:
    """Return the need that stands first in the list."""
    found = [need for need in Need if need in (one, other)]
    return found[0] if found else None


def ranked(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines of the list, the most pressing first, what is alike folded into one."""
    order = list(Need)
    found = sorted(lines, key=lambda line: (order.index(line.need), line.view.due, line.view.share.id))
    return tuple(_folded(found))


def without_covered(lines: Iterable[Line], *, covered: Collection[int]) -> tuple[Line, ...]:
    """Return the lines without those that say of no share but `covered` ones that there was no word."""
    return tuple(line for line in lines if line.need not in _NO_WORD or line.view.share.id not in covered)


def chosen(ranks: Sequence[Rank], *, own: int, once: Collection[int] = ()) -> frozenset[int]:
    """Return which of the lines stand in the list: the most pressing, as many as there is room for.

    `own` counts what is the reader's own to do, which takes its room; one line always stands there. What is told
    `once` stands in no other list, so it comes first, and as much of it as makes a list.
    """
    order = list(Rank)
    by_rank = sorted(range(len(ranks)), key=lambda at: (at not in once, order.index(ranks[at]), at))
    return frozenset(by_rank[: max(1, min(len(once), MOST_LINES), MOST_LINES - own)])


ASKED_AFTER: Final = 5
"""td without a press of the runner's, after which the deputy is asked as well."""


def is_silent(*, pressed_on: date | None, since: date, today: date, calendar: PartnerCalendar) -> bool:
    """Say whether the runner has pressed nothing for so long that their deputy is asked.

    `pressed_on` is the day of their last press, None before the first; `since` that on which the doors were opened.
    """
    last = max(since, pressed_on or since)
    return td_between(start=last, end=today, calendar=calendar) >= ASKED_AFTER


def begins_a_week(today: date, *, is_working: Callable[[date], bool]) -> bool:
    """Say whether this is the first working day of its week."""
    return not any(is_working(today - timedelta(days=back)) for back in range(1, today.weekday() + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Looking back, now, ahead: what was done last week, what is due in this one and in the two after it.

    `ahead_first` is the soonest of what is ahead: its title and its date. `around` is what stands beside the dates.
    """

    done: int
    done_partners: int
    now: int
    ahead: int
    ahead_first: tuple[str, date] | None = None
    around: Around | None = None


def _folded(lines: Sequence[Line]) -> list[Line]:
    """Make one line of what stands there for the same reason about the same action."""
    found: dict[tuple[object, ...], Line] = {}
    for line in lines:
        action = (line.need, line.view.commitment.id, line.view.due)
        is_alone = line.need not in _FOLDED or line.ring is not None
        key = (*action, line.view.share.id) if is_alone else action
        first = found.get(key)
        found[key] = line if first is None else _joined(first, line)
    return list(found.values())


def _joined(first: Line, line: Line) -> Line:
    """Tell a line with another; it is as new as the newer of them."""
    since = None if first.since is None or line.since is None else max(first.since, line.since)
    return replace(first, others=(*first.others, line.view), since=since)


def _need_of_stuck(view: ItemView, around: Surroundings) -> Need | None:
    if around.ring_on is None:
        return Need.STUCK
    return Need.TO_RING if around.ring_on <= view.today else None


def _need_of_accepted(view: ItemView, around: Surroundings, calendar: PartnerCalendar) -> Need | None:
    if around.is_followed:
        return None
    if view.has_passed:
        return Need.DATE_PASSED
    return Need.AT_RISK if _is_at_risk(view, calendar) else _unreached(around)


def _waits_long(view: ItemView, around: Surroundings, calendar: PartnerCalendar) -> bool:
    if view.due <= view.today + timedelta(days=1):
        return True
    if around.asked_on is None:
        return False
    return td_between(start=around.asked_on, end=view.today, calendar=calendar) >= CONFIRM_WITHIN


def _is_at_risk(view: ItemView, calendar: PartnerCalendar) -> bool:
    """A critical date comes close, and its holder has not said that it is on track."""
    if view.commitment.importance is Importance.NORMAL or view.share.rested_on is not None:
        return False
    return td_between(start=view.today, end=view.due, calendar=calendar) <= CRITICAL_AHEAD


def _unreached(around: Surroundings) -> Need | None:
    return None if around.was_reached else Need.NOT_REACHED
