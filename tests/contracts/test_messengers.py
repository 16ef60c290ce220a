"""What every messenger keeps to, whatever platform it sends to."""

import asyncio
from collections.abc import Callable

import pytest

from bot.domain.people import AddressKind
from bot.errors import DeliveryFailed
from bot.messages.model import Message
from bot.services.ports import Messenger, Outgoing, Sent
from handlers.web.messenger import WebMessenger
from tests.messengers import FakeMessenger

HELLO = Message(opening="Hello.")

Make = Callable[[], Messenger]
MESSENGERS = [FakeMessenger, WebMessenger]


def outgoing(number: int = 1, *, edits: str | None = None) -> Outgoing:
    return Outgoing(
        message_id=number,
        key=f"key-{number}",
        kind=AddressKind.WEB,
        installation_id=1,
        conversation="mina",
        content=HELLO,
        edits=edits,
    )


def send(messenger: Messenger, one: Outgoing) -> Sent:
    return asyncio.run(messenger.send(one))


@pytest.mark.parametrize("make", MESSENGERS)
def test_message_that_was_sent_has_a_name_of_its_own(make: Make) -> None:
    messenger = make()

    first, second = send(messenger, outgoing(1)), send(messenger, outgoing(2))

    assert first.external_id != second.external_id
    assert first.conversation == second.conversation != ""


@pytest.mark.parametrize("make", MESSENGERS)
def test_message_that_was_sent_can_be_found(make: Make) -> None:
    messenger = make()
    sent = send(messenger, outgoing())

    assert asyncio.run(messenger.find(outgoing(), since=0.0)) == sent


def test_message_that_was_never_sent_is_not_found() -> None:
    assert asyncio.run(FakeMessenger().find(outgoing(), since=0.0)) is None


def test_edit_keeps_the_name_of_the_message() -> None:
    assert send(FakeMessenger(), outgoing(2, edits="ts.1")).external_id == "ts.1"


@pytest.mark.parametrize(
    "failure",
    [
        DeliveryFailed("refused", permanent=True),
        DeliveryFailed("patience", retry_after=2.0),
        DeliveryFailed("timed out", unknown=True),
    ],
)
def test_fake_says_what_is_known_of_a_failure(failure: DeliveryFailed) -> None:
    messenger = FakeMessenger(before=lambda _: failure)

    with pytest.raises(DeliveryFailed) as caught:
        send(messenger, outgoing())

    assert (caught.value, messenger.arrived) == (failure, [])


def test_fake_takes_a_message_whose_answer_gets_lost() -> None:
    messenger = FakeMessenger(after=lambda _: DeliveryFailed("timed out", unknown=True))

    with pytest.raises(DeliveryFailed):
        send(messenger, outgoing())

    assert asyncio.run(messenger.find(outgoing(), since=0.0)) is not None
