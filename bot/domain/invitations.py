"""An invitation: a code that lets in another organisation's room, or another address of one's own, once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from bot.domain.people import AddressKind


class InvitationKind(Enum):
    """What a code is for: a room that joins a partnership, or a second address of whoever made it."""

    ROOM = "room"
    ADDRESS = "address"


class InvitationState(Enum):
    """OPEN until it is used. A room that has used its code waits until the runner says who that is."""

    OPEN = "open"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    REVOKED = "revoked"


LASTS: Final = {InvitationKind.ROOM: timedelta(days=7), InvitationKind.ADDRESS: timedelta(days=1)}
"""How long a code may be used. Nobody confirms a second address, so that its code lasts no longer than a day."""

MOST_WRONG: Final = 5
"""So many wrong codes somebody may type in a day."""

CODE_BITS: Final = 40
"""How much of a code nobody can guess."""

_ALPHABET: Final = (
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O and U, which look like others.
)
_BITS_EACH: Final = 5
_LENGTH: Final = CODE_BITS // _BITS_EACH
_HALF: Final = _LENGTH // 2
_ALIKE: Final = str.maketrans({"I": "1", "L": "1", "O": "0"})
_AROUND: Final = str.maketrans("", "", " \t\n-–—_.,:;!?\"'“”‘’`*()[]<>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Where a code was used: a room as its platform calls it, who typed it there, and whose the installation is."""

    person_id: int
    installation_id: int
    room: str | None
    room_name: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One code as stored, without the code itself. `partnership_id` None where it is for an address."""

    id: int
    kind: InvitationKind
    partnership_id: int | None
    maker_id: int
    made_at: datetime
    expires_at: datetime
    state: InvitationState
    used: Used | None = None

    def is_open(self, *, now: datetime) -> bool:
        """Say whether it can still be used."""
        return self.state is InvitationState.OPEN and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code, which is said this once, and the last day on which it may be typed."""

    id: int
    code: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A code that nobody has used yet: who made it, on which day, and the last day on which it may be typed."""

    id: int
    maker: str
    made_on: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A room that waits to be let in: what it is called, in which tool, whose that is, and who has typed the code."""

    id: int
    room: str
    kind: AddressKind
    organisation: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """One place in which somebody is reached. `is_here` is where they ask, `is_preferred` where they are written to first."""

    address_id: int
    kind: AddressKind
    name: str
    is_here: bool
    is_preferred: bool


def code_of(number: int) -> str:
    """Return a number of `CODE_BITS` as people read it and type it: "7KQ2-MW4D"."""
    symbols = [_ALPHABET[number >> _BITS_EACH * place & 31] for place in reversed(range(_LENGTH))]
    return f"{''.join(symbols[:_HALF])}-{''.join(symbols[_HALF:])}"


def read_code(text: str) -> str | None:
    """Return the code that somebody has typed, as `code_of` writes it; None for anything that is no code.

    Small letters, blanks and marks around it are all the same, and so are letters that look like a figure.
    """
    typed = text.translate(_AROUND).upper().translate(_ALIKE)
    if len(typed) != _LENGTH or any(symbol not in _ALPHABET for symbol in typed):
        return None
    return f"{typed[:_HALF]}-{typed[_HALF:]}"
