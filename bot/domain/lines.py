"""A line typed after `add`: "Castle to send course data by Friday fortnight"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.dates import DateRead, find_date

_WHO_TO_WHAT: Final = re.compile(r"(?P<who>.+?)\s+to\s+(?P<what>.+)", re.IGNORECASE | re.DOTALL)
_LAST_BY: Final = re.compile(r".*\bby\s+(?P<when>.+)", re.IGNORECASE | re.DOTALL)
_WORDS_OF_A_NAME: Final = 4
_EVERYBODY: Final = frozenset(
    {"all", "all partners", "each partner", "every partner", "everybody", "everyone"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What could be read of a line. `partner` is the full name of one that was given, None where none fits.

    `everybody` says that it is for all partners. `date` has no day and no text where none was typed. `who` is what
    stands where a partner would, and `fitting` are those whose names begin like that.
    """

    what: str
    partner: str | None
    everybody: bool
    date: DateRead
    who: str = ""
    fitting: tuple[str, ...] = ()


def read_line(text: str, *, partners: Sequence[str], today: date) -> Line:
    """Read what is to be done, by whom and by when; a partner is found by the start of its name.

    A start that fits two partners fits none, and then stays part of what is to be done.
    """
    rest, read = find_date(text, today=today)
    read = _unread(rest) if read.reason == "missing_day" and not read.text else read
    match = _WHO_TO_WHAT.fullmatch(rest)
    if match is None:
        return Line(what=_capital(rest), partner=None, everybody=False, date=read)
    who = " ".join(match["who"].split())
    found = _fitting(who.casefold(), partners)
    everybody = who.casefold() in _EVERYBODY
    if everybody or len(found) == 1:
        partner = None if everybody else found[0]
        return Line(what=_capital(match["what"]), partner=partner, everybody=everybody, date=read)
    named = who if len(who.split()) <= _WORDS_OF_A_NAME else ""
    return Line(what=_capital(rest), partner=None, everybody=False, date=read, who=named, fitting=found)


def _unread(text: str) -> DateRead:
    """What follows the last "by" and is no date, in case it was meant for one."""
    match = _LAST_BY.fullmatch(text)
    if match is None:
        return DateRead(text="", reason="missing_day")
    return DateRead(text=match["when"], reason="unreadable")


def _fitting(start: str, partners: Sequence[str]) -> tuple[str, ...]:
    same = [name for name in partners if name.casefold() == start]
    return tuple(same or [name for name in partners if name.casefold().startswith(start)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
