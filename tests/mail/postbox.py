"""A real SMTP server on this computer, which can refuse, put off, hang up and be silent as mail servers do."""

import asyncio
import contextlib
import email.policy
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"


@dataclass
class Postbox:
    """What the server answers, and the letters it took, in order.

    `refuses` has what it says of an address each time, `puts_off` what it says the first time alone.
    """

    port: int = 0
    refuses: dict[str, str] = field(default_factory=dict)
    puts_off: dict[str, str] = field(default_factory=dict)
    says_of_content: str = ""
    hangs_up_after_content: bool = False
    hangs_up_at_reader: bool = False
    is_silent: bool = False
    refuses_sender: str = ""
    offers_notices: bool = False
    named: list[str] = field(default_factory=list)
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    tried: int = 0
    users: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for recipient, mail in self.taken if recipient == address]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses_sender:
            return self.refuses_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tried += 1
        if self.hangs_up_at_reader:
            _hang_up(server)
        if self.is_silent:
            await asyncio.sleep(3600)
        said = self.puts_off.pop(address, "") or self.refuses.get(address, "")
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's own name
        if self.says_of_content:
            return self.says_of_content
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = message_from_bytes(content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken += [(recipient, mail) for recipient in envelope.rcpt_tos]
        if self.hangs_up_after_content:
            _hang_up(server)
        return "250 OK"

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], *(["250-DSN"] if self.offers_notices else []), responses[-1]]

    def prove(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.users.append(given.login.decode())
        return AuthResult(success=given.password == b"a secret/word", handled=False)


class _Server(SMTP):
    """Knows one parameter that aiosmtpd doesn't, once it is offered."""

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's own name
        postbox = self.event_handler
        assert isinstance(postbox, Postbox)
        if arg and postbox.offers_notices:
            arg, _, named = arg.partition(" ORCPT=")
            postbox.named.append(named)
        await super().smtp_RCPT(arg)


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


@asynccontextmanager
async def opened(
    postbox: Postbox,
    *,
    secret: ssl.SSLContext | None = None,
    offers: ssl.SSLContext | None = None,
    asks_for_password: bool = False,
) -> AsyncIterator[Postbox]:
    """Let the server answer at a port of its own: in secret from the start, or offering to become so."""

    def answer() -> SMTP:
        return _Server(
            postbox,
            hostname="postbox",
            tls_context=offers,
            authenticator=postbox.prove if asks_for_password else None,
            auth_require_tls=False,
        )

    server = await asyncio.get_running_loop().create_server(answer, HOST, postbox.port, ssl=secret)
    postbox.port = server.sockets[0].getsockname()[1]
    try:
        yield postbox
    finally:
        server.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(server.wait_closed(), 1)
