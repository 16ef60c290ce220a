"""Levels in words: what a question is called where its answers are told, and how many say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.climate import Trend
from bot.domain.evidence import Direction, Level
from bot.domain.sides import Worth
from bot.domain.small_numbers import FEWEST, Part, are_many
from bot.messages.words import number


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a question is called, and what people do who say yes to it: now, and before."""

    label: str
    now: str = "say so"
    was: str = "said so"


SAYINGS: Final[Mapping[str, Saying]] = {
    "purpose": Saying(label="Saying in one sentence what this group is for", now="can", was="could"),
    "commitment": Saying(label="Having the people we need"),
    "trust": Saying(label="Being able to bring up what bothers us", now="can", was="could"),
    "clarity": Saying(label="Knowing what we've promised, and by when", now="are clear", was="were clear"),
    "worth_it_for_you": Saying(
        label="What it gives us in our own jobs",
        now="say it gives more than it takes",
        was="said it gives more than it takes",
    ),
    "real_say": Saying(label="Having a real say before things are settled"),
    "in_the_open": Saying(label="Talking through in the open what we don't agree on"),
    "noticed": Saying(label="Having noticed what our organisations put in"),
    "others": Saying(label="Understanding what makes this hard for the others", now="do", was="did"),
    "together_or_apart": Saying(
        label="Where we work together and where we still compete", now="are clear", was="were clear"
    ),
    "meeting": Saying(
        label="The last meeting as a good use of our time", now="say it was", was="said it was"
    ),
    "start_today": Saying(
        label="Starting this group today, if it didn't exist",
        now="would, just like this",
        was="would have, just like this",
    ),
}
"""What the questions of the bank are called, by key. A question that is not here is told in its own words."""

IN_SHORT: Final[Mapping[str, str]] = {
    "purpose": "Purpose",
    "commitment": "Commitment",
    "trust": "Trust",
    "clarity": "Clarity",
}
"""The four lines of how it feels."""

WORDS: Final[Mapping[Level | None, str]] = {
    Level.MOST: "most",
    Level.MIXED: "mixed",
    Level.FEW: "few",
    None: "too few answered",
}
"""A level where there is room for a word only."""

_MONTHS: Final = (
    "January February March April May June July August September October November December"  # In their order.
).split()
_TICKED: Final = {Level.MOST: "most of you", Level.MIXED: "some of you"}
_WORTH: Final = {
    Part.MOST: "For most of our organisations, clearly yes.",
    Part.HALF: "For half of our organisations, clearly yes.",
    Part.FEWER: "For fewer than half of our organisations is it clearly yes.",
}
_EVEN: Final = {
    Part.HALF: " For the other half it's about even.",
    Part.FEWER: " For the others it's about even.",
}
PARTS: Final = {Part.MOST: "most", Part.HALF: "half", Part.FEWER: "fewer than half"}
"""How many of those who answered, where there is room for a word or two only."""


def saying(key: str, *, words: str) -> Saying:
    """Return what a question is called; one that a runner has added by its own `words`."""
    return SAYINGS.get(key) or Saying(label=f"“{words}”")


def now(level: Level, said: Saying) -> str:
    """Return a level as it is now."""
    return {
        Level.MOST: f"most of you {said.now}",
        Level.MIXED: "views are mixed",
        Level.FEW: f"few of you {said.now}",
    }[level]


def was(level: Level, said: Saying) -> str:
    """Return a level as it was."""
    return {
        Level.MOST: f"most of you {said.was}",
        Level.MIXED: "views were mixed",
        Level.FEW: f"few of you {said.was}",
    }[level]


def over_time(trend: Trend, *, said: Saying, month: int | None) -> str:
    """Return how a question stands beside the last time. `month` is that of the last time, None where there was none."""
    words = now(trend.level, said)
    if trend.before is None or trend.before.level is None or month is None:
        return f"{words}."
    when = f"in {_MONTHS[month - 1]}"
    if trend.direction is Direction.STEADY:
        return f"{words}, as {when}."
    return f"{words}. {when[:1].upper()}{when[1:]} {was(trend.before.level, said)}."


def month(number: int) -> str:
    """Return the name of a month."""
    return _MONTHS[number - 1]


def ticked(options: Mapping[str, Level]) -> str:
    """Return what was ticked by most and by some, "" where nothing was."""
    found = [
        f"{option[:1].lower()}{option[1:]} ({_TICKED[level]})"
        for level in (Level.MOST, Level.MIXED)
        for option, said in options.items()
        if said is level
    ]
    return "; ".join(found)


def chosen(option: str) -> str:
    """Return which answer of a question of our own most have chosen, "" for none."""
    return f"Most chose “{option}”." if option else "No answer has most."


def worth(found: Worth) -> str:
    """Return whether it is worth it, in words."""
    return _WORTH[found.clearly_yes] + (_EVEN.get(found.clearly_yes, "") if found.others_even else "")


def people(count: int) -> str:
    """Return how many people: a figure from five on, and below that no more than that they are fewer."""
    return f"{number(count)} people" if are_many(count) else f"fewer than {number(FEWEST)} people"


def organisations(count: int) -> str:
    """Return how many organisations, by the same rule."""
    return (
        f"{number(count)} organisations" if are_many(count) else f"fewer than {number(FEWEST)} organisations"
    )


def answered(count: int) -> str:
    """Return how many people answered."""
    return f"{people(count)} answered"
