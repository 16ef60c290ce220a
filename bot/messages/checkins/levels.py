"""Levels in words: what a question is called where its answers are told, and how many say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.domain.climate import Trend
from bot.domain.evidence import Direction, Level
from bot.domain.questions import TickList
from bot.domain.sides import Worth
from bot.domain.small_numbers import FEWEST, Part, are_many
from bot.messages.words import and_list, number


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
    "in_the_way": Saying(label="What gets in the way"),
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
_AMONG: Final = {
    Level.MOST: "most agreed on {of}",
    Level.MIXED: "views were mixed on {of}",
    Level.FEW: "few agreed on {of}",
}
_FELT: Final[Mapping[Level | None, str]] = {
    Level.MOST: "most agreed",
    Level.MIXED: "views were mixed",
    Level.FEW: "few agreed",
    None: "too few answered to show it",
}
_TICKED: Final = {Level.MOST: "most", Level.MIXED: "some"}
_HEADINGS: Final = {
    "gains": "What they gain",
    "costs": "What it costs them",
    "worries": "What worries them",
}
_WORTH: Final = {
    Part.MOST: "For most of our organisations, clearly yes.",
    Part.HALF: "For half of our organisations, clearly yes.",
    Part.FEWER: "For fewer than half of our organisations is it clearly yes.",
}
_EVEN: Final = {
    Part.HALF: "For the other half it's about even.",
    Part.FEWER: "For the others it's about even.",
}
_OTHERS: Final = {
    Part.MOST: "Some may see it differently.",
    Part.HALF: "The others may see it differently.",
    Part.FEWER: "The others may see it differently.",
}
"""The same words whoever the others are and whatever they say: true of all and of none, and of nobody that it costs them more."""

PARTS: Final = {Part.MOST: "most", Part.HALF: "half", Part.FEWER: "fewer than half"}
"""How many of those who answered, where there is room for a word or two only."""


def saying(key: str, *, words: str) -> Saying:
    """Return what a question is called; one that a runner has added by its own `words`."""
    return SAYINGS.get(key) or Saying(label=f"“{words}”")


def heading(one: TickList) -> str:
    """Return what stands over the ticks of a list where it is told of others what they ticked."""
    return _HEADINGS.get(one.key, one.heading)


def now(level: Level, said: Saying, *, to_all: bool = False) -> str:
    """Return a level as it is now. `to_all`: said to those who answered themselves."""
    of_you = " of you" if to_all else ""
    return {
        Level.MOST: f"most{of_you} {said.now}",
        Level.MIXED: "views are mixed",
        Level.FEW: f"few{of_you} {said.now}",
    }[level]


def was(level: Level, said: Saying, *, to_all: bool = False) -> str:
    """Return a level as it was."""
    of_you = " of you" if to_all else ""
    return {
        Level.MOST: f"most{of_you} {said.was}",
        Level.MIXED: "views were mixed",
        Level.FEW: f"few{of_you} {said.was}",
    }[level]


def felt(found: Sequence[tuple[str, Level]]) -> str:
    """Return in one clause what was felt of each of the four lines: "most agreed on purpose, and views were mixed on trust"."""
    said = [
        words.format(of=and_list([IN_SHORT[key].lower() for key, level in found if level is of]))
        for of, words in _AMONG.items()
        if any(level is of for _, level in found)
    ]
    return ", and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def by_month(found: Sequence[tuple[int, Level | None]]) -> str:
    """Return levels by the number of their months, the first first: "In March and January views were mixed. In October most agreed."."""
    said = []
    for level, months in groupby(found, key=lambda one: one[1]):
        said.append(f"In {and_list([month(number) for number, _ in months])} {_FELT[level]}.")
    return " ".join(said)


def over_time(trend: Trend, *, said: Saying, month: int | None, to_all: bool = False) -> str:
    """Return how a question stands beside the last time. `month` is that of the last time, None where there was none."""
    words = now(trend.level, said, to_all=to_all)
    if trend.before is None or trend.before.level is None or month is None:
        return f"{words}."
    when = f"in {_MONTHS[month - 1]}"
    if trend.direction is Direction.STEADY:
        return f"{words}, as {when}."
    return f"{words}. {when[:1].upper()}{when[1:]} {was(trend.before.level, said, to_all=to_all)}."


def month(number: int) -> str:
    """Return the name of a month."""
    return _MONTHS[number - 1]


def ticked(options: Mapping[str, Level], *, to_all: bool = False) -> str:
    """Return what was ticked by most and by some, "" where nothing was."""
    of_you = " of you" if to_all else ""
    found = [
        f"{option[:1].lower()}{option[1:]} ({_TICKED[level]}{of_you})"
        for level in (Level.MOST, Level.MIXED)
        for option, said in options.items()
        if said is level
    ]
    return "; ".join(found)


def chosen(option: str) -> str:
    """Return which answer of a question of our own most have chosen, "" for none."""
    return f"Most chose “{option}”." if option else "No answer has most."


def worth(found: Worth) -> str:
    """Return whether it is worth it, in words: both halves of it."""
    others = _EVEN if found.others_even else _OTHERS
    return f"{_WORTH[found.clearly_yes]} {others[found.clearly_yes]}"


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
