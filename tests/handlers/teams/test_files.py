"""Files that people send to the bot, and files of ours that they take or leave."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.domain.permissions import Intent
from bot.errors import DeliveryFailed, Refused
from bot.messages.model import Message
from handlers.conversations.incoming import Command
from handlers.conversations.replies import SendFile
from handlers.teams.files import TeamsFiles
from storage.database import Database
from tests.slack.scripts import Script, route
from tests.teams import activities, connected
from tests.teams.connector import Misbehaviour, StandIn, refusing, throttling
from tests.teams.scripts import play
from tests.teams.tenant import NOW, Tenant

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHAT = activities.PERSONAL["id"]
OTHER = {"id": "29:other", "aadObjectId": "0b1e5a3c-0000-4000-8000-0000000000aa", "name": "Jo"}
EXPORT = SendFile(name="timetable.xlsx", content=b"rows", message=Message(opening="Your timetable."))
ROUTE = route(Command, Intent.EXPORT, Script(EXPORT))


def fetch(server: StandIn, reference: str | None = None, *, limit: int = 100) -> bytes:
    return connected.using(
        server,
        lambda connector: TeamsFiles(connector).fetch(
            reference=reference or f"{server.url}/files/F1", limit=limit
        ),
    )


@pytest.mark.parametrize("content", [b"", b"workbook", b"x" * 100])
def test_a_file_is_fetched_without_our_token(content: bytes) -> None:
    server = StandIn(files={"F1": content})

    assert fetch(server) == content
    assert server.tokens == [None]


def test_a_file_that_is_too_large_is_not_read_to_its_end() -> None:
    with pytest.raises(Refused, match="workbook_too_large"):
        fetch(StandIn(files={"F1": b"x" * 500_000}))


@pytest.mark.parametrize(
    "reference",
    [
        "https://county.sharepoint.com.evil.test/F1",
        "https://evil.test/county.sharepoint.com",
        "https://notsharepoint.com/F1",
        "http://county.sharepoint.com/F1",
        "https://county.sharepoint.com@evil.test/F1",
        "http://127.0.0.1:1/F1",
        "http://[::1/F1",
        "file:///etc/passwd",
        "",
    ],
)
def test_nobody_sends_us_anywhere_but_to_teams(reference: str) -> None:
    server = StandIn()

    with pytest.raises(DeliveryFailed, match="not_teams_file") as caught:
        connected.using(server, lambda connector: TeamsFiles(connector).fetch(reference=reference, limit=100))

    assert (caught.value.permanent, server.tokens) == (True, [])


@pytest.mark.parametrize(
    ("trouble", "permanent"),
    [
        (refusing(404), True),
        (refusing(403), True),
        (refusing(302), False),
        (throttling("3"), False),
        (refusing(503), False),
    ],
    ids=["gone", "not ours", "elsewhere", "too often", "busy"],
)
def test_what_is_not_the_file_is_not_taken_for_it(trouble: Misbehaviour, permanent: bool) -> None:
    server = StandIn(files={"F1": b"workbook"})
    server.will("file", trouble)

    with pytest.raises(DeliveryFailed) as caught:
        fetch(server)

    assert (caught.value.permanent, caught.value.unknown) == (permanent, False)


async def offered(tenant: Tenant) -> dict[str, Any]:
    """Ask for a file, and return what is carried along with the offer."""
    await tenant.send(activities.said("export"))
    await tenant.deliver()
    context: dict[str, Any] = tenant.server.activities[CHAT][0]["attachments"][0]["content"]["acceptContext"]
    return context


def answered(tenant: Tenant, context: Any, action: str = "accept", **more: Any) -> dict[str, Any]:
    upload = {
        "contentUrl": "https://county.sharepoint.com/timetable.xlsx",
        "name": "timetable.xlsx",
        "uploadUrl": f"{tenant.server.url}/upload/U1",
        "uniqueId": "U1",
        "fileType": "xlsx",
    }
    value = {"type": "fileUpload", "action": action, "context": context, "uploadInfo": upload}
    return activities.activity("invoke", name="fileConsent/invoke", value=value, **{"id": "77", **more})


def test_a_file_that_is_taken_is_put_among_its_readers_own_and_shown(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        context = await offered(tenant)
        answer = await tenant.send(answered(tenant, context))
        await tenant.settle()

        assert (answer.status_code, answer.content) == (200, b"")
        assert (tenant.server.uploads, tenant.server.ranges) == ({"U1": b"rows"}, ["bytes 0-3/4"])
        assert set(tenant.server.tokens) == {None}
        [shown] = tenant.server.activities[CHAT][1]["attachments"]
        assert shown == {
            "contentType": "application/vnd.microsoft.teams.card.file.info",
            "contentUrl": "https://county.sharepoint.com/timetable.xlsx",
            "name": "timetable.xlsx",
            "content": {"uniqueId": "U1", "fileType": "xlsx"},
        }

    play(database, story, ROUTE)


def test_a_file_is_put_there_once(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        context = await offered(tenant)
        for _ in range(2):
            await tenant.send(answered(tenant, context))
            await tenant.settle()

        assert len(tenant.server.ranges) == 1

    play(database, story, ROUTE)


def test_a_file_that_is_left_is_saved_nowhere(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        context = await offered(tenant)
        for _ in range(2):
            assert (await tenant.send(answered(tenant, context, "decline"))).status_code == 200
        await tenant.deliver()

        assert tenant.server.uploads == {}
        assert [one.splitlines()[0] for one in tenant.server.said(CHAT)] == [
            "Your timetable.",
            "All right. I haven't saved that file anywhere.",
        ]

    play(database, story, ROUTE)


def test_who_cannot_be_given_a_file_is_told_so(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        context = await offered(tenant)
        tenant.server.will("upload", refusing(507))
        await tenant.send(answered(tenant, context))
        await tenant.settle()
        await tenant.deliver()

        assert tenant.server.said(CHAT)[-1].startswith("I couldn't save that file for you.")

    play(database, story, ROUTE)


def test_a_file_that_got_lost_on_its_way_is_to_be_asked_for_again(database: Database) -> None:
    times, arrived = [NOW], asyncio.Event()

    async def hang(server: StandIn, request: web.Request, sent: dict[str, Any]) -> web.StreamResponse:
        arrived.set()
        await asyncio.sleep(0.2)
        return web.Response(status=503)

    async def story(tenant: Tenant) -> None:
        context = await offered(tenant)
        tenant.server.will("upload", hang)
        await tenant.send(answered(tenant, context))
        await arrived.wait()
        for task in asyncio.all_tasks():  # The process dies over it; another one goes on.
            if task.get_coro().__qualname__ == "Consenting._put":  # type: ignore[union-attr]  # A coroutine has one.
                task.cancel()
        await tenant.settle()
        times[0] = NOW + timedelta(minutes=6)
        await tenant.deliver()

        assert tenant.server.uploads == {}
        assert tenant.server.said(CHAT)[-1].startswith("I couldn't save that file for you.")
        await tenant.send(answered(tenant, context, id="78"))
        await tenant.settle()
        assert tenant.server.uploads == {"U1": b"rows"}

    play(database, story, ROUTE, clock=lambda: times[0])


def test_of_a_file_that_was_saved_nothing_is_said_later(database: Database) -> None:
    times = [NOW]

    async def story(tenant: Tenant) -> None:
        await tenant.send(answered(tenant, await offered(tenant)))
        await tenant.settle()
        times[0] = NOW + timedelta(minutes=6)

        assert tenant.openings() == []

    play(database, story, ROUTE, clock=lambda: times[0])


def test_a_file_that_cannot_be_shown_is_saved_all_the_same(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        context = await offered(tenant)
        tenant.server.will("post", refusing(503))
        await tenant.send(answered(tenant, context))
        await tenant.settle()
        await tenant.deliver()

        assert tenant.server.uploads == {"U1": b"rows"}
        assert len(tenant.server.activities[CHAT]) == 1

    play(database, story, ROUTE)


def test_a_file_goes_nowhere_but_to_teams(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        one = answered(tenant, await offered(tenant))
        one["value"]["uploadInfo"]["uploadUrl"] = "http://127.0.0.1:1/upload"
        await tenant.send(one)
        await tenant.settle()
        await tenant.deliver()

        assert tenant.server.said(CHAT)[-1].startswith("I couldn't save that file for you.")

    play(database, story, ROUTE)


def test_nobody_takes_the_file_of_somebody_else(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        context = await offered(tenant)
        await tenant.send({**answered(tenant, context), "from": OTHER})
        await tenant.send(answered(tenant, {"bywhen": {"file": 10**15}}, id="78"))
        await tenant.settle()

        assert tenant.server.uploads == {}

    play(database, story, ROUTE)


@pytest.mark.parametrize(
    "context",
    [
        None,
        {},
        {"bywhen": 5},
        {"bywhen": {"file": "7"}},
        {"bywhen": {"file": True}},
        {"bywhen": {"file": 10**30}},
    ],
    ids=str,
)
def test_a_consent_of_another_shape_is_refused(database: Database, context: Any) -> None:
    async def story(tenant: Tenant) -> None:
        assert (await tenant.send(answered(tenant, context))).status_code == 400

    play(database, story, ROUTE)


@pytest.mark.parametrize("odd", [{}, {"uploadUrl": 5}, None])
def test_a_place_of_another_shape_is_refused(database: Database, odd: Any) -> None:
    async def story(tenant: Tenant) -> None:
        one = answered(tenant, {"bywhen": {"file": 1}})
        one["value"]["uploadInfo"] = odd

        assert (await tenant.send(one)).status_code == 400

    play(database, story, ROUTE)


def test_a_file_is_still_there_after_a_day(database: Database) -> None:
    times = [NOW]

    async def story(tenant: Tenant) -> None:
        context = await offered(tenant)
        times[0] = NOW + timedelta(days=1)
        await tenant.send(answered(tenant, context))
        await tenant.settle()

        assert tenant.server.uploads == {"U1": b"rows"}

    play(database, story, ROUTE, clock=lambda: times[0])
