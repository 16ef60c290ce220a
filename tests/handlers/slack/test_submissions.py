"""Forms that were sent, as Slack sends them."""

from dataclasses import replace

import pytest

from bot.domain.permissions import Intent
from bot.messages.model import Field, FieldKind
from handlers.conversations.incoming import Submit
from handlers.conversations.replies import FormErrors, OpenForm, Say
from storage.database import Database
from tests.slack import payloads
from tests.slack.scripts import BROKEN, FORM, HELLO, TYPED, Script, play, route, shown_form
from tests.slack.workspace import Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_what_needs_mending_is_said_at_its_question(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        answer = await workspace.interaction(payloads.submission(shown_form(), TYPED))

        assert answer.json() == {"response_action": "errors", "errors": {"what": "It needs a title."}}

    play(database, story, route(Submit, Intent.ADD, Script(FormErrors(form=BROKEN))))


def test_a_form_that_asks_more_takes_the_place_of_the_old_one(database: Database) -> None:
    more = replace(BROKEN, fields=(*BROKEN.fields, Field(name="keep", label="Keep it", kind=FieldKind.TICK)))

    async def story(workspace: Workspace) -> None:
        answer = (await workspace.interaction(payloads.submission(shown_form(), TYPED))).json()

        assert answer["response_action"] == "update"
        names = [block["block_id"] for block in answer["view"]["blocks"] if block["type"] == "input"]
        assert names == ["what", "keep"]
        assert answer["view"]["private_metadata"] == shown_form()["private_metadata"]

    play(database, story, route(Submit, Intent.ADD, Script(FormErrors(form=more))))


def test_another_form_takes_the_place_of_the_first(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        answer = (await workspace.interaction(payloads.submission(shown_form(), TYPED))).json()

        assert (answer["response_action"], answer["view"]["title"]["text"]) == (
            "update",
            "Add to the timetable",
        )

    play(database, story, route(Submit, Intent.ADD, Script(OpenForm(form=FORM)), writes=True))


def test_a_form_that_was_taken_closes_and_its_answer_is_queued(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        for _ in range(2):
            answer = await workspace.interaction(payloads.submission(shown_form(), TYPED))
            assert answer.json() == {"response_action": "clear"}

        assert workspace.openings() == [("UMINA", "Hello <!channel>.")]
        assert len(script.calls) == 1

    play(database, story, route(Submit, Intent.ADD, script, writes=True))
