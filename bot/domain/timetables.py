"""The timetable as it is read on paper: the plain rows of the workbook that is made to share."""

from dataclasses import dataclass
from datetime import date
from typing import Final

PAGE_BY_DATE: Final = "Who does what by when"
PAGE_BY_PARTNER: Final = "By partner"
ALL_PARTNERS: Final = "All partners"

STATES: Final = ("To confirm", "Agreed", "Done", "New date to agree")
"""The states in the words that people read, in the order in which they are offered."""

NOT_SETTLED: Final = frozenset({"To confirm", "New date to agree"})
"""The states that are shown in grey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableRow:
    """One action as everybody may read it. `progress` ("4 of 6 in") is of an action of all partners."""

    what: str
    partners: tuple[str, ...]
    by: date
    state: str
    heading: str = ""
    people: tuple[str, ...] = ()
    done_when: str = ""
    why: str = ""
    progress: str = ""

    @property
    def is_for_all(self) -> bool:
        return self.partners == (ALL_PARTNERS,)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableSheet:
    """A partnership's timetable on the day on which it was made, a date of the partnership's calendar."""

    partnership: str
    made_on: date
    rows: tuple[TimetableRow, ...]


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
