"""The plain values that a workbook arrives as: sheets of rows of cells, without any file format."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final


class CellKind(Enum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. `text` is what a person would read in it; a formula is its own text, from the `=` on."""

    ref: str
    kind: CellKind
    text: str = ""
    day: date | None = None
    number: float | None = None

    @property
    def column(self) -> str:
        """The letters of the reference: "D" for "D7"."""
        return self.ref.rstrip("0123456789")

    @property
    def is_formula(self) -> bool:
        return self.kind is CellKind.TEXT and len(self.text) > 1 and self.text.startswith("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with the cells that hold something, from left to right."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: str) -> Cell:
        """Return the cell in that column, an empty one if there is nothing in it."""
        found = [cell for cell in self.cells if cell.column == column]
        return found[0] if found else Cell(ref=f"{column}{self.number}", kind=CellKind.EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet with its rows that hold something, from the top.

    `beyond` is the first cell with content that lies further out than anybody's table, which was not read.
    `token` is the mark of the workbook of ours that it came in, "" in anybody else's.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    beyond: str | None = None
    token: str = ""


MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 60
"""How far a table may reach before its cells count as lying beyond it."""
