"""**Picture to share**: a celebration as an image that can still be read when it is small."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.domain.milestones import Celebration
from bot.messages.celebration import sentence
from bot.messages.words import and_list

NAME: Final = "picture-to-share.png"
WIDTH: Final = 1200
HEIGHT: Final = 630

_MARGIN: Final = 72
_ROOM: Final = WIDTH - 2 * _MARGIN
_GROUND: Final = "#12355b"
_BAND: Final = "#f2b134"
_TITLE: Final = "#ffffff"
_TEXT: Final = "#dbe9f4"
_BAND_HEIGHT: Final = 18
_LEADING: Final = 1.22
_EVEN: Final = 8
"""So near to the narrowest width is even enough."""

Font = ImageFont.FreeTypeFont
Measure = Callable[[str], float]
Sizes = Sequence[tuple[int, int]]
"""Sizes of letters, the largest first, each with the lines for which there is room."""

_TITLE_SIZES: Final = ((84, 2), (72, 2), (64, 2), (56, 3), (48, 3))
_TEXT_SIZES: Final = ((42, 3), (36, 3), (32, 4))
_NAME_SIZES: Final = ((32, 2), (28, 2))
_FOOT_SIZES: Final = ((34, 1), (28, 1))


def png(*, partnership: str, told: Celebration) -> bytes:
    """Return the picture: the title, what it makes possible, who made it, and the partnership's name."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, HEIGHT - _BAND_HEIGHT, WIDTH, HEIGHT), fill=_BAND)
    milestone = told.milestone
    names = and_list([one.partner for one in told.contributions])
    made_by = f"Made by {names}" if names else ""
    below = _write(draw, sentence(milestone.title), at=64, bold=True, sizes=_TITLE_SIZES)
    if milestone.makes_possible:
        _write(draw, sentence(milestone.makes_possible), at=below + 18, sizes=_TEXT_SIZES)
    if made_by:
        _write(draw, made_by, at=_names_at(made_by), sizes=_NAME_SIZES)
    _write(draw, partnership, at=HEIGHT - 86, bold=True, sizes=_FOOT_SIZES, colour=_BAND)
    content = BytesIO()
    image.save(content, format="PNG", optimize=True)
    return content.getvalue()


def wrapped(words: str, *, width: float, measure: Measure) -> list[str]:
    """Return lines that are not wider than this; a word that is wider by itself is broken."""
    found: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if measure(longer) <= width:
            line = longer
            continue
        if line:
            found.append(line)
        *whole, line = _broken(word, width, measure)
        found += whole
    return [*found, line] if line else found


def balanced(words: str, *, width: float, measure: Measure) -> list[str]:
    """Return as few lines as there is width for, and as even as they can be: no word stands alone in the last one."""
    found = wrapped(words, width=width, measure=measure)
    narrow, wide = 0, int(width)
    while wide - narrow > _EVEN:
        middle = (narrow + wide) // 2
        lines = wrapped(words, width=middle, measure=measure) if middle else []
        if lines and len(lines) <= len(found) and not _breaks(lines, words):
            found, wide = lines, middle
        else:
            narrow = middle
    return found


def cut(lines: Sequence[str], *, most: int, width: float, measure: Measure) -> list[str]:
    """Return at most so many lines; where there are more, the last one ends in an ellipsis."""
    if len(lines) <= most:
        return list(lines)
    last = lines[most - 1]
    while last and measure(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _write(
    draw: ImageDraw.ImageDraw,
    words: str,
    *,
    at: int,
    sizes: Sizes,
    bold: bool = False,
    colour: str = "",
) -> int:
    """Write in the first of these sizes that fits. Returns where the next line may begin."""
    found, font = _fitted(words, sizes, bold=bold)
    step = round(font.size * _LEADING)
    for index, line in enumerate(found):
        draw.text((_MARGIN, at + index * step), line, font=font, fill=colour or (_TITLE if bold else _TEXT))
    return at + len(found) * step


def _fitted(words: str, sizes: Sizes, *, bold: bool) -> tuple[list[str], Font]:
    for size, most in sizes:
        font = _font(size, bold=bold)
        found = balanced(words, width=_ROOM, measure=font.getlength)
        if len(found) <= most:
            return found, font
    return cut(found, most=most, width=_ROOM, measure=font.getlength), font


def _names_at(names: str) -> int:
    """Names stand just above the foot, whether they take one line or two."""
    found, font = _fitted(names, _NAME_SIZES, bold=False)
    return HEIGHT - 104 - len(found) * round(font.size * _LEADING)


def _breaks(lines: Sequence[str], words: str) -> bool:
    """Whether a word had to be broken for it."""
    return " ".join(lines).split() != words.split()


def _broken(word: str, width: float, measure: Measure) -> list[str]:
    parts, part = [], ""
    for letter in word:
        if part and measure(part + letter) > width:
            parts.append(part)
            part = ""
        part += letter
    return [*parts, part]


@cache
def _font(size: int, *, bold: bool) -> Font:
    name = "NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"
    content = files("bot.messages").joinpath("fonts", name).read_bytes()
    return ImageFont.truetype(BytesIO(content), size)
