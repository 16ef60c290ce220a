"""Pictures of how it feels, and of what it gives and takes: few shapes, big letters, and each has its words beside it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.domain.evidence import Level
from bot.domain.sides import Pick
from bot.domain.small_numbers import Part
from bot.messages.checkins import levels
from bot.messages.checkins.felt import Felt
from bot.messages.checkins.side import by_part
from bot.messages.checkins.worth import Worth

WIDTH: Final = 1200
_MARGIN: Final = 60
_GROUND: Final = "#ffffff"
_INK: Final = "#12355b"
_SOFT: Final = "#5b7083"
_GRID: Final = "#d5dee6"
_BAR: Final = "#f2b134"
_HEAD: Final = 120
_STRIP: Final = 190
_FOOT: Final = 70
_LEFT: Final = 330
_DOT: Final = 11
_HEIGHTS: Final = {Level.MOST: 0, Level.MIXED: 1, Level.FEW: 2}
_STEP: Final = 50
_ROW: Final = 46
_BAR_HEIGHT: Final = 26
_BAR_AT: Final = 760
_HEADING: Final = 62
_LENGTHS: Final = {Part.MOST: 250, Part.HALF: 150, Part.FEWER: 75}

Draw = ImageDraw.ImageDraw


def feels(felt: Felt) -> bytes:
    """Return the lines of how it feels, one strip each, oldest check-in first."""
    strips = felt.shown
    image, draw = _sheet(_HEAD + _STRIP * len(strips) + _FOOT)
    _write(draw, (_MARGIN, 36), "How it feels", 44, bold=True)
    days = sorted({point.on for points in strips.values() for point in points})
    for number, (key, points) in enumerate(strips.items()):
        _strip(
            draw, _HEAD + _STRIP * number, levels.IN_SHORT[key], {one.on: one.level for one in points}, days
        )
    _write(draw, (_MARGIN, image.height - 48), felt.partnership, 24, colour=_SOFT)
    return _png(image)


def worth(found: Worth) -> bytes:
    """Return what several organisations have ticked, one bar each, under its heading: in three lengths, not in figures."""
    lists = found.question.lists if found.question else ()
    groups = [
        (levels.heading(one), [pick for pick in found.picks if pick.list_key == one.key]) for one in lists
    ]
    shown = [(heading, picks) for heading, picks in groups if picks]
    height = _HEAD + sum(_HEADING + _ROW * len(picks) for _, picks in shown) + _FOOT
    image, draw = _sheet(height)
    _write(draw, (_MARGIN, 36), "Is it worth it?", 44, bold=True)
    top = _HEAD
    for heading, picks in shown:
        _write(draw, (_MARGIN, top), heading, 30, bold=True)
        top = _bars(draw, top + _HEADING, picks)
    _write(draw, (_MARGIN, height - 48), found.partnership, 24, colour=_SOFT)
    return _png(image)


def _strip(
    draw: Draw, top: int, label: str, points: Mapping[date, Level | None], days: Sequence[date]
) -> None:
    """Draw one line over the days of all, so that the strips stand one above the other."""
    _write(draw, (_MARGIN, top + _STEP - 18), label, 32, bold=True)
    for level, place in _HEIGHTS.items():
        at = top + place * _STEP
        draw.line((_LEFT, at, WIDTH - _MARGIN, at), fill=_GRID, width=2)
        _write(draw, (_LEFT - 90, at - 14), levels.WORDS[level], 22, colour=_SOFT)
    across = (WIDTH - _MARGIN - _LEFT) // (len(days) + 1)
    before: tuple[int, int] | None = None
    for number, day in enumerate(days, start=1):
        x = _LEFT + across * number
        _write(draw, (x - 20, top + 2 * _STEP + 16), levels.month(day.month)[:3], 22, colour=_SOFT)
        if day in points:
            before = _dot(draw, (x, top), points[day], before)


def _dot(
    draw: Draw, at: tuple[int, int], level: Level | None, before: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Draw one point, and the line to it. Where too few answered there is a gap, and no line over it."""
    if level is None:
        return None
    x, y = at[0], at[1] + _HEIGHTS[level] * _STEP
    if before is not None:
        draw.line((*before, x, y), fill=_INK, width=5)
    draw.ellipse((x - _DOT, y - _DOT, x + _DOT, y + _DOT), fill=_INK)
    return x, y


def _bars(draw: Draw, top: int, picks: Sequence[Pick]) -> int:
    """Draw the bars of one list, the longest first. Returns where the next heading may begin."""
    for pick in by_part(picks):
        _write(draw, (_MARGIN, top), pick.words, 24)
        end = _BAR_AT + _LENGTHS[pick.part]
        draw.rectangle((_BAR_AT, top + 4, end, top + 4 + _BAR_HEIGHT), fill=_BAR)
        _write(draw, (end + 14, top), levels.PARTS[pick.part], 24, bold=True)
        top += _ROW
    return top


def _sheet(height: int) -> tuple[Image.Image, Draw]:
    image = Image.new("RGB", (WIDTH, height), _GROUND)
    return image, ImageDraw.Draw(image)


def _png(image: Image.Image) -> bytes:
    content = BytesIO()
    image.save(content, format="PNG", optimize=True)
    return content.getvalue()


def _write(
    draw: Draw, at: tuple[int, int], words: str, size: int, *, bold: bool = False, colour: str = _INK
) -> None:
    draw.text(at, words, font=_font(size, bold=bold), fill=colour)


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = "NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"
    content = files("bot.messages").joinpath("fonts", name).read_bytes()
    return ImageFont.truetype(BytesIO(content), size)
