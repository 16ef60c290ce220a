"""How a sign becomes evidence: its kind, where its figure has gone, and the windows that it compares."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from bot.domain.evidence import Direction, Evidence, Felt, Figure, Level, Share, Signal, Stage, Told, Window
from bot.domain.small_numbers import Answered, Part, are_many
from bot.domain.stage_facts import Facts
from bot.domain.stage_weights import TURNS_BY, WEIGHTS, WINDOWS

FORMING: Final = Stage.FORMING
FRUSTRATION: Final = Stage.FRUSTRATION
FUNCTIONING: Final = Stage.FUNCTIONING
FLYING: Final = Stage.FLYING
FAILING: Final = Stage.FAILING

_HEIGHT: Final = {Level.FEW: 0, Level.MIXED: 1, Level.MOST: 2}
_PARTS: Final = {Part.FEWER: 0, Part.HALF: 1, Part.MOST: 2}

Stages = Iterable[Stage]
Counted = Callable[[date, date], Share]
"""A figure of the days after the first date, up to and including the second."""


def seen(
    signal: Signal,
    *,
    window: Window,
    now: Figure,
    before: Figure | None = None,
    speaks_for: Stages = (),
    speaks_against: Stages = (),
    among: int | None = None,
) -> Evidence | None:
    """Return the evidence; None where it speaks neither for nor against anything.

    `among` is how many there are who can have said it, where the figure is of what was said: of few it is not told.
    """
    wanted, unwanted = frozenset(speaks_for), frozenset(speaks_against)
    if not wanted | unwanted:
        return None
    if among is not None and not are_many(among):
        now, before = Told(), None
    return Evidence(
        signal=signal,
        kind=WEIGHTS[signal].kind,
        window=window,
        now=now,
        before=before,
        direction=_direction(before, now),
        speaks_for=wanted,
        speaks_against=unwanted,
    )


def in_windows(facts: Facts, window: Window, count: Counted) -> tuple[Share, Share | None]:
    """Return a figure of this window and of the one before, None where that began before there was anything to see."""
    length = WINDOWS[window]
    since = facts.term.back(facts.today, length)
    earlier = facts.term.back(since, length)
    seen_before = facts.term.between(facts.began_on, since) * 2 >= length
    return count(since, facts.today), count(earlier, since) if seen_before else None


def _direction(before: Figure | None, now: Figure) -> Direction | None:
    match before, now:
        case Share(), Share():
            return _towards(before.part, now.part) if now.of and before.of else _more(before.count, now.count)
        case Felt(level=Level() as then), Felt(level=Level() as today):
            return _more(_HEIGHT[then], _HEIGHT[today])
        case Told(said=Answered() as then_said), Told(said=Answered() as now_said):
            return _more(_PARTS[then_said.part], _PARTS[now_said.part])
        case _:
            return None


def _towards(before: float, now: float) -> Direction:
    if abs(now - before) < TURNS_BY:
        return Direction.STEADY
    return Direction.UP if now > before else Direction.DOWN


def _more(before: int, now: int) -> Direction:
    if now == before:
        return Direction.STEADY
    return Direction.UP if now > before else Direction.DOWN
