"""An invitation: a code that lets in another organisation's room, or another address of one's own, once."""

from enum import Enum


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
