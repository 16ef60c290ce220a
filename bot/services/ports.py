"""What the core needs from the outside, as small as our product needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.installations import Entry as Listed
from bot.domain.mail import Returned
from bot.domain.people import AddressKind
from bot.messages.model import Message
from storage.database import Database, Transaction, Transactions

__all__ = [
    "Arrived",
    "Database",
    "Directory",
    "FileSource",
    "Listed",
    "Mailbox",
    "Messenger",
    "Outgoing",
    "Sent",
    "Transaction",
    "Transactions",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One physical send.

    `key` is opaque and the only thing that a message's metadata holds. `conversation` is where it goes (a
    channel, a person's own id where no conversation is open yet). `edits` is the platform's name of the
    message to change, None for a new one. `file` goes along with the message when there is one. `attempt` counts
    the tries, this one included.
    """

    message_id: int
    key: str
    kind: AddressKind
    installation_id: int
    conversation: str
    content: Message
    edits: str | None = None
    file: tuple[str, bytes] | None = None
    attempt: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the platform calls the message now, and the conversation in which it stands."""

    external_id: str
    conversation: str


class Messenger(Protocol):
    """Sends on one platform. Every call has a time-out; nothing is tried twice inside."""

    async def send(self, outgoing: Outgoing) -> Sent:
        """Send or edit. Raises `DeliveryFailed` with what is known of the fate of the message."""

    async def find(self, outgoing: Outgoing, *, since: float) -> Sent | None:
        """Look whether a message of this key arrived after `since` (seconds since the epoch, UTC).

        Returns None when it is certain that it did not. Raises `DeliveryFailed` (unknown) where this
        platform cannot tell.
        """


class FileSource(Protocol):
    """Fetches a file that somebody sent to the bot."""

    async def fetch(self, *, reference: str, limit: int) -> bytes:
        """Return the file, at most `limit` bytes. Raises `Refused` (a sentence for the person) or `DeliveryFailed`."""


class Directory(Protocol):
    """Lists the people of one installation."""

    async def people(self) -> tuple[Listed, ...]:
        """Return everybody, including those who left. Raises `DeliveryFailed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A letter that lies in our mailbox, under a name that the mailbox has for it. `returned` None: it is no concern of ours."""

    name: str
    returned: Returned | None


class Mailbox(Protocol):
    """Reads what comes back by mail. Every call has a time-out."""

    async def unread(self, *, limit: int) -> tuple[Arrived, ...]:
        """Return what nobody has read yet, at most so many. Raises `DeliveryFailed`."""

    async def put_away(self, names: Sequence[str]) -> None:
        """Keep that these were read. Raises `DeliveryFailed`."""
