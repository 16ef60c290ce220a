"""The pages of the workbook, as columns of plain values.

The last column of the first page is headed "Ref" and hidden: it holds the number of each row's commitment, by which
a workbook that was edited is matched with what it was made of. It stands outside the print area.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.timetables import (
    PAGE_BY_DATE,
    PAGE_BY_PARTNER,
    FeltLine,
    TimetableRow,
    TimetableSheet,
    by_date,
    by_partner,
)
from bot.excel.looks import Look

Value = str | date

REF: Final = "Ref"
"""The heading of the hidden column."""

_ACTIONS_ON_ONE_SHEET: Final = 40
_LINES_ON_ONE_SHEET: Final = 60
"""An action of several partners stands more than once by partner. Beyond this the print would be too small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, how it looks, and the widest it may grow in characters.

    An optional one is left out where there is nothing in it.
    """

    heading: str
    widest: int
    look: Look = Look.TEXT
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet: its title, the name of its table, its columns, and the rows of values below their headings.

    `refs` has the number of each row's commitment, and is empty on a page without the hidden column. `note` stands
    behind the date. `felt` has the lines of the chart below the table, if there is one.
    """

    title: str
    table: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    prints_on_one_sheet: bool
    refs: tuple[int, ...] = ()
    note: str = ""
    felt: tuple[FeltLine, ...] = ()


Filled = tuple[Column, Sequence[Value]]
"""A column and what stands in it, from the first row to the last."""

STATE: Final = Column(heading="State", widest=19)
PARTNER: Final = Column(heading="Partner", widest=26)
_BY: Final = Column(heading="By when", widest=16, look=Look.DATE)
_WHAT: Final = Column(heading="What", widest=46, look=Look.MAIN)
_WHO: Final = Column(heading="Who", widest=36)
_WITH: Final = Column(heading="With", widest=36, optional=True)
_PERSON: Final = Column(heading="Person", widest=22, optional=True)
_SO_FAR: Final = Column(heading="So far", widest=12, optional=True)
_PART_OF: Final = Column(heading="Part of", widest=26, optional=True)
_DONE_WHEN: Final = Column(heading="Done when", widest=34, optional=True)
_WHY: Final = Column(heading="Why it matters", widest=34, optional=True)
_NOTES: Final = Column(heading="Notes", widest=34, optional=True)


def pages(sheet: TimetableSheet) -> Iterator[Page]:
    """Yield the page by date and the page by partner. An optional column with nothing in it is left out."""
    yield _by_date(sheet)
    yield _by_partner(sheet)


def _by_date(sheet: TimetableSheet) -> Page:
    rows = by_date(sheet.rows)
    notes = (sheet.private.notes if sheet.private else None) or {}
    return page(
        title=PAGE_BY_DATE,
        table="Timetable_by_date",
        columns=(
            (_BY, [row.by for row in rows]),
            (_WHAT, [row.what for row in rows]),
            (_WHO, [", ".join(row.partners) for row in rows]),
            (_PERSON, [", ".join(row.people) for row in rows]),
            (STATE, [row.state for row in rows]),
            (_SO_FAR, [row.progress for row in rows]),
            (_PART_OF, [row.heading for row in rows]),
            (_DONE_WHEN, [row.done_when for row in rows]),
            (_WHY, [row.why for row in rows]),
            (_NOTES, [notes.get(row.ref, "") for row in rows]),
        ),
        fits=len(rows) <= _ACTIONS_ON_ONE_SHEET,
        refs=tuple(row.ref for row in rows),
    )


def _by_partner(sheet: TimetableSheet) -> Page:
    lines = [(name, row) for name, rows in by_partner(sheet.rows) for row in rows]
    return page(
        title=PAGE_BY_PARTNER,
        table="Timetable_by_partner",
        columns=(
            (PARTNER, [name for name, _ in lines]),
            (_BY, [row.by for _, row in lines]),
            (_WHAT, [row.what for _, row in lines]),
            (_PERSON, [", ".join(row.people) for _, row in lines]),
            (_WITH, [_others(name, row) for name, row in lines]),
            (STATE, [row.state for _, row in lines]),
            (_SO_FAR, [row.progress for _, row in lines]),
            (_PART_OF, [row.heading for _, row in lines]),
        ),
        fits=len(sheet.rows) <= _ACTIONS_ON_ONE_SHEET and len(lines) <= _LINES_ON_ONE_SHEET,
    )


def page(
    *,
    title: str,
    table: str,
    columns: Sequence[Filled],
    fits: bool,
    refs: tuple[int, ...] = (),
    note: str = "",
) -> Page:
    """Return a page of these columns, without the optional ones in which nothing stands."""
    filled = [(column, values) for column, values in columns if not column.optional or any(values)]
    return Page(
        title=title,
        table=table,
        columns=tuple(column for column, _ in filled),
        rows=tuple(zip(*(values for _, values in filled), strict=True)),
        prints_on_one_sheet=fits,
        refs=refs if any(refs) else (),
        note=note,
    )


def _others(under: str, row: TimetableRow) -> str:
    return ", ".join(partner for partner in row.partners if partner != under)
