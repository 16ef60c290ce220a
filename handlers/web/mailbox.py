"""Our mailbox, in which bounces and replies arrive. What is read there is marked as read, so it is for us alone."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from email.errors import MessageError
from imaplib import IMAP4
from typing import Final, Self, TypeVar
from urllib.parse import unquote, urlsplit

import structlog
from imap_tools import AND, BaseMailBox, MailBox, MailBoxUnencrypted, MailMessage, MailMessageFlags
from imap_tools.errors import ImapToolsError

from bot.domain.mail import Returned
from bot.errors import DeliveryFailed
from bot.services.ports import Arrived
from handlers.web.letters import Sender
from handlers.web.returned import read

log = structlog.get_logger()

_TIMEOUT: Final = 20.0
"""Seconds for each answer of the server."""
_AGAIN: Final = 60.0
_IMAPS: Final = "imaps"
_PORTS: Final = {"imaps": 993, "imap": 143}
_THIS_COMPUTER: Final = ("localhost", "127.0.0.1", "::1")

_UNREADABLE: Final = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What Python's parser stumbles with over a letter that breaks the rules. Anybody may send us one."""

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxServer:
    """Where our mailbox lies. With `imaps` the connection is secret from the start, else from the greeting on."""

    host: str
    port: int
    is_secret: bool
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"

    @classmethod
    def of(cls, url: str) -> Self:
        """Read an address such as "imaps://user:password@mail.example.org/INBOX"."""
        parts = urlsplit(url)
        return cls(
            host=parts.hostname or "",
            port=parts.port or _PORTS[parts.scheme],
            is_secret=parts.scheme == _IMAPS,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
        )

    def opened(self) -> AbstractContextManager[BaseMailBox]:
        """Connect and prove who we are. A password travels in the open on this computer alone."""
        checked = ssl.create_default_context()
        if self.is_secret:
            box: BaseMailBox = MailBox(self.host, self.port, timeout=_TIMEOUT, ssl_context=checked)
        else:
            box = MailBoxUnencrypted(self.host, self.port, timeout=_TIMEOUT)
        with contextlib.ExitStack() as unless_known:
            unless_known.callback(_hang_up, box)
            if not self.is_secret and self.host not in _THIS_COMPUTER:
                box.client.starttls(ssl_context=checked)
            box.login(self.user, self.password, initial_folder=self.folder)
            unless_known.pop_all()
        return box


def _hang_up(box: BaseMailBox) -> None:
    with contextlib.suppress(OSError):  # It may be closed already.
        box.client.shutdown()


class ImapMailbox:
    """The `Mailbox` at an IMAP server. Each call has its own connection, in a thread of its own."""

    def __init__(self, *, url: str, sender: str) -> None:
        self._server = MailboxServer.of(url)
        self._domain = Sender(written=sender).email.partition("@")[2]

    async def unread(self, *, limit: int) -> tuple[Arrived, ...]:
        return await self._with(lambda box: self._unread(box, limit))

    async def put_away(self, names: Sequence[str]) -> None:
        await self._with(lambda box: box.flag(list(names), MailMessageFlags.SEEN, True))

    def _unread(self, box: BaseMailBox, limit: int) -> tuple[Arrived, ...]:
        found = box.fetch(AND(seen=False), mark_seen=False, limit=limit)
        return tuple(Arrived(name=mail.uid, returned=self._read(mail)) for mail in found if mail.uid)

    def _read(self, mail: MailMessage) -> Returned | None:
        """Return what a letter means to us. One that nothing can read is passed over: it would be no other tomorrow."""
        try:
            return read(mail.obj, domain=self._domain)
        except _UNREADABLE as error:
            log.error("letter_not_read", name=mail.uid, exc_info=error)
            return None

    async def _with(self, work: Callable[[BaseMailBox], _Found]) -> _Found:
        def do() -> _Found:
            with self._server.opened() as box:
                return work(box)

        try:
            return await asyncio.to_thread(do)
        except (ImapToolsError, IMAP4.error, OSError, EOFError) as error:
            raise DeliveryFailed(f"{type(error).__name__}: {error}", retry_after=_AGAIN) from error
