"""How it feels over time, as a chart of Excel's own: three heights with words beside them, and no figure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from openpyxl.cell import Cell
from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.chart.axis import NumericAxis
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series as Drawn
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.evidence import Level
from bot.domain.timetables import FeltLine
from bot.excel.layout import HEADING_ROW
from bot.excel.looks import Look
from bot.excel.pages import Page

TITLE: Final = "How it feels"
HEIGHTS: Final[Mapping[Level, int]] = {Level.FEW: 1, Level.MIXED: 2, Level.MOST: 3}
IN_WORDS: Final = '[<1.5]"few";[<2.5]"mixed";"most"'
"""The number format by which a height is read as its word, in the cells and along the axis."""

_COLOURS: Final = ("12355B", "B36B00", "2E7D6B", "7A4FA3")
_SHAPES: Final = ("circle", "square", "triangle", "diamond")
_DASHES: Final = ("solid", "dash", "sysDot", "dashDot")
_HEIGHT: Final = 8.5
_ROWS: Final = 19
"""Rows that the chart takes below the table."""

_GAP: Final = 2
_APART: Final[Mapping[Level, float]] = {Level.FEW: 0.05, Level.MIXED: 0.05, Level.MOST: -0.05}
"""How far lines of the same height are drawn from one another, so that none is hidden."""

_MIDDLE: Final = 15
_DAY_NOUGHT: Final = date(1899, 12, 30)
_SOURCE: Final = (TITLE, "Check-in of", "How many agree")
_A_MONTH: Final = 30.4375
_PIXELS_A_CHARACTER, _PIXELS_A_CENTIMETRE = 7, 37.8


def add_chart(worksheet: Worksheet, *, page: Page) -> None:
    """Draw the chart below the table, and beside the table what it is drawn from, in words."""
    left = len(page.columns) + _GAP
    chart = _empty(worksheet, page)
    row = HEADING_ROW + 1
    for number, line in enumerate(page.felt):
        chart.series.append(_series(worksheet, line, number=number, row=row, left=left))
        row += len(line.points)
    _write_headings(worksheet, left)
    last = HEADING_ROW + max(1, len(page.rows))
    worksheet.add_chart(chart, f"A{last + _GAP}")
    worksheet.print_area = f"A1:{get_column_letter(left + len(_SOURCE) - 1)}{last + _GAP + _ROWS}"


def _empty(worksheet: Worksheet, page: Page) -> ScatterChart:
    """Return the chart without its lines, as wide as the table."""
    widths = (
        worksheet.column_dimensions[get_column_letter(one + 1)].width for one in range(len(page.columns))
    )
    days = [day for line in page.felt for day, _ in line.points]
    chart = ScatterChart()
    chart.title, chart.height = TITLE, _HEIGHT
    chart.width = round(sum(widths) * _PIXELS_A_CHARACTER / _PIXELS_A_CENTIMETRE)
    across, up = NumericAxis(axId=10, crossAx=100), NumericAxis(axId=100, crossAx=10)
    chart.x_axis, chart.y_axis = across, up
    up.scaling.min, up.scaling.max, up.majorUnit = 1.0, float(len(HEIGHTS)), 1.0
    across.scaling.min, across.scaling.max = _serial(_label_before(min(days))), _serial(max(days)) + _A_MONTH
    across.majorUnit, across.majorGridlines = _A_MONTH, None
    up.number_format, across.number_format = IN_WORDS, "mmm yy"
    up.delete = across.delete = False
    chart.legend, chart.display_blanks = Legend(legendPos="b"), "gap"
    # Whoever filters the table changes nothing in the chart.
    chart.visible_cells_only = False
    return chart


def _label_before(day: date) -> date:
    """Labels stand in the middle of months: steps of a mean month then never name one twice."""
    earlier = day.replace(day=1) - timedelta(days=1)
    return (day if day.day >= _MIDDLE else earlier).replace(day=_MIDDLE)


def _serial(day: date) -> float:
    """A day as Excel counts it."""
    return float((day - _DAY_NOUGHT).days)


def _series(worksheet: Worksheet, line: FeltLine, *, number: int, row: int, left: int) -> Drawn:
    """Write one line, a row for each check-in that asked it. Where too few answered there is no height, and a gap."""
    for at, (day, level) in enumerate(line.points, start=row):
        _put(worksheet, (at, left), line.name, Look.TEXT)
        _put(worksheet, (at, left + 1), day, Look.DATE)
        height = None if level is None else HEIGHTS[level] + number * _APART[level]
        _put(worksheet, (at, left + 2), height, Look.TEXT).number_format = IN_WORDS
    days, heights = (
        Reference(worksheet, min_col=column, min_row=row, max_row=row + len(line.points) - 1)
        for column in (left + 1, left + 2)
    )
    series: Drawn = Series(heights, days, title=line.name)
    _dress(series, number % len(_COLOURS))
    return series


def _dress(series: Drawn, which: int) -> None:
    """Lines are told apart without colour too: by how they are drawn, and by their marks."""
    series.smooth = False
    series.graphicalProperties.line.solidFill = _COLOURS[which]
    series.graphicalProperties.line.dashStyle = _DASHES[which]
    series.graphicalProperties.line.width = 28_000
    filled = GraphicalProperties(solidFill=_COLOURS[which])
    series.marker = Marker(symbol=_SHAPES[which], size=9, spPr=filled)


def _write_headings(worksheet: Worksheet, left: int) -> None:
    for column, heading in enumerate(_SOURCE, start=left):
        _put(worksheet, (HEADING_ROW, column), heading, Look.HEADING)
        worksheet.column_dimensions[get_column_letter(column)].width = 17


def _put(worksheet: Worksheet, at: tuple[int, int], value: str | date | float | None, look: Look) -> Cell:
    cell = worksheet.cell(row=at[0], column=at[1], value=value)
    cell.style = look.value
    return cell
