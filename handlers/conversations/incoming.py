"""What comes in, whatever platform it came by: six kinds, plain values, nothing of any SDK."""

from dataclasses import dataclass, field
from enum import Enum

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sent it, as their platform has proved it: an installation authenticates an address."""

    kind: AddressKind
    installation_id: int
    external_id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it was said. In a room everybody reads; `name` is the room's, empty in private.

    `overheard` says that everybody there saw what was asked, as they do when the bot is mentioned. `thread` is where in
    the room that was, for a platform whose rooms are made of threads.
    """

    conversation: str
    private: bool
    name: str = ""
    overheard: bool = False
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What every incoming thing has. `key` is the platform's own name for it: the same when it is sent again.

    `said` is what was typed or pressed, for a platform that shows it above the answer because nothing else does.
    """

    sender: Sender
    place: Place
    key: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Arrival):
    """Words after the slash command, or the same words sent to the bot ("add Castle to … by Friday")."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(Arrival):
    """A button pressed. `message` is the platform's own name of the message it stood in, if it stood in one."""

    intent: Intent
    partnership_id: int | None = None
    arg: str = ""
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Arrival):
    """A form sent. `values` has what was typed or chosen, by field; `message` where the form was opened from."""

    intent: Intent
    partnership_id: int | None = None
    arg: str = ""
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Arrival):
    """Words said to the bot that are no command."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Arrival):
    """A file for the bot. `content` where the platform sent it along, else `reference`, fetched after the answer."""

    name: str
    size: int
    reference: str = ""
    content: bytes | None = None


class ChangeKind(Enum):
    JOINED = "joined"
    LEFT = "left"
    RENAMED = "renamed"
    ARCHIVED = "archived"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Arrival):
    """Something changed on the platform: somebody joined or left, a room was renamed or archived, we were removed.

    `subject` is what it is about: the room, or the room's new name on the platform where it has MOVED.
    """

    change: ChangeKind
    subject: str
    name: str = ""


Incoming = Command | Press | Submit | Text | File | Change
