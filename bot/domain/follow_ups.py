"""What became of one share's date that has gone by, or that comes close without a word (F7)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import PartnerCalendar, local_date, td_between
from bot.domain.commitments import Share
from bot.domain.escalations import FollowUpChoice
from bot.domain.transitions import Transition, drop

LEFT_FOR: Final = 5
"""td for which **Leave it with me**, and whatever somebody else was asked, keeps it off the runner's list."""

FINDS_OUT_WITHIN: Final = 2
"""td after which somebody who pressed **I'll find out** is mentioned to the runner again."""


class HelpAnswer(Enum):
    """What somebody said who was asked to help."""

    FIND_OUT = "find_out"
    RING = "ring"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One share's date, and what the runner, a helper and the chair have done about it.

    `asked_on` is the date on which the runner was first asked. `helper_asked_on` stays None until the person
    has been told that a helper will be asked. `goes_without` None: not decided.
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
    comes back when they would like a ring, or have been silent for as long. `zone` is the partnership's.
    """
    rest_from = _rests_from(follow_up, zone)
    if rest_from is None or follow_up.helper_answer is HelpAnswer.RING:
        return True
    if follow_up.choice is FollowUpChoice.RING and follow_up.goes_without is None:
        return rest_from < today
    if follow_up.helper_answer is HelpAnswer.FIND_OUT:
        rest_for = FINDS_OUT_WITHIN
    return td_between(start=rest_from, end=today, calendar=calendar) >= rest_for


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
    """The last day on which anybody has done anything about it; None where nobody has."""
    instants = (follow_up.chosen_at, follow_up.helper_answered_at, follow_up.decided_at)
    days = [local_date(now=at, zone=zone) for at in instants if at is not None]
    if follow_up.helper_asked_on is not None:
        days.append(follow_up.helper_asked_on)
    return max(days, default=None)
