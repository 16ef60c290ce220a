"""What became of one share's date that has gone by, or that comes close without a word (F7)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import PartnerCalendar, find_td, first_instant, local_date, td_between
from bot.domain.commitments import Share
from bot.domain.escalations import FollowUpChoice
from bot.domain.transitions import Transition, drop

LEFT_FOR: Final = 5
"""td for which **Leave it with me**, and whatever somebody else was asked, keeps it off the runner's list."""

FINDS_OUT_WITHIN: Final = 2
"""td without a word of somebody who was asked to help, after which the runner is asked again."""


class HelpAnswer(Enum):
    """What somebody said who was asked to help."""

    FIND_OUT = "find_out"
    RING = "ring"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One share's date, and what the runner, a helper and the chair have done about it.

    `asked_on` is the date on which the runner was first asked. `helper_asked_on` stays None until the question
    has been sent to who could help. `goes_without` None: not decided.
    """

    id: int
    share_id: int
    due: date
    asked_on: date
    choice: FollowUpChoice | None = None
    chosen_by: int | None = None
    chosen_at: datetime | None = None
    helper_id: int | None = None
    helper_asked_on: date | None = None
    helper_answer: HelpAnswer | None = None
    helper_answered_at: datetime | None = None
    goes_without: bool | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None


def needs_runner(
    follow_up: FollowUp, *, today: date, calendar: PartnerCalendar, zone: ZoneInfo, rest_for: int = LEFT_FOR
) -> bool:
    """Say whether it stands in the runner's list today.

    **I'll ring** comes back on the next day, **Leave it with me** after five td. What somebody else was asked
    to help with stands there every day, until it is settled or left. `zone` is the partnership's.
    """
    rest_from = _rests_from(follow_up, zone)
    if rest_from is None or is_with_helper(follow_up):
        return True
    if follow_up.choice is FollowUpChoice.RING and not is_decided(follow_up):
        return rest_from < today
    return td_between(start=rest_from, end=today, calendar=calendar) >= rest_for


def is_with_helper(follow_up: FollowUp) -> bool:
    """Say whether somebody was asked to help, and the runner has chosen nothing else since their last word."""
    if follow_up.helper_id is None or is_decided(follow_up):
        return False
    if follow_up.choice in (None, FollowUpChoice.ASK_CO_ORDINATOR) or follow_up.chosen_at is None:
        return True
    answered_at = follow_up.helper_answered_at
    return answered_at is not None and answered_at > follow_up.chosen_at


def is_helper_silent(follow_up: FollowUp, *, today: date, calendar: PartnerCalendar, zone: ZoneInfo) -> bool:
    """Say whether nothing was heard for two td of somebody who was asked to help, or who is finding out."""
    since = _heard_on(follow_up, zone)
    if since is None or follow_up.helper_answer is HelpAnswer.RING:
        return False
    return td_between(start=since, end=today, calendar=calendar) >= FINDS_OUT_WITHIN


def stands_since(
    follow_up: FollowUp, *, today: date, calendar: PartnerCalendar, zone: ZoneInfo, rest_for: int = LEFT_FOR
) -> datetime:
    """Return when a date came to stand in the runner's list as it stands `today`.

    That is when the runner was asked, or later when what they chose was over, when a helper answered, or when
    nothing had been heard of one for too long.
    """
    days: list[date | None] = [follow_up.asked_on]
    rest_from, heard_on = _rests_from(follow_up, zone), _heard_on(follow_up, zone)
    if rest_from is not None:
        is_ring = follow_up.choice is FollowUpChoice.RING and not is_decided(follow_up)
        next_day = rest_from + timedelta(days=1)
        days.append(next_day if is_ring else find_td(day=rest_from, n=rest_for, calendar=calendar))
    if heard_on is not None and follow_up.helper_answer is not HelpAnswer.RING:
        days.append(find_td(day=heard_on, n=FINDS_OUT_WITHIN, calendar=calendar))
    come = [first_instant(on=day, at=time.min, zone=zone) for day in days if day and day <= today]
    answered_at = follow_up.helper_answered_at
    return max([*come, answered_at] if answered_at else come)


def is_decided(follow_up: FollowUp) -> bool:
    """Say whether somebody has pressed **Wait** or **Go without it**."""
    return follow_up.goes_without is not None


def go_without(share: Share) -> Transition | None:
    """**Go without it**: the share leaves the timetable, and what happened to it says so."""
    dropped = drop(share)
    if dropped is None:
        return None
    return replace(dropped, details={**dropped.details, "because": "go_without"})


def _rests_from(follow_up: FollowUp, zone: ZoneInfo) -> date | None:
    """The last day on which something was chosen or decided about it; None where nothing was."""
    instants = (follow_up.chosen_at, follow_up.decided_at)
    return max((local_date(now=at, zone=zone) for at in instants if at is not None), default=None)


def _heard_on(follow_up: FollowUp, zone: ZoneInfo) -> date | None:
    """The day of the last word from or to who was asked to help; None where nobody was."""
    answered_at = follow_up.helper_answered_at
    return follow_up.helper_asked_on if answered_at is None else local_date(now=answered_at, zone=zone)
