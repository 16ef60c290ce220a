"""Our icon as a picture: a "b" with a tick, as `icon.svg` of the pages draws it."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

COLOUR: Final = "#0b6b62"

_SIDE: Final = 32
"""The side of the square that the strokes below are measured in."""
_FINE: Final = 8
"""So many times larger it is drawn first, so that the edges come out smooth."""
_STROKE: Final = 2.6
_STEM: Final = ((10.0, 8.0), (10.0, 24.0))
_BOWL: Final = (13.45, 16.5, 20.95, 24.0)
_TOP: Final = ((10.0, 16.5), (17.2, 16.5))
_FOOT: Final = ((10.0, 24.0), (17.2, 24.0))
_TICK: Final = ((23.0, 9.5), (19.0, 13.5), (17.0, 11.5))
_MIDDLE: Final = (16.5, 16.0)
_WHITE: Final = (255, 255, 255, 255)
_CLEAR: Final = (255, 255, 255, 0)

Point = tuple[float, float]


def coloured(side: int) -> bytes:
    """Return the icon on its colour, from edge to edge: whoever shows it rounds the corners."""
    return _png(side, ground=COLOUR, scale=1.0)


def outline(side: int) -> bytes:
    """Return the white strokes alone, on nothing, as large as there is room."""
    return _png(side, ground=_CLEAR, scale=1.6)


def _png(side: int, *, ground: str | tuple[int, int, int, int], scale: float) -> bytes:
    image = Image.new("RGBA", (side * _FINE, side * _FINE), ground)
    _draw(ImageDraw.Draw(image), unit=side * _FINE / _SIDE * scale, middle=side * _FINE / 2)
    content = BytesIO()
    image.resize((side, side), Image.Resampling.LANCZOS).save(content, format="PNG", optimize=True)
    return content.getvalue()


def _draw(draw: ImageDraw.ImageDraw, *, unit: float, middle: float) -> None:
    """Draw the strokes, `unit` pixels to each of theirs, around the middle of the picture."""

    def at(point: Point) -> Point:
        return middle + (point[0] - _MIDDLE[0]) * unit, middle + (point[1] - _MIDDLE[1]) * unit

    width = round(_STROKE * unit)
    for line in (_STEM, _TOP, _FOOT, _TICK):
        placed = [at(point) for point in line]
        draw.line(placed, fill=_WHITE, width=width, joint="curve")
        for x, y in placed:
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=_WHITE)
    left, top = at(_BOWL[:2])
    right, bottom = at(_BOWL[2:])
    half = width / 2
    draw.arc((left - half, top - half, right + half, bottom + half), -90, 90, fill=_WHITE, width=width)
