"""A line typed after `add`: "Castle to send course data by Friday fortnight"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.dates import DateRead, find_date

_WHO_TO_WHAT: Final = re.compile(r"(?P<who>.+?)\s+to\s+(?P<what>.+)", re.IGNORECASE | re.DOTALL)
_EVERYBODY: Final = frozenset(
    {"all", "all partners", "each partner", "every partner", "everybody", "everyone"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What could be read of a line. `partner` is the full name of one that was given, None where none fits.

    `everybody` says that it is for all partners. `date` has no day and no text where none was typed.
    """

    what: str
    partner: str | None
    everybody: bool
    date: DateRead


def read_line(text: str, *, partners: Sequence[str], today: date) -> Line:
    """Read what is to be done, by whom and by when; a partner is found by the start of its name.

    A start that fits two partners fits none, and then stays part of what is to be done.
    """
    rest, read = find_date(text, today=today)
    match = _WHO_TO_WHAT.fullmatch(rest)
    if match is not None:
        who = " ".join(match["who"].casefold().split())
        fitting = _fitting(who, partners)
        if who in _EVERYBODY or fitting is not None:
            return Line(what=_capital(match["what"]), partner=fitting, everybody=fitting is None, date=read)
    return Line(what=_capital(rest), partner=None, everybody=False, date=read)


def _fitting(start: str, partners: Sequence[str]) -> str | None:
    same = [name for name in partners if name.casefold() == start]
    starting = same or [name for name in partners if name.casefold().startswith(start)]
    return starting[0] if len(starting) == 1 else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
