"""A workbook in: from the bytes that somebody sent to plain sheets of cells.

The sheets are read as a stream and no further than a table can reach, so that time and memory stay bounded
whatever is sent. `docs/decisions` says why openpyxl's own reader is not used.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite
from typing import Final

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import from_excel

from bot.domain.imports.sheets import MOST_COLUMNS, MOST_ROWS, Cell, CellKind, Row, Sheet
from bot.excel.archive import Archive
from bot.excel.markup import Attributes, Walk
from bot.excel.parts import Book, SheetPart, read_book
from bot.excel.texts import read_back

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an .xlsx workbook.

    A formula arrives as its text; only a date that it comes to is taken as a date. Raises `Refused` with the
    keys that `Archive` names.
    """
    archive = Archive(content)
    book = read_book(archive)
    return tuple(_SheetReader(part=part, book=book).read(archive) for part in book.sheets)


@dataclass(slots=True)
class _Raw:
    """One cell as it stands in the markup."""

    ref: str
    kind: str
    style: str
    value: str = ""
    formula: str | None = None
    pieces: list[str] = field(default_factory=list)


class _SheetReader:
    """Gathers the cells of one sheet while its markup goes by."""

    def __init__(self, *, part: SheetPart, book: Book) -> None:
        self._part = part
        self._book = book
        self._rows: dict[int, list[Cell]] = {}
        self._beyond: str | None = None
        self._row = 0
        self._column = 0
        self._raw: _Raw | None = None
        self._walk = Walk(opened=self._opened, closed=self._closed)

    def read(self, archive: Archive) -> Sheet:
        self._walk.through(archive.chunks(self._part.path))
        return Sheet(
            name=read_back(self._part.name),
            rows=tuple(
                Row(number=number, cells=tuple(sorted(cells, key=_position)))
                for number, cells in sorted(self._rows.items())
            ),
            hidden=self._part.hidden,
            beyond=self._beyond,
            token=self._book.token,
        )

    def _opened(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = 0

    def _closed(self, tag: str, text: str) -> None:
        if tag == "sheetData":
            self._walk.finished = True
        elif self._raw is None:
            return
        elif tag == "v":
            self._raw.value = text
        elif tag == "f":
            self._raw.formula = text
        elif tag == "t":
            self._raw.pieces.append(text)
        elif tag == "rPh":
            # What stood in it says how to pronounce the text, and is none of it.
            del self._raw.pieces[-1:]
        elif tag == "c":
            self._end_cell(self._raw)

    def _begin_cell(self, attributes: Attributes) -> None:
        placed = _REFERENCE.fullmatch(attributes.get("r", ""))
        if placed:
            self._column, self._row = column_index_from_string(placed.group(1)), int(placed.group(2))
        else:
            self._column += 1
        ref = f"{get_column_letter(self._column)}{self._row}"
        self._raw = _Raw(ref=ref, kind=attributes.get("t", "n"), style=attributes.get("s", "0"))

    def _end_cell(self, raw: _Raw) -> None:
        self._raw = None
        cell = _cell(raw, book=self._book)
        if cell is None:
            return
        if self._row <= MOST_ROWS and self._column <= MOST_COLUMNS:
            self._rows.setdefault(self._row, []).append(cell)
            return
        self._beyond = self._beyond or raw.ref
        self._walk.finished = self._row > MOST_ROWS


def _position(cell: Cell) -> tuple[int, str]:
    return len(cell.column), cell.column


def _cell(raw: _Raw, *, book: Book) -> Cell | None:
    """Return the cell, None if there is nothing in it to read."""
    day = _day(raw, book=book)
    text = f"={read_back(raw.formula)}" if raw.formula else _shown(raw, book=book)
    if day is not None:
        return Cell(ref=raw.ref, kind=CellKind.DATE, text=text if raw.formula else day.isoformat(), day=day)
    if not text.strip():
        return None
    if raw.formula or raw.kind not in ("n", "b"):
        return Cell(ref=raw.ref, kind=CellKind.TEXT, text=text)
    if raw.kind == "b":
        return Cell(ref=raw.ref, kind=CellKind.BOOLEAN, text=text)
    return Cell(ref=raw.ref, kind=CellKind.NUMBER, text=text, number=_number(raw.value))


def _shown(raw: _Raw, *, book: Book) -> str:
    if raw.kind == "s":
        place = int(raw.value) if raw.value.isdecimal() else len(book.texts)
        return book.texts[place] if place < len(book.texts) else ""
    if raw.kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(raw.value, "")
    if raw.kind == "n":
        number = _number(raw.value)
        return "" if number is None else f"{number:.15g}"
    return read_back("".join(raw.pieces) or raw.value)


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _day(raw: _Raw, *, book: Book) -> date | None:
    if raw.kind == "d":
        return _iso_day(raw.value)
    number = _number(raw.value) if raw.kind == "n" and raw.style.isdecimal() else None
    if number is None or int(raw.style) not in book.date_styles:
        return None
    return _serial_day(number, epoch=book.epoch)


def _serial_day(number: float, *, epoch: datetime) -> date | None:
    try:
        found = from_excel(number, epoch)
    except (OverflowError, ValueError):
        return None
    return found.date() if isinstance(found, datetime) else None


def _iso_day(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
