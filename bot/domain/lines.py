"""A line typed after `add`: "Castle to send course data by Friday fortnight"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.dates import DateRead, find_date, read_date

_WHO_TO_WHAT: Final = re.compile(
    r"(?P<who>.+?)(?P<mark>\s+to\s+|\s*:\s+)(?P<what>.+)", re.IGNORECASE | re.DOTALL
)
_LAST_BY: Final = re.compile(r".*\bby\s+(?P<when>.+)", re.IGNORECASE | re.DOTALL)
_LAST_ON: Final = re.compile(r"(?P<what>.*\S)\s+(?:on|until|till)\s+(?P<when>.+)", re.IGNORECASE | re.DOTALL)
_SOMEBODY_AT: Final = re.compile(r"(?P<person>.+?),?\s+(?P<mark>at|from|of)\s+(?P<partner>.+)", re.IGNORECASE)
_OF_A_THING: Final = "of"
_WORDS_OF_A_NAME: Final = 5
_WORDS_OF_A_STRANGER: Final = 2
_EVERYBODY: Final = frozenset(
    {"all", "all partners", "each partner", "every partner", "everybody", "everyone"}
)
# Under another name, for a line has a field called `date`.
_Day = date
_MEANT_FOR_A_DATE: Final = frozenset({"no_such_day", "weekday_differs", "ambiguous"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody who can be named, by their number. `partner` is the full name of theirs, None for none."""

    id: int
    name: str
    partner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What could be read of a line. `partner` is the full name of one that was given, None where none fits.

    It was typed on `today`. `everybody` says that it is for all partners. `date` has no day and no text where none
    was typed. `who` is what stands where a partner would and is none; `fitting` are the partners whose names begin
    like that, and `could_be` the people. `person` is who was given; `stranger` a name at a partner where nobody, or
    more than one, is called so.
    """

    what: str
    partner: str | None
    everybody: bool
    date: DateRead
    today: _Day
    who: str = ""
    fitting: tuple[str, ...] = ()
    could_be: tuple[Named, ...] = ()
    person: Named | None = None
    stranger: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    partners: Sequence[str]
    people: Sequence[Named]


def read_line(text: str, *, partners: Sequence[str], today: date, people: Sequence[Named] = ()) -> Line:
    """Read what is to be done, by whom and by when; a partner is found by the start of its name.

    `people` are found by their first names too; two may have one name. A start that fits two fits none, and then stays
    part of what is to be done, as does a name that nobody has.
    """
    rest, read = _dated(text, today)
    match = _WHO_TO_WHAT.fullmatch(rest)
    whole = Line(what=_capital(rest), partner=None, everybody=False, date=read, today=today)
    if match is None:
        return whole
    named = replace(whole, what=_capital(match["what"]))
    who = " ".join(match["who"].split())
    if who.casefold() in _EVERYBODY:
        return replace(named, everybody=True)
    known = _Known(partners=partners, people=people)
    # Before a colon stands many a word that was never meant for anybody's name.
    unknown = whole if ":" in match["mark"] else _unknown(whole, who, known)
    return _held_by(named, who, known) or _stranger_at(whole, who, known) or unknown


def _dated(text: str, today: date) -> tuple[str, DateRead]:
    """Return the line without its date, and the date: what follows the last "by", else a day after "on"."""
    rest, read = find_date(text, today=today)
    if read.text or read.reason != "missing_day":
        return rest, read
    match = _LAST_ON.fullmatch(rest)
    day = None if match is None else read_date(match["when"], today=today)
    if match is not None and day is not None and (day.day or day.reason in _MEANT_FOR_A_DATE):
        return match["what"], day
    return rest, _unread(rest)


def _unread(text: str) -> DateRead:
    """What follows the last "by" and is no date, in case it was meant for one."""
    match = _LAST_BY.fullmatch(text)
    if match is None:
        return DateRead(text="", reason="missing_day")
    return DateRead(text=match["when"], reason="unreadable")


def _held_by(line: Line, who: str, known: _Known) -> Line | None:
    """Return the line with the partner or the person who is named; None where that is nobody, or could be two."""
    partners = _fitting(who.casefold(), known.partners)
    if len(partners) == 1:
        return replace(line, partner=partners[0])
    people = _called(who, known.people)
    if len(people) == 1 and not partners:
        return replace(line, partner=people[0].partner, person=people[0])
    match, partner = _somebody_at(who, known)
    if match is None:
        return None
    there = _called(match["person"], (one for one in known.people if one.partner == partner))
    if len(there) == 1:
        return replace(line, partner=partner, person=there[0])
    return replace(line, partner=partner, stranger=match["person"], could_be=there) if there else None


def _stranger_at(whole: Line, who: str, known: _Known) -> Line | None:
    """Return the whole line where words stand before a partner's name that nobody there is called.

    Only what looks like a name is taken for one; "Invite everyone at Castle" is part of what is to be done.
    """
    match, partner = _somebody_at(who, known)
    if match is None:
        return None
    name = match["person"]
    if name.casefold() in _EVERYBODY:
        return replace(whole, partner=partner)
    if match["mark"].casefold() == _OF_A_THING or not _looks_like_a_name(name):
        return whole
    return replace(whole, partner=partner, stranger=name)


def _somebody_at(who: str, known: _Known) -> tuple[re.Match[str] | None, str]:
    """Return what reads like somebody at one partner, and that partner's full name."""
    match = _SOMEBODY_AT.fullmatch(who)
    there = _fitting(match["partner"].casefold(), known.partners) if match else ()
    return (match, there[0]) if len(there) == 1 else (None, "")


def _looks_like_a_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _WORDS_OF_A_STRANGER and all(word[0].isupper() for word in words)


def _unknown(line: Line, who: str, known: _Known) -> Line:
    named = who if len(who.split()) <= _WORDS_OF_A_NAME else ""
    fitting = _fitting(who.casefold(), known.partners)
    return replace(line, who=named, fitting=fitting, could_be=_called(who, known.people))


def _fitting(start: str, partners: Sequence[str]) -> tuple[str, ...]:
    same = [name for name in partners if name.casefold() == start]
    return tuple(same or [name for name in partners if name.casefold().startswith(start)])


def _called(who: str, people: Iterable[Named]) -> tuple[Named, ...]:
    """Return those whose names begin with these whole words."""
    words = who.casefold().split()
    return tuple(one for one in people if one.name.casefold().split()[: len(words)] == words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
