"""Several workspaces at once: each is spoken to with its own token, and answers for its own people."""

import asyncio
from typing import Any

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent
from bot.messages.model import Message
from bot.services.ports import Outgoing
from handlers.conversations.incoming import Command, Press, Text
from handlers.conversations.replies import Say
from storage import directory
from storage.database import Database
from tests.slack import payloads, scripts
from tests.slack.installing import OLD_KEY, URL, County, county, play, settings
from tests.slack.scripts import HELLO, Script, route
from tests.slack.standin import TOKEN, StandIn
from tests.slack.workspace import Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def to(number: int, conversation: str = "U1") -> Outgoing:
    return Outgoing(
        message_id=1,
        key="k",
        kind=AddressKind.SLACK,
        installation_id=number,
        conversation=conversation,
        content=Message(opening="Hello."),
    )


def said_in(team: str, *, enterprise: str | None = None, **more: Any) -> dict[str, Any]:
    by = {"team_id": team, "enterprise_id": enterprise, "user_id": "U", "is_bot": True}
    said = payloads.message("hello", **more)
    return {**said, "team_id": team, "enterprise_id": enterprise, "authorizations": [by]}


def test_each_workspace_is_written_to_with_its_own_token(database: Database) -> None:
    async def story(there: County) -> None:
        numbers = [await there.install(team) for team in ("T2", "T3")]
        for number in numbers:
            await there.slack.messengers[number].send(to(number))

        first, second = there.callers("chat.postMessage")
        assert first.startswith("xoxb-T2-")
        assert second.startswith("xoxb-T3-")

    play(database, story)


def test_each_workspace_answers_for_its_own_people(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(there: County) -> None:
        numbers = [await there.install(team) for team in ("T2", "T3")]
        await there.event(said_in("T3"))
        await there.command(payloads.command("mine", team_id="T2"))

        assert [one.sender.installation_id for one in script.calls] == [*reversed(numbers)]
        assert [one.to.installation_id for one in there.queued()] == [numbers[1]]

    play(database, story, route(Text, Intent.HELP, script), route(Command, Intent.MINE, script))


def test_the_operators_own_workspace_stands_beside_the_others(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(there: County) -> None:
        number = await there.install("T2")
        await there.event(said_in("T2"))
        await there.event(payloads.message("hello", ts="44.55") | {"event_id": "Ev2"})

        assert there.numbers() == {"T1": there.slack.installation_id, "T2": number}
        own = there.slack.installation_id
        assert [one.sender.installation_id for one in script.calls] == [number, own]

    play(database, story, route(Text, Intent.HELP, script), token=TOKEN)


def test_the_operators_own_token_stays_where_its_workspace_is_installed_again(database: Database) -> None:
    async def story(there: County) -> None:
        number = await there.install("T1")
        await there.slack.messengers[number].send(to(number))

        assert number == there.slack.installation_id
        assert there.callers("chat.postMessage") == [TOKEN]

    play(database, story, token=TOKEN)


def test_a_workspace_that_installs_us_twice_is_one(database: Database) -> None:
    async def story(there: County) -> None:
        first, second = [await there.install("T2") for _ in range(2)]
        await there.slack.messengers[second].send(to(second))

        assert first == second
        [token] = there.callers("chat.postMessage")
        assert token == [*there.server.grants.workspaces][-1]

    play(database, story)


def test_workspaces_are_connected_again_at_the_next_start(database: Database) -> None:
    server = StandIn()

    async def run() -> None:
        async with server.serving():
            async with county(database, server=server, installs=settings(key=OLD_KEY)) as there:
                number = await there.install("T2")
            # The operator has changed the key meanwhile, and kept the old one.
            async with county(database, server=server, installs=settings(old=(OLD_KEY,))) as there:
                assert {*there.slack.messengers} == {number}
            async with county(database, server=server) as there:
                await there.slack.messengers[number].send(to(number))

    asyncio.run(run())


def test_what_no_key_opens_is_said_to_the_operator_and_hinders_nobody(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    server = StandIn()

    async def run() -> None:
        async with server.serving():
            async with county(database, server=server, installs=settings(key=OLD_KEY)) as there:
                await there.install("T2")
            async with county(database, server=server) as there:
                await there.slack.look()
                assert {*there.slack.messengers} == set()
                number = await there.install("T2")
                assert {*there.slack.messengers} == {number}

    asyncio.run(run())
    assert capsys.readouterr().out.count("slack_credentials_unreadable") == 1


def test_another_process_sees_who_has_installed_us(database: Database) -> None:
    server = StandIn()

    async def run() -> None:
        async with (
            server.serving(),
            county(database, server=server) as ours,
            county(database, server=server) as theirs,
        ):
            number = await ours.install("T2")
            assert {*theirs.slack.messengers} == set()
            await theirs.slack.look()
            assert {*theirs.slack.messengers} == {number}

    asyncio.run(run())


def test_what_comes_to_another_process_at_once_is_answered_there(database: Database) -> None:
    server, script = StandIn(), Script(Say(message=HELLO))

    async def run() -> None:
        async with (
            server.serving(),
            county(database, server=server) as ours,
            county(database, route(Text, Intent.HELP, script), server=server) as theirs,
        ):
            number = await ours.install("T2")
            await theirs.event(said_in("T2"))

            assert [one.sender.installation_id for one in script.calls] == [number]

    asyncio.run(run())


def test_a_whole_organisation_is_one_installation(database: Database) -> None:
    teams: dict[str, list[dict[str, Any]]] = {
        "T5": [{"id": "UANN", "profile": {"real_name": "Ann Reid"}}],
        "T6": [{"id": "UANN", "profile": {"real_name": "Ann Reid"}}, {"id": "UBEN", "name": "Ben"}],
    }
    script = Script(Say(message=HELLO))

    async def story(there: County) -> None:
        await there.install("T2")
        number = await there.install("", enterprise="E1", name="All Colleges")
        await there.event(said_in("T6", enterprise="E1"))
        await there.interaction(
            payloads.press(
                "done||1", team=None, enterprise={"id": "E1"}, user={"id": "UBEN", "team_id": "T6"}
            )
        )

        assert there.numbers()["E1"] == number
        assert [one.sender.installation_id for one in script.calls] == [number, number]
        with database.read() as transaction:
            listed = directory.all_of(transaction, viewer=ENGINE, installation_id=number)
        assert [one.name for one in listed] == ["Ann Reid", "Ben"]
        assert [one.get("team_id") for one in there.server.asked("users.list")] == [None, "T5", "T6"]

    press = route(Press, Intent.DONE, script, writes=True)
    play(database, story, route(Text, Intent.HELP, script), press, server=StandIn(teams=teams))


def test_slack_may_check_the_address_before_anybody_has_installed_us(database: Database) -> None:
    async def story(there: County) -> None:
        answer = await there.event({"type": "url_verification", "challenge": "c1"})

        assert (answer.status_code, answer.text) == (200, "c1")

    play(database, story)


def test_what_is_of_no_workspace_of_ours_is_acknowledged_and_forgotten(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(there: County) -> None:
        await there.install("T2")
        event = await there.event(said_in("T9"))
        press = await there.interaction(payloads.press("done||1", team={"id": "T9"}, user={"id": "U9"}))
        command = await there.command(payloads.command("mine", team_id="T9"))

        assert (event.status_code, press.status_code) == (200, 200)
        assert command.json()["text"].startswith("I'm not in this workspace any more.")
        assert there.queued() == []

    press = route(Press, Intent.DONE, script, writes=True)
    play(database, story, route(Text, Intent.HELP, script), press, route(Command, Intent.MINE, script))
    assert script.calls == []


def test_nobody_can_install_us_where_that_is_not_set(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        await workspace.slack.look()
        assert (await workspace.client.get(f"{URL}/slack/install")).status_code == 404

    scripts.play(database, story)
