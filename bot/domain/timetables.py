"""The timetable as it is read on paper: the plain rows of the workbook."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.evidence import Level

PAGE_BY_DATE: Final = "Who does what by when"
PAGE_BY_PARTNER: Final = "By partner"
PAGE_OF_MILESTONES: Final = "Milestones"
PAGE_OF_MOVES: Final = "Dates moved"
PAGE_OF_CHANGES: Final = "Changes"
PAGE_OF_STAGES: Final = "Stage"
PAGE_OF_CHECK_INS: Final = "Check-ins"
ALL_PARTNERS: Final = "All partners"

STATES: Final = ("To confirm", "Agreed", "Done", "New date to agree")
"""The states in the words that people read, in the order in which they are offered."""

NOT_SETTLED: Final = frozenset({"To confirm", "New date to agree"})
"""The states that are shown in grey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableRow:
    """One action as everybody may read it. `progress` ("4 of 6 in") is of an action of all partners.

    `ref` is the number of the commitment, 0 where it is not known; an action with two dates has two rows.
    """

    what: str
    partners: tuple[str, ...]
    by: date
    state: str
    heading: str = ""
    people: tuple[str, ...] = ()
    done_when: str = ""
    why: str = ""
    progress: str = ""
    ref: int = 0

    @property
    def is_for_all(self) -> bool:
        return self.partners == (ALL_PARTNERS,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """One milestone as everybody may read it. `so_far` is "3 of 5 done", "" where no action belongs to it."""

    title: str
    by: date
    state: str
    is_quick_win: bool = False
    so_far: str = ""
    makes_possible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """A date that was moved, and never why. `moved_on` is the day on which that was asked for."""

    what: str
    partner: str
    was: date
    now: date
    moved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What became of an action since the last copy. `reason` is there for the runner alone."""

    kind: str
    what: str
    who: str
    was: str
    now: str
    on: date | None = None
    by_whom: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """One stage that was agreed on, or is suggested: since when, why, and the evidence as it was shown."""

    stage: str
    since: date
    because: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInLine:
    """What one question showed in one check-in, in words: of all who answered, or of one organisation. No person."""

    on: date
    question: str
    who: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltLine:
    """How one thing was felt at one check-in after the other, oldest first; None where too few answered to show it."""

    name: str
    points: tuple[tuple[date, Level | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatePart:
    """What **My copy** has besides. `since` is the day of the copy compared with, None where there was none.

    `notes` are by commitment, for the runner; None leaves their column out altogether.
    """

    since: date | None
    changes: tuple[ChangeRow, ...]
    notes: dict[int, str] | None = None
    stages: tuple[StageLine, ...] = ()
    check_ins: tuple[CheckInLine, ...] = ()
    felt: tuple[FeltLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableSheet:
    """A partnership's timetable on the day on which it was made, a date of the partnership's calendar.

    `token` is what a workbook that comes back is known by, "" for one that is not kept. With a `private` part
    it is **My copy**, without one the **Copy to share**.
    """

    partnership: str
    made_on: date
    rows: tuple[TimetableRow, ...]
    milestones: tuple[MilestoneRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
    token: str = ""
    private: PrivatePart | None = None


def by_date(rows: tuple[TimetableRow, ...]) -> tuple[TimetableRow, ...]:
    """Return the rows soonest first."""
    return tuple(sorted(rows, key=lambda row: (row.by, row.what.casefold(), row.partners)))


def by_partner(rows: tuple[TimetableRow, ...]) -> tuple[tuple[str, tuple[TimetableRow, ...]], ...]:
    """Return each partner's rows, soonest first, partners in alphabetical order.

    An action of several partners stands under each; one of all partners stands once, in a group of its own at the end.
    """
    groups: dict[str, list[TimetableRow]] = {}
    for row in by_date(rows):
        for partner in row.partners:
            groups.setdefault(partner, []).append(row)
    names = sorted(groups, key=lambda name: (name == ALL_PARTNERS, name.casefold()))
    return tuple((name, tuple(groups[name])) for name in names)
