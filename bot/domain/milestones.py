"""A milestone: what several actions together make possible, and how it is celebrated (R10, R11)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import PartnerCalendar, find_td, first_instant, local_date
from bot.domain.commitments import Commitment, ShareState, is_done, remaining
from bot.domain.evidence import Stage
from bot.domain.items import UNDO_WITHIN
from bot.domain.partners import Partner, PartnerKind

REMINDED_AFTER: Final = 2
LAST_REMINDED_AFTER: Final = 10
"""td after which the runner is reminded of a milestone that nobody has marked."""

QUICK_WIN_WITHIN: Final = {Stage.FORMING: 6, Stage.FRUSTRATION: 4}
"""Term weeks within which a quick win should be in sight, by how it is going."""


class MilestoneState(Enum):
    """PLANNED until its actions are done; CELEBRATED in every room, or QUIET: marked, and nothing said."""

    PLANNED = "planned"
    REACHED = "reached"
    CELEBRATED = "celebrated"
    QUIET = "quiet"


class Marking(Enum):
    """**How shall we mark it?**"""

    HERE = "here"
    AT_MEETING = "at_meeting"
    WITH_CAKE = "with_cake"


class Asking(Enum):
    """Which time the runner is asked about a milestone: the last time **Quietly** stands beside the rest."""

    REACHED = "reached"
    AGAIN = "again"
    LAST = "last"


_BETWEEN: Final = "; "
"""What stands between two things that one partner did."""

MARKED: Final = frozenset({MilestoneState.CELEBRATED, MilestoneState.QUIET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One milestone as stored. `reached_at` and `marked_at` are aware and in UTC; `version` rises with every change.

    `put_off_on` is the day of the last **Not yet**. `story` tells what was reached, `own_words` is a line of
    one's own. `alone_possible` is the answer to **Could any one of us have done this alone?**
    """

    id: int
    partnership_id: int
    title: str
    due: date
    state: MilestoneState
    version: int
    is_quick_win: bool = False
    makes_possible: str = ""
    what_next: str = ""
    story: str = ""
    own_words: str = ""
    alone_possible: bool | None = None
    marking: Marking | None = None
    reached_at: datetime | None = None
    put_off_on: date | None = None
    marked_by: int | None = None
    marked_at: datetime | None = None

    @property
    def is_marked(self) -> bool:
        return self.state in MARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one partner did for a milestone, in a few words; "" where nothing is recorded. `is_office`: it is none of the partners."""

    partner_id: int
    partner: str
    words: str = ""
    is_office: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Celebration:
    """A milestone with what is said of it: every partner that has done something, in alphabetical order."""

    milestone: Milestone
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """One person's thanks to a partner, or to somebody there, in their own words. `at` is aware and in UTC."""

    id: int
    milestone_id: int | None
    from_id: int
    partner_id: int
    person_id: int | None
    words: str
    at: datetime


def counted(actions: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Return the actions that a milestone waits for: what nobody is left to do does not count."""
    return tuple(one for one in actions if remaining(one))


def is_reached(actions: Iterable[Commitment], *, now: datetime) -> bool:
    """Whether all that remains is done, and has been for ten minutes; with nothing in it a milestone waits for a person."""
    waits_for = counted(actions)
    if not waits_for or not all(map(is_done, waits_for)):
        return False
    return all(
        share.done_at is None or share.done_at + UNDO_WITHIN <= now
        for one in waits_for
        for share in remaining(one)
    )


def recorded(*, partners: Sequence[Partner], actions: Iterable[Commitment]) -> tuple[Contribution, ...]:
    """Return every partner with the titles of what it has done, those with nothing recorded first."""
    titles: dict[int, list[str]] = {one.id: [] for one in partners}
    for action in actions:
        for share in action.shares:
            if share.state is ShareState.DONE and share.partner_id in titles:
                titles[share.partner_id].append(action.wording.title)
    found = [
        Contribution(
            partner_id=one.id,
            partner=one.name,
            words=_BETWEEN.join(titles[one.id]),
            is_office=one.kind is PartnerKind.OFFICE,
        )
        for one in partners
    ]
    return tuple(sorted(found, key=lambda one: (bool(one.words), one.partner.casefold())))


def together(contributions: Sequence[Contribution]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return who did what, what several did in the same words once and first. Else it keeps its order."""
    parts: dict[str, list[str]] = {}
    for one in contributions:
        for part in dict.fromkeys(one.words.split(_BETWEEN)):
            parts.setdefault(part, []).append(one.partner)
    grouped: dict[tuple[str, ...], list[str]] = {}
    for part, names in parts.items():
        grouped.setdefault(tuple(names), []).append(part)
    order = sorted(grouped, key=len, reverse=True)
    return tuple((names, _BETWEEN.join(grouped[names])) for names in order)


def in_alphabetical_order(contributions: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """Return what is said of each partner that has done something, as it stands in a room."""
    said = (one for one in contributions if one.words)
    return tuple(sorted(said, key=lambda one: one.partner.casefold()))


def asked_between(
    milestone: Milestone,
    *,
    calendar: PartnerCalendar,
    first_asked_on: date,
    since: date,
    today: date,
) -> Asking | None:
    """Return which question about a reached milestone belongs into today's list, None for none.

    `first_asked_on` is the date of the first list that can have it, `since` the date of the last list. After
    **Not yet** nothing is asked for two td; when all dates have gone by it is asked once more, ten td later.
    """
    if milestone.state is not MilestoneState.REACHED:
        return None
    due = [moment for moment in _moments(milestone, calendar, first_asked_on) if since < moment[0] <= today]
    return max(due, key=lambda moment: moment[0])[1] if due else None


def told_at(*, reached_at: datetime, zone: ZoneInfo) -> datetime:
    """Return the Friday noon (aware, UTC) at which a quick win is told in one line with others."""
    day = local_date(now=reached_at, zone=zone)
    friday = day + timedelta(days=(_FRIDAY - day.weekday()) % 7)
    noon = first_instant(on=friday, at=_NOON, zone=zone)
    if noon >= reached_at:
        return noon
    return first_instant(on=friday + timedelta(days=7), at=_NOON, zone=zone)


def tells_itself_at(milestone: Milestone, *, calendar: PartnerCalendar, zone: ZoneInfo) -> datetime | None:
    """Return when a quick win that is reached is told by itself; after **Not yet** only once it was asked about again."""
    if milestone.reached_at is None:
        return None
    if milestone.put_off_on is None:
        return told_at(reached_at=milestone.reached_at, zone=zone)
    asked_again = _td(milestone.put_off_on, REMINDED_AFTER, calendar)
    following = first_instant(on=asked_again + timedelta(days=1), at=time.min, zone=zone)
    return told_at(reached_at=following, zone=zone)


def wanting_since(
    *,
    going: Stage | None,
    quick_wins: Iterable[Milestone],
    calendar: PartnerCalendar,
    zone: ZoneInfo,
    today: date,
) -> int | None:
    """Return for how many term weeks no quick win is in sight, None where one is or where none is asked for.

    In sight is one that is planned for one of the coming weeks of term, or was reached in the last ones.
    """
    weeks = QUICK_WIN_WITHIN.get(going) if going else None
    if weeks is None:
        return None
    span = weeks * _TD_A_WEEK
    first, last = _td(today, -span, calendar), _td(today, span, calendar)
    days = [_day_of(one, zone) for one in quick_wins]
    return None if any(first <= day <= last for day in days) else weeks


def is_week_of_asking(*, opened_on: date, since: date, today: date) -> bool:
    """Whether the list of today is the first in one of the four-week turns, of which the first comes after a week."""
    turn = ((today - opened_on).days - _SETTLING_IN) // _TURN
    start = opened_on + timedelta(days=_SETTLING_IN + turn * _TURN)
    return turn >= 0 and since < start <= today


_FRIDAY: Final = 4
_NOON: Final = time(12, 15)
_SETTLING_IN: Final = 7
_TURN: Final = 28
_TD_A_WEEK: Final = 5


def _day_of(milestone: Milestone, zone: ZoneInfo) -> date:
    return local_date(now=milestone.reached_at, zone=zone) if milestone.reached_at else milestone.due


def _moments(
    milestone: Milestone, calendar: PartnerCalendar, first_asked_on: date
) -> list[tuple[date, Asking]]:
    again = _td(first_asked_on, REMINDED_AFTER, calendar)
    last = _td(first_asked_on, LAST_REMINDED_AFTER, calendar)
    moments = [(first_asked_on, Asking.REACHED), (again, Asking.AGAIN), (last, Asking.LAST)]
    if milestone.put_off_on is None:
        return moments
    quiet_until = _td(milestone.put_off_on, REMINDED_AFTER, calendar)
    later = [one for one in moments if one[0] >= quiet_until]
    return later or [(_td(milestone.put_off_on, LAST_REMINDED_AFTER, calendar), Asking.LAST)]


def _td(day: date, n: int, calendar: PartnerCalendar) -> date:
    """Count days in term; where a calendar has none in sight, plain days."""
    return find_td(day=day, n=n, calendar=calendar) or day + timedelta(days=n)


def comes_before(milestone: Milestone, *, new_due: date) -> bool:
    """Say whether a milestone that is still to be reached comes before a new date of one of its actions."""
    return milestone.state is MilestoneState.PLANNED and milestone.due < new_due
