"""Each platform's own server, which does as it is told, and the messenger that sends to it."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import ClassVar, Final, TypeVar

from bot.domain.people import AddressKind
from bot.errors import DeliveryFailed
from bot.services.ports import Messenger, Outgoing
from handlers.slack.messenger import SlackMessenger
from handlers.teams.messenger import TeamsMessenger
from handlers.web.letters import Sender, Ways, letter
from handlers.web.mailer import Mailer, MailServer
from handlers.web.messenger import WebMessenger
from tests.mail.postbox import Postbox, opened
from tests.messengers import FakeMessenger
from tests.slack import connected as slack
from tests.slack import standin
from tests.teams import connected as teams
from tests.teams import connector
from tests.teams.connector import words

Result = TypeVar("Result")
Work = Callable[[Messenger], Awaitable[Result]]

_SENDER: Final = Sender(written="Bywhen <bywhen@office.example>")
_WAYS: Final = Ways(page="https://bywhen.example.org/in/t", pause="https://bywhen.example.org/pause/t")
_PERSON: Final = "0b1e5a3c-0000-4000-8000-00000000f1fa"


class Exchange(ABC):
    """A platform as a messenger meets it.

    `changes` says that an edit changes what stands there, `finds` that it can be looked for what has arrived.
    """

    kind: ClassVar[AddressKind]
    address: ClassVar[str]
    changes: ClassVar[bool] = True
    finds: ClassVar[bool] = True

    @abstractmethod
    def run(self, work: Work[Result]) -> Result:
        """Run some work with the messenger, while the server is there."""

    @abstractmethod
    def stands(self) -> list[str]:
        """Return what can be read at the address, a message each, the names of files among it."""


class Theirs(Exchange):
    """A platform that belongs to somebody else, and so can fail."""

    @abstractmethod
    def refuse(self) -> None:
        """Refuse the next message for good."""

    @abstractmethod
    def put_off(self) -> None:
        """Ask for some patience at the next message."""

    @abstractmethod
    def lose(self) -> None:
        """Take the next message, and hang up before saying so."""


class SlackExchange(Theirs):
    kind = AddressKind.SLACK
    address = "UMINA"

    def __init__(self) -> None:
        self._server = standin.StandIn()

    def run(self, work: Work[Result]) -> Result:
        return slack.using(self._server, lambda client: work(SlackMessenger(client)))

    def stands(self) -> list[str]:
        said = [one.get("text", "") for one in self._server.messages[f"D-{self.address}"]]
        shared = self._server.asked("files.completeUploadExternal")
        return [*said, *(f"{one['initial_comment']} {one['files'][0]['title']}" for one in shared)]

    def refuse(self) -> None:
        self._server.will("chat.postMessage", standin.refusing("user_not_found"))

    def put_off(self) -> None:
        self._server.will("chat.postMessage", standin.throttling("7"))

    def lose(self) -> None:
        self._server.will("chat.postMessage", standin.losing_the_answer)


class TeamsExchange(Theirs):
    kind = AddressKind.TEAMS
    address = _PERSON
    finds = False

    def __init__(self) -> None:
        self._server = connector.StandIn()

    def run(self, work: Work[Result]) -> Result:
        return teams.using(
            self._server,
            lambda one: work(TeamsMessenger(one, file_link=lambda number: f"https://b.test/{number}")),
        )

    def stands(self) -> list[str]:
        found = self._server.activities[f"a:{_PERSON}"]
        return [
            " ".join([words(one), *(file.get("name", "") for file in one["attachments"])]) for one in found
        ]

    def refuse(self) -> None:
        self._server.will("post", connector.refusing(403, "MessageWritesBlocked"))

    def put_off(self) -> None:
        self._server.will("post", connector.throttling("7"))

    def lose(self) -> None:
        self._server.will("post", connector.losing_the_answer)


class PageExchange(Exchange):
    """Our own pages: what stands there is what the database says, so sending is nothing but to say where."""

    kind = AddressKind.WEB
    address = "mina"
    changes = False

    def run(self, work: Work[Result]) -> Result:
        async def run() -> Result:
            return await work(WebMessenger())

        return asyncio.run(run())

    def stands(self) -> list[str]:
        return []


class MailExchange(Theirs):
    kind = AddressKind.EMAIL
    address = "mina@castle.example"
    changes = False
    finds = False

    def __init__(self) -> None:
        self._postbox = Postbox()

    def run(self, work: Work[Result]) -> Result:
        async def run() -> Result:
            async with opened(self._postbox):
                server = MailServer.of(self._postbox.url)
                return await work(Mailer(server=server, sender=_SENDER, write=_letter))

        return asyncio.run(run())

    def stands(self) -> list[str]:
        return [_read(mail) for mail in self._postbox.to(self.address)]

    def refuse(self) -> None:
        self._postbox.refuses[self.address] = "550 5.1.1 No such user"

    def put_off(self) -> None:
        self._postbox.puts_off[self.address] = "451 4.7.1 Please try again"

    def lose(self) -> None:
        self._postbox.hangs_up_after_content = True


class FakeExchange(Theirs):
    """The platform made of a list, with which everything else is tested: it promises the same."""

    kind = AddressKind.SLACK
    address = "U-MINA"

    def __init__(self) -> None:
        self._messenger = FakeMessenger()

    def run(self, work: Work[Result]) -> Result:
        async def run() -> Result:
            return await work(self._messenger)

        return asyncio.run(run())

    def stands(self) -> list[str]:
        found: dict[str, str] = {}
        for one in self._messenger.arrived:
            name = one.file[0] if one.file else ""
            found[one.edits or f"ts.{one.message_id}"] = f"{one.content.opening} {name}"
        return list(found.values())

    def refuse(self) -> None:
        self._messenger.before = _once(DeliveryFailed("user_not_found", permanent=True))

    def put_off(self) -> None:
        self._messenger.before = _once(DeliveryFailed("ratelimited", retry_after=7))

    def lose(self) -> None:
        self._messenger.after = _once(DeliveryFailed("timed out", unknown=True))


async def _letter(outgoing: Outgoing) -> EmailMessage:
    return letter(outgoing, sender=_SENDER, ways=_WAYS, now=datetime(2026, 12, 1, 8, 30, tzinfo=UTC))


def _read(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain",))
    assert body is not None
    return " ".join([body.get_content(), *(one.get_filename() or "" for one in mail.iter_attachments())])


def _once(failure: DeliveryFailed) -> Callable[[Outgoing], DeliveryFailed | None]:
    left = [failure]
    return lambda _: left.pop() if left else None


THEIRS: Final[tuple[type[Theirs], ...]] = (FakeExchange, SlackExchange, TeamsExchange, MailExchange)
"""Every messenger of a platform that can fail, that of the tests first."""

EXCHANGES: Final[tuple[type[Exchange], ...]] = (*THEIRS, PageExchange)
"""Every messenger there is."""
