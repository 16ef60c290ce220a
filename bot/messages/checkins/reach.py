"""Whom an answer reaches, in words: the same sentence wherever it is promised."""

from dataclasses import dataclass, replace
from typing import Final

from bot.messages.words import THE_RUNNER, and_list

_BY_ALL: Final = "All partners see it too, side by side: all have agreed to that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Who reads what is said for an organisation, by first name. `chair` is one of no partner, "" where there is none.

    `reader` is the one of the two who reads this, "" for anybody else. `by_all`: all partners have agreed to see it side by side.
    """

    runner: str = ""
    chair: str = ""
    chair_id: int = 0
    reader: str = ""
    by_all: bool = False

    @property
    def who(self) -> tuple[str, ...]:
        """Those who read it, the reader first."""
        names = [self.runner or THE_RUNNER, *([self.chair] if self.chair else [])]
        others = [one for one in names if one != self.reader]
        return ("You", *others) if self.reader else tuple(others)


def sees(seen: Seen) -> str:
    """Return who sees it, at the beginning of a sentence: "Sam sees", "Sam and Grace see"."""
    alone = len(seen.who) == 1 and not seen.reader
    return f"{and_list(seen.who)} {'sees' if alone else 'see'}"


def only(seen: Seen) -> str:
    """Return the same within one: "only Sam and Grace see"."""
    said = sees(seen)
    return f"only {said[:1].lower()}{said[1:]}" if seen.reader or not seen.runner else f"only {said}"


def with_name(seen: Seen, *, name: str) -> str:
    """Return the promise about an answer for an organisation: who sees it, and what is on it."""
    promise = f"{sees(seen)} it, with {name} on it."
    return f"{promise} {_BY_ALL}" if seen.by_all else promise


def beside_the_runner(seen: Seen, *, what: str) -> str:
    """Return who sees `what` is said for organisations besides the runner, "" for nobody."""
    if seen.by_all:
        return f"{what} all partners see too, side by side."
    if not seen.chair:
        return ""
    return f"{what} you see too." if seen.reader == seen.chair else f"{what} {seen.chair} sees too."


def by_phone(seen: Seen, *, partner: str) -> str:
    """Return what whoever rings says first. `partner` is the one that answers, "" where a person does by name."""
    named = replace(seen, reader="")
    if partner:
        name = f"{partner}'s name"
        return f"Say first: {with_name(named, name=name)}"
    return f"Say first: {sees(replace(named, chair=''))} it, with your name on it."
