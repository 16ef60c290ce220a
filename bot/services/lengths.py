"""How long what people type may be, said kindly; a platform's own limits lie above these."""

from typing import Final

from bot.errors import Refused

NAME: Final = 150
TEXT: Final = 1000


def require_room(text: str, *, field: str, most: int) -> str:
    """Return the text without spaces around it. Raises `Refused` (too_long) where it has more than `most` characters."""
    trimmed = text.strip()
    if len(trimmed) > most:
        raise Refused("too_long", field=field, length=len(trimmed), most=most)
    return trimmed
