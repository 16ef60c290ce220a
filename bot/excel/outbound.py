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
from bot.excel.charts import add_chart
from bot.excel.further_pages import further_pages
from bot.excel.layout import FOR_WHOM, add_help, lay_out, set_up_printing
from bot.excel.looks import Look, Styles, add_looks
from bot.excel.pages import REF, Page, Value, pages
from bot.excel.texts import clean, write_out

SNAPSHOT_PROPERTY: Final = "bywhen-token"
"""The name of the custom document property that holds a snapshot's token."""

_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|]+')
_LONGEST_NAME: Final = 80


def copy_to_share(sheet: TimetableSheet) -> bytes:
    """Return the workbook, as an .xlsx file, that everybody may see. Raises ValueError for one with a private part."""
    if sheet.private is not None:
        raise ValueError("what is private is not for everybody")
    return _drawn(sheet)


def my_copy(sheet: TimetableSheet) -> bytes:
    """Return the workbook, as an .xlsx file, for the runner or the chair alone: every page says so."""
    if sheet.private is None:
        raise ValueError("there is nothing private in this")
    return _drawn(sheet)


def _drawn(sheet: TimetableSheet) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    styles = add_looks(workbook)
    _describe(workbook, sheet=sheet)
    partnership, private = write_out(sheet.partnership), sheet.private is not None
    for page in (*pages(sheet), *further_pages(sheet)):
        worksheet = workbook.create_sheet(page.title)
        _write(worksheet, page=page, sheet=sheet, styles=styles)
        lay_out(worksheet, page=page)
        add_help(workbook, worksheet, page=page)
        set_up_printing(worksheet, page=page, partnership=partnership, private=private)
        if page.felt:
            add_chart(worksheet, page=page)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def file_name(*, partnership: str, made_on: date, private: bool = False) -> str:
    """Return a name that every system takes, and that says whether the workbook may be shared."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", clean(partnership)).split())[:_LONGEST_NAME].strip(". ")
    _, day = full(made_on).split(" ", 1)
    if private:
        return " ".join(f"PRIVATE {name} timetable, {day}.xlsx".split())
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
    title = f"PRIVATE: {sheet.partnership}" if sheet.private else sheet.partnership
    dateline = _dateline(page, sheet=sheet)
    worksheet.append([_cell(worksheet, title, style=styles[Look.TITLE])])
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


def _dateline(page: Page, *, sheet: TimetableSheet) -> str:
    """The importer knows the first page by how this line begins."""
    note = f" {page.note}" if page.note else ""
    if sheet.private is None:
        return f"{page.title}. Made on {full(sheet.made_on)}, to share.{note}"
    return f"{page.title}. Made on {full(sheet.made_on)}. {FOR_WHOM}{note}"


def _cell(worksheet: Worksheet, value: Value, *, style: StyleArray) -> Cell:
    """Return a cell that `append` will put into its place."""
    content = write_out(value) if isinstance(value, str) else value
    cell = Cell(worksheet, row=1, column=1, value=content, style_array=style)
    if isinstance(value, str):
        # Without this a text that starts with "=" would leave as a formula, and "#N/A" as an error.
        cell.data_type = "s"
    return cell
