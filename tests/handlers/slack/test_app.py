"""Who may ask Slack's route at all, and what a mistake of ours looks like."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.domain.permissions import Intent
from bot.errors import DeliveryFailed
from bot.messages.model import Button, Buttons, Message
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import Say
from handlers.conversations.router import Router
from handlers.slack import answering
from handlers.slack.app import Slack
from storage.database import Database
from tests.slack import payloads
from tests.slack.scripts import ADD, HELLO, TYPED, Script, play, route, shown_form
from tests.slack.standin import TOKEN, StandIn, refusing
from tests.slack.workspace import NOW, SECRET, Workspace, signed

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed("other"),
        signed("token=1", secret="not ours"),
        signed("token=1", at=NOW - timedelta(minutes=6)),
        signed("token=1", at=NOW + timedelta(minutes=6)),
        {**signed("token=1"), "x-slack-request-timestamp": "yesterday"},
        {**signed("token=1"), "x-slack-request-timestamp": ""},
    ],
    ids=["none", "of another body", "of another app", "stale", "of the future", "no number", "empty"],
)
def test_what_slack_did_not_sign_is_refused_and_not_read(
    database: Database, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    async def story(workspace: Workspace) -> None:
        caplog.set_level(logging.DEBUG)
        answer = await workspace.raw("token=1", headers)

        assert (answer.status_code, answer.content) == (401, b"")

    play(database, story)
    assert "token=1" not in caplog.text


def test_what_is_larger_than_anything_of_slacks_is_not_read(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        assert (await workspace.raw("x" * (1024 * 1024 + 1), {})).status_code == 413

    play(database, story)


def test_slack_may_check_the_address(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        answer = await workspace.event({"type": "url_verification", "challenge": "c1"})

        assert (answer.status_code, answer.json()) == (200, {"challenge": "c1"})

    play(database, story)


def test_nothing_is_answered_before_the_start(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        workspace.slack._has_started = False
        assert (await workspace.command(payloads.command())).status_code == 503

    play(database, story)


def test_what_has_not_started_can_be_stopped(database: Database) -> None:
    router = Router(routes=(), database=database)
    slack = Slack(
        database=database,
        router=router,
        clock=lambda: NOW,
        token=TOKEN,
        signing_secret=SECRET,
        api_url="https://slack.com/api/",
    )

    asyncio.run(slack.stop())

    assert slack.installation_id == 0


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked"])
def test_a_token_that_slack_does_not_take_stops_the_start(database: Database, code: str) -> None:
    server = StandIn()
    server.will("auth.test", refusing(code))

    async def story(workspace: Workspace) -> None:
        raise AssertionError("it started")

    with pytest.raises(DeliveryFailed, match=code):
        play(database, story, server=server)


def test_a_mistake_of_ours_is_told_and_logged_once(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(workspace: Workspace) -> None:
        command = await workspace.command(payloads.command("mine"))
        form = await workspace.interaction(payloads.submission(shown_form(), TYPED))
        press = await workspace.interaction(payloads.press("done||"))

        words = "Something went wrong on my side.\n\nNothing was changed. Please try again in a minute."
        assert command.json()["text"] == words
        assert form.json()["view"]["title"]["text"] == "Not this time"
        assert press.status_code == 500
        assert workspace.queued() == []

    broken = Script(RuntimeError("a mistake of ours"))
    play(
        database,
        story,
        route(Command, Intent.MINE, broken),
        route(Submit, Intent.ADD, broken),
        route(Press, Intent.DONE, broken, writes=True),
    )


def test_a_reply_that_cannot_ride_in_the_answer_to_a_form_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="say"):
        answering.to_form(Say(message=HELLO), shown={}, origin=None)  # type: ignore[arg-type]  # never looked at


def test_a_button_in_a_message_says_what_it_is_about() -> None:
    shown = answering.to_asker(
        Message(opening="One.", blocks=(Buttons(buttons=(Button(label="Add", intent=Intent.ADD),)),))
    )

    assert shown["blocks"][-1]["elements"][0]["value"] == ADD
