"""The lines about an edited workbook of ours: what changed, what changed on both sides, and who will be told."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.imports.changes import Changes
from bot.domain.imports.headings import Meaning
from bot.domain.imports.revised import PlannedRevision
from bot.domain.imports.threeway import Change, KnownShare, Origin
from bot.messages import import_reasons as reasons
from bot.messages.model import Fragments, Strong
from bot.messages.words import and_list, number

_NAMES: Final = {
    Meaning.WHAT: "What",
    Meaning.BY: "By when",
    Meaning.ORGANISATION: "Who",
    Meaning.PERSON: "Person",
    Meaning.STATUS: "State",
    Meaning.HEADING: "Part of",
    Meaning.DONE_WHEN: "Done when",
    Meaning.WHY: "Why it matters",
}
_SHOWN: Final = 4


def origin(changes: Changes) -> str:
    """Say whose workbook it is, where it is one of ours."""
    match changes.origin:
        case Origin.OURS:
            return "It's our own workbook. I've compared it with how it was, and with the timetable as it is now."
        case Origin.UNKNOWN:
            return (
                "I don't have this copy of our workbook any more, so I go by the titles. "
                "Rows already there aren't taken twice."
            )
        case Origin.ANYBODYS:
            return ""


def changed(changes: Changes) -> list[Fragments]:
    """What is changed about actions that are there, each with its cell, and who will be told."""
    return [
        (Strong(one.now.what), ": ", " ".join((*map(_taken, one.taken), _readers(one))))
        for one in changes.revised
    ]


def conflicts(changes: Changes) -> list[Fragments]:
    """What was changed on both sides, with the three things that it says."""
    lines: list[Fragments] = []
    for one in changes.revisions.planned:
        lines += [(Strong(one.now.what), ": ", three(change)) for change in one.open]
    return lines


def three(change: Change) -> str:
    """Say what a cell was, what the file says, and what the timetable says."""
    return (
        f"cell {change.cell} was {_value(change.meaning, change.old)}, and your file says "
        f"{_value(change.meaning, change.new)}. The timetable says {_value(change.meaning, change.now)} by now."
    )


def missing(changes: Changes) -> list[Fragments]:
    """What was in the workbook when it was made and isn't any more; it stays in the timetable."""
    return [(Strong(one.what), ": left as it is.") for one in changes.missing]


def told(shares: Sequence[KnownShare]) -> str:
    """Return names, once each, a few in full."""
    names = list(dict.fromkeys(one.name or one.partner for one in shares))
    if len(names) > _SHOWN:
        names = [*names[: _SHOWN - 1], f"{number(len(names) - _SHOWN + 1)} others"]
    return and_list(names)


def value(change: Change) -> str:
    """Return what the file says, as an option of a form has it."""
    return _value(change.meaning, change.new)


def standing(change: Change) -> str:
    """Return what the timetable says, as an option of a form has it."""
    return _value(change.meaning, change.now)


def label(change: Change) -> str:
    """Return what a cell is about."""
    return _NAMES[change.meaning]


def people(found: Iterable[PlannedRevision]) -> tuple[str, str]:
    """Return who is asked, and who is told, over all that is changed."""
    asked = [share for one in found for share in one.asked]
    others = [share for one in found for share in one.told]
    return told(asked), told(others)


def _taken(change: Change) -> str:
    if change.meaning is Meaning.STATUS:
        return f"done (cell {change.cell})."
    old, new = _value(change.meaning, change.now), _value(change.meaning, change.new)
    return f"{_NAMES[change.meaning]} from {old} to {new} (cell {change.cell})."


def _readers(one: PlannedRevision) -> str:
    asked, others = told(one.asked), told(one.told)
    said = []
    if asked:
        said.append(f"I ask {asked} first.")
    if others:
        said.append(f"I tell {others}.")
    if one.holder and not one.asked:
        said.append(f"{one.holder} is asked to accept it.")
    return " ".join(said) or "Nobody is told."


def _value(meaning: Meaning, text: str) -> str:
    if meaning is Meaning.BY:
        day = _day(text)
        return full(day) if day is not None else f"“{reasons.quoted(text)}”"
    return f"“{reasons.quoted(text)}”" if text.strip() else "empty"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
