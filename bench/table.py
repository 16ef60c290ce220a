"""The table at the end: what, against what, the goal, the figures, and whether the goal is met."""

from collections.abc import Sequence
from typing import Final

from bench.measuring import Figure

_HEADINGS: Final = ("what", "against", "goal", "min", "median", "max", "")


def render(figures: Sequence[Figure]) -> str:
    """Return the figures as a table of plain text."""
    lines = [_HEADINGS, *(_line(figure) for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if column < 2 else text.rjust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _line(figure: Figure) -> tuple[str, ...]:
    sign = "≥" if figure.more_is_better else "≤"
    return (
        figure.what,
        figure.against,
        f"{sign} {figure.goal:g} {figure.unit}",
        _number(min(figure.values)),
        _number(figure.median),
        _number(max(figure.values)),
        "met" if figure.is_met else "NOT MET",
    )


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
