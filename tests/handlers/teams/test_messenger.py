"""What a messenger says of the fate of a message, whatever Teams does with it."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import httpx
import jwt
import pytest
from microsoft_teams.api import JsonWebToken

from bot.domain.people import AddressKind
from bot.errors import DeliveryFailed
from bot.messages.model import Message, Note, Paragraph
from bot.services.ports import Outgoing, Sent
from handlers.teams import failures
from handlers.teams.connection import Connection, Connector
from handlers.teams.messenger import TeamsMessenger
from handlers.teams.sdk import TokenManager
from tests.teams import connected
from tests.teams.connector import StandIn, answering, losing_the_answer, refusing, throttling
from tests.teams.scripts import HELLO

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Result = TypeVar("Result")
MINA = "0b1e5a3c-0000-4000-8000-00000000f1fa"
CHAT = f"a:{MINA}"
ROOM = "19:room@thread.tacv2"
ENVELOPE = Outgoing(
    message_id=7,
    key="k1",
    kind=AddressKind.TEAMS,
    installation_id=5,
    conversation=MINA,
    content=HELLO,
)
OPEN = replace(ENVELOPE, conversation=CHAT)
FILE = replace(OPEN, file=("to share.xlsx", b"workbook"))


def using(server: StandIn, work: Callable[[TeamsMessenger], Awaitable[Result]], **more: str) -> Result:
    return connected.using(
        server,
        lambda connector: work(
            TeamsMessenger(connector, file_link=lambda number: f"https://b.test/f/{number}")
        ),
        **more,
    )


def fate(server: StandIn, outgoing: Outgoing) -> DeliveryFailed:
    """How this send failed."""

    async def work(messenger: TeamsMessenger) -> DeliveryFailed:
        with pytest.raises(DeliveryFailed) as caught:
            await messenger.send(outgoing)
        return caught.value

    return using(server, work)


def test_a_message_to_a_person_opens_their_conversation_first() -> None:
    server = StandIn()

    sent = using(server, lambda messenger: messenger.send(ENVELOPE))

    assert sent == Sent(external_id="1700000000001", conversation=CHAT)
    assert [what for what, _ in server.calls] == ["open", "post"]
    assert server.problems == []


def test_a_message_to_a_conversation_goes_there_at_once() -> None:
    server = StandIn()

    using(server, lambda messenger: messenger.send(OPEN))

    assert [what for what, _ in server.calls] == ["post"]
    [said] = server.asked("post")
    assert (said["summary"], said["conversation"]) == (HELLO.opening, {"id": CHAT})
    assert "k1" not in str(said)


def test_an_edit_changes_the_message_that_stands_there() -> None:
    server = StandIn()

    async def work(messenger: TeamsMessenger) -> Sent:
        sent = await messenger.send(OPEN)
        content = Message(opening="Thank you.", blocks=(Paragraph(text=("It's done.",)),))
        return await messenger.send(replace(OPEN, edits=sent.external_id, content=content))

    assert using(server, work) == Sent(external_id="1700000000001", conversation=CHAT)
    assert server.said(CHAT) == ["Thank you.\nIt's done."]


def test_an_edit_of_what_stands_there_no_more_is_refused_for_good() -> None:
    assert fate(StandIn(), replace(OPEN, edits="17")).permanent


@pytest.mark.parametrize("name", ["a:../../x", "19:a/b?c#d", "a:%2e", "a:é"])
def test_no_name_of_a_conversation_leads_elsewhere(name: str) -> None:
    server = StandIn()

    using(server, lambda messenger: messenger.send(replace(OPEN, conversation=name)))

    assert [*server.activities] == [name]


def test_a_file_is_offered_with_its_words_in_private() -> None:
    server = StandIn()

    using(server, lambda messenger: messenger.send(FILE))

    [said] = server.activities[CHAT]
    assert said["text"] == "Hello <at>everybody</at>.\n\nSend R&D <data>\n[Done]\n\n[Add something]"
    [offer] = said["attachments"]
    assert (offer["contentType"], offer["name"]) == (
        "application/vnd.microsoft.teams.card.file.consent",
        "to share.xlsx",
    )
    assert offer["content"]["sizeInBytes"] == 8
    assert offer["content"]["acceptContext"] == {"bywhen": {"file": 7}}


def test_a_file_in_a_room_is_a_link() -> None:
    server = StandIn()

    using(server, lambda messenger: messenger.send(replace(FILE, conversation=ROOM)))

    [said] = server.activities[ROOM]
    opening = said["attachments"][0]["content"]["body"][-1]["actions"]
    assert opening == [{"type": "Action.OpenUrl", "title": "Open the file", "url": "https://b.test/f/7"}]
    assert server.problems == []


def test_a_file_in_a_room_is_not_sent_where_there_is_no_page_to_link_to() -> None:
    async def work(connector: Connector) -> None:
        await TeamsMessenger(connector, file_link=None).send(replace(FILE, conversation=ROOM))

    with pytest.raises(DeliveryFailed, match="no_page_for_the_file") as caught:
        connected.using(StandIn(), work)

    assert caught.value.permanent


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (403, "MessageWritesBlocked"),
        (403, "BotNotInConversationRoster"),
        (403, ""),
        (404, "ConversationNotFound"),
        (400, "BadSyntax"),
        (413, "MessageSizeTooBig"),
    ],
)
@pytest.mark.parametrize("what", ["open", "post"])
def test_what_teams_refuses_is_refused_for_good(what: str, status: int, code: str) -> None:
    server = StandIn()
    server.will(what, refusing(status, code))

    failed = fate(server, ENVELOPE)

    assert (failed.permanent, failed.reason) == (True, code or f"http_{status}")


@pytest.mark.parametrize(("seconds", "wait"), [("7", 7.0), ("", 30.0), ("soon", 30.0), ("-1", 30.0)])
@pytest.mark.parametrize("what", ["open", "post"])
def test_what_is_too_often_goes_when_teams_says(what: str, seconds: str, wait: float) -> None:
    server = StandIn()
    server.will(what, throttling(seconds))

    assert fate(server, ENVELOPE).retry_after == wait


def test_what_is_wrong_with_our_registration_is_tried_again_much_later() -> None:
    server = StandIn()
    server.will("post", refusing(401, "Unauthorized"))

    assert fate(server, OPEN).retry_after == 600.0


@pytest.mark.parametrize(
    "trouble",
    [
        refusing(412, "PreconditionFailed"),
        refusing(408),
        refusing(500),
        refusing(502),
        refusing(503, "ServiceUnavailable"),
        refusing(302),
        losing_the_answer,
        answering("<html>"),
        answering("[]"),
    ],
    ids=["412", "408", "500", "502", "503", "elsewhere", "lost", "a page", "a list"],
)
def test_nobody_knows_what_became_of_what_was_not_answered(trouble: object) -> None:
    server = StandIn()
    server.will("post", trouble)  # type: ignore[arg-type]  # one of the misbehaviours

    failed = fate(server, OPEN)

    assert (failed.unknown, failed.permanent, failed.retry_after) == (True, False, None)


def test_a_conversation_that_was_perhaps_opened_is_opened_again() -> None:
    server = StandIn()
    server.will("open", losing_the_answer)

    assert fate(server, ENVELOPE).retry_after == 30.0


@pytest.mark.parametrize("answer", ["{}", '{"id": null}'])
def test_a_conversation_without_a_name_is_no_conversation(answer: str) -> None:
    server = StandIn()
    server.will("open", answering(answer))

    assert fate(server, ENVELOPE).retry_after == 30.0
    assert server.asked("post") == []


def test_where_nobody_listens_nothing_can_have_arrived() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    async def work() -> None:
        connection = Connection(client_id="c", secret="", tenant_id="")
        connector = Connector(
            connection, service_url=f"http://127.0.0.1:{port}", tenant_id="t", bot_id="28:b"
        )
        try:
            await TeamsMessenger(connector, file_link=None).send(OPEN)
        finally:
            await connection.close()

    with pytest.raises(DeliveryFailed, match="no_connection") as caught:
        asyncio.run(work())

    assert caught.value.retry_after == 30.0


def test_nobody_can_find_a_message_again_but_an_edit_may_go_twice() -> None:
    async def work(messenger: TeamsMessenger) -> None:
        assert await messenger.find(replace(OPEN, edits="17"), since=0.0) is None
        with pytest.raises(DeliveryFailed) as caught:
            await messenger.find(OPEN, since=0.0)
        assert caught.value.unknown

    using(StandIn(), work)


def test_a_message_that_is_too_large_loses_its_middle() -> None:
    server = StandIn()
    large = Message(opening="Much.", blocks=(Note(text=("x" * 4_000,)),) * 60)

    using(server, lambda messenger: messenger.send(replace(OPEN, content=large)))

    assert server.problems == []


def test_our_token_is_fetched_once_and_goes_to_teams_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    server, given = StandIn(), []

    async def give(_: TokenManager) -> JsonWebToken:
        given.append(1)
        claims = {"exp": datetime.now(UTC) + timedelta(hours=1)}
        return JsonWebToken(jwt.encode(claims, "k" * 32, algorithm="HS256"))

    async def work(messenger: TeamsMessenger) -> None:
        await messenger.send(OPEN)
        await messenger.send(OPEN)

    monkeypatch.setattr(TokenManager, "get_bot_token", give)
    using(server, work, secret="hush")

    assert len(given) == 1
    assert [(one or "").startswith("Bearer ey") for one in server.tokens] == [True, True]


def test_without_a_token_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    server = StandIn()

    async def refuse(_: TokenManager) -> JsonWebToken:
        raise ValueError("invalid_client")

    async def work(messenger: TeamsMessenger) -> None:
        await messenger.send(OPEN)

    monkeypatch.setattr(TokenManager, "get_bot_token", refuse)
    with pytest.raises(DeliveryFailed, match="no_token: ValueError") as caught:
        using(server, work, secret="hush")

    assert (caught.value.retry_after, server.calls) == (600.0, [])


@pytest.mark.parametrize("code", [None, 5, ["x"], "x" * 200])
def test_an_odd_reason_is_kept_short(code: object) -> None:
    answer = httpx.Response(403, json={"error": {"code": code}})

    assert len(failures.of_answer(answer).reason) <= 100
