"""Which questions a round has: by the stage in force, and by what was asked before (questions.md, Turns).

Everything is decided by `questions_for`. A question that stands on the screen of another one comes with it and is
not counted by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.evidence import Stage
from bot.domain.questions import Question

SCREENS: Final = 4
"""Three questions, and a fourth that is one tap."""

TWICE_A_YEAR: Final = 2
"""How often each question of a line is asked a year, so that a line can be drawn."""


MOST_AFTER_MILESTONE: Final = 2

NEW_AFTER: Final = (timedelta(weeks=2), timedelta(weeks=13))
"""When somebody new is asked whether they can follow: early, and once they know their way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The turns of one version of the bank.

    `lines` are asked through the year, `fillers` when a third place is free; `lasting` never makes room for one.
    The last three come in no round: inside the message after a meeting, after a milestone, and to people new to it.
    """

    first: tuple[str, ...]
    last: tuple[str, ...]
    lines: tuple[str, ...]
    fillers: tuple[str, ...]
    lasting: frozenset[str]
    after_meeting: tuple[str, ...]
    after_milestone: tuple[str, ...]
    newcomers: tuple[str, ...]
    stages: Mapping[Stage, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRound:
    """A round that has been: when it opened, in which stage, and the keys that it asked."""

    opened_on: date
    stage: Stage
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The round that is being made. `year_began` is the first day of the school year.

    `rounds_left` says how many rounds of the year there will be, this one and the last one counted.
    """

    stage: Stage
    year_began: date
    rounds_left: int
    past: tuple[PastRound, ...] = ()

    @property
    def is_first(self) -> bool:
        return not self.past

    @property
    def is_last(self) -> bool:
        return self.rounds_left <= 1

    @property
    def this_year(self) -> tuple[PastRound, ...]:
        return tuple(one for one in self.past if one.opened_on >= self.year_began)

    def times(self, key: str) -> int:
        """How often a question has been asked this year."""
        return sum(key in one.keys for one in self.this_year)


def questions_for(moment: Moment, *, turns: Turns, questions: Mapping[str, Question]) -> tuple[str, ...]:
    """Return the keys of a round in their order, none while the stage in force is Failing."""
    if moment.stage is Stage.FAILING:
        return ()
    if moment.is_first:
        keys = turns.first
    elif moment.is_last:
        keys = _once(turns.last, moment, questions)
    else:
        keys = _with_lines(_filled(_turn(moment, turns), moment, turns), moment, turns)
    return _with_company(keys, questions)


def after_milestone(*, before: int, turns: Turns) -> tuple[str, ...]:
    """Return the questions after a milestone, two at most, in turn. `before` is how many milestones were asked about."""
    own = turns.after_milestone
    return tuple(own[(before + number) % len(own)] for number in range(min(MOST_AFTER_MILESTONE, len(own))))


def is_newcomers_day(*, joined_on: date, since: date, today: date) -> bool:
    """Say whether somebody new is asked, after `since` and up to today, whether they can follow."""
    return any(since < joined_on + after <= today for after in NEW_AFTER)


def _turn(moment: Moment, turns: Turns) -> tuple[str, ...]:
    """The stage's own questions, its turns one after the other."""
    own = turns.stages[moment.stage]
    times = sum(one.stage is moment.stage for one in moment.past[1:])
    return own[times % len(own)]


def _once(keys: tuple[str, ...], moment: Moment, questions: Mapping[str, Question]) -> tuple[str, ...]:
    return tuple(key for key in keys if not (questions[key].once_a_year and moment.times(key)))


def _filled(keys: tuple[str, ...], moment: Moment, turns: Turns) -> tuple[str, ...]:
    """What stood in the third place last time makes room for something that has not been asked this year."""
    third = keys[2]
    if third in turns.lasting or third in turns.lines or third not in moment.past[-1].keys:
        return keys
    filler = next((key for key in turns.fillers if not moment.times(key)), None)
    return keys if filler is None else (*keys[:2], filler, *keys[3:])


def _with_lines(keys: tuple[str, ...], moment: Moment, turns: Turns) -> tuple[str, ...]:
    """Put in what would otherwise not come twice this year, spread over the rounds that are left."""
    short = {key: _wanting(key, moment, turns) for key in turns.lines}
    rest = {key: count - (key in keys) for key, count in short.items() if count > (key in keys)}
    regular = moment.rounds_left - 1
    needed = sum(short.values()) // regular - sum(short[key] > 0 for key in turns.lines if key in keys)
    pressing = [key for key, count in rest.items() if key not in keys and count >= regular]
    others = sorted(
        (key for key in rest if key not in keys and key not in pressing), key=lambda key: -rest[key]
    )
    coming = [*pressing, *others][: max(needed, len(pressing))]
    for key in coming:
        keys = _put_in(key, keys, short, moment)
    return keys


def _wanting(key: str, moment: Moment, turns: Turns) -> int:
    """How often a question still has to come this year before the last round, which has its own."""
    return max(0, TWICE_A_YEAR - moment.times(key) - (key in turns.last))


def _put_in(key: str, keys: tuple[str, ...], short: Mapping[str, int], moment: Moment) -> tuple[str, ...]:
    """As a fourth where there is room, else for the question of a line that was asked most, else for the last of the others."""
    if len(keys) < SCREENS:
        return (*keys, key)
    spare = [one for one in keys if short.get(one) == 0]
    out = max(spare, key=moment.times) if spare else [one for one in keys if one not in short][-1]
    return tuple(key if one == out else one for one in keys)


def _with_company(keys: tuple[str, ...], questions: Mapping[str, Question]) -> tuple[str, ...]:
    """Each question with those that share its screen."""
    with_it = {key: [one.key for one in questions.values() if one.on_screen_of == key] for key in keys}
    return tuple(one for key in keys for one in (key, *with_it[key]))
