"""Our mailbox at a real IMAP server: what is unread is read once, and what stays unread is read again."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from email.message import Message
from pathlib import Path

import pytest

from bot.domain.mail import Bounce, Reply, Returned
from bot.errors import DeliveryFailed
from bot.services.ports import Arrived
from handlers.web.mailbox import ImapMailbox, MailboxServer
from handlers.web.returned import read
from tests.mail.certified import certified
from tests.mail.mailbox import HOST, Letterbox, opened
from tests.mail.notices import bounce, reply

pytestmark = pytest.mark.allow_hosts([HOST])

SENDER = "Bywhen <bywhen@office.example>"
NEWS = b"From: news@example.org\r\nSubject: News\r\nMessage-ID: <n@example.org>\r\n\r\nNews.\r\n"


def _box(url: str) -> ImapMailbox:
    return ImapMailbox(url=url, sender=SENDER)


def _visit(work: Callable[[Letterbox, ImapMailbox], Awaitable[None]]) -> None:
    async def visit() -> None:
        async with opened() as letterbox:
            await work(letterbox, _box(letterbox.url))

    asyncio.run(visit())


def _kinds(arrived: tuple[Arrived, ...]) -> list[type]:
    return [type(one.returned) for one in arrived]


def test_letters_are_read_and_put_away() -> None:
    async def work(letterbox: Letterbox, box: ImapMailbox) -> None:
        await letterbox.deliver(bounce(), reply(), NEWS)

        found = await box.unread(limit=50)
        again = await box.unread(limit=50)
        await box.put_away([one.name for one in found[:2]])
        rest = await box.unread(limit=50)

        assert _kinds(found) == _kinds(again) == [Bounce, Reply, type(None)]
        assert [one.name for one in rest] == [found[2].name]
        assert await letterbox.unread() == 1

    _visit(work)


def test_letter_that_nothing_can_read_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(mail: Message, *, domain: str) -> Returned | None:
        if mail["Subject"] == "News":
            raise RecursionError("a letter in a letter in a letter")
        return read(mail, domain=domain)

    monkeypatch.setattr("handlers.web.mailbox.read", stumble)

    async def work(letterbox: Letterbox, box: ImapMailbox) -> None:
        await letterbox.deliver(NEWS, reply())

        assert _kinds(await box.unread(limit=50)) == [type(None), Reply]

    _visit(work)


def test_no_more_letters_are_read_than_asked_for() -> None:
    async def work(letterbox: Letterbox, box: ImapMailbox) -> None:
        await letterbox.deliver(NEWS, NEWS, NEWS)

        assert len(await box.unread(limit=2)) == 2

    _visit(work)


def test_empty_mailbox_has_nothing() -> None:
    async def work(_: Letterbox, box: ImapMailbox) -> None:
        assert await box.unread(limit=50) == ()

    _visit(work)


def test_mailbox_that_does_not_know_us_is_tried_again() -> None:
    async def work(letterbox: Letterbox, _: ImapMailbox) -> None:
        with pytest.raises(DeliveryFailed) as failed:
            await _box(letterbox.url.replace("a%20secret", "wrong")).unread(limit=50)
        assert failed.value.retry_after == 60

    _visit(work)


def test_mailbox_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(DeliveryFailed) as failed:
        asyncio.run(_box(f"imap://bywhen:x@{HOST}:1").unread(limit=50))

    assert failed.value.retry_after == 60


def test_mailbox_whose_certificate_nobody_has_signed_gets_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, _ = certified(tmp_path)

    with pytest.raises(DeliveryFailed, match=r"certificate verify failed"):
        asyncio.run(_over_tls(context, monkeypatch))


def test_mailbox_is_read_in_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, trusted = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))

    asyncio.run(_over_tls(context, monkeypatch))


async def _over_tls(context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """As at another computer, where nothing is said in the open."""
    monkeypatch.setattr("handlers.web.mailbox._THIS_COMPUTER", ())
    async with opened(offers=context) as letterbox:
        assert await _box(letterbox.url).unread(limit=50) == ()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("imaps://ann:x@mail.example.org", ("mail.example.org", 993, True, "ann", "INBOX")),
        (
            "imap://ann%40x:y@mail.example.org:1143/By%20when",
            ("mail.example.org", 1143, False, "ann@x", "By when"),
        ),
    ],
)
def test_where_the_mailbox_lies(url: str, said: tuple[str, int, bool, str, str]) -> None:
    server = MailboxServer.of(url)

    assert (server.host, server.port, server.is_secret, server.user, server.folder) == said
    assert "password" not in repr(server)
