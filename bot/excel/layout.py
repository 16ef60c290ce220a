"""How a page is laid out: widths, filters, the choice of states, and what comes out of a printer."""

from typing import Final

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import absolute_coordinate, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.timetables import NOT_SETTLED, STATES
from bot.excel.looks import QUIET, greying, heading_groups, lined, marking, shaded
from bot.excel.pages import PARTNER, STATE, Column, Page
from bot.excel.sizes import TOP_HEIGHTS, sizes_of

HEADING_ROW: Final = 4
FOR_WHOM: Final = "For the runner and the chair only. Please don't forward."
"""What stands at the head and the foot of every page of **My copy**, and at the top of each of its sheets."""

_MARGIN: Final = 0.45
_FOOTER_LENGTH: Final = 120


def lay_out(worksheet: Worksheet, *, page: Page) -> None:
    """Give columns and rows the room that their content needs, and keep the headings in sight."""
    sizes = sizes_of(page, printed_on_one=page.prints_on_one_sheet)
    for number, width in enumerate(sizes.widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    for number, height in enumerate(TOP_HEIGHTS, start=1):
        worksheet.row_dimensions[number].height = height
    worksheet.sheet_format.defaultRowHeight = sizes.height(1)
    worksheet.sheet_format.customHeight = True
    for number, lines in enumerate(sizes.lines, start=HEADING_ROW + 1):
        if lines > 1:
            worksheet.row_dimensions[number].height = sizes.height(lines)
    worksheet.sheet_view.showGridLines = False
    worksheet.freeze_panes = f"A{HEADING_ROW + 1}"
    if page.refs:
        worksheet.column_dimensions[get_column_letter(len(page.columns) + 1)].hidden = True


def add_help(workbook: Workbook, worksheet: Worksheet, *, page: Page) -> None:
    """Add filters, the choice of states, what sets the rows apart, and a name by which the table can be found."""
    first, last = HEADING_ROW + 1, HEADING_ROW + max(1, len(page.rows))
    # The hidden column moves with its rows when they are sorted.
    right = get_column_letter(len(page.columns) + bool(page.refs))
    table = f"A{HEADING_ROW}:{right}{last}"
    worksheet.auto_filter.ref = table
    for number, column in enumerate(page.columns, start=1):
        letter = get_column_letter(number)
        for rule in _rules(page, column=column, cell=f"${letter}{first}"):
            worksheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)
        if column is STATE:
            _offer_states(worksheet, cells=f"{letter}{first}:{letter}{last}")
    where = f"{quote_sheetname(page.title)}!{absolute_coordinate(table)}"
    workbook.defined_names.add(DefinedName(page.table, attr_text=where))


def set_up_printing(worksheet: Worksheet, *, page: Page, partnership: str, private: bool = False) -> None:
    """One landscape A4 sheet for up to forty actions, then as few as fit its width, with the headings on each."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 1 if page.prints_on_one_sheet else 0
    worksheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    last = HEADING_ROW + max(1, len(page.rows))
    worksheet.print_area = f"A1:{get_column_letter(len(page.columns))}{last}"
    margins = worksheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN
    margins.bottom, margins.header, margins.footer = 0.7, 0.3, 0.3
    name = " ".join(partnership.split())[:_FOOTER_LENGTH]
    worksheet.oddFooter = _footer(f"PRIVATE: {name}. {FOR_WHOM}" if private else f"To share: {name}")
    if private:
        margins.top = 0.7
        worksheet.oddHeader = _header(f"PRIVATE. {FOR_WHOM}")


def _header(text: str) -> HeaderFooterItem:
    header = HeaderFooterItem()
    header.left.text, header.left.size, header.left.color = text, 9, QUIET
    return header


def _footer(text: str) -> HeaderFooterItem:
    footer = HeaderFooterItem()
    footer.left.text = text.replace("&", "&&")
    footer.right.text = "Page &P of &N"
    for part in (footer.left, footer.right):
        part.size, part.color = 9, QUIET
    return footer


def _rules(page: Page, *, column: Column, cell: str) -> tuple[Rule, ...]:
    grouped = PARTNER in page.columns
    mark = lined(cell=f"$A{HEADING_ROW + 1}", above=f"$A{HEADING_ROW}") if grouped else shaded()
    if column is STATE:
        return greying(mark, cell=cell, states=NOT_SETTLED)
    return heading_groups(mark) if column is PARTNER else marking(mark)


def _offer_states(worksheet: Worksheet, *, cells: str) -> None:
    choice = DataValidation(
        type="list", formula1=f'"{",".join(STATES)}"', allow_blank=True, errorStyle="information"
    )
    choice.add(cells)
    worksheet.add_data_validation(choice)
