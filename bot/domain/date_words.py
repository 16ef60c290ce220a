"""The words of which dates are made in British English, and how a typed phrase is made plain first."""

import re
import unicodedata
from typing import Final

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

WEEKDAY: Final = r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nes|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
ORDINAL: Final = r"\d{1,2}(?:st|nd|rd|th)"
NUMBER: Final = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

_NUMBER_WORDS: Final = (
    "no one two three four five six seven eight nine ten eleven twelve"  # Each at the place of its number.
).split()
_DASHES_AND_QUOTES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("‘’`´", "'"))
_MARKS_AROUND: Final = ' .,;:!?()[]"*'
# "Nov." and "weeks'", but not "Feb '27".
_DOT_OR_QUOTE_OF_A_WORD: Final = re.compile(r"(?<=[a-z])(?:\.|'(?!\d))")
_LEAD_IN: Final = re.compile(r"\A(?:(?:due|deadline|by|on|until|till|no later than)\b(?!-)[\s:]*)+")
_TIME_OF_DAY: Final = re.compile(
    r"(?:(?<=\d)t|(?:,|\bat\b|\s)+)"
    r"(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]m|\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?z?|noon|midday)\Z"
)


def plain(text: str) -> str:
    """The phrase in small letters and single spaces, without "by" before it and a time of day behind it."""
    small = unicodedata.normalize("NFKC", text).lower().translate(_DASHES_AND_QUOTES)
    words = _DOT_OR_QUOTE_OF_A_WORD.sub("", " ".join(small.split())).strip(_MARKS_AROUND)
    return _TIME_OF_DAY.sub("", _LEAD_IN.sub("", words)).strip(_MARKS_AROUND)


def weekday_number(word: str) -> int:
    """0 for any way to write Monday that WEEKDAY matches."""
    return [name[:3].lower() for name in WEEKDAYS].index(word[:3])


def month_number(word: str) -> int:
    """1 for any way to write January that MONTH matches, or for the number itself."""
    return int(word) if word.isdigit() else [name[:3].lower() for name in MONTHS].index(word[:3]) + 1


def number(word: str) -> int:
    """What NUMBER matched, as a number; "a week" is one week."""
    if word.isdigit():
        return int(word)
    return 1 if word in {"a", "an"} else _NUMBER_WORDS.index(word)
