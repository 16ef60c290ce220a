"""Sheets made by hand: rows of plain values, as a person would type them into a table."""

from collections.abc import Sequence
from datetime import date

from bot.domain.imports.sheets import Cell, CellKind, Row, Sheet

Typed = str | date | int | None


def sheet(
    *rows: Sequence[Typed], name: str = "Sheet1", hidden: bool = False, beyond: str | None = None
) -> Sheet:
    """Return a sheet whose first row is row 1. None, and a row without values, leave what they stand for empty."""
    made = [row(number, *values) for number, values in enumerate(rows, start=1)]
    return Sheet(name=name, rows=tuple(one for one in made if one.cells), hidden=hidden, beyond=beyond)


def row(number: int, *values: Typed) -> Row:
    cells = [cell(f"{letter}{number}", value) for letter, value in zip("ABCDEFGHIJ", values, strict=False)]
    return Row(number=number, cells=tuple(one for one in cells if one.kind is not CellKind.EMPTY))


def cell(ref: str, value: Typed) -> Cell:
    if value is None:
        return Cell(ref=ref, kind=CellKind.EMPTY)
    if isinstance(value, date):
        return Cell(ref=ref, kind=CellKind.DATE, text=value.isoformat(), day=value)
    if isinstance(value, int):
        return Cell(ref=ref, kind=CellKind.NUMBER, text=str(value), number=float(value))
    return Cell(ref=ref, kind=CellKind.TEXT, text=value)
