"""What happened while a process was not there, or had not looked: nobody is let go by old news, nobody is kept by none."""

import asyncio

import pytest
from aiohttp import web

from bot.domain.credentials import Tenant, Tokens
from bot.domain.people import AddressKind
from bot.messages.model import Message
from bot.services import credentials
from bot.services.ports import Outgoing
from bot.services.vault import Vault
from handlers.slack import app
from storage.database import Database
from tests.handlers.slack.test_removals import CHANGES, UNINSTALLED, is_removed, kept, meet, standing, told
from tests.slack import payloads
from tests.slack.installing import KEY, Clock, County, county, play
from tests.slack.standin import TOKEN as OWN
from tests.slack.standin import Data, StandIn, refusing
from tests.slack.workspace import NOW

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


async def token_of(there: County, number: int) -> str:
    """Send something, and return by which token."""
    said = Outgoing(
        message_id=1,
        key="k",
        kind=AddressKind.SLACK,
        installation_id=number,
        conversation="U1",
        content=Message(opening="Hello."),
    )
    await there.slack.messengers[number].send(said)
    return there.callers("chat.postMessage")[-1]


def test_old_news_at_a_process_with_an_old_token_ends_nothing(database: Database) -> None:
    server = StandIn()

    async def run() -> None:
        async with (
            server.serving(),
            county(database, server=server) as ours,
            county(database, server=server) as theirs,
        ):
            number = await ours.install("T2")
            mina = meet(database, number)
            await theirs.slack.look()
            server.grants.revoke("T2")
            await ours.event(told(UNINSTALLED))
            await ours.install("T2")
            assert (await theirs.event(told(UNINSTALLED))).status_code == 200

            assert kept(database) == 1
            assert not is_removed(database, number)
            assert standing(database, mina)[0]
            assert await token_of(theirs, number) == [*server.grants.workspaces][-1]

    asyncio.run(run())


def test_operators_own_token_that_is_dead_gives_way_to_a_newer_one(database: Database) -> None:
    server = StandIn()

    async def story(there: County) -> None:
        number = await there.install("T1")
        server.will("auth.test", refusing("token_revoked"))
        await there.event(told(UNINSTALLED, team="T1"))

        assert not is_removed(database, number)
        assert await token_of(there, number) != OWN

    play(database, story, server=server, token=OWN)


def test_end_that_came_while_nobody_listened_is_noticed_at_the_next_start(database: Database) -> None:
    server = StandIn()

    async def run() -> None:
        async with server.serving():
            async with county(database, server=server) as there:
                gone, stays = [await there.install(team) for team in ("T2", "T3")]
                mina = meet(database, gone)
            server.grants.revoke("T2")
            server.will("auth.test", refusing("invalid_auth"))  # A server that has moved: that is no end.
            for _ in range(2):
                async with county(database, server=server) as there:
                    await there.slack.settle()
            assert {*there.slack.messengers} == {stays}
            assert is_removed(database, gone)
            assert standing(database, mina) == (False, False)

    asyncio.run(run())


def test_end_of_which_nobody_told_us_is_noticed_in_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_LOOK_SECONDS", 0.01)
    monkeypatch.setattr(app, "_LOOKS_BEFORE_ASKING", 2)

    async def story(there: County) -> None:
        number = await there.install("T2")
        there.server.grants.revoke("T2")
        async with asyncio.timeout(5):
            while there.slack.messengers:
                await asyncio.sleep(0.01)
        assert is_removed(database, number)

    play(database, story)


@pytest.mark.parametrize("is_member", [True, False])
def test_return_that_nobody_finished_is_finished_at_the_next_start(
    database: Database, is_member: bool
) -> None:
    server = StandIn()

    async def run() -> None:
        async with server.serving():
            async with county(database, *CHANGES, server=server) as there:
                number = await there.install("T2")
                mina = meet(database, number)
                server.grants.revoke("T2")
                await there.event(told(UNINSTALLED))
            server.rooms[payloads.ROOM] = is_member
            # The process that was let in again ends right after it has kept that.
            credentials.install(
                database=database,
                vault=Vault(KEY),
                tenant=Tenant(enterprise_id="", team_id="T2"),
                name="Castle",
                bot_user_id="UBOT-T2",
                tokens=Tokens(access="xoxb-new"),
                now=NOW,
            )
            async with county(database, server=server) as there:
                await there.slack.settle()
            assert standing(database, mina) == (True, is_member)

    asyncio.run(run())


def test_workspace_that_calls_us_otherwise_since_is_answered_by_the_new_name(database: Database) -> None:
    async def story(there: County) -> None:
        mina = meet(database, await there.install("T2"))
        await there.install("T2", bot="UBOT-NEW")
        left = {"type": "member_left_channel", "channel": payloads.ROOM, "user": "UBOT-NEW"}
        await there.event(told(left))

        assert standing(database, mina) == (True, False)

    play(database, story, *CHANGES)


def test_end_of_the_program_waits_for_a_token_that_works_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, clock, asked = StandIn(), Clock(), asyncio.Event()

    async def slowly(there: StandIn, request: web.Request, arguments: Data) -> web.StreamResponse:
        asked.set()
        await asyncio.sleep(0.1)
        return await there.obey(request, arguments)

    async def run() -> None:
        async with server.serving():
            async with county(database, server=server, clock=clock) as there:
                number = await there.install("T2", rotates=True)
            monkeypatch.setattr(app, "_LOOK_SECONDS", 0.01)
            async with county(database, server=server, clock=clock):
                server.will("oauth.v2.access", slowly)
                clock.now = clock.now.replace(day=clock.now.day + 1)
                async with asyncio.timeout(5):
                    await asked.wait()
            [held], _ = credentials.held(database=database, vault=Vault(KEY))
        assert (held.installation_id, held.tokens.access) == (number, [*server.grants.workspaces][-1])

    asyncio.run(run())
