"""Shortcuts, as Slack sends them."""

from typing import Any

import pytest

from bot.domain.permissions import Intent
from handlers.conversations.incoming import Press
from handlers.conversations.replies import OpenForm, Say
from handlers.slack import ids
from storage.database import Database
from tests.slack import payloads
from tests.slack.scripts import FORM, HELLO, Script, play, route
from tests.slack.standin import StandIn, failing, refusing
from tests.slack.workspace import Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def _pressed(script: Script) -> Press:
    [asked] = script.calls
    assert isinstance(asked, Press)
    return asked


def test_new_action_opens_the_form(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        answer = await workspace.interaction(payloads.shortcut(ids.NEW_ACTION))

        [opened] = workspace.server.asked("views.open")
        assert (opened["trigger_id"], opened["view"]["callback_id"]) == ("1.2.3", "form")
        assert (answer.status_code, answer.content) == (200, b"")

    script = Script(OpenForm(form=FORM))
    play(database, story, route(Press, Intent.ADD, script))
    asked = _pressed(script)
    assert (asked.place.conversation, asked.place.private, asked.arg) == ("UMINA", True, "")


def test_what_is_asked_first_stands_in_a_window(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.shortcut(ids.NEW_ACTION))

        [opened] = workspace.server.asked("views.open")
        assert opened["view"]["title"]["text"] == "Bywhen"
        assert "Hello" in str(opened["view"]["blocks"])
        assert workspace.queued() == []

    play(database, story, route(Press, Intent.ADD, Script(Say(message=HELLO))))


@pytest.mark.parametrize("reply", [Say(message=HELLO), OpenForm(form=FORM)], ids=["words", "a form"])
def test_what_no_window_shows_comes_in_private(database: Database, reply: Say | OpenForm) -> None:
    server = StandIn()
    server.will("views.open", refusing("expired_trigger_id"))

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.shortcut(ids.NEW_ACTION))

        assert [to for to, _ in workspace.openings()] == ["UMINA"]

    play(database, story, route(Press, Intent.ADD, Script(reply)), server=server)


def test_track_this_carries_the_words_and_is_answered_to_the_presser_alone(database: Database) -> None:
    server = StandIn()

    async def story(workspace: Workspace) -> None:
        message = payloads.on_message(
            ids.TRACK_THIS,
            text="I'll send <@U9> the <https://x.test|data> &amp; more, <#C2|fair>",
            response_url=f"{server.url}/respond",
        )
        await workspace.interaction(message)
        await workspace.slack.stop()

        [said] = server.responses
        assert (said["response_type"], said["replace_original"]) == ("ephemeral", False)
        assert workspace.queued() == []

    script = Script(Say(message=HELLO))
    play(database, story, route(Press, Intent.TRACK, script), server=server)
    asked = _pressed(script)
    assert asked.arg == "ask:UWRITER:C1.33.44:I'll send the data & more, fair"
    assert asked.place.conversation == "C1"


def test_an_answer_that_the_address_does_not_take_comes_in_private(database: Database) -> None:
    server = StandIn()
    server.will("respond", failing(404))

    async def story(workspace: Workspace) -> None:
        message = payloads.on_message(ids.TRACK_THIS, response_url=f"{server.url}/respond")
        await workspace.interaction(message)
        await workspace.slack.stop()

        assert workspace.openings() == [("UMINA", "Hello <!channel>.")]

    play(database, story, route(Press, Intent.TRACK, Script(Say(message=HELLO))), server=server)


@pytest.mark.parametrize(
    ("message", "arg"),
    [
        ({"text": None}, "ask:UWRITER:C1.33.44:"),
        ({"user": None, "bot_id": "B9", "text": "Done"}, "ask:B9:C1.33.44:Done"),
        ({"text": "x" * 9000}, f"ask:UWRITER:C1.33.44:{'x' * 1000}"),
    ],
    ids=["a picture", "an app's", "long"],
)
def test_any_message_can_be_tracked(database: Database, message: dict[str, Any], arg: str) -> None:
    script = Script(OpenForm(form=FORM))

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.on_message(ids.TRACK_THIS, **message))

    play(database, story, route(Press, Intent.TRACK, script))
    assert _pressed(script).arg == arg


def test_log_this_copies_nothing(database: Database) -> None:
    script = Script(OpenForm(form=FORM))

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.on_message(ids.LOG_THIS, text="She is worried"))

        assert "worried" not in str(workspace.server.calls)

    play(database, story, route(Press, Intent.LOG, script))
    assert _pressed(script).arg == "ask:UWRITER:33.44"


def test_a_shortcut_without_the_shape_of_slacks_is_told_so(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        broken = payloads.on_message(ids.TRACK_THIS)
        del broken["message"]["ts"]

        assert (await workspace.interaction(broken)).status_code == 400

    play(database, story)
