"""Letters through a real mail server, and what is known of them when it does not take them."""

import asyncio
import ssl
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.domain.people import AddressKind
from bot.errors import DeliveryFailed
from bot.messages.model import Message
from bot.services.ports import Outgoing, Sent
from handlers.web import mailer as mailing
from handlers.web.letters import Sender, Ways, letter
from handlers.web.mailer import Mailer, MailServer
from tests.mail.certified import certified
from tests.mail.postbox import HOST, Postbox, opened

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    # aiosmtpd says of itself what it will change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd"),
]

ANN = "ann.reid@meadow.example"
SENDER = Sender(written="Bywhen <bywhen@office.example>")
WAYS = Ways(page="https://bywhen.example.org/in/t", pause="https://bywhen.example.org/pause/t")
T = TypeVar("T")
NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
OUTGOING = Outgoing(
    message_id=7,
    key="Kq2-opaque_key",
    kind=AddressKind.EMAIL,
    installation_id=0,
    conversation=ANN,
    content=Message(opening="Riverside Progression Group: three things for this week."),
)
SENT = Sent(external_id="<Kq2-opaque_key@office.example>", conversation=ANN)


async def _write(outgoing: Outgoing) -> EmailMessage | None:
    return letter(outgoing, sender=SENDER, ways=WAYS, now=NOW)


def _mailer(url: str) -> Mailer:
    return Mailer(server=MailServer.of(url), sender=SENDER, write=_write)


def _failed(postbox: Postbox, outgoing: Outgoing = OUTGOING) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        _sent(postbox, outgoing)
    return failed.value


def _sent(postbox: Postbox, *outgoing: Outgoing) -> list[Sent]:
    async def send() -> list[Sent]:
        async with opened(postbox):
            return [await _mailer(postbox.url).send(one) for one in outgoing]

    return _run(send())


def _run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def test_letter_arrives() -> None:
    postbox = Postbox()

    assert _sent(postbox, OUTGOING) == [SENT]

    [mail] = postbox.to(ANN)
    assert mail["Message-ID"] == SENT.external_id
    assert mail["From"] == "Bywhen <bywhen@office.example>"


@pytest.mark.parametrize(("offers", "named"), [(True, ["rfc822;ann+2Bdates@meadow.example"]), (False, [])])
def test_server_that_writes_notices_is_told_what_to_call_the_address(offers: bool, named: list[str]) -> None:
    postbox = Postbox(offers_notices=offers)

    _sent(postbox, replace(OUTGOING, conversation="ann+dates@meadow.example"))

    assert postbox.named == named
    assert len(postbox.to("ann+dates@meadow.example")) == 1


def test_letter_that_is_sent_again_has_the_same_name() -> None:
    postbox = Postbox()

    assert _sent(postbox, OUTGOING, replace(OUTGOING, attempt=2)) == [SENT, SENT]

    assert len({mail["Message-ID"] for mail in postbox.to(ANN)}) == 1


def test_edit_is_not_sent() -> None:
    postbox = Postbox()

    assert _sent(postbox, replace(OUTGOING, edits=SENT.external_id)) == [SENT]

    assert postbox.taken == []


@pytest.mark.parametrize(
    ("said", "nobody"),
    [
        ("550 5.1.1 No such user", True),
        ("550 Mailbox unavailable", True),
        ("550 5.7.1 We don't take mail from you", False),
        ("550 relay not permitted", False),
        ("552 5.2.2 Mailbox full", False),
    ],
)
def test_reader_who_is_refused(said: str, nobody: bool) -> None:
    failed = _failed(Postbox(refuses={ANN: said}))

    assert (failed.permanent, failed.nobody, failed.reason) == (True, nobody, said)


def test_greylisted_letter_waits_alone_and_arrives_the_next_time() -> None:
    postbox = Postbox(puts_off={ANN: "451 4.7.1 Greylisted, please try again"})

    failed = _failed(postbox)

    assert (failed.retry_after, failed.alone) == (300, True)
    assert _sent(postbox, replace(OUTGOING, attempt=2)) == [SENT]


def test_letter_that_is_put_off_again_and_again_waits_longer() -> None:
    said = {ANN: "452 4.2.2 Mailbox full"}

    waits = [
        _failed(Postbox(refuses=said), replace(OUTGOING, attempt=attempt)).retry_after
        for attempt in (1, 2, 3, 9)
    ]

    assert waits == [300, 600, 1200, 4 * 3600]


@pytest.mark.parametrize(
    ("said", "permanent", "alone"),
    [
        ("554 5.6.0 Not this content", True, False),
        ("550 This looks like an advertisement", True, False),
        ("451 4.3.0 Not now", False, True),
    ],
)
def test_content_that_is_refused(said: str, permanent: bool, alone: bool) -> None:
    failed = _failed(Postbox(says_of_content=said))

    assert (failed.permanent, failed.alone, failed.nobody) == (permanent, alone, False)


def test_server_that_hangs_up_after_the_content_may_have_kept_it() -> None:
    assert _failed(Postbox(hangs_up_after_content=True)).unknown


def test_server_that_hangs_up_before_the_content_has_kept_nothing() -> None:
    failed = _failed(Postbox(hangs_up_at_reader=True))

    assert (failed.retry_after, failed.alone) == (60, False)


def test_server_that_is_silent_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "_ALTOGETHER", 0.3)

    failed = _failed(Postbox(is_silent=True))

    assert (failed.retry_after, failed.alone) == (60, False)


def test_server_that_is_not_there_is_tried_again() -> None:
    async def send() -> None:
        async with opened(Postbox()) as postbox:
            port = postbox.port
        await _mailer(f"smtp://{HOST}:{port}").send(OUTGOING)

    with pytest.raises(DeliveryFailed) as failed:
        _run(send())

    assert (failed.value.retry_after, failed.value.alone) == (60, False)


def test_sender_who_is_refused_keeps_all_letters_waiting() -> None:
    failed = _failed(Postbox(refuses_sender="550 5.7.1 Not from you"))

    assert (failed.retry_after, failed.alone) == (300, False)


def test_letter_to_nobody_is_given_up() -> None:
    async def write(_: Outgoing) -> EmailMessage | None:
        return None

    mailer = Mailer(server=MailServer.of("smtp://127.0.0.1:1"), sender=SENDER, write=write)
    with pytest.raises(DeliveryFailed) as failed:
        _run(mailer.send(OUTGOING))

    assert (failed.value.permanent, failed.value.nobody) == (True, False)


def test_address_that_mail_does_not_know_is_nobodys() -> None:
    for wrong in ("not an address", "ann@meadow..example", "<ann@meadow.example>", "ann@", ""):
        failed = _failed(Postbox(), replace(OUTGOING, conversation=wrong))

        assert (failed.permanent, failed.nobody) == (True, True), wrong


def test_letter_that_cannot_be_written_says_nothing_of_its_address() -> None:
    failed = _failed(Postbox(), replace(OUTGOING, content=Message(opening="Half a sign: \ud800")))

    assert (failed.permanent, failed.nobody) == (True, False)


def test_nobody_can_look_for_a_letter() -> None:
    with pytest.raises(DeliveryFailed) as failed:
        _run(_mailer("smtp://127.0.0.1:1").find(OUTGOING, since=0))

    assert failed.value.unknown


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_server_whose_certificate_nobody_has_signed_gets_nothing(tmp_path: Path, scheme: str) -> None:
    context, _ = certified(tmp_path)
    postbox = Postbox()

    with pytest.raises(DeliveryFailed) as failed:
        _run(_send_secretly(postbox, context, scheme))

    assert (failed.value.retry_after, failed.value.alone) == (60, False)
    assert postbox.taken == []


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_letter_travels_in_secret_where_the_server_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    context, trusted = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    postbox = Postbox()

    _run(_send_secretly(postbox, context, scheme))

    assert len(postbox.to(ANN)) == 1


async def _send_secretly(postbox: Postbox, context: ssl.SSLContext, scheme: str) -> None:
    secret, offers = (context, None) if scheme == "smtps" else (None, context)
    async with opened(postbox, secret=secret, offers=offers):
        await _mailer(f"{scheme}://{HOST}:{postbox.port}").send(OUTGOING)


@pytest.mark.parametrize(("password", "arrives"), [("a%20secret%2Fword", True), ("wrong", False)])
def test_server_that_asks_for_a_password(password: str, arrives: bool) -> None:
    postbox = Postbox()

    async def send() -> None:
        async with opened(postbox, asks_for_password=True):
            await _mailer(f"smtp://by%40when:{password}@{HOST}:{postbox.port}").send(OUTGOING)

    if arrives:
        _run(send())
    else:
        with pytest.raises(DeliveryFailed) as failed:
            _run(send())
        assert (failed.value.retry_after, failed.value.alone) == (300, False)

    assert set(postbox.users) == {"by@when"}
    assert len(postbox.taken) == arrives


@pytest.mark.parametrize(
    ("url", "port", "start_tls", "use_tls"),
    [
        ("smtps://mail.example.org", 465, False, True),
        ("smtp://mail.example.org", 25, None, False),
        ("smtp://ann:x@mail.example.org", 587, True, False),
        ("smtp://ann:x@mail.example.org:2525", 2525, True, False),
        ("smtp://ann:x@localhost", 587, None, False),
    ],
)
def test_password_never_travels_in_the_open(
    url: str, port: int, start_tls: bool | None, use_tls: bool
) -> None:
    server = MailServer.of(url)
    client = server.client()

    assert (server.port, client.use_tls, client._start_tls_on_connect) == (port, use_tls, start_tls)
    assert "x" not in repr(server).replace("example", "")
