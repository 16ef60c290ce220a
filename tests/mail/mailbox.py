"""A real IMAP server on this computer, with one mailbox."""

import asyncio
import logging
import ssl
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from imap_tools import MailBoxUnencrypted
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer

HOST = "127.0.0.1"
USER, PASSWORD = "bywhen", "a secret/word"
_ESCAPED = "a%20secret%2Fword"


@dataclass
class Letterbox:
    """The mailbox as whoever delivers to it sees it, and whoever looks into it beside us."""

    port: int

    @property
    def url(self) -> str:
        return f"imap://{USER}:{_ESCAPED}@{HOST}:{self.port}"

    async def deliver(self, *letters: bytes) -> None:
        await asyncio.to_thread(self._deliver, letters)

    async def unread(self) -> int:
        return await asyncio.to_thread(self._unread)

    def _deliver(self, letters: tuple[bytes, ...]) -> None:
        with self._opened() as box:
            for letter in letters:
                box.append(letter, "INBOX", dt=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))

    def _unread(self) -> int:
        with self._opened() as box:
            return len(box.numbers("UNSEEN"))

    def _opened(self) -> MailBoxUnencrypted:
        return MailBoxUnencrypted(HOST, self.port, timeout=10).login(USER, PASSWORD)


@asynccontextmanager
async def opened(*, offers: ssl.SSLContext | None = None) -> AsyncIterator[Letterbox]:
    """Let the server answer at a port of its own."""
    logging.getLogger("pymap").setLevel(logging.CRITICAL)
    args = Namespace(
        host=[HOST],
        port="0",
        cert=None,
        key=None,
        tls=offers is not None,
        proxy_protocol=None,
        debug=False,
        inherited_sockets=None,
        passlib_cfg=None,
        demo_data=False,
        demo_user=USER,
        demo_password=PASSWORD,
    )
    backend, config = await DictBackend.init(args, ssl_context=offers, secure_auth=False)
    config.apply_context()
    answer = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
    server = await asyncio.start_server(answer, HOST, 0)
    try:
        yield Letterbox(port=server.sockets[0].getsockname()[1])
    finally:
        server.close()
