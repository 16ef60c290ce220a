"""What is told after a round, and only with at least one line under **What we'll do** (F11)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

from bot.domain.calendars import PartnerCalendar, find_td
from bot.domain.climate import Result, Trend, trend
from bot.domain.people import Person
from bot.domain.sides import Said, Worth, worth

RUNNER_REMINDED_AFTER: Final = 5
CHAIR_REMINDED_AFTER: Final = 10
"""td after the close of a round, or after the day until which its summary was put later."""

WORTH_IT: Final = "worth_it"
_BULLET: Final = re.compile(r"^\s*[-*•·–—]+(?:\s+|$)")
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")


class SummaryState(Enum):
    """POSTED in the rooms, or AT_MEETING: the room is told that all will talk about it."""

    WAITING = "waiting"
    POSTED = "posted"
    AT_MEETING = "at_meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One summary as stored. `waits_since` is the day of the close, or the one until which it was put later.

    `well_do` are the lines under **What we'll do**, `became` what came of the ones before, with which the next round begins.
    """

    round_id: int
    state: SummaryState
    waits_since: date
    version: int
    well_do: tuple[str, ...] = ()
    became: str = ""
    meeting_on: date | None = None

    @classmethod
    def waiting(cls, *, round_id: int, since: date) -> "Summary":
        """Return the summary of a round that nobody has touched yet."""
        return cls(round_id=round_id, state=SummaryState.WAITING, waits_since=since, version=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a summary says: how many answered, each question in words, and whether it is worth it."""

    people: int
    trends: tuple[Trend, ...]
    worth: Worth | None


def findings(
    results: Sequence[Result],
    *,
    people: int,
    earlier: Sequence[Result],
    organisations: Sequence[Said],
) -> Findings:
    """Return what there is to say of a round. What too few answered is left out.

    `people` is how many answered anything. `organisations` has what partners gave with their name to
    *worth it*, a check-in each, oldest first and this one's last.
    """
    shown = (trend(one, earlier=earlier) for one in results)
    return Findings(
        people=people,
        trends=tuple(one for one in shown if one is not None),
        worth=worth(organisations[-1], earlier=organisations[:-1]),
    )


def lines_of(typed: str) -> tuple[str, ...]:
    """Return the lines of what was typed, without the bullets that people put before them."""
    bare = (_BULLET.sub("", one).strip() for one in typed.splitlines())
    return tuple(one for one in bare if one)


def named_in(lines: Sequence[str], *, people: Iterable[Person]) -> tuple[Person, ...]:
    """Return who of some people is named in these lines, by any of their names."""
    words = {word.removesuffix("'s").removesuffix("’s") for one in lines for word in _WORD.findall(one)}
    return tuple(
        one for one in people if words & {name for name in one.name.split() if len(name.strip(".")) > 1}
    )


def written(summary: Summary, *, lines: Sequence[str]) -> Summary | None:
    """The runner writes **What we'll do**. None once it has been told: then it is what people were told."""
    if summary.state is not SummaryState.WAITING:
        return None
    return replace(summary, well_do=lines_of("\n".join(lines)), version=summary.version + 1)


def may_be_told(summary: Summary) -> bool:
    """Say whether it can go out: something will be done, and it has not gone out."""
    return summary.state is SummaryState.WAITING and bool(summary.well_do)


def posted(summary: Summary) -> Summary | None:
    """**Post it**. None where nothing stands under **What we'll do**, or somebody was quicker."""
    if not may_be_told(summary):
        return None
    return replace(summary, state=SummaryState.POSTED, version=summary.version + 1)


def at_meeting(summary: Summary, *, on: date) -> Summary | None:
    """**Talk about it at the meeting**: as `posted`, and the room hears the day."""
    if not may_be_told(summary):
        return None
    return replace(summary, state=SummaryState.AT_MEETING, meeting_on=on, version=summary.version + 1)


def put_later(summary: Summary, *, until: date) -> Summary | None:
    """**Put it later**: it can wait, and cannot be dropped. None where the day lies no later."""
    if summary.state is not SummaryState.WAITING or until <= summary.waits_since:
        return None
    return replace(summary, waits_since=until, version=summary.version + 1)


class Reminded(Enum):
    RUNNER = "runner"
    CHAIR = "chair"


def reminded(summary: Summary, *, calendar: PartnerCalendar, since: date, today: date) -> Reminded | None:
    """Return who is reminded after `since`, up to today: of two the chair."""
    if summary.state is not SummaryState.WAITING:
        return None
    moments = {Reminded.CHAIR: CHAIR_REMINDED_AFTER, Reminded.RUNNER: RUNNER_REMINDED_AFTER}
    due = (who for who, n in moments.items() if since < _td(summary.waits_since, n, calendar) <= today)
    return next(due, None)


def _td(day: date, n: int, calendar: PartnerCalendar) -> date:
    """Count days in term; where a calendar has none in sight, plain days."""
    return find_td(day=day, n=n, calendar=calendar) or day + timedelta(days=n)
