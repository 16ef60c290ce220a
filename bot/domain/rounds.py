"""A round of check-in questions: how it stands, when it closes, and who is written to about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import PersonCalendar, first_instant
from bot.domain.evidence import Stage
from bot.domain.questions import QuestionKind
from bot.domain.weeks import monday

THURSDAY: Final = 3
_ONE_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)


class RoundState(Enum):
    """CLOSED when the time is over; SUMMARISED once levels stand and answers are gone; SHARED when all were told."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    SUMMARISED = "summarised"
    SHARED = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round as stored. `kinds` has its questions in order, each with the kind by which it was asked.

    `bank` is the version of the bank it was asked from, `because` the reason for a second one so soon, `stage`
    the one in force for which its questions were chosen. `closed_at` (aware, UTC) is when its answers were in. `version`
    rises with every change.
    """

    id: int
    partnership_id: int
    bank: int
    state: RoundState
    opens_on: date
    kinds: Mapping[str, QuestionKind]
    version: int
    because: str = ""
    stage: Stage | None = None
    closed_at: datetime | None = None

    @property
    def closes_on(self) -> date:
        """The last day on which it can be answered: Thursday of the week after."""
        return closes_on(self.opens_on)

    def closes_at(self, zone: ZoneInfo) -> datetime:
        """The instant (aware, UTC) at which that day ends in the partnership's zone."""
        return first_instant(on=self.closes_on + _ONE_DAY, at=time.min, zone=zone)

    def takes_answers(self, *, now: datetime, zone: ZoneInfo) -> bool:
        """Whether an answer can still be given, changed or taken back."""
        return self.state is RoundState.OPEN and now < self.closes_at(zone)


def closes_on(opens_on: date) -> date:
    return monday(opens_on) + _WEEK + _ONE_DAY * THURSDAY


class Standing(Enum):
    """How one person stands in one round. **Not this time** is an answer like any other and is never counted against them."""

    ASKED = "asked"
    LATER = "later"
    NOT_THIS_TIME = "not_this_time"
    ANSWERED = "answered"


def reminded_on(
    standing: Standing, *, written_on: date, calendar: PersonCalendar, closing: date
) -> date | None:
    """Return the day of the one reminder, in the next envelope after the day on which somebody was written to.

    None for who has answered or said **Not this time**, where it would come too late, and after **Remind me on
    Thursday**, which is the reminder.
    """
    if standing is not Standing.ASKED:
        return None
    day = calendar.regular_on_or_after(written_on + _ONE_DAY)
    return day if day is not None and day <= closing else None


def thursday(*, today: date, closing: date) -> date | None:
    """Return the Thursday of **Remind me on Thursday**, None on the last one: then the button is not shown."""
    ahead = (THURSDAY - today.weekday() - 1) % 7 + 1
    day = today + _ONE_DAY * ahead
    return day if day <= closing else None


def asked_as(
    keys: Iterable[str], *, kinds: Mapping[str, QuestionKind], of: frozenset[QuestionKind]
) -> tuple[str, ...]:
    """Return the questions that one person gets: those of the kinds that they are asked."""
    return tuple(key for key in keys if kinds[key] in of)
