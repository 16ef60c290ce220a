"""What every messenger keeps to, whatever platform it sends to: against that platform's own server, which does as it is told."""

from collections.abc import Awaitable
from dataclasses import replace

import pytest

from bot.domain.people import CARRIERS
from bot.errors import DeliveryFailed
from bot.messages.model import Message, Paragraph
from bot.services.ports import Messenger, Outgoing, Sent
from tests.contracts.exchanges import EXCHANGES, THEIRS, Exchange, Theirs

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    # aiosmtpd says of itself what it will change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd"),
]

HELLO = Message(opening="Riverside Progression Group: one thing for this week.")
DONE = Message(opening="Riverside Progression Group: thank you.", blocks=(Paragraph(text=("It's done.",)),))
FILE = ("copy to share.xlsx", b"PK workbook")


LOOKED_INTO = [one for one in THEIRS if one.finds]
BLIND = [one for one in EXCHANGES if not one.finds]


def _named(one: type[Exchange]) -> str:
    return one.__name__.removesuffix("Exchange").lower()


@pytest.fixture(params=EXCHANGES, ids=_named)
def exchange(request: pytest.FixtureRequest) -> Exchange:
    found: Exchange = request.param()
    return found


@pytest.fixture(params=THEIRS, ids=_named)
def theirs(request: pytest.FixtureRequest) -> Theirs:
    found: Theirs = request.param()
    return found


def outgoing(exchange: Exchange, number: int = 1) -> Outgoing:
    return Outgoing(
        message_id=number,
        key=f"key-{number}",
        kind=exchange.kind,
        installation_id=1,
        conversation=exchange.address,
        content=HELLO,
    )


def edit_of(exchange: Exchange, sent: Sent) -> Outgoing:
    one = outgoing(exchange, 2)
    return replace(one, content=DONE, edits=sent.external_id, conversation=sent.conversation)


def send(exchange: Exchange, *all_of_them: Outgoing) -> list[Sent]:
    async def work(messenger: Messenger) -> list[Sent]:
        return [await messenger.send(one) for one in all_of_them]

    return exchange.run(work)


def failed(exchange: Exchange, one: Outgoing) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as caught:
        send(exchange, one)
    return caught.value


def find(exchange: Exchange, one: Outgoing) -> Sent | None:
    def work(messenger: Messenger) -> Awaitable[Sent | None]:
        return messenger.find(one, since=0.0)

    return exchange.run(work)


def fate(failure: DeliveryFailed) -> tuple[bool, bool, bool]:
    return failure.permanent, failure.retry_after is not None, failure.unknown


def test_every_platform_that_carries_messages_is_here() -> None:
    """Where this fails, a platform was added: give it its exchange in `tests.contracts.exchanges`."""
    assert {one.kind for one in EXCHANGES} == CARRIERS


def test_message_that_was_sent_has_a_name_of_its_own(exchange: Exchange) -> None:
    first, second = send(exchange, outgoing(exchange, 1), outgoing(exchange, 2))

    assert first.external_id != second.external_id
    assert first.conversation == second.conversation != ""


def test_message_that_was_sent_stands_there_once(theirs: Theirs) -> None:
    send(theirs, outgoing(theirs))

    [said] = theirs.stands()
    assert HELLO.opening in said


def test_next_message_goes_where_the_first_one_went(exchange: Exchange) -> None:
    [first] = send(exchange, outgoing(exchange))

    [second] = send(exchange, replace(outgoing(exchange, 2), conversation=first.conversation))

    assert second.conversation == first.conversation


def test_edit_changes_what_stands_there_or_nothing_and_adds_none(theirs: Theirs) -> None:
    [sent] = send(theirs, outgoing(theirs))

    [changed] = send(theirs, edit_of(theirs, sent))

    [said] = theirs.stands()
    assert changed.conversation == sent.conversation
    assert (changed.external_id == sent.external_id) is theirs.changes
    assert ((DONE if theirs.changes else HELLO).opening in said) is True


def test_same_edit_twice_leaves_the_same_message(exchange: Exchange) -> None:
    """So one of which nobody knows whether it arrived is sent again."""
    [sent] = send(exchange, outgoing(exchange))
    edit = edit_of(exchange, sent)
    send(exchange, edit)
    before = exchange.stands()

    send(exchange, edit)

    assert exchange.stands() == before


def test_file_goes_with_its_words_and_under_its_name(theirs: Theirs) -> None:
    [sent] = send(theirs, replace(outgoing(theirs), file=FILE))

    [said] = theirs.stands()
    assert sent.external_id
    assert HELLO.opening in said
    assert FILE[0] in said


def test_message_that_is_refused_for_good_says_so_and_stands_nowhere(theirs: Theirs) -> None:
    theirs.refuse()

    failure = failed(theirs, outgoing(theirs))

    assert fate(failure) == (True, False, False)
    assert failure.reason
    assert theirs.stands() == []


def test_message_that_is_put_off_says_for_how_long_and_stands_nowhere(theirs: Theirs) -> None:
    theirs.put_off()

    failure = failed(theirs, outgoing(theirs))

    assert fate(failure) == (False, True, False)
    assert failure.retry_after is not None
    assert failure.retry_after > 0
    assert theirs.stands() == []


def test_message_that_was_put_off_arrives_the_next_time(theirs: Theirs) -> None:
    theirs.put_off()
    failed(theirs, outgoing(theirs))

    send(theirs, replace(outgoing(theirs), attempt=2))

    assert len(theirs.stands()) == 1


def test_of_a_message_whose_answer_is_lost_nobody_knows_and_it_is_not_sent_twice(theirs: Theirs) -> None:
    theirs.lose()

    failure = failed(theirs, outgoing(theirs))

    assert fate(failure) == (False, False, True)
    assert len(theirs.stands()) == 1


@pytest.mark.parametrize("made", [one for one in EXCHANGES if one.finds], ids=_named)
def test_message_is_found_where_the_platform_can_be_asked(made: type[Exchange]) -> None:
    exchange = made()
    one = outgoing(exchange)

    [sent] = send(exchange, one)

    assert find(exchange, one) == sent


@pytest.mark.parametrize("made", BLIND, ids=_named)
def test_where_nobody_can_look_nobody_knows(made: type[Exchange]) -> None:
    exchange = made()

    with pytest.raises(DeliveryFailed) as caught:
        find(exchange, outgoing(exchange))

    assert fate(caught.value) == (False, False, True)


@pytest.mark.parametrize("made", LOOKED_INTO, ids=_named)
def test_message_whose_answer_was_lost_is_found_and_another_is_not(made: type[Theirs]) -> None:
    theirs = made()
    theirs.lose()
    failed(theirs, outgoing(theirs))

    found = find(theirs, outgoing(theirs))

    assert found is not None
    assert found.external_id
    assert find(theirs, outgoing(theirs, 2)) is None
