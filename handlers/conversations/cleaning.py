"""What no database can keep and no page can show, taken out of what comes in."""

import re
from dataclasses import replace
from typing import Any, Final

from handlers.conversations.incoming import Incoming, Place, Sender

_UNKEEPABLE: Final = re.compile("[\x00\ud800-\udfff]")
_IN_ITS_PLACE: Final = "\N{REPLACEMENT CHARACTER}"


def cleaned(text: str) -> str:
    """Return the text with a sign for unreadable in the place of each character that cannot be kept."""
    return _UNKEEPABLE.sub(_IN_ITS_PLACE, text)


def clean(incoming: Incoming) -> Incoming:
    """Return what came in, with every text in it fit to be kept."""
    kept: Incoming = _clean_fields(incoming)
    return kept


def _clean_fields(value: Any) -> Any:
    """Return a value of `handlers.conversations.incoming` made of clean texts; the same one where all are."""
    found = {name: getattr(value, name) for name in value.__dataclass_fields__}
    changed = {name: _clean(one) for name, one in found.items()}
    return value if changed == found else replace(value, **changed)


def _clean(value: Any) -> Any:
    match value:
        case str():
            return cleaned(value)
        case tuple():
            return tuple(_clean(one) for one in value)
        case dict():
            return {_clean(name): _clean(one) for name, one in value.items()}
        case Place() | Sender():
            return _clean_fields(value)
        case _:
            return value
