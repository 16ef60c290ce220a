"""Check-ins that a partner has not answered. Silence is shown as not heard from, and counted only where they could answer."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final

from bot.domain.participations import Participation
from bot.domain.rounds import Round, RoundState, Standing

OVER: Final = frozenset({RoundState.CLOSED, RoundState.SUMMARISED, RoundState.SHARED})

_SAID: Final = frozenset({Standing.ANSWERED, Standing.NOT_THIS_TIME})
"""**Not this time** is an answer like any other."""


def unanswered_in_a_row(
    asked: Sequence[Participation], *, rounds: Iterable[Round], rung_on: Collection[date], fewest: int
) -> int | None:
    """Count the rounds in a row, the newest first, that nobody of a partner has answered.

    `asked` are those of that partner. Who is rung was asked only if somebody rang while the round was open. None
    where they were asked in fewer than `fewest` rounds: then the rounds can't tell.
    """
    counted = [
        there
        for one in sorted(rounds, key=lambda one: one.opens_on, reverse=True)
        if one.state in OVER
        and (there := [each for each in asked if each.round_id == one.id and _was_asked(each, one, rung_on)])
    ]
    if len(counted) < fewest:
        return None
    count = 0
    for there in counted:
        if any(each.standing in _SAID for each in there):
            break
        count += 1
    return count


def _was_asked(one: Participation, of: Round, rung_on: Collection[date]) -> bool:
    if one.standing in _SAID or not one.by_telephone:
        return True
    return any(of.opens_on <= day <= of.closes_on for day in rung_on)
