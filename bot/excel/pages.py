"""The two pages of the workbook to share, as columns of plain values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.timetables import (
    PAGE_BY_DATE,
    PAGE_BY_PARTNER,
    TimetableRow,
    TimetableSheet,
    by_date,
    by_partner,
)
from bot.excel.looks import Look

Value = str | date
Line = tuple[str, TimetableRow]
"""A row of the timetable and the partner under whom it stands ("" on the page by date)."""


_ACTIONS_ON_ONE_SHEET: Final = 40
_LINES_ON_ONE_SHEET: Final = 60
"""An action of several partners stands more than once by partner. Beyond this the print would be too small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, what stands in it, how it looks, and the widest it may grow in characters."""

    heading: str
    value: Callable[[Line], Value]
    widest: int
    look: Look = Look.TEXT
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet: its title, the name of its table, its columns, and the rows of values below their headings."""

    title: str
    table: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    prints_on_one_sheet: bool


def _others(line: Line) -> str:
    under, row = line
    return ", ".join(partner for partner in row.partners if partner != under)


STATE: Final = Column(heading="State", value=lambda line: line[1].state, widest=19)
_BY: Final = Column(heading="By when", value=lambda line: line[1].by, widest=16, look=Look.DATE)
_WHAT: Final = Column(heading="What", value=lambda line: line[1].what, widest=46, look=Look.MAIN)
_WHO: Final = Column(heading="Who", value=lambda line: ", ".join(line[1].partners), widest=36)
PARTNER: Final = Column(heading="Partner", value=lambda line: line[0], widest=26)
_WITH: Final = Column(heading="With", value=_others, widest=36, optional=True)
_PERSON: Final = Column(
    heading="Person", value=lambda line: ", ".join(line[1].people), widest=22, optional=True
)
_SO_FAR: Final = Column(heading="So far", value=lambda line: line[1].progress, widest=12, optional=True)
_PART_OF: Final = Column(heading="Part of", value=lambda line: line[1].heading, widest=26, optional=True)
_DONE_WHEN: Final = Column(
    heading="Done when", value=lambda line: line[1].done_when, widest=34, optional=True
)
_WHY: Final = Column(heading="Why it matters", value=lambda line: line[1].why, widest=34, optional=True)


def pages(sheet: TimetableSheet) -> Iterator[Page]:
    """Yield the page by date and the page by partner. A column with nothing in it is left out."""
    yield _page(
        title=PAGE_BY_DATE,
        table="Timetable_by_date",
        columns=(_BY, _WHAT, _WHO, _PERSON, STATE, _SO_FAR, _PART_OF, _DONE_WHEN, _WHY),
        lines=[("", row) for row in by_date(sheet.rows)],
        actions=len(sheet.rows),
    )
    yield _page(
        title=PAGE_BY_PARTNER,
        table="Timetable_by_partner",
        columns=(PARTNER, _BY, _WHAT, _PERSON, _WITH, STATE, _SO_FAR, _PART_OF),
        lines=[(name, row) for name, rows in by_partner(sheet.rows) for row in rows],
        actions=len(sheet.rows),
    )


def _page(*, title: str, table: str, columns: tuple[Column, ...], lines: list[Line], actions: int) -> Page:
    filled = tuple(
        column for column in columns if not column.optional or any(column.value(line) for line in lines)
    )
    return Page(
        title=title,
        table=table,
        columns=filled,
        rows=tuple(tuple(column.value(line) for column in filled) for line in lines),
        prints_on_one_sheet=actions <= _ACTIONS_ON_ONE_SHEET and len(lines) <= _LINES_ON_ONE_SHEET,
    )
