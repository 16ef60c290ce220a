"""The ids of ours that come back to us in buttons, forms and addresses, where anybody can write anything."""

import re
from typing import Final

_ID: Final = re.compile(r"\d{1,15}", re.ASCII)


def id_of(text: str) -> int | None:
    """Return the id that is written here, None for anything that no id of ours looks like."""
    return int(text) if _ID.fullmatch(text) else None
