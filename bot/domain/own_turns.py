"""When a question that a runner has added is asked: once, in the next round that has a place for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from bot.domain.questions import Question
from bot.domain.turns import SCREENS, PastRound

_THIRD = 2


def waiting(
    own: Iterable[Question], *, past: Sequence[PastRound], since: Mapping[str, date]
) -> tuple[Question, ...]:
    """Return the own questions that no round has asked since they were added, or added again. `since` has that day by key."""
    asked = {key for one in past for key in one.keys if key in since and one.opened_on >= since[key]}
    return tuple(one for one in own if one.key not in asked)


def with_own(
    keys: tuple[str, ...], own: Question, *, questions: Mapping[str, Question], lines: Collection[str]
) -> tuple[str, ...]:
    """Put an own question in: as a fourth that is one tap, else for the last one that is no question of a line.

    What shares a screen goes together. A round that has nothing but questions of lines stays as it is.
    """
    screens = [key for key in keys if questions[key].on_screen_of is None]
    if len(screens) < SCREENS and own.is_one_tap:
        return (*keys, own.key)
    out = next((key for key in reversed(screens) if key not in lines), None)
    if out is None:
        return keys
    rest = [key for key in keys if key != out and questions[key].on_screen_of != out]
    place = len(rest) if own.is_one_tap or len(screens) < SCREENS else _THIRD
    return (*rest[:place], own.key, *rest[place:])
