"""E-mail as a platform: one way out through a mail server, and the pause that each letter offers."""

import asyncio
from email.message import EmailMessage
from typing import Final

from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.domain.people import AddressKind
from bot.services.mail import connecting
from bot.services.ports import Database, Directory, FileSource, Messenger, Outgoing
from handlers.conversations.router import Router
from handlers.web.app import WebPages, guarded
from handlers.web.guard import Gone, Guard
from handlers.web.headers import for_pages
from handlers.web.letters import Sender, Ways, letter
from handlers.web.links import entrances, pauses
from handlers.web.mailer import Mailer, MailServer
from handlers.web.pausing import Pausing

_WAY: Final = 0
"""An e-mail address belongs to no installation."""


class Mail:
    """The platform of letters. Each leads to its reader's page, so it is started after the pages."""

    kind = AddressKind.EMAIL
    is_connected = True

    def __init__(
        self,
        *,
        database: Database,
        router: Router,
        clock: Clock,
        pages: WebPages,
        public_url: str,
        smtp_url: str,
        sender: str,
    ) -> None:
        self._database = database
        self._clock = clock
        self._pages = pages
        self._sender = Sender(written=sender)
        self._secure = public_url.startswith("https://")
        self._entrance = entrances(pages.links, public_url=public_url, clock=clock)
        self._pause = pauses(pages.links, public_url=public_url, clock=clock)
        self._pausing = Pausing(database=database, router=router, clock=clock, links=pages.links)
        self._mailer = Mailer(server=MailServer.of(smtp_url), sender=self._sender, write=self._letter)
        self.messengers: dict[int, Messenger] = {}
        self.directories: dict[int, Directory] = {}
        self.files: dict[int, FileSource] = {}

    async def start(self) -> None:
        """Let e-mail addresses be written to."""
        await asyncio.to_thread(
            connecting.begin, database=self._database, sender=self._sender.email, now=self._clock()
        )
        self._pausing.installation_id = self._pages.installation_id
        self.messengers[_WAY] = self._mailer

    async def stop(self) -> None:
        """Nothing is open: each letter has its own connection."""

    @property
    def routes(self) -> list[BaseRoute]:
        guard = Guard(gone=Gone(), door=self._pausing.counted, headers=for_pages(secure=self._secure))
        return [
            Route("/pause/{token}", guarded(self._pausing.ask, guard), methods=["GET"]),
            Route("/pause/{token}", guarded(self._pausing.pause, guard), methods=["POST"]),
            Route("/pause/{token}/again", guarded(self._pausing.write_again, guard), methods=["POST"]),
        ]

    async def _letter(self, outgoing: Outgoing) -> EmailMessage | None:
        reader = await asyncio.to_thread(
            connecting.page_of, database=self._database, email=outgoing.conversation
        )
        if reader is None:
            return None
        pause = self._pause(reader) if await self._pausing.is_offered(reader) else ""
        ways = Ways(page=self._entrance(reader), pause=pause)
        return letter(outgoing, sender=self._sender, ways=ways, now=self._clock())
