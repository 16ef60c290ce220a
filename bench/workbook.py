"""The workbook to share, of 5,000 actions on two pages, against a bare dump of the same cells by openpyxl."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Final

from openpyxl import Workbook

from bench.measuring import Figure, cpu, in_turns, ratios, told
from bot.domain.timetables import STATES, TimetableRow, TimetableSheet
from bot.excel.outbound import copy_to_share
from bot.excel.pages import pages

_ROWS: Final = 5000
_REPETITIONS: Final = 5
_PARTNERS: Final = tuple(f"Partner number {number}" for number in range(40))


def measure() -> Sequence[Figure]:
    """Return the ratio of the CPU that both take."""
    sheet = _sheet()
    measured = in_turns(
        lambda: cpu(lambda: copy_to_share(sheet)),
        lambda: cpu(lambda: _dump(sheet)),
        repetitions=_REPETITIONS,
    )
    told("a workbook", measured, unit="s", scale=1)
    return [
        Figure(
            what="a 5,000-row workbook of two pages, CPU",
            against="openpyxl's bare dump of the same cells",
            goal=1.6,
            unit="×",
            values=ratios(measured),
        )
    ]


def _sheet() -> TimetableSheet:
    first = date(2026, 9, 10)
    return TimetableSheet(
        partnership="Riverside Progression Group",
        made_on=first,
        rows=tuple(_row(number, first + timedelta(days=number % 400)) for number in range(_ROWS)),
    )


def _row(number: int, by: date) -> TimetableRow:
    return TimetableRow(
        what=f"Send the course data of group {number} to the partnership office",
        partners=(_PARTNERS[number % len(_PARTNERS)],),
        by=by,
        state=STATES[number % len(STATES)],
        heading=f"Part {number % 12}",
        people=(f"Person Number{number % 90}",),
        done_when="Everybody has the file",
        why="The bus times depend on it, and they are printed only once a year.",
        ref=number + 1,
    )


def _dump(sheet: TimetableSheet) -> bytes:
    """Write the same cells with nothing around them: no looks, no widths, no filters."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for page in pages(sheet):
        worksheet = workbook.create_sheet(page.title)
        worksheet.append([column.heading for column in page.columns])
        for number, row in enumerate(page.rows):
            worksheet.append((*row, str(page.refs[number])) if page.refs else row)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()
