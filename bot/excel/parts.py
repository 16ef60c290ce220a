"""The parts of a workbook around its sheets: which sheets there are, the shared texts, the formats of dates."""

from dataclasses import dataclass, field
from datetime import datetime
from posixpath import dirname, join, normpath
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from bot.errors import Refused
from bot.excel.archive import Archive
from bot.excel.markup import Attributes, Walk, attribute
from bot.excel.texts import read_back

_DOCUMENT: Final = "officeDocument"
_SHEET: Final = "worksheet"
_TEXTS: Final = "sharedStrings"
_STYLES: Final = "styles"
_PROPERTIES: Final = "custom-properties"
_MARK: Final = "bywhen-token"
_LONGEST_MARK: Final = 100
_EAST_ASIAN_DATES: Final = frozenset({*range(27, 37), *range(50, 59)})


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """Where one sheet is, and what people call it."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What is needed to read the sheets. `epoch` is day 0 of its serial numbers.

    `token` is the mark that a workbook of ours carries, "" in anybody else's.
    """

    sheets: tuple[SheetPart, ...]
    texts: tuple[str, ...]
    date_styles: frozenset[int]
    epoch: datetime
    token: str = ""


@dataclass(slots=True)
class _Listed:
    """The list of sheets as the workbook's own part has it: name, relation, hidden or not."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    epoch: datetime = WINDOWS_EPOCH


def read_book(archive: Archive) -> Book:
    """Read everything around the sheets. Raises `Refused` where the parts do not make a workbook."""
    around = _relations(archive, of="")
    path = _only(around, _DOCUMENT)
    if path not in archive:
        raise Refused("workbook_other_kind")
    relations = _relations(archive, of=path)
    listed = _list(archive, path=path)
    sheets = tuple(
        SheetPart(name=name, path=relations[key][1], hidden=hidden)
        for name, key, hidden in listed.sheets
        if key in relations and relations[key][0] == _SHEET and relations[key][1] in archive
    )
    return Book(
        sheets=sheets,
        texts=_texts(archive, path=_only(relations, _TEXTS)),
        date_styles=_date_styles(archive, path=_only(relations, _STYLES)),
        epoch=listed.epoch,
        token=_token(archive, path=_only(around, _PROPERTIES)),
    )


def _relations(archive: Archive, *, of: str) -> dict[str, tuple[str, str]]:
    """Return kind and path of the parts related to one part. What lies outside the workbook is not taken."""
    found: dict[str, tuple[str, str]] = {}
    path = join(dirname(of), "_rels", f"{of.rpartition('/')[2]}.rels")

    def opened(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            inside = target if target.startswith("/") else join("/", dirname(of), target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, normpath(inside).lstrip("/"))

    if path in archive:
        Walk(opened=opened).through(archive.chunks(path))
    return found


def _only(relations: dict[str, tuple[str, str]], kind: str) -> str:
    return next((path for found, path in relations.values() if found == kind), "")


def _list(archive: Archive, *, path: str) -> _Listed:
    listed = _Listed()

    def opened(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            listed.sheets.append((attributes.get("name", ""), attribute(attributes, "id"), hidden))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            listed.epoch = MAC_EPOCH

    Walk(opened=opened).through(archive.chunks(path))
    return listed


def _token(archive: Archive, *, path: str) -> str:
    """Return the mark of our own workbook among the properties that a document carries."""
    found: list[str] = []
    named = ""

    def opened(tag: str, attributes: Attributes) -> None:
        nonlocal named
        named = attributes.get("name", "") if tag == "property" else named

    def closed(tag: str, text: str) -> None:
        if named == _MARK and tag == "lpwstr":
            found.append(text.strip())

    if path in archive:
        Walk(opened=opened, closed=closed).through(archive.chunks(path))
    token = next(iter(found), "")
    return token if len(token) <= _LONGEST_MARK else ""


def _texts(archive: Archive, *, path: str) -> tuple[str, ...]:
    texts: list[str] = []
    pieces: list[str] = []

    def closed(tag: str, text: str) -> None:
        if tag == "t":
            pieces.append(text)
        elif tag == "rPh":
            # What stood in it says how to pronounce the text, and is none of it.
            del pieces[-1:]
        elif tag == "si":
            texts.append(read_back("".join(pieces)))
            pieces.clear()

    if path in archive:
        Walk(closed=closed).through(archive.chunks(path))
    return tuple(texts)


def _date_styles(archive: Archive, *, path: str) -> frozenset[int]:
    """Return the numbers of the cell styles that show a date."""
    formats: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    lists: dict[str, list[str]] = {"cellXfs": [], "cellStyleXfs": []}
    used: list[str] = []

    def opened(tag: str, attributes: Attributes) -> None:
        nonlocal used
        if tag == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "xf":
            used.append(attributes.get("numFmtId", "0"))
        else:
            used = lists.get(tag, used)

    if path in archive:
        Walk(opened=opened).through(archive.chunks(path))
    shown = {number: _shows_date(number, formats=formats) for number in set(lists["cellXfs"])}
    return frozenset(style for style, number in enumerate(lists["cellXfs"]) if shown[number])


def _shows_date(number: str, *, formats: dict[str, str]) -> bool:
    if number.isdecimal() and int(number) in _EAST_ASIAN_DATES:
        return True
    code = formats.get(number, "General")
    return bool(is_date_format(code)) and not is_timedelta_format(code)
