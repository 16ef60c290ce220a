"""The workbook out: pages that print well and hold no formula.

A workbook that comes back is known by two things: its custom document property SNAPSHOT_PROPERTY, which is the token of
the snapshot that was kept of it, and the hidden last column "Ref" of its first page (see `pages`).
"""

import re
from datetime import date, datetime, time
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import CustomPropertyList, StringProperty
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.dates import full
from bot.domain.timetables import PAGE_BY_DATE, TimetableSheet
from bot.excel.layout import add_help, lay_out, set_up_printing
from bot.excel.looks import Look, Styles, add_looks
from bot.excel.pages import REF, Page, Value, pages
from bot.excel.texts import clean, write_out

SNAPSHOT_PROPERTY: Final = "bywhen-token"
"""The name of the custom document property that holds a snapshot's token."""

_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|]+')
_LONGEST_NAME: Final = 80


def copy_to_share(sheet: TimetableSheet) -> bytes:
    """Return the workbook, as an .xlsx file, that everybody may see."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    styles = add_looks(workbook)
    _describe(workbook, sheet=sheet)
    for page in pages(sheet):
        worksheet = workbook.create_sheet(page.title)
        _write(worksheet, page=page, sheet=sheet, styles=styles)
        lay_out(worksheet, page=page)
        add_help(workbook, worksheet, page=page)
        set_up_printing(worksheet, page=page, partnership=write_out(sheet.partnership))
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def file_name(*, partnership: str, made_on: date) -> str:
    """Return a name that every system takes, and that says that the workbook may be shared."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", clean(partnership)).split())[:_LONGEST_NAME].strip(". ")
    _, day = full(made_on).split(" ", 1)
    return f"{name} timetable, {day}, to share.xlsx".strip()


def _describe(workbook: Workbook, *, sheet: TimetableSheet) -> None:
    made = datetime.combine(sheet.made_on, time())
    properties = workbook.properties
    properties.title = f"{write_out(sheet.partnership)}: timetable"
    properties.subject = PAGE_BY_DATE
    properties.creator = "Bywhen"
    properties.language = "en-GB"
    properties.created = made
    if sheet.token:
        # The stubs do not know this attribute.
        custom: CustomPropertyList[StringProperty] = vars(workbook)["custom_doc_props"]
        custom.append(StringProperty(name=SNAPSHOT_PROPERTY, value=sheet.token))


def _write(worksheet: Worksheet, *, page: Page, sheet: TimetableSheet, styles: Styles) -> None:
    dateline = f"{page.title}. Made on {full(sheet.made_on)}, to share."
    worksheet.append([_cell(worksheet, sheet.partnership, style=styles[Look.TITLE])])
    worksheet.append([_cell(worksheet, dateline, style=styles[Look.DATELINE])])
    worksheet.append([])
    headings = [column.heading for column in page.columns]
    of_columns = [styles[column.look] for column in page.columns]
    rows = page.rows
    if page.refs:
        headings.append(REF)
        of_columns.append(styles[Look.TEXT])
        rows = tuple((*values, str(ref)) for values, ref in zip(rows, page.refs, strict=True))
    worksheet.append([_cell(worksheet, heading, style=styles[Look.HEADING]) for heading in headings])
    for values in rows:
        worksheet.append(
            [_cell(worksheet, value, style=style) for value, style in zip(values, of_columns, strict=True)]
        )


def _cell(worksheet: Worksheet, value: Value, *, style: StyleArray) -> Cell:
    """Return a cell that `append` will put into its place."""
    content = write_out(value) if isinstance(value, str) else value
    cell = Cell(worksheet, row=1, column=1, value=content, style_array=style)
    if isinstance(value, str):
        # Without this a text that starts with "=" would leave as a formula, and "#N/A" as an error.
        cell.data_type = "s"
    return cell
