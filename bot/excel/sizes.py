"""How wide the columns and how high the rows of a page are, reckoned so that its print can be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from bot.excel.pages import Page, Value

TOP_HEIGHTS: Final = (30.0, 20.0, 6.0, 24.0)
"""The heights in points of the title, the date line, the gap below it and the headings."""

_AIR_ACROSS: Final = 3
_LINE: Final = 15.0
_LEAST_AIR: Final = 2.0
_MOST_AIR: Final = 9.0
_BROKEN_WORD: Final = 4
"""How many characters of a line stay empty, on average, because the next word does not fit."""

_CHARACTER: Final = 5.3
_PRINTED_WIDTH: Final = 770.0
_PRINTED_HEIGHT: Final = 500.0
"""Points: one character across, and what the margins leave of a landscape A4 page, rounded down."""

_STRETCHES: Final = (1.0, 1.3, 1.7, 2.2, 2.8, 3.5)
"""How far beyond its usual limit a column may grow, where long texts would make the page too high."""

_A_DATE: Final = "Wed 30 Sep 2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Widths in characters, the lines of each row and the air around them, and the scale at which it fits a page."""

    widths: tuple[int, ...]
    lines: tuple[int, ...]
    air: float
    scale: float

    def height(self, lines: int) -> float:
        """Return the height in points of a row of so many lines."""
        return round(_LINE * lines + self.air, 1)


def sizes_of(page: Page, *, printed_on_one: bool) -> Sizes:
    """Return the sizes of a page. What is printed on one sheet gets those that keep its type largest."""
    texts = [tuple(map(_as_shown, row)) for row in page.rows]
    longest = [
        max(map(len, [column.heading, *(row[number] for row in texts)]))
        for number, column in enumerate(page.columns)
    ]
    stretches = _STRETCHES if printed_on_one else _STRETCHES[:1]
    tried = [_sizes(page, texts=texts, longest=longest, stretch=stretch) for stretch in stretches]
    return max(tried, key=lambda sizes: sizes.scale)


def _sizes(page: Page, *, texts: list[tuple[str, ...]], longest: list[int], stretch: float) -> Sizes:
    widths = tuple(
        min(round(column.widest * stretch), length) + _AIR_ACROSS
        for column, length in zip(page.columns, longest, strict=True)
    )
    lines = tuple(_lines(row, widths=widths) for row in texts)
    least = sum(TOP_HEIGHTS) + _LINE * sum(lines)
    across = _PRINTED_WIDTH / (_CHARACTER * sum(widths))
    scale = min(1.0, across, _PRINTED_HEIGHT / (least + _LEAST_AIR * len(lines)))
    air = (_PRINTED_HEIGHT / scale - least) / max(1, len(lines))
    return Sizes(widths=widths, lines=lines, air=min(_MOST_AIR, max(_LEAST_AIR, air)), scale=scale)


def _lines(row: Sequence[str], *, widths: Sequence[int]) -> int:
    return max(_lines_of(text, width=width - 1) for text, width in zip(row, widths, strict=True))


def _lines_of(text: str, *, width: int) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    full = max(1, width - _BROKEN_WORD)
    return sum(1 if len(line) <= width else ceil(len(line) / full) for line in text.split("\n"))


def _as_shown(value: Value) -> str:
    return value if isinstance(value, str) else _A_DATE
