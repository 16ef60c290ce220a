"""Small turns of phrase that every message shares: numbers in words, lists with "and", days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.domain.dates import full

_NUMBERS: Final = (
    "no one two three four five six seven eight nine ten eleven twelve"  # Each at the place of its number.
).split()
THE_RUNNER: Final = "The runner"
"""At the beginning of a sentence, where nobody runs it yet and so there is no name."""

_NEAR: Final = timedelta(days=180)
_WEEK: Final = timedelta(days=7)


def number(count: int) -> str:
    """Return a number in words up to twelve, in figures from there on."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def begin(text: str) -> str:
    """Return the text as the beginning of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def and_list(words: Sequence[str]) -> str:
    """Return "Castle, Meadow and Northgate"; empty when there are none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def near(day: date, *, today: date) -> str:
    """Return the day as a list has it: "Friday 4 December", with its year once that is half a year away."""
    return full(day).rsplit(" ", 1)[0] if abs(day - today) < _NEAR else full(day)


def by(day: date, *, today: date, in_full: bool = False) -> str:
    """Return "by Friday 4 December", or "was for Friday 4 December" once that has gone by."""
    said = full(day) if in_full else near(day, today=today)
    return f"{'was for' if day < today else 'by'} {said}"


def coming(day: date, *, today: date) -> str:
    """Return a day ahead as people say it: "Thursday" within a week, "Thursday 3 December" later."""
    words = full(day)
    return words.split(" ", 1)[0] if day - today < _WEEK else words.rsplit(" ", 1)[0]
