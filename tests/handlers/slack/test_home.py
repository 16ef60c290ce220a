"""The Home tab, as Slack opens it and as people press on it."""

import asyncio
from typing import Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.domain.permissions import Intent
from bot.messages.model import Button, Buttons, Item, Message, Paragraph
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile
from handlers.slack import answering, home, ids
from storage.database import Database
from tests.slack import limits, payloads
from tests.slack.scripts import BROKEN, FORM, HELLO, TYPED, Script, play, route, shown_form
from tests.slack.standin import StandIn, refusing
from tests.slack.workspace import Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ITEM = Item(subject="share:12", title="Send the data")
WHO_I_AM = "I help partnerships keep their dates."


def _opened(**more: Any) -> dict[str, Any]:
    event = {"type": "app_home_opened", "user": "UMINA", "channel": "D1", "tab": "home", **more}
    return payloads.event("MemberJoinedChannel", {**event, "team": ""})


def _published(server: StandIn) -> list[dict[str, Any]]:
    return server.asked("views.publish")


async def _settled(workspace: Workspace) -> None:
    await workspace.slack.settle()


def test_who_opens_home_sees_it(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        answer = await workspace.event(_opened(view={"hash": "9.h"}))
        await _settled(workspace)

        [published] = _published(workspace.server)
        assert answer.status_code == 200
        assert (published["user_id"], published["hash"], published["view"]["type"]) == (
            "UMINA",
            "9.h",
            "home",
        )
        assert WHO_I_AM in str(published["view"])

    play(database, story)


def test_who_opens_the_messages_sees_messages(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        await workspace.event(_opened(tab="messages"))
        await _settled(workspace)

        assert _published(workspace.server) == []

    play(database, story)


def test_home_that_changed_meanwhile_is_read_again(database: Database) -> None:
    server = StandIn()
    server.will("views.publish", refusing("hash_conflict"))

    async def story(workspace: Workspace) -> None:
        await workspace.event(_opened(view={"hash": "old"}))
        await _settled(workspace)

        assert [one.get("hash") for one in _published(server)] == ["old", None]

    play(database, story, server=server)


def test_home_that_slack_does_not_take_stays_as_it_was(database: Database) -> None:
    server = StandIn()
    server.will("views.publish", refusing("not_enabled"))

    async def story(workspace: Workspace) -> None:
        assert (await workspace.event(_opened())).status_code == 200
        await _settled(workspace)

        assert len(_published(server)) == 1

    play(database, story, server=server)


def test_home_that_cannot_be_read_is_heard_of(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(**_: object) -> Message:
        raise ValueError("broken")

    async def story(workspace: Workspace) -> None:
        with capture_logs() as logs:
            assert (await workspace.event(_opened())).status_code == 200
            await _settled(workspace)

        assert _published(workspace.server) == []
        assert "slack_afterwards_failed" in [one["event"] for one in logs]

    monkeypatch.setattr("bot.services.home.of", breaks)
    play(database, story)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Say(message=HELLO), "Hello"),
        (Replace(message=HELLO), "Hello"),
        (Replace(item=ITEM), "Send the data"),
        (Replace(), "That's done."),
        (Nothing(), WHO_I_AM),
    ],
    ids=["words", "a message", "an item", "no words", "nothing"],
)
def test_a_press_at_home_is_answered_there(database: Database, reply: Reply, words: str) -> None:
    script = Script(reply)

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.at_home("done|1|12.1"))
        await _settled(workspace)

        [published] = _published(workspace.server)
        assert words in str(published["view"])
        assert WHO_I_AM in str(published["view"])
        assert "I couldn't change the message" not in str(published["view"])
        assert workspace.queued() == []

    play(database, story, route(Press, Intent.DONE, script, writes=True))
    [asked] = script.calls
    assert (asked.place.conversation, asked.place.private) == ("UMINA", True)


def test_a_form_opened_at_home_is_answered_there(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.at_home("add||"))
        [opened] = workspace.server.asked("views.open")
        sent = {**shown_form(), "private_metadata": opened["view"]["private_metadata"]}
        answer = await workspace.interaction(payloads.submission(sent, TYPED))
        await _settled(workspace)

        assert answer.json() == {"response_action": "clear"}
        [published] = _published(workspace.server)
        assert "Hello" in str(published["view"])
        assert workspace.queued() == []

    play(
        database,
        story,
        route(Press, Intent.ADD, Script(OpenForm(form=FORM))),
        route(Submit, Intent.ADD, Script(Say(message=HELLO)), writes=True),
    )


def test_a_form_from_home_that_needs_mending_stays_open(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        metadata = shown_form()["private_metadata"][:-1] + ',"at_home":true}'
        sent = {**shown_form(), "private_metadata": metadata}
        answer = (await workspace.interaction(payloads.submission(sent, TYPED))).json()
        await _settled(workspace)

        assert answer == {"response_action": "errors", "errors": {"what": "It needs a title."}}
        assert _published(workspace.server) == []

    play(database, story, route(Submit, Intent.ADD, Script(FormErrors(form=BROKEN))))


def test_a_form_that_does_not_open_at_home_comes_in_private(database: Database) -> None:
    server = StandIn()
    server.will("views.open", refusing("expired_trigger_id"))

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.at_home("add||"))

        assert [to for to, _ in workspace.openings()] == ["UMINA"]

    play(database, story, route(Press, Intent.ADD, Script(OpenForm(form=FORM))), server=server)


@pytest.mark.parametrize("reply", [Say(message=HELLO), OpenForm(form=FORM)], ids=["words", "a form"])
def test_a_press_in_a_window_changes_the_window(database: Database, reply: Reply) -> None:
    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.in_window("add|1|"))

        [changed] = workspace.server.asked("views.update")
        assert changed["view_id"] == "V7"
        assert workspace.queued() == []

    play(database, story, route(Press, Intent.ADD, Script(reply)))


def test_a_window_that_is_gone_is_answered_in_private(database: Database) -> None:
    server = StandIn()
    server.will("views.update", refusing("not_found"))

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.in_window("add|1|"))

        assert workspace.openings() == [("UMINA", "Hello <!channel>.")]

    play(database, story, route(Press, Intent.ADD, Script(Say(message=HELLO))), server=server)


def test_a_window_that_takes_too_long_is_answered_in_private(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "_OPENING_SECONDS", 0.05)
    server = StandIn()

    async def dawdling(there: StandIn, request: web.Request, arguments: dict[str, Any]) -> web.StreamResponse:
        await asyncio.sleep(1)
        return web.json_response({"ok": True})

    server.will("views.update", dawdling)

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.in_window("add|1|"))

        assert workspace.openings() == [("UMINA", "Hello <!channel>.")]

    play(database, story, route(Press, Intent.ADD, Script(Say(message=HELLO))), server=server)


@pytest.mark.parametrize("kind", ["SendFile", "Nothing"])
def test_what_has_no_place_in_a_window_changes_nothing_there(database: Database, kind: str) -> None:
    file = SendFile(name="a.xlsx", content=b"x", message=HELLO)

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.in_window("export|1|"))

        assert workspace.server.asked("views.update") == []
        assert len(workspace.queued()) == (1 if kind == "SendFile" else 0)

    reply: Reply = file if kind == "SendFile" else Nothing()
    play(database, story, route(Press, Intent.EXPORT, Script(reply)))


def test_a_full_home_keeps_its_last_buttons() -> None:
    lines = tuple(Paragraph(text=(f"Line {number}",)) for number in range(200))
    last = Buttons(buttons=(Button(label="Add", intent=Intent.ADD),))

    shown = home.view(Message(opening="Yours.", blocks=(*lines, last)), said=HELLO)

    assert limits.in_view(shown) == []
    assert len(shown["blocks"]) == 90
    assert shown["blocks"][-1]["elements"][0]["value"] == ids.of_button(last.buttons[0])
