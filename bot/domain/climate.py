"""How it feels, over time: what is left of a question after a round has closed, in words only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.evidence import Direction, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is kept of one question of one round. `level` is None where too few answered.

    `option` is what was ticked, "" for a question without ticks. `heard` has whose answers were counted, and nothing of what they
    said: without it nobody could tell when two reports give somebody away. It is shown to nobody, and is empty where nothing was shown.
    """

    round_id: int
    key: str
    level: Level | None
    people: int
    partners: int
    option: str = ""
    heard: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How a question stands beside the last time it was shown; `before` and `direction` are None the first time."""

    key: str
    option: str
    level: Level
    before: Result | None = None
    direction: Direction | None = None


_ORDER: Final = (Level.FEW, Level.MIXED, Level.MOST)


def leading(results: Iterable[Result]) -> str | None:
    """Return which option most have chosen, "" where none has most, None where too few answered to say even that."""
    levels = {one.option: one.level for one in results if one.level is not None}
    if not levels:
        return None
    most = [option for option, level in levels.items() if level is Level.MOST]
    # A word stays until it can move without giving anybody away: so two may have it for a while.
    return most[0] if len(most) == 1 else ""


def direction(*, before: Level, now: Level) -> Direction:
    """Return which way a level went."""
    moved = _ORDER.index(now) - _ORDER.index(before)
    if not moved:
        return Direction.STEADY
    return Direction.UP if moved > 0 else Direction.DOWN


def trend(result: Result, *, earlier: Sequence[Result]) -> Trend | None:
    """Return how a result stands beside `earlier` ones of its question, oldest first; None where nothing is shown."""
    if result.level is None:
        return None
    of_question = (one for one in earlier if (one.key, one.option) == (result.key, result.option))
    shown = [(one, one.level) for one in of_question if one.level is not None]
    if not shown:
        return Trend(key=result.key, option=result.option, level=result.level)
    before, level = shown[-1]
    return Trend(
        key=result.key,
        option=result.option,
        level=result.level,
        before=before,
        direction=direction(before=level, now=result.level),
    )
