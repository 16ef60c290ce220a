"""What the runner has chosen about a workbook in the form **Match people**."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

NO_CHAT: Final = "none"
"""Chosen for somebody who has **No chat yet**."""

EVERY_PARTNER: Final = "*"
"""Chosen for an action that is every partner's."""


AGREED: Final = "agreed"
MEETING: Final = "meeting"
CRITICAL: Final = "critical"
DONE: Final = "done"
PERSON: Final = "person."
PARTNER: Final = "partner."
DAY: Final = "day."
PAST: Final = "past."
NEW_DAY: Final = "new_day."
CONFLICT: Final = "conflict."
NAME: Final = "name."
"""The names of the form's fields; those that end with a dot go on with the reference of a row or a person."""

FILE: Final = "file"
NOW: Final = "now"
"""The answers to a conflict: as the workbook has it, or as the timetable does."""

YES: Final = "yes"
NO: Final = "no"


class Past(Enum):
    """What becomes of an action whose date has gone by."""

    DONE = "done"
    NEW_DATE = "new_date"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Everything chosen so far. Rows and people go by their references; what is not there was not chosen.

    `agreed` is None until the question is answered. `people` has the key of a known person or NO_CHAT,
    `partners` the name of a partner or EVERY_PARTNER. `done` holds rows whose date lies ahead, `critical`
    one row for each title. `taken` are the conflicts in which the workbook holds, `names` the full names of people
    whom the workbook gives an initial only.
    """

    agreed: bool | None = None
    meeting: date | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    past: Mapping[str, Past] = field(default_factory=dict)
    new_days: Mapping[str, date] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    critical: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
