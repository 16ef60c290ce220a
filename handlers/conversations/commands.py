"""The words people type, and the intent that each stands for."""

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from bot.domain.permissions import Intent
from handlers.conversations.incoming import Change, Command, File, Incoming, Text

WORDS: Final = {
    "": Intent.HELP,
    "help": Intent.HELP,
    "start": Intent.START,
    "partner": Intent.ADD_PARTNER,
    "invite": Intent.INVITE,
    "join": Intent.JOIN,
    "checkin": Intent.CHECK_IN,
    "closed": Intent.CLOSED_DATES,
    "add": Intent.ADD,
    "timetable": Intent.TIMETABLE,
    "mine": Intent.MINE,
    "milestone": Intent.MILESTONE,
    "home": Intent.HOME,
    "brief": Intent.BRIEF,
    "log": Intent.LOG,
    "concern": Intent.CONCERN,
    "import": Intent.IMPORT,
    "export": Intent.EXPORT,
    "workbook": Intent.WORKBOOK_RHYTHM,
    "settings": Intent.SETTINGS,
    "stage": Intent.STAGE,
}


_WORDLESS: Final = frozenset({Intent.CONCERN, Intent.LOG, Intent.STAGE})
"""What opens a form with its words empty: a room might read them."""

WORRIED: Final = "worried"
"""What stands for words that sound like a worry: they themselves are neither kept nor said again."""

_WORRY: Final = re.compile(
    r"\b(worr(y|ied|ies|ying)|concern(s|ed|ing)?|complain(s|t|ts|ed|ing)?|unhappy|upset|unsafe|unfair(ly)?|grievance"
    r"|scared|frightened|bull(y|ied|ies|ying)|harass(ed|es|ing|ment)?|safeguarding)\b",
    re.IGNORECASE,
)

LINE: Final = 300
"""How long what was typed after a word may be, for a button to carry it."""

_CLOSE: Final = 0.7
"""How much of a word has to be as we write it: two letters changed round, or one left out."""

_CALENDARS: Final = (".ics", ".ical", ".ifb", ".vcs")
"""How the name of a calendar file ends."""

_OUR_NAMES: Final = frozenset({"bywhen", "/bywhen", "@bywhen"})
"""What people type first where no slash command takes it away, because a guide told them to."""


def first_word(words: str) -> str:
    """Return the first word as it is looked up: small letters, no slash before it, and not our own name."""
    return _split(words)[0].lower().lstrip("/")


def rest(words: str) -> str:
    """Return what stands after the first word."""
    return _split(words)[1]


def without_words(incoming: Incoming) -> Incoming:
    """Return what came in without the words after a command that takes none: nothing keeps them, nothing says them again.

    Words that sound like a worry are for somebody's ears, not for a bot to keep.
    """
    if not isinstance(incoming, Command | Text):
        return incoming
    if is_worried(incoming.words):
        return replace(incoming, words=WORRIED, said="")
    if intent_of(incoming) not in _WORDLESS:
        return incoming
    word = first_word(incoming.words)
    return replace(incoming, words=word, said=word if incoming.said else "")


def _split(words: str) -> tuple[str, str]:
    first, others = (*words.split(maxsplit=1), "", "")[:2]
    return _split(others) if first.lower() in _OUR_NAMES else (first, others.strip())


def is_known(words: str) -> bool:
    """Say whether the first word is a command."""
    return first_word(words) in WORDS


def meant(words: str) -> str:
    """Return the command that the first word is closest to, "" where it is close to none."""
    known = [one for one in WORDS if one]
    found = get_close_matches(first_word(words).strip("!?.,"), known, n=1, cutoff=_CLOSE)
    return found[0] if found else ""


def is_worried(words: str) -> bool:
    """Say whether words that are no command sound as if something worried whoever typed them."""
    return WORDS.get(first_word(words), Intent.HELP) is Intent.HELP and _WORRY.search(words) is not None


def is_help(words: str) -> bool:
    """Say whether nothing was typed but `help`, or nothing at all."""
    return first_word(words) in ("", "help") and not rest(words)


def intent_of(incoming: Incoming) -> Intent | None:
    """Return the intent of an incoming thing; words nobody knows ask for help."""
    match incoming:
        case Command() | Text():
            return WORDS.get(first_word(incoming.words), Intent.HELP)
        case File():
            is_calendar = incoming.name.strip().lower().endswith(_CALENDARS)
            return Intent.CLOSED_DATES if is_calendar else Intent.IMPORT
        case Change():
            return None
        case _:
            return incoming.intent
