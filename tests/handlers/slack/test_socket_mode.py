"""Slack's platform in Socket Mode: the same conversations, and the same receipts, by another way in."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.domain.permissions import Intent
from handlers.conversations.incoming import Command, Press, Text
from handlers.conversations.replies import Say
from handlers.conversations.router import Route, Router
from handlers.slack.app import Slack
from storage.database import Database
from tests.slack import payloads
from tests.slack.scripts import HELLO, Script, route
from tests.slack.sockets import APP_TOKEN, Sockets
from tests.slack.standin import TOKEN, WORKSPACE
from tests.slack.workspace import NOW

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Story = Callable[[Slack, Sockets], Awaitable[None]]


def play(database: Database, story: Story, *routes: Route) -> None:
    async def run() -> None:
        async with Sockets(workspace=WORKSPACE).serving() as there:
            slack = Slack(
                database=database,
                router=Router(routes=routes, database=database),
                clock=lambda: NOW,
                token=TOKEN,
                signing_secret="",
                app_token=APP_TOKEN,
                api_url=f"{there.url}/api/",
            )
            assert slack.routes == []
            assert not slack.is_connected
            await slack.start()
            try:
                await there.connected(1)
                await story(slack, there)
            finally:
                await slack.stop()
            assert not slack.is_connected

    asyncio.run(run())


def test_a_command_is_answered_in_its_envelope(database: Database) -> None:
    async def story(slack: Slack, there: Sockets) -> None:
        await there.send("E1", payloads.command("timetable"), kind="slash_commands")
        await there.answered(1)

        [answer] = there.answers
        assert answer["envelope_id"] == "E1"
        assert answer["payload"]["response_type"] == "ephemeral"
        assert slack.is_connected

    play(database, story, route(Command, Intent.TIMETABLE, Script(Say(message=HELLO))))


def test_an_envelope_that_comes_twice_changes_nothing_twice(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(slack: Slack, there: Sockets) -> None:
        for name in ("E1", "E2"):
            await there.send(name, payloads.press("done||12.1"), kind="interactive")
        await there.answered(2)

        assert {one["envelope_id"] for one in there.answers} == {"E1", "E2"}

    play(database, story, route(Press, Intent.DONE, script, writes=True))
    assert len(script.calls) == 1


def test_what_was_not_kept_is_not_answered(database: Database) -> None:
    script = Script(RuntimeError("a mistake of ours"))

    async def story(slack: Slack, there: Sockets) -> None:
        await there.send("E1", payloads.message("hello"))
        await asyncio.sleep(0.2)
        script.reply = Say(message=HELLO)
        await there.send("E2", payloads.message("hello"))
        await there.answered(1)

        assert there.answers == [{"envelope_id": "E2"}]

    play(database, story, route(Text, Intent.HELP, script, writes=True))


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "event_callback"},
        {"type": "block_actions", "actions": []},
        {"command": 7},
        {"user": "U1"},
    ],
)
def test_what_is_not_slacks_is_taken_and_forgotten(database: Database, payload: dict[str, Any]) -> None:
    async def story(slack: Slack, there: Sockets) -> None:
        await there.send("E1", payload)
        await there.answered(1)

        assert there.answers[0]["envelope_id"] == "E1"

    play(database, story)
