"""How the workbook looks: quiet, readable, grey where others would use red."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle

INK: Final = "1F2933"
QUIET: Final = "6B7280"
LINE: Final = "D9DEE4"
BAND: Final = "F5F7F9"
HEADING: Final = "DCE6EE"
FACE: Final = "Calibri"

DATE_FORMAT: Final = "ddd d mmm yyyy"

_LEFT: Final = Alignment(horizontal="left", vertical="center", wrap_text=True)
_MIDDLE: Final = Alignment(vertical="center")
_TOP: Final = Alignment(vertical="top")
_THIN: Final = Side(style="thin", color=LINE)
_UNDERLINED: Final = Border(bottom=_THIN)


class Look(Enum):
    """The named styles of the workbook, under the names that Excel shows."""

    TITLE = "Bywhen title"
    DATELINE = "Bywhen date line"
    HEADING = "Bywhen heading"
    TEXT = "Bywhen text"
    MAIN = "Bywhen main text"
    DATE = "Bywhen date"


Styles = Mapping[Look, StyleArray]
"""The named styles as cells hold them. Looking one up by name for each cell would take longer than writing it."""


def add_looks(workbook: Workbook) -> Styles:
    """Add the named styles to a workbook, once for all its sheets."""
    styles = _named_styles()
    for style in styles.values():
        workbook.add_named_style(style)
    return {look: style.as_tuple() for look, style in styles.items()}


def _named_styles() -> dict[Look, NamedStyle]:
    """Make the styles anew, because each belongs to one workbook."""
    heading = NamedStyle(Look.HEADING.value, font=_font(bold=True), alignment=_LEFT)
    heading.fill = PatternFill("solid", start_color=HEADING)
    heading.border = Border(bottom=Side(style="medium", color=QUIET))
    date = NamedStyle(Look.DATE.value, font=_font(), alignment=_LEFT, border=_UNDERLINED)
    date.number_format = DATE_FORMAT
    return {
        Look.TITLE: NamedStyle(Look.TITLE.value, font=_font(size=18, bold=True), alignment=_MIDDLE),
        Look.DATELINE: NamedStyle(Look.DATELINE.value, font=_font(color=QUIET), alignment=_TOP),
        Look.HEADING: heading,
        Look.TEXT: NamedStyle(Look.TEXT.value, font=_font(), alignment=_LEFT, border=_UNDERLINED),
        Look.MAIN: NamedStyle(Look.MAIN.value, font=_font(bold=True), alignment=_LEFT, border=_UNDERLINED),
        Look.DATE: date,
    }


def _font(*, size: int = 11, bold: bool = False, color: str = INK) -> Font:
    return Font(name=FACE, size=size, bold=bold, color=color)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What sets a row off from the one above it, as a condition on the row."""

    condition: str
    fill: PatternFill | None = None
    border: Border | None = None


def shaded() -> Mark:
    """Every second row is shaded, by a rule, so that it stays so when rows are sorted."""
    return Mark(condition="MOD(ROW(),2)=0", fill=PatternFill("solid", bgColor=BAND))


def lined(*, cell: str, above: str) -> Mark:
    """The first row of a group has a line above it."""
    return Mark(
        condition=f"{cell}<>{above}", border=Border(top=Side(style="thin", color=QUIET), bottom=_THIN)
    )


def marking(mark: Mark) -> tuple[Rule, ...]:
    """Return the rules of a column that has no look of its own."""
    return (_rule(mark.condition, mark=mark),)


def greying(mark: Mark, *, cell: str, states: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules of the column of states: what is not settled yet is grey, never red.

    Where two conditions hold, LibreOffice applies the first alone, so the first has the look of both.
    """
    open_ones = ",".join(f'{cell}="{state}"' for state in sorted(states))
    quiet = Font(color=QUIET, italic=True)
    both = _rule(f"AND({mark.condition},OR({open_ones}))", mark=mark, font=quiet)
    return both, _rule(f"OR({open_ones})", font=quiet), *marking(mark)


def heading_groups(mark: Mark) -> tuple[Rule, ...]:
    """Return the rules of the column that names the groups: bold in the first row of each, grey in the others."""
    first = _rule(mark.condition, mark=mark, font=Font(bold=True, color=INK))
    return first, _rule(f"NOT({mark.condition})", font=Font(color=QUIET))


def _rule(condition: str, *, mark: Mark | None = None, font: Font | None = None) -> Rule:
    fill, border = (mark.fill, mark.border) if mark else (None, None)
    looks = DifferentialStyle(font=font, fill=fill, border=border)
    return Rule(type="expression", formula=[condition], dxf=looks)
