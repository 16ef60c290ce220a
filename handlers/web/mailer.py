"""Sending letters through one mail server. Each has its own connection, so that nothing is left half said."""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final, Self
from urllib.parse import unquote, urlsplit

import structlog
from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from bot.domain.mail import Answer, answer_of
from bot.errors import DeliveryFailed
from bot.services.ports import Outgoing, Sent
from handlers.web.letters import NoAddress, Sender

log = structlog.get_logger()

Write = Callable[[Outgoing], Awaitable[EmailMessage | None]]
"""Makes the letter of a message; None where its address is nobody's any more."""

_SMTPS: Final = "smtps"
_MARKS: Final = re.compile(r"[+=]")
"""What means something else in the parameters of a command."""
_PORTS: Final = {"smtps": 465, "smtp": 25}
_SUBMISSION: Final = 587
_THIS_COMPUTER: Final = ("localhost", "127.0.0.1", "::1")
_TIMEOUT: Final = 20.0
"""Seconds for each answer of the server."""
_ALTOGETHER: Final = 50.0
"""Seconds for one letter: less than half of the time for which it is claimed."""
_AGAIN: Final = 60.0
"""Seconds until a server that doesn't answer is tried again."""
_FIRST_WAIT: Final = 300.0
_LONGEST_WAIT: Final = 4 * 3600.0
"""Seconds until one letter is tried again that the server didn't want yet: at first, and at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where letters are handed in. With `smtps` the connection is secret from the start."""

    host: str
    port: int
    is_secret: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str) -> Self:
        """Read an address such as "smtps://user:password@mail.example.org"."""
        parts = urlsplit(url)
        user = unquote(parts.username or "")
        usual = _SUBMISSION if user and parts.scheme != _SMTPS else _PORTS[parts.scheme]
        return cls(
            host=parts.hostname or "",
            port=parts.port or usual,
            is_secret=parts.scheme == _SMTPS,
            user=user,
            password=unquote(parts.password or ""),
        )

    def client(self) -> SMTP:
        """Return a client that is not connected yet. Certificates are checked, and a password never travels in the open."""
        return SMTP(
            hostname=self.host,
            port=self.port,
            use_tls=self.is_secret,
            start_tls=self._start_tls(),
            username=self.user or None,
            password=self.password or None,
            timeout=_TIMEOUT,
        )

    def _start_tls(self) -> bool | None:
        """Return None for where it is offered; a password needs it, but for a server on this computer."""
        if self.is_secret:
            return False
        return True if self.user and self.host not in _THIS_COMPUTER else None


class Mailer:
    """The `Messenger` of e-mail. A message that has gone can't be changed: what it says now stands on the page."""

    def __init__(self, *, server: MailServer, sender: Sender, write: Write) -> None:
        self._server = server
        self._sender = sender
        self._write = write

    async def send(self, outgoing: Outgoing) -> Sent:
        sent = Sent(external_id=self._sender.message_id(outgoing.key), conversation=outgoing.conversation)
        if outgoing.edits is None:
            await self._hand_in(outgoing)
        return sent

    async def find(self, outgoing: Outgoing, *, since: float) -> Sent | None:  # noqa: ARG002 - the port's signature
        raise DeliveryFailed("nobody can look into somebody else's mailbox", unknown=True)

    async def _hand_in(self, outgoing: Outgoing) -> None:
        try:
            mail = await self._write(outgoing)
        except NoAddress as error:
            raise DeliveryFailed(str(error), permanent=True, nobody=True) from error
        except ValueError as error:
            log.error("letter_not_written", exc_info=error)
            raise DeliveryFailed(type(error).__name__, permanent=True) from error
        if mail is None:
            raise DeliveryFailed("the address is nobody's any more", permanent=True)
        client = self._server.client()
        try:
            await self._converse(client, outgoing, bytes(mail))
        finally:
            client.close()

    async def _converse(self, client: SMTP, outgoing: Outgoing, content: bytes) -> None:
        is_handed_over = False
        try:
            async with asyncio.timeout(_ALTOGETHER):
                await self._greet(client)
                await client.rcpt(outgoing.conversation, options=_named(client, outgoing.conversation))
                is_handed_over = True
                await client.data(content)
        except SMTPResponseException as refused:
            raise _refused(refused, outgoing, of_letter=is_handed_over) from refused
        except (SMTPException, OSError) as error:
            raise _lost(error, is_handed_over=is_handed_over) from error
        with contextlib.suppress(SMTPException, OSError):
            await client.quit()

    async def _greet(self, client: SMTP) -> None:
        """Connect, prove who we are, and say from whom the letter is. What is refused here is refused for every letter."""
        try:
            await client.connect()
            await client.mail(self._sender.email)
        except SMTPResponseException as refused:
            log.error("mail_server_refused", code=refused.code, said=refused.message)
            raise DeliveryFailed(f"{refused.code} {refused.message}", retry_after=_FIRST_WAIT) from refused


def _named(client: SMTP, address: str) -> tuple[str, ...]:
    """Have a notice name the address as we know it, wherever the letter was sent on to, if the server can (RFC 3461)."""
    if not client.supports_extension("dsn"):
        return ()
    return (f"ORCPT=rfc822;{_MARKS.sub(lambda mark: f'+{ord(mark[0]):02X}', address)}",)


def _refused(refused: SMTPResponseException, outgoing: Outgoing, *, of_letter: bool) -> DeliveryFailed:
    said = f"{refused.code} {refused.message}"
    match answer_of(code=refused.code, said=refused.message, of_letter=of_letter):
        case Answer.LATER:
            wait = min(_FIRST_WAIT * 2 ** (outgoing.attempt - 1), _LONGEST_WAIT)
            return DeliveryFailed(said, retry_after=wait, alone=True)
        case Answer.NOT_TAKEN:
            return DeliveryFailed(said, permanent=True)
        case Answer.NOBODY:
            return DeliveryFailed(said, permanent=True, nobody=True)


def _lost(error: Exception, *, is_handed_over: bool) -> DeliveryFailed:
    """Once a letter is on its way over, nobody knows whether the server has kept it."""
    reason = type(error).__name__
    if is_handed_over:
        return DeliveryFailed(reason, unknown=True)
    log.warning("mail_server_unreachable", reason=reason, said=str(error))
    return DeliveryFailed(reason, retry_after=_AGAIN)
