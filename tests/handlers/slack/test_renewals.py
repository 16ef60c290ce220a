"""What lets us in runs out and is renewed before: also where we only send, and by one process alone."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.people import AddressKind
from bot.errors import Busy
from bot.messages.model import Message
from bot.services import credentials
from bot.services.ports import Outgoing
from bot.services.vault import Vault
from handlers.slack import app
from storage.database import Database
from tests.slack.installing import KEY, Clock, County, county, play
from tests.slack.standin import StandIn, failing, losing_the_answer, refusing

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

HOURS = timedelta(hours=1)


async def send(there: County, number: int) -> str:
    """Send something, and return by which token."""
    outgoing = Outgoing(
        message_id=1,
        key="k",
        kind=AddressKind.SLACK,
        installation_id=number,
        conversation="U1",
        content=Message(opening="Hello."),
    )
    await there.slack.messengers[number].send(outgoing)
    return there.callers("chat.postMessage")[-1]


def renewals(there: County) -> int:
    return sum(call.get("grant_type") == "refresh_token" for call in there.server.asked("oauth.v2.access"))


def test_access_is_renewed_before_it_runs_out_where_nobody_says_a_word(database: Database) -> None:
    async def story(there: County) -> None:
        number = await there.install("T2", rotates=True)
        first = await send(there, number)
        for hours in (9, 1, 0, 10):
            there.clock.now += hours * HOURS
            await there.slack.look()

        assert renewals(there) == 2
        assert await send(there, number) != first
        assert {*there.slack.messengers} == {number}

    play(database, story)


def test_access_that_lasts_is_left_alone(database: Database) -> None:
    async def story(there: County) -> None:
        await there.install("T2")
        there.clock.now += 1000 * HOURS
        await there.slack.look()

        assert renewals(there) == 0

    play(database, story)


def test_of_two_processes_one_renews_and_the_other_reads_it(database: Database) -> None:
    server, clock = StandIn(), Clock()

    async def run() -> None:
        async with (
            server.serving(),
            county(database, server=server, clock=clock) as ours,
            county(database, server=server, clock=clock) as theirs,
        ):
            number = await ours.install("T2", rotates=True)
            await theirs.slack.look()
            clock.now += 11 * HOURS
            await asyncio.gather(ours.slack.look(), theirs.slack.look())
            assert renewals(ours) == 1
            for there in (ours, theirs):
                await there.slack.look()
            assert await send(ours, number) == await send(theirs, number)
            assert renewals(ours) == 1

    asyncio.run(run())


@pytest.mark.parametrize(
    "misbehaviour", [failing(503), refusing("ratelimited")], ids=["no answer", "too often"]
)
def test_renewal_that_fails_is_tried_again(database: Database, misbehaviour: object) -> None:
    async def story(there: County) -> None:
        number = await there.install("T2", rotates=True)
        first = await send(there, number)
        there.clock.now += 10 * HOURS
        there.server.will("oauth.v2.access", misbehaviour)  # type: ignore[arg-type] # one of those above
        await there.slack.look()
        assert await send(there, number) == first
        there.clock.now += timedelta(minutes=2)
        await there.slack.look()

        assert await send(there, number) != first

    play(database, story)


def test_renewal_whose_answer_was_lost_is_said_to_the_operator(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async def story(there: County) -> None:
        number = await there.install("T2", rotates=True)
        first = await send(there, number)
        there.clock.now += 10 * HOURS
        there.server.will("oauth.v2.access", losing_the_answer)
        for _ in range(2):
            await there.slack.look()
            there.clock.now += timedelta(minutes=2)

        assert await send(there, number) == first
        # Whoever looks after the workspace adds us again, and all is well.
        assert await there.install("T2", rotates=True) == number
        assert await send(there, number) != first

    play(database, story)
    said = capsys.readouterr().out
    assert "slack_token_not_renewed" in said
    assert "invalid_refresh_token" in said


def test_what_came_while_we_renewed_stays(database: Database) -> None:
    async def story(there: County) -> None:
        number = await there.install("T2", rotates=True)
        there.clock.now += 10 * HOURS
        [held], _ = credentials.held(database=database, vault=Vault(KEY))
        claimed = credentials.claim(database=database, held=held, now=there.clock.now)
        assert claimed is not None
        await there.install("T2", rotates=True)
        newest = [*there.server.grants.workspaces][-1]

        assert (
            credentials.renewed(
                database=database,
                vault=Vault(KEY),
                held=claimed,
                tokens=held.tokens,
                now=there.clock.now,
            )
            is None
        )
        assert await send(there, number) == newest

    play(database, story)


def test_look_that_goes_wrong_is_said_once_and_the_next_one_comes(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "_LOOK_SECONDS", 0.01)
    looked = asyncio.Event()

    async def story(there: County) -> None:
        looks = iter([RuntimeError("a mistake of ours")])

        def held(**_: object) -> tuple[tuple[()], tuple[()]]:
            for error in looks:
                raise error
            loop.call_soon_threadsafe(looked.set)
            return (), ()

        loop = asyncio.get_running_loop()
        monkeypatch.setattr(credentials, "held", held)
        async with asyncio.timeout(5):
            await looked.wait()

    play(database, story)
    assert capsys.readouterr().out.count("slack_look_failed") == 1


def test_nothing_is_renewed_while_nobody_can_write(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(there: County) -> None:
        await there.install("T2", rotates=True)
        there.clock.now += 10 * HOURS

        def claim(**_: object) -> None:
            raise Busy("somebody else writes all the time")

        with monkeypatch.context() as patched:
            patched.setattr(credentials, "claim", claim)
            await there.slack.look()
        assert renewals(there) == 0
        await there.slack.look()
        assert renewals(there) == 1

    play(database, story)
