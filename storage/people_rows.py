"""The rows of people: which columns they have, and how they are read. For storage itself."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Row

from bot.domain.calendars import Span
from bot.domain.people import Hour, Person, Rhythm
from storage.tables import LeaveRow, PersonRow

COLUMNS: Final = (
    PersonRow.id.label("whose"),
    PersonRow.name.label("called"),
    PersonRow.zone.label("own_zone"),
    PersonRow.regular_days,
    PersonRow.hour,
    PersonRow.news,
    PersonRow.quiet_until,
    PersonRow.pressed_at,
    LeaveRow.first.label("away_from"),
    LeaveRow.last.label("away_until"),
)
"""What `gathered` reads: a row for each absence, and one for somebody who has none."""


def gathered(rows: Iterable[Row[Any]]) -> dict[int, Person]:
    """Return the people, by id, of rows that hold COLUMNS, absences in order. For storage itself."""
    first: dict[int, Row[Any]] = {}
    leave: dict[int, list[Span]] = {}
    for row in rows:
        first.setdefault(row.whose, row)
        away = leave.setdefault(row.whose, [])
        if row.away_from is not None:
            away.append(Span(first=row.away_from, last=row.away_until))
    return {person_id: _person(row, leave[person_id]) for person_id, row in first.items()}


def _person(row: Row[Any], leave: Iterable[Span]) -> Person:
    rhythm = Rhythm(regular_days=row.regular_days, hour=Hour[row.hour], leave=tuple(leave))
    return Person(
        id=row.whose,
        name=row.called,
        zone=row.own_zone,
        rhythm=rhythm,
        news=row.news,
        quiet_until=row.quiet_until,
        pressed_at=row.pressed_at,
    )
