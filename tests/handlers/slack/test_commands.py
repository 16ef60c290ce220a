"""The slash command, as Slack sends it: signed, over HTTP, with everything behind it real."""

import asyncio
from typing import Any

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from handlers.conversations.incoming import Command, Press
from handlers.conversations.replies import Nothing, OpenForm, Say
from handlers.slack import answering
from storage.database import Database
from tests.slack import payloads
from tests.slack.scripts import FORM, HELLO, Script, play, route
from tests.slack.standin import StandIn, refusing
from tests.slack.workspace import Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_a_command_is_answered_in_the_answer_and_seen_by_the_asker_alone(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        answer = await workspace.command(payloads.command("timetable"))

        assert answer.json() == {
            "response_type": "ephemeral",
            "text": "Hello &lt;!channel&gt;.",
            "blocks": [
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": "*Hello &lt;!channel&gt;.*", "verbatim": True},
                }
            ],
        }
        assert workspace.queued() == []
        assert [method for method, _ in workspace.server.calls] == ["auth.test"]

    play(database, story, route(Command, Intent.TIMETABLE, script))
    (asked,) = script.calls
    assert isinstance(asked, Command)
    assert (asked.sender.kind, asked.words) == (AddressKind.SLACK, "timetable")


def test_a_form_opens_before_the_answer(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        answer = await workspace.command(payloads.command("add"))

        (opened,) = workspace.server.asked("views.open")
        assert opened["trigger_id"] == "1.2.3"
        assert opened["view"]["callback_id"] == "form"
        assert (answer.status_code, answer.content) == (200, b"")

    play(database, story, route(Command, Intent.ADD, Script(OpenForm(form=FORM))))


@pytest.mark.parametrize("code", ["expired_trigger_id", "trigger_expired", "invalid_arguments"])
def test_a_form_that_does_not_open_becomes_a_button_that_opens_it(database: Database, code: str) -> None:
    server = StandIn()
    server.will("views.open", refusing(code))

    async def story(workspace: Workspace) -> None:
        answer = (await workspace.command(payloads.command("add"))).json()
        button = answer["blocks"][-1]["elements"][0]
        pressed = payloads.ephemeral(payloads.press(button["value"], trigger_id="9"))
        await workspace.interaction(pressed)

        assert answer["response_type"] == "ephemeral"
        assert button["text"]["text"] == "Add to the timetable"
        assert [one["trigger_id"] for one in workspace.server.asked("views.open")] == ["1.2.3", "9"]

    opens = Script(OpenForm(form=FORM))
    play(database, story, route(Command, Intent.ADD, opens), route(Press, Intent.ADD, opens), server=server)


@pytest.mark.parametrize("code", ["exchanged_trigger_id", "trigger_exchanged"])
def test_a_command_that_is_sent_again_opens_nothing_twice(database: Database, code: str) -> None:
    server = StandIn()

    async def story(workspace: Workspace) -> None:
        await workspace.command(payloads.command("add"))
        server.will("views.open", refusing(code))
        again = await workspace.command(payloads.command("add"))

        assert (again.status_code, again.content) == (200, b"")
        assert workspace.queued() == []

    play(database, story, route(Command, Intent.ADD, Script(OpenForm(form=FORM))), server=server)


def test_a_form_that_opens_too_slowly_is_not_waited_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dawdling(server: StandIn, request: Any, arguments: Any) -> Any:
        await asyncio.sleep(0.3)
        return await server.obey(request, arguments)

    monkeypatch.setattr(answering, "_OPENING_SECONDS", 0.05)
    server = StandIn()
    server.will("views.open", dawdling)

    async def story(workspace: Workspace) -> None:
        answer = (await workspace.command(payloads.command("add"))).json()

        assert answer["blocks"][-1]["elements"][0]["text"]["text"] == "Add to the timetable"

    play(database, story, route(Command, Intent.ADD, Script(OpenForm(form=FORM))), server=server)


def test_an_answer_that_goes_to_the_private_chat_says_so_in_a_room(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        in_room = await workspace.command(
            payloads.command("export", channel_id="C1", channel_name="general", trigger_id="7")
        )
        in_private = await workspace.command(payloads.command("export"))

        assert in_room.json()["text"] == "I've put it in our private chat."
        assert in_private.content == b""

    play(database, story, route(Command, Intent.EXPORT, Script(Nothing())))


@pytest.mark.parametrize(
    ("rooms", "said"),
    [
        ({"C1": True}, []),
        (
            {"C1": False},
            ["I'm not in this room yet, so I can't post here.\n\nType /invite @Bywhen here, and I'm in."],
        ),
        ({}, ["I'm not in this room yet, so I can't post here.\n\nType /invite @Bywhen here, and I'm in."]),
    ],
    ids=["in it", "not in it", "private"],
)
def test_a_start_in_a_room_that_we_are_not_in_says_how_to_let_us_in(
    database: Database, rooms: dict[str, bool], said: list[str]
) -> None:
    server = StandIn(rooms=rooms)

    async def story(workspace: Workspace) -> None:
        url = f"{workspace.server.url}/respond"
        payload = payloads.command("start", channel_id="C1", channel_name="general", response_url=url)
        await workspace.command(payload)
        await workspace.slack.stop()

        assert [answer["text"] for answer in server.responses] == said
        assert all(answer["response_type"] == "ephemeral" for answer in server.responses)

    play(database, story, route(Command, Intent.START, Script(OpenForm(form=FORM))), server=server)


def test_a_code_in_a_room_that_we_are_not_in_says_how_to_let_us_in(database: Database) -> None:
    server = StandIn(rooms={"C1": False})

    async def story(workspace: Workspace) -> None:
        url = f"{workspace.server.url}/respond"
        typed = payloads.command("join 7KQ2-MW4D", channel_id="C1", channel_name="general", response_url=url)
        await workspace.command(typed)
        await workspace.slack.stop()

        [answer] = server.responses
        assert answer["text"].startswith("I'm not in this room yet, so I can't post here.")

    play(database, story, route(Command, Intent.JOIN, Script(OpenForm(form=FORM))), server=server)
