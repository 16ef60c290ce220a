"""Dialogs: opened by a button, sent, mended, and shut."""

from typing import Any

import pytest

from bot.domain.permissions import Intent
from bot.errors import Busy
from bot.messages.model import Message
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile
from handlers.conversations.routes import ROUTES
from handlers.teams import ids
from storage.database import Database
from tests.slack.scripts import Script, route
from tests.teams import activities, cards, dialogs
from tests.teams.scripts import ADD, BROKEN, FORM, HELLO, TYPED, play
from tests.teams.tenant import Tenant, shown

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHAT = activities.PERSONAL["id"]
ROOM = activities.IN_CHANNEL["channel"]["id"]
FETCH = activities.dialog("task/fetch", ids.of_button(ADD), replyToId="1700")
SUBMIT = activities.dialog("task/submit", TYPED)
IN_CHANNEL: dict[str, Any] = {
    "conversation": activities.CHANNEL,
    "channelData": activities.IN_CHANNEL,
}


def test_a_button_opens_its_form_and_the_form_knows_where_it_stood(database: Database) -> None:
    script = Script(Nothing())

    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(FETCH)
        [card] = shown(answer)

        assert answer.json()["task"]["value"]["title"] == "Add to the timetable"
        assert cards.words(card).splitlines() == ["What", "Add"]
        assert tenant.queued() == []
        await tenant.send(activities.dialog("task/submit", {**dialogs.untouched(card), "what": "Data"}))
        [submit] = script.calls
        assert isinstance(submit, Submit)
        assert (submit.values, submit.message) == ({"what": ("Data",)}, "1700")

    play(
        database,
        story,
        route(Press, Intent.ADD, Script(OpenForm(form=FORM))),
        route(Submit, Intent.ADD, script),
    )


def test_what_cannot_be_opened_is_said_where_it_would_have_stood(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(FETCH)

        assert answer.json()["task"]["value"]["title"] == "Bywhen"
        [card] = shown(answer)
        assert cards.words(card).startswith("Hello <at>everybody</at>.")
        assert tenant.queued() == []

    play(database, story, route(Press, Intent.ADD, Script(Say(message=HELLO))))


def test_a_form_that_needs_mending_comes_back_with_what_was_typed(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(SUBMIT)

        [card] = shown(answer)
        assert "It needs a title." in cards.words(card)

    play(database, story, route(Submit, Intent.ADD, Script(FormErrors(form=BROKEN))))


def test_a_form_leads_to_the_next_one(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(SUBMIT)

        assert answer.json()["task"]["value"]["title"] == "Add to the timetable"

    play(database, story, route(Submit, Intent.ADD, Script(OpenForm(form=FORM))))


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Say(message=Message(opening="Added.")), ["Added."]),
        (Replace(message=Message(opening="Changed.")), ["Changed."]),
        (
            SendFile(name="a.xlsx", content=b"rows", message=Message(opening="Here it is.")),
            ["Here it is."],
        ),
        (Nothing(), []),
    ],
    ids=["say", "replace", "file", "nothing"],
)
def test_a_form_that_was_sent_shuts_and_its_answer_follows(
    database: Database, reply: Reply, said: list[str]
) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(SUBMIT)
        await tenant.deliver()

        assert (answer.status_code, answer.json()) == (200, {})
        assert tenant.server.said(CHAT) == said

    play(database, story, route(Submit, Intent.ADD, Script(reply), writes=True))


def test_a_form_that_is_sent_twice_counts_once(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(tenant: Tenant) -> None:
        answers = [await tenant.send(SUBMIT) for _ in range(2)]

        assert [answer.json() for answer in answers] == [{}, {}]
        assert (len(script.calls), len(tenant.queued())) == (1, 1)

    play(database, story, route(Submit, Intent.ADD, script, writes=True))


@pytest.mark.parametrize("trouble", [Busy(), RuntimeError("ours")], ids=["busy", "mistake"])
@pytest.mark.parametrize("one", [FETCH, SUBMIT], ids=["fetch", "submit"])
def test_a_dialog_says_when_something_went_wrong(
    database: Database, one: dict[str, Any], trouble: Exception
) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(one)

        assert answer.status_code == 200
        [card] = shown(answer)
        assert cards.words(card).startswith("Something went wrong on my side.")

    play(
        database,
        story,
        route(Press, Intent.ADD, Script(trouble), writes=True),
        route(Submit, Intent.ADD, Script(trouble), writes=True),
    )


def test_a_dialog_in_a_channel_is_between_us(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        opened = await tenant.send(activities.dialog("task/fetch", ids.of_button(ADD), **IN_CHANNEL))
        sent = await tenant.send(activities.dialog("task/submit", TYPED, id="9", **IN_CHANNEL))
        await tenant.deliver()

        assert len(shown(opened)) == 1
        assert sent.json() == {}
        assert tenant.server.said(ROOM) == []
        assert len(tenant.server.activities[f"a:{activities.MINA['aadObjectId']}"]) == 1

    play(
        database,
        story,
        route(Press, Intent.ADD, Script(OpenForm(form=FORM))),
        route(Submit, Intent.ADD, Script(Say(message=HELLO)), writes=True),
    )


def test_a_form_of_long_ago_asks_for_what_there_is(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(activities.dialog("task/submit", {"bywhen": "gone"}))
        await tenant.deliver()

        assert answer.json() == {}
        assert tenant.server.said(CHAT)[0].startswith("Hello. I'm Bywhen")

    play(database, story, *ROUTES)


def test_somebody_starts_a_partnership_from_nothing(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("start"))
        await tenant.deliver()
        [card] = tenant.server.activities[CHAT]
        [button] = [
            one
            for one in cards.elements(card["attachments"][0]["content"])
            if one.get("type") == "Action.Submit"
        ]
        [form] = shown(await tenant.send(activities.dialog("task/fetch", button["data"], id="2")))
        typed = {**dialogs.untouched(form), "name": "Riverside", "zone": "Europe/London"}
        mended = await tenant.send(activities.dialog("task/submit", typed, id="3"))
        await tenant.deliver()

        assert (mended.status_code, mended.json()) == (200, {}), shown(mended)
        assert "Riverside" in tenant.server.said(CHAT)[-1]

    play(database, story, *ROUTES)
