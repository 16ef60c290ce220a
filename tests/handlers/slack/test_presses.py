"""Presses, as Slack sends them."""

import asyncio

import pytest

from bot.domain.permissions import Intent
from bot.errors import Busy
from bot.messages.model import Item
from handlers.conversations.incoming import Press
from handlers.conversations.replies import OpenForm, Replace, Say
from handlers.slack import ids
from storage.database import Database
from tests.slack import payloads
from tests.slack.scripts import ADD, FORM, HELLO, Script, play, route
from tests.slack.standin import StandIn, failing, refusing
from tests.slack.workspace import Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_the_answer_to_a_press_is_queued_with_its_effect(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        answer = await workspace.interaction(payloads.press("done||12.1"))

        assert (answer.status_code, answer.content) == (200, b"")
        assert workspace.openings() == [("UMINA", "Hello <!channel>.")]

    play(database, story, route(Press, Intent.DONE, script, writes=True))


def test_a_press_that_is_sent_again_changes_nothing_twice(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        for _ in range(3):
            assert (await workspace.interaction(payloads.press("done||12.1"))).status_code == 200

        assert len(script.calls) == 1
        assert len(workspace.queued()) == 1

    play(database, story, route(Press, Intent.DONE, script, writes=True))


def test_a_press_that_arrives_eight_times_at_once_changes_nothing_twice(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        pressed = payloads.press("done||12.1")
        answers = await asyncio.gather(*(workspace.interaction(pressed) for _ in range(8)))

        assert {answer.status_code for answer in answers} == {200}
        assert len(workspace.queued()) == 1

    play(database, story, route(Press, Intent.DONE, script, writes=True))


def test_who_presses_while_nothing_can_be_written_is_told_so(database: Database) -> None:
    server = StandIn()

    async def story(workspace: Workspace) -> None:
        pressed = payloads.press("done||12.1", response_url=f"{server.url}/respond")
        answer = await workspace.interaction(pressed)
        await workspace.slack.stop()

        assert answer.status_code == 200
        (said,) = server.responses
        assert said["text"].startswith("Something went wrong on my side.")
        assert not said["replace_original"]
        assert workspace.queued() == []

    play(database, story, route(Press, Intent.DONE, Script(Busy()), writes=True), server=server)


def test_a_press_opens_its_form(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.press(ADD))

        (opened,) = workspace.server.asked("views.open")
        _, origin = ids.read_form(opened["view"]["private_metadata"])
        assert (origin.place.conversation, origin.message) == ("D1", "11.22")

    play(database, story, route(Press, Intent.ADD, Script(OpenForm(form=FORM))))


def test_a_press_whose_form_does_not_open_is_answered_with_a_button(database: Database) -> None:
    server = StandIn()
    server.will("views.open", refusing("expired_trigger_id"))

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.press(ADD))

        (message,) = workspace.queued()
        assert message.content is not None
        (button,) = message.content["blocks"][-1]["buttons"]
        assert (button["intent"], button["opens"]) == ("add", True)

    play(database, story, route(Press, Intent.ADD, Script(OpenForm(form=FORM))), server=server)


def test_a_press_in_a_message_that_slack_does_not_keep_is_answered_in_its_place(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        url = f"{workspace.server.url}/respond"
        await workspace.interaction(payloads.ephemeral(payloads.press("mine||", response_url=url)))
        await workspace.slack.stop()

        (answer,) = workspace.server.responses
        assert (answer["replace_original"], answer["response_type"]) == (True, "ephemeral")
        assert answer["text"] == "Hello &lt;!channel&gt;."
        assert workspace.queued() == []

    play(database, story, route(Press, Intent.MINE, Script(Say(message=HELLO))))


@pytest.mark.parametrize(
    ("reply", "replaces", "words"),
    [
        (Replace(message=HELLO), True, "Hello &lt;!channel&gt;."),
        (Replace(item=Item(subject="share:12", title="Send the data")), False, "Send the data"),
    ],
    ids=["the whole", "one of several"],
)
def test_what_changes_in_a_message_that_slack_does_not_keep_is_shown_at_once(
    database: Database, reply: Replace, replaces: bool, words: str
) -> None:
    async def story(workspace: Workspace) -> None:
        url = f"{workspace.server.url}/respond"
        await workspace.interaction(payloads.ephemeral(payloads.press("done|1|12.1", response_url=url)))
        await workspace.slack.stop()

        (answer,) = workspace.server.responses
        assert answer["replace_original"] is replaces
        assert words in answer["text"]
        assert workspace.queued() == []

    play(database, story, route(Press, Intent.DONE, Script(reply), writes=True))


def test_a_form_that_does_not_open_from_a_message_that_slack_does_not_keep_comes_in_private(
    database: Database,
) -> None:
    server = StandIn()
    server.will("views.open", refusing("expired_trigger_id"))

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.ephemeral(payloads.press(ADD)))

        assert [to for to, _ in workspace.openings()] == ["UMINA"]

    play(database, story, route(Press, Intent.ADD, Script(OpenForm(form=FORM))), server=server)


def test_what_cannot_be_put_in_its_place_is_said_in_private(database: Database) -> None:
    server = StandIn()
    server.will("respond", failing(500))

    async def story(workspace: Workspace) -> None:
        for url in (f"{workspace.server.url}/respond", "http://127.0.0.1:1/respond"):
            pressed = payloads.press("mine||", response_url=url, trigger_id=url)
            await workspace.interaction(payloads.ephemeral(pressed))
        await workspace.slack.stop()

        assert workspace.server.responses == []
        assert workspace.openings()[:1] == [("UMINA", "Hello <!channel>.")]

    play(database, story, route(Press, Intent.MINE, Script(Say(message=HELLO))), server=server)


def test_a_press_on_a_message_of_last_year_shows_what_there_is_now(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.press("forgotten|1|2"))

        assert workspace.openings() == [("UMINA", "Hello <!channel>.")]

    play(database, story, route(Press, Intent.HELP, Script(Say(message=HELLO))))


def test_touching_what_is_no_button_is_acknowledged(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        action = {"type": "datepicker", "action_id": "input", "block_id": "by_when"}
        answer = await workspace.interaction(payloads.press("", actions=[action]))

        assert answer.status_code == 200

    play(database, story)
