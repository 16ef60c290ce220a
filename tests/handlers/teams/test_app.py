"""Who may ask Teams' route at all, and what it does with what Teams does not send."""

import asyncio
import json
import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bot.domain.permissions import Intent
from handlers.conversations.incoming import Command
from handlers.conversations.replies import Say
from handlers.conversations.router import Router
from handlers.teams import connection
from handlers.teams.app import Teams
from storage.database import Database
from tests.slack.scripts import Script, route
from tests.teams import activities
from tests.teams.scripts import HELLO, play
from tests.teams.tenant import CLIENT_ID, NOW, Tenant

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ISSUER = "https://api.botframework.com"
CHAT = activities.PERSONAL["id"]
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PROVED: dict[str, Any] = {"unauthenticated": False}


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Bot Framework's public keys, as it publishes them."""
    public = {**RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True), "kid": "k1", "use": "sig"}
    monkeypatch.setattr(jwt.PyJWKClient, "fetch_data", lambda _: {"keys": [public]})


def token(service_url: str, *, key: Any = KEY, kid: str = "k1", **claims: Any) -> str:
    now = datetime.now(UTC)
    said = {
        "iss": ISSUER,
        "aud": CLIENT_ID,
        "iat": now,
        "exp": now + timedelta(hours=1),
        "serviceurl": service_url,
        **claims,
    }
    known = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(known, key, algorithm="RS256", headers={"kid": kid})


@pytest.mark.usefixtures("keys")
def test_what_teams_has_signed_for_us_is_answered(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        signed = token(tenant.server.service_url)
        answer = await tenant.send(activities.said("mine"), authorization=f"Bearer {signed}")

        assert answer.status_code == 200
        assert len(tenant.queued()) == 1

    play(database, story, route(Command, Intent.MINE, Script(Say(message=HELLO))), **PROVED)


LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    "claims",
    [
        {"key": ANOTHER_KEY},
        {"kid": "k2"},
        {"aud": "another app"},
        {"iss": "https://login.example"},
        {"iss": "https://sts.windows.net/tenant-1/", "tid": "tenant-1"},
        {"exp": LONG_AGO, "iat": LONG_AGO},
        {"exp": None, "iat": LONG_AGO, "aud": None},
        {"service_url": "https://elsewhere.example/"},
        {"serviceurl": None},
    ],
    ids=[
        "another key",
        "unknown key",
        "for another app",
        "another issuer",
        "an organisation's own",
        "over",
        "for nobody",
        "for elsewhere",
        "for no place",
    ],
)
def test_what_teams_has_not_signed_for_us_is_refused(
    database: Database, claims: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    async def story(tenant: Tenant) -> None:
        signed = token(**{"service_url": tenant.server.service_url, **claims})
        answer = await tenant.send(activities.said("mine"), authorization=f"Bearer {signed}")

        assert (answer.status_code, answer.content) == (401, b"")
        assert tenant.teams.messengers == {}
        assert signed not in caplog.text

    caplog.set_level(logging.DEBUG)
    play(database, story, route(Command, Intent.MINE, Script(Say(message=HELLO))), **PROVED)


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    "header", ["", "Basic dXNlcg==", "Bearer ", "Bearer nonsense", "Bearer a.b.c", "bearer x"]
)
def test_a_header_that_is_no_token_is_refused(database: Database, header: str) -> None:
    async def story(tenant: Tenant) -> None:
        assert (await tenant.send(activities.said("mine"), authorization=header)).status_code == 401

    play(database, story, **PROVED)


def test_while_the_keys_are_not_to_be_had_it_is_to_be_sent_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise jwt.PyJWKClientConnectionError("no network")

    async def story(tenant: Tenant) -> None:
        signed = token(tenant.server.service_url)
        answer = await tenant.send(activities.said("mine"), authorization=f"Bearer {signed}")

        assert answer.status_code == 503

    monkeypatch.setattr(jwt.PyJWKClient, "fetch_data", fail)
    play(database, story, **PROVED)


def test_keys_that_do_not_come_hold_up_nothing_else(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = threading.Event()

    def hang(_: object) -> None:
        came.wait(10)
        raise jwt.PyJWKClientConnectionError("too late")

    async def story(tenant: Tenant) -> None:
        signed = token(tenant.server.service_url)
        asked = [
            asyncio.create_task(
                tenant.send(activities.said("mine", id=str(number)), authorization=f"Bearer {signed}")
            )
            for number in range(40)
        ]
        await asyncio.sleep(0.05)
        async with asyncio.timeout(2):
            await asyncio.to_thread(int)
        assert {one.status_code for one in await asyncio.gather(*asked)} == {503}

    monkeypatch.setattr(jwt.PyJWKClient, "fetch_data", hang)
    monkeypatch.setattr(connection, "_SECONDS", 0.4)
    try:
        play(database, story, **PROVED)
    finally:
        came.set()


def test_nobody_is_let_in_without_a_token_unless_that_was_asked_for(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        assert (await tenant.send(activities.said("mine"))).status_code == 401

    play(database, story, secret="hush", **PROVED)


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 8 * 1024 * 1024])
def test_what_is_larger_than_anything_of_teams_is_not_read(database: Database, size: int) -> None:
    async def story(tenant: Tenant) -> None:
        assert (await tenant.raw(b" " * size)).status_code == 413

    play(database, story)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"message"',
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"type": ' + b"9" * 10_000 + b"}",
        b'{"type": NaN}',
    ],
    ids=["nothing", "null", "list", "text", "half", "no text", "deep", "long number", "no number"],
)
def test_what_is_no_activity_is_refused(database: Database, body: bytes) -> None:
    async def story(tenant: Tenant) -> None:
        assert (await tenant.raw(body)).status_code == 400

    play(database, story)


@pytest.mark.parametrize(
    "odd",
    [
        {"type": None},
        {"type": 5},
        {"type": ""},
        {"from": None},
        {"from": "mina"},
        {"from": {"id": 5}},
        {"from": {"id": "x" * 501}},
        {"conversation": {}},
        {"conversation": {"id": CHAT, "tenantId": 3}},
        {"conversation": {"id": CHAT}, "channelData": {}},
        {"channelData": []},
        {"recipient": None},
        {"recipient": {}},
        {"text": ["help"]},
        {"replyToId": 5},
        {"attachments": "none"},
        {"attachments": ["none"]},
        {"type": "invoke", "name": "adaptiveCard/action"},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": 5}},
        {"type": "invoke", "name": "fileConsent/invoke", "value": {"action": "accept"}},
        {"membersAdded": {"id": "x"}},
        {"entities": [{"text": 5}]},
        {"channelId": None},
        {"channelId": "webchat"},
        {"channelId": "directline"},
    ],
    ids=str,
)
def test_an_activity_of_another_shape_is_refused(database: Database, odd: dict[str, Any]) -> None:
    async def story(tenant: Tenant) -> None:
        assert (await tenant.send({**activities.said("mine"), **odd})).status_code == 400
        assert tenant.queued() == []

    play(database, story, route(Command, Intent.MINE, Script(Say(message=HELLO))))


@pytest.mark.parametrize("service_url", [None, "", "ftp://teams", 5])
def test_an_activity_that_says_not_where_to_answer_is_refused(database: Database, service_url: Any) -> None:
    async def story(tenant: Tenant) -> None:
        body = json.dumps({**activities.said("mine"), "serviceUrl": service_url}).encode()

        assert (await tenant.raw(body)).status_code == 400

    play(database, story)


@pytest.mark.parametrize(
    "one",
    [
        activities.activity("typing"),
        activities.activity("messageReaction", reactionsAdded=[{"type": "like"}]),
        activities.activity("invoke", name="composeExtension/query", value={}),
        activities.activity("conversationUpdate", membersAdded=[{"id": "29:other"}]),
        activities.activity("conversationUpdate", channelData={"tenant": {"id": "tenant-1"}}),
    ],
    ids=["typing", "reaction", "another invoke", "somebody came", "something else"],
)
def test_what_is_not_for_us_is_taken_and_changes_nothing(database: Database, one: dict[str, Any]) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(one)

        assert (answer.status_code, answer.content) == (200, b"")
        assert tenant.queued() == []

    play(database, story)


def test_nothing_is_answered_before_the_start(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        tenant.teams._has_started = False
        assert (await tenant.send(activities.said("mine"))).status_code == 503

    play(database, story)


def test_what_has_not_started_can_be_stopped(database: Database) -> None:
    router = Router(routes=(), database=database)
    teams = Teams(database=database, router=router, clock=lambda: NOW, client_id=CLIENT_ID, secret="hush")

    asyncio.run(teams.stop())

    assert (teams.messengers, teams.is_connected) == ({}, True)


def test_what_the_app_is_can_be_read_by_anybody(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        assert (await tenant.client.get("/teams/about")).status_code == 200

    play(database, story)
