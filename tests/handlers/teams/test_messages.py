"""What is typed, pressed and sent to the bot, as Teams sends it; and what comes back."""

import asyncio
from typing import Any

import pytest

from bot.domain.permissions import Intent
from bot.errors import Busy
from bot.messages.model import Message
from handlers.conversations.incoming import Command, File, Press, Text
from handlers.conversations.replies import Nothing, OpenForm, Replace, Reply, Say, SendFile
from handlers.conversations.routes import ROUTES
from handlers.teams import ids
from storage.database import Database
from tests.slack.scripts import Script, route
from tests.teams import activities, cards
from tests.teams.scripts import DONE, FORM, HELLO, ITEM, play
from tests.teams.tenant import Tenant

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHAT = activities.PERSONAL["id"]
MINA = activities.MINA["aadObjectId"]
ROOM = activities.IN_CHANNEL["channel"]["id"]
THREAD = str(activities.CHANNEL["id"])
PRESSED = ids.of_button(DONE)
THAT = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "I've got that."}


def test_words_in_private_are_answered_by_a_card_in_the_same_conversation(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(activities.said("mine"))
        await tenant.deliver()

        assert (answer.status_code, answer.content) == (200, b"")
        [said] = tenant.server.activities[CHAT]
        assert (said["type"], said["summary"]) == ("message", "Hello <at>everybody</at>.")
        assert said["from"] == {"id": "28:bot-1"}
        assert cards.words(said["attachments"][0]["content"]).splitlines()[:2] == [
            "Hello <at>everybody</at>.",
            "Send R&D <data>",
        ]
        assert tenant.server.asked("open") == []

    play(database, story, route(Command, Intent.MINE, Script(Say(message=HELLO))))


@pytest.mark.parametrize(
    "reply",
    [
        Say(message=HELLO),
        Replace(message=HELLO),
        Replace(item=ITEM),
        OpenForm(form=FORM),
        SendFile(name="timetable.xlsx", content=b"rows", message=HELLO),
        Nothing(),
    ],
    ids=["say", "replace", "one item", "form", "file", "nothing"],
)
def test_every_kind_of_reply_arrives(database: Database, reply: Reply) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        await tenant.deliver()

        assert len(tenant.server.activities[CHAT]) == (0 if isinstance(reply, Nothing) else 1)

    play(database, story, route(Command, Intent.MINE, Script(reply)))


def test_words_that_are_no_command_are_words(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("good <b>morning</b> &amp; thanks"))

        [text] = script.calls
        assert isinstance(text, Text)
        assert text.words == "good <b>morning</b> & thanks"

    play(database, story, route(Text, Intent.HELP, script))


@pytest.mark.parametrize(
    ("one", "answered"),
    [
        (activities.pressed(PRESSED), THAT),
        (activities.activity("message", value=PRESSED, replyToId="1700"), None),
    ],
    ids=["execute", "submit"],
)
def test_a_button_changes_its_message_in_place(
    database: Database, one: dict[str, Any], answered: Any
) -> None:
    thanks = Message(opening="Thank you.")

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        await tenant.deliver()
        [stands] = tenant.server.activities[CHAT]
        answer = await tenant.send({**one, "id": "9", "replyToId": stands["id"]})
        assert (answer.status_code, answer.json() if answer.content else None) == (200, answered)
        await tenant.deliver()

        assert tenant.server.said(CHAT) == ["Thank you."]
        assert tenant.server.activities[CHAT][0]["id"] == stands["id"]

    play(
        database,
        story,
        route(Command, Intent.MINE, Script(Say(message=HELLO))),
        route(Press, Intent.DONE, Script(Replace(message=thanks)), writes=True),
    )


@pytest.mark.parametrize("one", [activities.said("mine"), activities.pressed(PRESSED)])
def test_the_same_thing_sent_again_happens_once(database: Database, one: dict[str, Any]) -> None:
    script = Script(Say(message=HELLO))

    async def story(tenant: Tenant) -> None:
        answers = await asyncio.gather(*(tenant.send(one) for _ in range(6)))

        assert {answer.status_code for answer in answers} == {200}
        assert len(tenant.queued()) == 1
        await tenant.deliver()
        assert len(tenant.server.activities[CHAT]) == 1

    play(
        database,
        story,
        route(Command, Intent.MINE, script, writes=True),
        route(Press, Intent.DONE, script, writes=True),
    )


def test_a_button_of_long_ago_asks_for_what_there_is(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(activities.pressed({"bywhen": {"value": "sing|1|"}}))

        assert answer.json() == THAT
        [press] = script.calls
        assert isinstance(press, Press)
        assert press.intent is Intent.HELP

    play(database, story, route(Press, Intent.HELP, script))


def test_a_file_is_kept_and_fetched_later(database: Database) -> None:
    script = Script(Nothing())
    attachment = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "name": "actions.xlsx",
        "content": {"downloadUrl": "https://county.sharepoint.com/1", "fileType": "xlsx"},
    }

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("", attachments=[attachment]))

        [file] = script.calls
        assert isinstance(file, File)
        assert (file.name, file.reference) == ("actions.xlsx", "https://county.sharepoint.com/1")

    play(database, story, route(File, Intent.IMPORT, script, writes=True))


def test_what_is_private_and_typed_in_a_channel_is_answered_in_private(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.mentioned("mine"))
        await tenant.deliver()

        assert tenant.server.said(THREAD) == [
            "That's one for the two of us. I've opened it in our private chat."
        ]
        assert tenant.server.said(ROOM) == []
        [opened] = tenant.server.asked("open")
        assert opened == {
            "bot": {"id": "28:bot-1"},
            "members": [{"id": MINA}],
            "isGroup": False,
            "tenantId": "tenant-1",
            "channelData": {"tenant": {"id": "tenant-1"}},
        }
        assert tenant.server.said(f"a:{MINA}")[0].startswith("Hello <at>everybody</at>.")

    play(database, story, route(Command, Intent.MINE, Script(Say(message=HELLO))))


def test_a_press_in_a_channel_tells_its_presser_alone_where_the_answer_is(database: Database) -> None:
    pressed = activities.pressed(PRESSED, conversation=activities.CHANNEL, channelData=activities.IN_CHANNEL)

    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(pressed)
        await tenant.deliver()

        assert answer.json() == {**THAT, "value": "I've put it in our private chat."}
        assert (tenant.server.said(ROOM), tenant.server.said(THREAD)) == ([], [])
        assert len(tenant.server.activities[f"a:{MINA}"]) == 1

    play(database, story, route(Press, Intent.DONE, Script(Say(message=HELLO)), writes=True))


def test_a_message_that_cannot_be_kept_is_to_be_sent_again(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(activities.said("mine"))

        assert (answer.status_code, answer.content) == (500, b"")

    play(database, story, route(Command, Intent.MINE, Script(Busy()), writes=True))


def test_who_presses_what_meets_a_mistake_of_ours_reads_so(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(activities.pressed(PRESSED))

        assert answer.status_code == 200
        assert answer.json()["value"].startswith("Something went wrong on my side.")
        assert tenant.queued() == []

    play(database, story, route(Press, Intent.DONE, Script(RuntimeError("ours")), writes=True))


def test_every_conversation_of_ours_is_reached(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(activities.said("help"))
        await tenant.deliver()

        assert answer.status_code == 200
        [said] = tenant.server.said(CHAT)
        assert said.startswith("Hello. I'm Bywhen")

    play(database, story, *ROUTES)
