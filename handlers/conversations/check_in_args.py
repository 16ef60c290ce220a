"""What buttons and forms about a check-in that is in carry in their `arg`: "12", "12.feels", "12.3.post"."""

import re
from typing import Final

from bot.errors import Refused

_OF_ROUND: Final = re.compile(r"(?:(?P<round>\d{1,15})(?:\.(?P<word>[a-z_]{1,20}))?)?", re.ASCII)
_SEEN: Final = re.compile(r"(?P<round>\d{1,15})\.(?P<version>\d{1,9})(?:\.(?P<word>[a-z_]{1,20}))?", re.ASCII)


def of_round(arg: str) -> tuple[int | None, str]:
    """Return which round is meant, None for the last one, and what of it. Raises `Refused` (no_check_in_yet)."""
    found = _OF_ROUND.fullmatch(arg)
    if found is None:
        raise Refused("no_check_in_yet")
    return int(found["round"]) if found["round"] else None, found["word"] or ""


def seen(arg: str) -> tuple[int, int, str]:
    """Return which round's summary is meant, in which version it was seen, and what to do. Raises `Refused` (no_check_in_yet)."""
    found = _SEEN.fullmatch(arg)
    if found is None:
        raise Refused("no_check_in_yet")
    return int(found["round"]), int(found["version"]), found["word"] or ""
